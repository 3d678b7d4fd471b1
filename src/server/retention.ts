/** What is past its time is deleted, by rules that the practice sets as data. */
import { reviewConsent } from './consent-review.js';
import { BUCKETS_KEPT_MS } from './rate-limit.js';
import type { ServerContext } from './server-context.js';
import type { Database } from './store/database.js';

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

/** What was on a screen is kept as long as a record refers to it. */
export const forgetUnusedTexts = (database: Database): Promise<void> =>
  database.transaction(async (tx) => {
    // Whoever records a consent to one of them meanwhile waits, or is waited for.
    await tx.script('lock table safe_session.shown_documents in share row exclusive mode');
    await tx.query(
      `delete from safe_session.shown_documents s where not exists
       (select from safe_session.consent_records r where r.shown_hash = s.hash and r.record is not null)`,
    );
  });

/** Only what was closed: then nobody is in the room any more, and nobody's page asks for it. */
const forgetAppointments = async (database: Database, before: Date): Promise<number> => {
  const rows = await database.query(
    `delete from safe_session.appointments
     where ends_at < $1 and closed_at is not null and not room_open returning id`,
    [before],
  );
  return rows.length;
};

const forgetConsentRecords = async (
  database: Database,
  before: Date,
  now: number,
): Promise<readonly string[]> => {
  const rows = await database.query<{ subject: string }>(
    `update safe_session.consent_records
     set record = null, deleted_at = $2, deleted_because = 'past its time'
     where record is not null and decided_at < $1 returning subject`,
    [before, new Date(now)],
  );
  if (rows.length > 0) await forgetUnusedTexts(database);
  return rows.map(({ subject }) => subject);
};

const forgetAudit = async (database: Database, before: Date): Promise<number> => {
  const [row] = await database.query<{ forgotten: number }>(
    'select safe_session.forget_audit($1) as forgotten',
    [before],
  );
  return row?.forgotten ?? 0;
};

/** Safe to run as often as one likes, on any number of instances. */
export const forgetWhatIsDue = async (context: ServerContext): Promise<Forgotten> => {
  const { database, retention } = context;
  const now = context.now();
  const due = async <T>(
    days: number | null,
    none: T,
    forget: (database: Database, before: Date, now: number) => Promise<T>,
  ): Promise<T> => (days === null ? none : forget(database, before(now, days), now));

  const appointments = await due(retention.appointments, 0, forgetAppointments);
  const subjects = await due(retention.consentRecords, [], forgetConsentRecords);
  for (const subject of new Set(subjects)) await reviewConsent(context, subject);
  const audit = await due(retention.audit, 0, forgetAudit);
  await database.query('delete from safe_session.relays where expires_at < $1', [new Date(now)]);
  await database.query('delete from safe_session.rate where at < $1', [new Date(now - BUCKETS_KEPT_MS)]);
  return { appointments, consentRecords: subjects.length, audit };
};
