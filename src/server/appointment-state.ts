/**
 * Where an appointment stands, read from the store and changed by one command at a time. Who may do what, and what follows,
 * is decided by the same pure functions as in a rehearsal; here they are enforced.
 */
import type { ConsentDocument, ConsentRecord } from '../core/consent.js';
import type { Plan, StepName } from '../core/session-snapshot.js';
import { reducePractice } from '../core/services/practice-reducer.js';
import { refusalOf } from '../core/services/practice-rules.js';
import type { PracticeEntry, PracticeState } from '../core/services/practice-state.js';
import { recordsOf } from './consent-ledger.js';
import { Refusal } from './refusal.js';
import { CHANGES } from './server-context.js';
import type { Queryable } from './store/database.js';

/** What the practice said when it made the appointment. */
export interface AppointmentPlan {
  readonly plan: Pick<Plan, 'practiceName' | 'therapistName' | 'phone' | 'support'>;
  readonly steps: readonly StepName[];
  readonly circumstances: readonly string[];
}

/** The part of the state that changes with each command and is kept with the appointment. */
export interface StoredState extends Pick<PracticeState, 'people' | 'late' | 'pausedBy' | 'strangers'> {
  /** How many consent records there were. */
  readonly records: number;
}

export interface Appointment {
  readonly id: string;
  readonly room: string;
  readonly version: number;
  readonly facts: AppointmentPlan;
  readonly documentHash: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly opensAt: number | null;
  readonly closed: boolean;
  readonly state: PracticeState;
}

interface Row {
  readonly id: string;
  readonly room: string;
  readonly version: number;
  readonly facts: AppointmentPlan;
  readonly document_hash: string | null;
  readonly document: ConsentDocument | null;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly opens_at: Date | null;
  readonly closed_at: Date | null;
  readonly state: StoredState;
}

const stateFrom = (row: Row, stored: StoredState, records: readonly ConsentRecord[]): PracticeState => ({
  appointment: row.id,
  rehearsal: false,
  document: row.document,
  circumstances: row.facts.circumstances,
  people: stored.people,
  records: records.slice(0, stored.records),
  late: stored.late,
  pausedBy: stored.pausedBy,
  strangers: stored.strangers,
});

const toStore = ({ people, late, pausedBy, strangers, records }: PracticeState): StoredState => ({
  people,
  late,
  pausedBy,
  strangers,
  records: records.length,
});

const appointmentFrom = (row: Row, records: readonly ConsentRecord[]): Appointment => ({
  id: row.id,
  room: row.room,
  version: row.version,
  facts: row.facts,
  documentHash: row.document_hash,
  startsAt: row.starts_at.getTime(),
  endsAt: row.ends_at.getTime(),
  opensAt: row.opens_at?.getTime() ?? null,
  closed: row.closed_at !== null,
  // Records of another appointment of the same person count at once, whatever was counted here.
  state: stateFrom(row, { ...row.state, records: records.length }, records),
});

const subjectsOf = ({ people }: StoredState): string[] =>
  people.filter(({ role }) => role === 'client').map(({ subject }) => subject);

/** @throws Refusal `not-found` */
const readRow = async (database: Queryable, id: string, lock: boolean): Promise<Row> => {
  const [row] = await database.query<Row>(
    `select a.id, a.room, a.version, a.facts, a.document_hash, d.document, a.starts_at, a.ends_at, a.opens_at,
       a.closed_at, a.state
     from safe_session.appointments a left join safe_session.documents d on d.hash = a.document_hash
     where a.id = $1 ${lock ? 'for update of a' : ''}`,
    [id],
  );
  if (!row) throw new Refusal('not-found');
  return row;
};

/** @throws Refusal `not-found` */
export const readAppointment = async (database: Queryable, id: string): Promise<Appointment> => {
  const row = await readRow(database, id, false);
  return appointmentFrom(row, await recordsOf(database, subjectsOf(row.state)));
};

/** In a transaction: nobody else changes it until that ends. @throws Refusal `not-found` */
export const lockAppointment = async (tx: Queryable, id: string): Promise<Appointment> => {
  const row = await readRow(tx, id, true);
  return appointmentFrom(row, await recordsOf(tx, subjectsOf(row.state)));
};

/** How it stood at an earlier version, or `null` where nobody remembers. For what a broken stream has missed. */
export const stateAt = async (
  database: Queryable,
  { id, state: now }: Appointment,
  version: number,
): Promise<PracticeState | null> => {
  const [row] = await database.query<{ state: StoredState }>(
    'select state from safe_session.states where appointment = $1 and version = $2',
    [id, version],
  );
  if (!row) return null;
  const { people, late, pausedBy, strangers, records } = row.state;
  return { ...now, people, late, pausedBy, strangers, records: now.records.slice(0, records) };
};

/** Beyond this a page that comes back is told everything instead of what it missed. */
const VERSIONS_KEPT = 200;

/** Writes a new version down and tells every instance, when the transaction commits. */
export const saveState = async (
  tx: Queryable,
  before: Appointment,
  state: PracticeState,
): Promise<Appointment> => {
  const version = before.version + 1;
  const stored = toStore(state);
  await tx.query('update safe_session.appointments set state = $2, version = $3 where id = $1', [
    before.id,
    stored,
    version,
  ]);
  await tx.query('insert into safe_session.states (appointment, version, state) values ($1, $2, $3)', [
    before.id,
    version,
    stored,
  ]);
  await tx.query('delete from safe_session.states where appointment = $1 and version < $2', [
    before.id,
    version - VERSIONS_KEPT,
  ]);
  await tellInstances(tx, before.id);
  return { ...before, version, state };
};

export const tellInstances = async (tx: Queryable, appointment: string): Promise<void> => {
  await tx.query('select pg_notify($1, $2)', [CHANGES, appointment]);
};

/**
 * Carries a command out. What changes nothing is not written down.
 *
 * @throws Refusal with the code of the rule that refuses it
 */
export const carryOut = async (
  tx: Queryable,
  appointment: Appointment,
  { by, page, now, command }: Omit<PracticeEntry, 'at'>,
): Promise<Appointment> => {
  const entry: PracticeEntry = { at: appointment.version + 1, by, page, now, command };
  const code = refusalOf(appointment.state, entry);
  if (code) throw new Refusal(code, command.type);
  const state = reducePractice(appointment.state, entry);
  return state === appointment.state ? appointment : saveState(tx, appointment, state);
};
