/** Who was admitted, present, removed, and when: by opaque id, without a word of what was said. */
import type { PersonId } from '../core/session-snapshot.js';
import type { PracticeCommand } from '../core/services/practice-state.js';
import type { Queryable } from './store/database.js';

export interface AuditEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly appointment: string;
  readonly event: string;
  /** About whom, and by whom. */
  readonly person: PersonId | null;
  readonly by: PersonId | null;
  /** Codes and ids alone. */
  readonly detail: Readonly<Record<string, string>> | null;
}

/** What was seen, and nobody has decided. */
export const OBSERVATIONS = ['in-the-room', 'out-of-the-room', 'stranger-removed'] as const;

/** What is written down of a command; `null` where there is nothing worth it. */
export const auditEventOf = (command: PracticeCommand): string | null => {
  switch (command.type) {
    case 'arrive':
      return 'arrived';
    case 'record':
      return command.record.method === 'screen' ? 'consent-recorded' : 'consent-attested';
    case 'ask-to-enter':
      return command.urgent ? 'asked-urgently' : 'asked';
    case 'admit':
      return 'admitted';
    case 'hold':
      return 'held';
    case 'decline':
      return 'declined';
    case 'remove':
      return 'removed';
    case 'ask-place':
      return 'second-page-asked';
    case 'give-place':
      return command.newer ? 'second-page-chosen' : 'second-page-refused';
    case 'take-pass':
      return 'entered';
    case 'pause':
      return 'paused';
    case 'resume':
      return 'resumed';
    case 'leave':
      return 'left';
    case 'vanish':
      return 'line-lost';
    case 'reappear':
      return 'line-back';
    case 'review-consent':
      return 'consent-reviewed';
    case 'report-stranger':
      return 'stranger-removed';
    case 'tell-late':
    case 'offer-document':
      return null;
    default:
      return command satisfies never;
  }
};

export const writeAudit = async (
  tx: Queryable,
  { appointment, event, person, by, detail }: Omit<AuditEntry, 'at'>,
  now: number,
): Promise<void> => {
  await tx.query(
    'insert into safe_session.audit (at, appointment, event, person, by, detail) values ($1, $2, $3, $4, $5, $6)',
    [new Date(now), appointment, event, person, by, detail],
  );
};

/** Of one appointment, oldest first. */
export const auditOf = async (database: Queryable, appointment: string): Promise<readonly AuditEntry[]> => {
  const rows = await database.query<Omit<AuditEntry, 'at'> & { at: Date }>(
    `select at, appointment, event, person, by, detail from safe_session.audit
     where appointment = $1 order by seq`,
    [appointment],
  );
  return rows.map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry }));
};
