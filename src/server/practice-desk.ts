/** What the practice's own back end may ask, as typed functions; the routes below `/practice` are the same. */
import type { RecordAnswer } from '../core/services/service-protocol.js';
import {
  closeAppointment,
  createAppointment,
  renewInvitation,
  type AppointmentInput,
  type NewAppointment,
} from './appointments.js';
import { auditOf, type AuditEntry } from './audit.js';
import { consentHistory, type ConsentHistory } from './consent-history.js';
import { exportConsent, type ConsentFile, type ExportFormat, type ExportNames } from './consent-files.js';
import { recordPaper, type PaperConsent } from './consent-desk.js';
import { forgetRecord } from './consent-ledger.js';
import { reviewConsent } from './consent-review.js';
import { Refusal } from './refusal.js';
import { forgetUnusedTexts } from './retention.js';
import type { ServerContext } from './server-context.js';

export interface Feedback {
  readonly at: string;
  readonly answers: Readonly<Record<string, string>>;
}

export interface PracticeDesk {
  /** @throws Refusal `bad-request` that says which field, and what was expected */
  createAppointment(input: AppointmentInput): Promise<NewAppointment>;
  /** A new link for somebody; the old ones stop working. Pages that were opened with them stay. */
  renewInvitation(appointment: string, person: string): Promise<string>;
  /** Ends it for everybody: pages are told, links and passes stop working. */
  closeAppointment(appointment: string): Promise<void>;
  /** Everything that the book of consent holds of one subject, and whether its chain holds. */
  consentHistory(subject: string): Promise<ConsentHistory>;
  /**
   * The same for other systems: `json` is our own, which anybody can check; `fhir-r4` and `fhir-r5` are bundles of HL7 FHIR.
   *
   * @throws Refusal `not-found` where nothing is held, `bad-request` where `consent.practice` or `consent.fhir` was not said,
   *   `not-allowed` where a record must not be handed on, with the reason
   */
  exportConsent<Format extends ExportFormat>(
    subject: string,
    options: { readonly format: Format },
  ): Promise<ConsentFile<Format>>;
  recordPaperConsent(paper: PaperConsent): Promise<RecordAnswer>;
  /** Deletes what a record says and keeps its hash. For erasure that a law asks for; `because` is kept. */
  forgetConsent(recordId: string, because: string): Promise<void>;
  /** Who was admitted, present, removed, when; by opaque id. */
  audit(appointment: string): Promise<readonly AuditEntry[]>;
  /** What people chose to share after the session. */
  feedback(appointment: string): Promise<readonly Feedback[]>;
}

const feedbackOf = async ({ database }: ServerContext, appointment: string): Promise<readonly Feedback[]> => {
  const rows = await database.query<{ created_at: Date; answers: Record<string, string> }>(
    'select created_at, answers from safe_session.feedback where appointment = $1 order by created_at',
    [appointment],
  );
  return rows.map(({ created_at: at, answers }) => ({ at: at.toISOString(), answers }));
};

const forgetConsent = async (context: ServerContext, recordId: string, because: string): Promise<void> => {
  const subject = await forgetRecord(context.database, recordId, because, context.now());
  if (subject === null) throw new Refusal('not-found');
  await forgetUnusedTexts(context.database);
  await reviewConsent(context, subject);
};

export const practiceDesk = (context: ServerContext, names: ExportNames): PracticeDesk => ({
  createAppointment: (input) => createAppointment(context, input),
  renewInvitation: (appointment, person) => renewInvitation(context, appointment, person),
  closeAppointment: (appointment) => closeAppointment(context, appointment),
  consentHistory: (subject) => consentHistory(context, subject),
  exportConsent: async (subject, { format }) =>
    exportConsent(await consentHistory(context, subject), context.signer.keys.keys, names, format),
  recordPaperConsent: (paper) => recordPaper(context, paper),
  forgetConsent: (recordId, because) => forgetConsent(context, recordId, because),
  audit: (appointment) => auditOf(context.database, appointment),
  feedback: (appointment) => feedbackOf(context, appointment),
});
