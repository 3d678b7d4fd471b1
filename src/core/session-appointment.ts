/** What the practice knows of the appointment: the plan, the consent, and who is expected. */
import type { ConsentDocument, ConsentRecord, ReceiptProof } from './consent.js';
import type { MediaRoute } from './session-media.js';
import type { PersonId, PersonState, Role } from './session-person.js';
import type { Late, StepName } from './session-phase.js';

/** One row of the practice's own support list. The package ships none. */
export interface SupportRow {
  readonly name: string;
  readonly number?: string;
  readonly textNumber?: string;
  readonly url?: string;
  readonly hours?: string;
  readonly languages?: readonly string[];
  readonly cost?: string;
  readonly note?: string;
  /** `emergency` comes first and cannot be hidden. */
  readonly kind?: 'emergency' | 'practice' | 'line';
  /** ISO 8601 date (`2026-11-23`) on which somebody at the practice checked the row. */
  readonly checkedOn?: string;
}

/** What is known about the appointment, and what to do if the line breaks. */
export interface Plan {
  readonly appointment: string;
  readonly practiceName: string;
  readonly therapistName: string;
  readonly phone: string;
  /** Milliseconds since the epoch, or `null` where the practice gave no time. */
  readonly opensAt: number | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly support: readonly SupportRow[];
}

export const NO_PLAN: Plan = {
  appointment: '',
  practiceName: '',
  therapistName: '',
  phone: '',
  opensAt: null,
  startsAt: null,
  endsAt: null,
  support: [],
};

export interface ConsentState {
  /** `none`: this appointment has no consent document. */
  readonly status: 'loading' | 'none' | 'ready';
  readonly document: ConsentDocument | null;
  /** Whose consent this is: the client, in the therapist's page too. */
  readonly person: PersonId | null;
  /** Under which id the practice keeps their records, over many appointments. Opaque. */
  readonly subject: string | null;
  /** Append-only, oldest first. */
  readonly records: readonly ConsentRecord[];
  /** Which topics with `appliesWhen` apply to this appointment. */
  readonly circumstances: readonly string[];
  /** By record id: what proves that the practice holds it. Only of this person's own records, and once it was fetched. */
  readonly proofs: Readonly<Record<string, ReceiptProof>>;
}

/** Everything the service knows at the start. */
export interface AppointmentFacts {
  readonly self: PersonId;
  readonly role: Role;
  readonly plan: Plan;
  /** Empty: the element's own list counts. */
  readonly steps: readonly StepName[];
  readonly people: readonly {
    readonly id: PersonId;
    readonly role: Role;
    readonly state: PersonState;
    readonly urgent: boolean;
    /** Who let them in, and nobody took it back. Left out where nothing new is known of it. */
    readonly acceptedBy?: readonly PersonId[];
    /** See `Person`. Left out where there is none. */
    readonly seat?: string;
    readonly asksElsewhere?: boolean;
    readonly removed?: boolean;
  }[];
  readonly consent: {
    readonly document: ConsentDocument | null;
    /** See `ConsentState`. */
    readonly person: PersonId | null;
    readonly subject: string | null;
    readonly records: readonly ConsentRecord[];
    readonly circumstances: readonly string[];
  };
  /** Left out: from tab to tab. */
  readonly route?: MediaRoute;
  readonly late: Late | null;
  readonly pausedBy: readonly PersonId[];
  readonly admitted: boolean;
}
