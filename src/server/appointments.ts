/** Appointments, as the practice's own back end makes them. */
import type { Role, StepName, SupportRow } from '../core/session-snapshot.js';
import { expectedPerson } from '../core/services/practice-state.js';
import {
  lockAppointment,
  tellInstances,
  withoutWords,
  type AppointmentPlan,
  type StoredState,
} from './appointment-state.js';
import { writeAudit } from './audit.js';
import { invite, revokeInvitations } from './invitations.js';
import { closeRoom } from './media/rooms.js';
import { Refusal } from './refusal.js';
import { newOpaqueId } from './secrets.js';
import type { ServerContext } from './server-context.js';

export interface PersonInput {
  readonly role: Role;
  /**
   * The practice's own opaque reference to this client, the same in every appointment: consent that was given once counts
   * there as well. Left out, the appointment stands for itself.
   */
  readonly subject?: string;
  /** What `authenticate` calls this person, for portals whose own login says who is there. */
  readonly portalRef?: string;
}

export interface AppointmentInput {
  /** ISO 8601 with a time zone, or milliseconds since the epoch; likewise below. */
  readonly startsAt: string | number;
  readonly endsAt: string | number;
  /** From when on people may ask to come in. Left out: ten minutes before the start. */
  readonly opensAt?: string | number;
  readonly people: readonly PersonInput[];
  /** The id of one of `consent.documents`; `null`: this appointment asks for no consent. */
  readonly consentDocument: string | null;
  /** Which topics with `appliesWhen` apply. */
  readonly circumstances?: readonly string[];
  /** Steps before the session; left out, all of them. */
  readonly steps?: readonly StepName[];
  /** What pages show of it. */
  readonly practiceName?: string;
  readonly therapistName?: string;
  readonly phone?: string;
  readonly support?: readonly SupportRow[];
}

export interface NewPerson {
  readonly id: string;
  readonly role: Role;
  /** For the fragment of a link: `#safe-session=…`. Kept nowhere; only its hash is. */
  readonly invitation: string;
}

export interface NewAppointment {
  readonly id: string;
  readonly people: readonly NewPerson[];
}

const OPENS_BEFORE_MS = 10 * 60 * 1000;
const MOST_PEOPLE = 8;

/** The end of the year 9999: what comes later has another form in ISO 8601. */
const LAST_TIME = 253_402_300_799_999;

const timeOf = (field: string, value: string | number): number => {
  const time = typeof value === 'number' ? value : Date.parse(value);
  if (!(time >= 0 && time <= LAST_TIME))
    throw new Refusal('bad-request', `${field}: expected a time (ISO 8601)`);
  return time;
};

const times = (input: AppointmentInput): { startsAt: number; endsAt: number; opensAt: number } => {
  const startsAt = timeOf('startsAt', input.startsAt);
  const endsAt = timeOf('endsAt', input.endsAt);
  const opensAt = input.opensAt === undefined ? startsAt - OPENS_BEFORE_MS : timeOf('opensAt', input.opensAt);
  if (endsAt <= startsAt) throw new Refusal('bad-request', 'endsAt: expected a time after startsAt');
  if (opensAt > endsAt) throw new Refusal('bad-request', 'opensAt: expected a time before endsAt');
  return { startsAt, endsAt, opensAt };
};

const refuseOddCompany = (people: readonly PersonInput[]): void => {
  const count = (role: Role): number => people.filter((person) => person.role === role).length;
  if (people.length > MOST_PEOPLE || count('client') < 1 || count('therapist') < 1)
    throw new Refusal(
      'bad-request',
      `people: expected a client, a therapist, and at most ${MOST_PEOPLE} in all`,
    );
};

const refuseSharedLogin = (people: readonly PersonInput[]): void => {
  const logins = people.flatMap(({ portalRef }) => portalRef ?? []);
  if (new Set(logins).size < logins.length)
    throw new Refusal('bad-request', 'people: expected a portalRef of its own for each person');
};

const factsOf = (input: AppointmentInput): AppointmentPlan => ({
  plan: {
    practiceName: input.practiceName ?? '',
    therapistName: input.therapistName ?? '',
    phone: input.phone ?? '',
    support: input.support ?? [],
  },
  steps: input.steps ?? [],
  circumstances: input.circumstances ?? [],
});

/** @throws Refusal `bad-request` that says which field, and what was expected */
export const createAppointment = async (
  { database, documents, now }: ServerContext,
  input: AppointmentInput,
): Promise<NewAppointment> => {
  const { startsAt, endsAt, opensAt } = times(input);
  refuseOddCompany(input.people);
  refuseSharedLogin(input.people);
  const document = input.consentDocument === null ? null : documents.get(input.consentDocument);
  if (document === undefined)
    throw new Refusal('bad-request', 'consentDocument: expected the id of one of consent.documents');
  const id = newOpaqueId();
  const people = input.people.map((person) => {
    const own = newOpaqueId();
    return { ...person, id: own, subject: person.subject ?? own };
  });
  const state: StoredState = {
    people: people.map((person) => expectedPerson(person.id, person.role, person.subject)),
    late: null,
    pausedBy: [],
    strangers: 0,
    records: 0,
  };
  return database.transaction(async (tx) => {
    if (document)
      await tx.query(
        'insert into safe_session.documents (hash, document) values ($1, $2) on conflict do nothing',
        [document.hash, document.document],
      );
    await tx.query(
      `insert into safe_session.appointments
       (id, document_hash, facts, starts_at, ends_at, opens_at, room, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        document?.hash ?? null,
        factsOf(input),
        new Date(startsAt),
        new Date(endsAt),
        new Date(opensAt),
        newOpaqueId(),
        state,
      ],
    );
    const made: NewPerson[] = [];
    for (const person of people) {
      await tx.query(
        'insert into safe_session.people (id, appointment, role, subject, portal_ref) values ($1, $2, $3, $4, $5)',
        [person.id, id, person.role, person.subject, person.portalRef ?? null],
      );
      made.push({ id: person.id, role: person.role, invitation: await invite(tx, person.id, endsAt) });
    }
    await writeAudit(tx, { appointment: id, event: 'made', person: null, by: null, detail: null }, now());
    return { id, people: made };
  });
};

/** A new link for somebody; the old ones stop working. @throws Refusal `not-found`, `appointment-over` */
export const renewInvitation = async (
  { database, now }: ServerContext,
  appointment: string,
  person: string,
): Promise<string> =>
  database.transaction(async (tx) => {
    const known = await lockAppointment(tx, appointment);
    if (!known.state.people.some(({ id }) => id === person)) throw new Refusal('not-found');
    if (known.closed || known.endsAt < now()) throw new Refusal('appointment-over');
    await revokeInvitations(tx, person, now());
    return invite(tx, person, known.endsAt);
  });

/** Ends an appointment for everybody: pages are told, links and passes stop working. Twice is as good as once. */
export const closeAppointment = async (context: ServerContext, appointment: string): Promise<void> => {
  const { database, now } = context;
  const room = await database.transaction(async (tx) => {
    const known = await lockAppointment(tx, appointment);
    if (known.closed) return null;
    await tx.query('update safe_session.appointments set closed_at = $2, state = $3 where id = $1', [
      appointment,
      new Date(now()),
      withoutWords(known),
    ]);
    await tx.query('delete from safe_session.states where appointment = $1', [appointment]);
    await tx.query('delete from safe_session.relays where appointment = $1', [appointment]);
    await tx.query(
      `update safe_session.sessions set state = 'ended', ended_because = 'over', ended_at = $2
       where state <> 'ended' and person in (select id from safe_session.people where appointment = $1)`,
      [appointment, new Date(now())],
    );
    await writeAudit(tx, { appointment, event: 'closed', person: null, by: null, detail: null }, now());
    await tellInstances(tx, appointment);
    return known.room;
  });
  if (room !== null) await closeRoom(context, { id: appointment, room });
};
