/** What the practice's own back end may ask, as typed functions; the routes below `/practice` are the same. */
import type { ShownDocument } from '../core/consent-shown.js';
import type { RecordAnswer } from '../core/services/service-protocol.js';
import {
  closeAppointment,
  createAppointment,
  renewInvitation,
  type AppointmentInput,
  type NewAppointment,
} from './appointments.js';
import { auditOf, type AuditEntry } from './audit.js';
import { recordPaper, type PaperConsent } from './consent-desk.js';
import {
  forgetRecord,
  ledgerOf,
  verifyLedger,
  type LedgerEntry,
  type LedgerFault,
} from './consent-ledger.js';
import { Refusal } from './refusal.js';
import type { ServerContext } from './server-context.js';

/** Everything that the book holds of one subject. */
export interface ConsentHistory {
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
  /** What was on the screen, by the hash that the records name. */
  readonly shown: Readonly<Record<string, ShownDocument>>;
  /** What is wrong with the chain; empty where it holds. */
  readonly faults: readonly LedgerFault[];
}

export interface Feedback {
  readonly at: string;
  readonly answers: Readonly<Record<string, string>>;
}

export interface PracticeDesk {
  /** @throws Refusal `bad-request` that says which field, and what was expected */
  createAppointment(input: AppointmentInput): Promise<NewAppointment>;
  /** A new link for somebody; the old ones stop working. */
  renewInvitation(appointment: string, person: string): Promise<string>;
  /** Ends it for everybody: pages are told, links and passes stop working. */
  closeAppointment(appointment: string): Promise<void>;
  consentHistory(subject: string): Promise<ConsentHistory>;
  recordPaperConsent(paper: PaperConsent): Promise<RecordAnswer>;
  /** Deletes what a record says and keeps its hash. For erasure that a law asks for; `because` is kept. */
  forgetConsent(recordId: string, because: string): Promise<void>;
  /** Who was admitted, present, removed, when; by opaque id. */
  audit(appointment: string): Promise<readonly AuditEntry[]>;
  /** What people chose to share after the session. */
  feedback(appointment: string): Promise<readonly Feedback[]>;
}

const historyOf = async ({ database, signer }: ServerContext, subject: string): Promise<ConsentHistory> => {
  const entries = await ledgerOf(database, subject);
  const hashes = entries.flatMap(({ record }) => (record ? [record.document.hash] : []));
  const rows = await database.query<{ hash: string; shown: ShownDocument }>(
    'select hash, shown from safe_session.shown_documents where hash = any($1)',
    [hashes],
  );
  return {
    entries,
    shown: Object.fromEntries(rows.map(({ hash, shown }) => [hash, shown])),
    faults: await verifyLedger(entries, signer),
  };
};

const feedbackOf = async ({ database }: ServerContext, appointment: string): Promise<readonly Feedback[]> => {
  const rows = await database.query<{ created_at: Date; answers: Record<string, string> }>(
    'select created_at, answers from safe_session.feedback where appointment = $1 order by created_at',
    [appointment],
  );
  return rows.map(({ created_at: at, answers }) => ({ at: at.toISOString(), answers }));
};

export const practiceDesk = (context: ServerContext): PracticeDesk => ({
  createAppointment: (input) => createAppointment(context, input),
  renewInvitation: (appointment, person) => renewInvitation(context, appointment, person),
  closeAppointment: (appointment) => closeAppointment(context, appointment),
  consentHistory: (subject) => historyOf(context, subject),
  recordPaperConsent: (paper) => recordPaper(context, paper),
  forgetConsent: async (recordId, because) => {
    const found = await forgetRecord(context.database, recordId, because, context.now());
    if (!found) throw new Refusal('not-found');
  },
  audit: (appointment) => auditOf(context.database, appointment),
  feedback: (appointment) => feedbackOf(context, appointment),
});
