/** What is past its time is deleted, by rules that the practice sets as data. */
import type { Queryable } from './store/database.js';

/** Days after which each kind is deleted; `null`: never by this job. */
export interface Retention {
  /** Appointments with their people, invitations, sessions and feedback, counted from the end of the appointment. */
  readonly appointments: number | null;
  /** Consent records, counted from the decision. What they say goes; their hashes stay, so that the chain holds. */
  readonly consentRecords: number | null;
  /** Who was admitted, present, removed, and when. */
  readonly audit: number | null;
}

export interface Forgotten {
  readonly appointments: number;
  readonly consentRecords: number;
  readonly audit: number;
}

const DAY = 86_400_000;

const before = (now: number, days: number): Date => new Date(now - days * DAY);

const count = async (rows: Promise<readonly object[]>): Promise<number> => (await rows).length;

/** Safe to run as often as one likes, on any number of instances. */
export const forgetWhatIsDue = async (
  database: Queryable,
  { appointments, consentRecords, audit }: Retention,
  now: number,
): Promise<Forgotten> => {
  const forgotten = {
    appointments:
      appointments === null
        ? 0
        : await count(
            database.query('delete from safe_session.appointments where ends_at < $1 returning id', [
              before(now, appointments),
            ]),
          ),
    consentRecords:
      consentRecords === null
        ? 0
        : await count(
            database.query(
              `update safe_session.consent_records
               set record = null, deleted_at = $2, deleted_because = 'past its time'
               where record is not null and decided_at < $1 returning seq`,
              [before(now, consentRecords), new Date(now)],
            ),
          ),
    audit: 0,
  };
  // What was on a screen is kept as long as a record refers to it.
  await database.query(
    `delete from safe_session.shown_documents s where not exists
     (select from safe_session.consent_records r where r.shown_hash = s.hash and r.record is not null)`,
  );
  await database.query('delete from safe_session.relays where expires_at < $1', [new Date(now)]);
  await database.query('delete from safe_session.rate where at < $1', [before(now, 1)]);
  if (audit === null) return forgotten;
  const [row] = await database.query<{ forgotten: number }>(
    'select safe_session.forget_audit($1) as forgotten',
    [before(now, audit)],
  );
  return { ...forgotten, audit: row?.forgotten ?? 0 };
};
