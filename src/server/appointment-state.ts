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
  /** How many consent records there were when it was changed last; of more than these nobody was told yet. */
  readonly recordsTold: number;
}

interface Row {
  readonly id: string;
  readonly room: string;
  readonly version: number;
  readonly facts: AppointmentPlan;
  readonly document_hash: string | null;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly opens_at: Date | null;
  readonly closed_at: Date | null;
  readonly state: StoredState;
}

const stateFrom = (
  row: Row,
  document: ConsentDocument | null,
  records: readonly ConsentRecord[],
): PracticeState => ({
  appointment: row.id,
  rehearsal: false,
  document,
  circumstances: row.facts.circumstances,
  people: row.state.people,
  // Also those of another appointment of the same person: they count at once.
  records,
  late: row.state.late,
  pausedBy: row.state.pausedBy,
  strangers: row.state.strangers,
});

const toStore = ({ people, late, pausedBy, strangers, records }: PracticeState): StoredState => ({
  people,
  late,
  pausedBy,
  strangers,
  records: records.length,
});

/** What people wrote to each other through the practice is of use until the end, and kept no longer. */
export const withoutWords = ({ state }: Appointment): StoredState => ({
  ...toStore(state),
  late: null,
  people: state.people.map((person) => ({ ...person, declined: null })),
});

const appointmentFrom = (
  row: Row,
  document: ConsentDocument | null,
  records: readonly ConsentRecord[],
): Appointment => ({
  id: row.id,
  room: row.room,
  version: row.version,
  facts: row.facts,
  documentHash: row.document_hash,
  startsAt: row.starts_at.getTime(),
  endsAt: row.ends_at.getTime(),
  opensAt: row.opens_at?.getTime() ?? null,
  closed: row.closed_at !== null,
  state: stateFrom(row, document, records),
  recordsTold: row.state.records,
});

const withRecords = (state: PracticeState, count: number): PracticeState => ({
  ...state,
  records: state.records.slice(0, count),
});

/** How it stood when it was changed last: consent may have been given or taken back in another appointment since. */
export const asTold = ({ state, recordsTold }: Appointment): PracticeState => withRecords(state, recordsTold);

const subjectsOf = ({ people }: StoredState): string[] =>
  people.filter(({ role }) => role === 'client').map(({ subject }) => subject);

/** @throws Refusal `not-found` */
const readRow = async (database: Queryable, id: string, lock: boolean): Promise<Row> => {
  const [row] = await database.query<Row>(
    `select id, room, version, facts, document_hash, starts_at, ends_at, opens_at, closed_at, state
     from safe_session.appointments where id = $1 ${lock ? 'for update' : ''}`,
    [id],
  );
  if (!row) throw new Refusal('not-found');
  return row;
};

/** Named by their hash, so that what was read once stays true. A practice has a handful. */
const documents = new Map<string, ConsentDocument>();
const MOST_DOCUMENTS = 100;

const readDocument = async (database: Queryable, hash: string | null): Promise<ConsentDocument | null> => {
  if (hash === null) return null;
  const known = documents.get(hash);
  if (known) return known;
  const [row] = await database.query<{ document: ConsentDocument }>(
    'select document from safe_session.documents where hash = $1',
    [hash],
  );
  if (!row) return null;
  if (documents.size >= MOST_DOCUMENTS) documents.clear();
  documents.set(hash, row.document);
  return row.document;
};

const read = async (database: Queryable, id: string, lock: boolean): Promise<Appointment> => {
  const row = await readRow(database, id, lock);
  const document = await readDocument(database, row.document_hash);
  return appointmentFrom(row, document, await recordsOf(database, subjectsOf(row.state)));
};

/** @throws Refusal `not-found` */
export const readAppointment = (database: Queryable, id: string): Promise<Appointment> =>
  read(database, id, false);

/** In a transaction: nobody else changes it until that ends. @throws Refusal `not-found` */
export const lockAppointment = (tx: Queryable, id: string): Promise<Appointment> => read(tx, id, true);

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
  const { records, ...then } = row.state;
  return withRecords({ ...now, ...then }, records);
};

/** Beyond this a page that comes back is told everything instead of what it missed. */
const VERSIONS_KEPT = 200;

/** In one statement, because everybody who changes this appointment waits for it. */
const SAVE = `
  with saved as (
    update safe_session.appointments set state = $2::jsonb, version = $3 where id = $1
  ), kept as (
    insert into safe_session.states (appointment, version, state) values ($1, $3, $2::jsonb)
  ), dropped as (
    delete from safe_session.states where appointment = $1 and version < $4
  )
  select pg_notify($5, $1)`;

/** Writes a new version down and tells every instance, when the transaction commits. */
export const saveState = async (
  tx: Queryable,
  before: Appointment,
  state: PracticeState,
): Promise<Appointment> => {
  const version = before.version + 1;
  const stored = toStore(state);
  await tx.query(SAVE, [before.id, stored, version, version - VERSIONS_KEPT, CHANGES]);
  return { ...before, version, state, recordsTold: stored.records };
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
