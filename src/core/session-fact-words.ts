/** The words in which the world reports something. */
import type { ConsentRecord, ReceiptProof } from './consent.js';
import type { ProblemCode } from './problems.js';
import type { AppointmentFacts, SupportRow } from './session-appointment.js';
import type { SessionAsk } from './session-ask-words.js';
import type { Connection, Line, MediaKind, OwnMediaState, Rights } from './session-media.js';
import type {
  DeviceKeeping,
  GroupTrust,
  PersonId,
  PersonState,
  Presence,
  Profile,
  Role,
} from './session-person.js';
import type { Late, Problem } from './session-phase.js';

/** What the practice's service reports. */
export type ServiceFact =
  | { readonly type: 'appointment-known'; readonly appointment: AppointmentFacts }
  | { readonly type: 'consent-changed'; readonly records: readonly ConsentRecord[] }
  | { readonly type: 'entry-asked' }
  | { readonly type: 'admitted'; readonly person: PersonId; readonly by: PersonId }
  | { readonly type: 'held'; readonly person: PersonId; readonly minutes: number }
  | { readonly type: 'declined'; readonly person: PersonId; readonly message: string }
  | { readonly type: 'removed'; readonly person: PersonId }
  | { readonly type: 'late-told'; readonly late: Late | null }
  | {
      readonly type: 'person-state';
      readonly person: PersonId;
      readonly role: Role;
      readonly state: PersonState;
      readonly urgent?: boolean;
      readonly seat?: string;
      readonly asksElsewhere?: boolean;
    }
  /** The place of this person is taken by another page of theirs, and a therapist is asked which one counts. */
  | { readonly type: 'place-asked' }
  /** The practice found somebody in the room whom nobody expects, and sent them out. */
  | { readonly type: 'stranger-removed' }
  /** This person goes on elsewhere: this page is not theirs any more. */
  | { readonly type: 'place-moved' }
  | { readonly type: 'paused-by'; readonly people: readonly PersonId[] }
  /** The line to the service broke off for a while, or is back: until then what is shown may be old. */
  | { readonly type: 'service-reached'; readonly reached: boolean }
  | { readonly type: 'relayed'; readonly from: PersonId; readonly bytes: Uint8Array<ArrayBuffer> };

/** What the media path reports. */
export type TransportFact =
  | { readonly type: 'connection-changed'; readonly connection: Connection }
  | { readonly type: 'person-joined'; readonly person: PersonId; readonly role?: Role }
  | { readonly type: 'person-lost'; readonly person: PersonId }
  | { readonly type: 'person-left'; readonly person: PersonId }
  | {
      readonly type: 'person-media';
      readonly person: PersonId;
      readonly kind: MediaKind;
      readonly on: boolean;
    }
  | { readonly type: 'rights-changed'; readonly rights: Rights }
  /** Told when it has been so for a while, and not for every short dip. */
  | { readonly type: 'line-changed'; readonly line: Line }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'sound-needs-press'; readonly needed: boolean }
  /**
   * Whether frames of ours were seen to leave sealed, and whose frames were seen to open. By our own counters, never by what
   * a library or a server says.
   */
  | { readonly type: 'frames'; readonly sealed: boolean; readonly opened: readonly PersonId[] }
  /** The first picture since something was to be sent has left, sealed. Changes nothing of a session. */
  | { readonly type: 'picture-sent' }
  /** Frames of theirs have been arriving for three seconds, and none of them opened; or they open again. */
  | { readonly type: 'cannot-open'; readonly person: PersonId; readonly cannot: boolean }
  /** Something that was not sealed was about to leave or to be shown. The transport has stopped and disconnected. */
  | { readonly type: 'tampering' }
  | { readonly type: 'received'; readonly from: PersonId; readonly bytes: Uint8Array<ArrayBuffer> };

/** What the owner of camera and microphone reports. */
export type CaptureFact =
  | { readonly type: 'own-media'; readonly kind: MediaKind; readonly state: OwnMediaState }
  | { readonly type: 'device-unplugged'; readonly kind: MediaKind }
  | { readonly type: 'devices-changed' };

/** What a message from another person's page says, after it was opened and validated. */
export type MessageFact =
  | { readonly type: 'profile-told'; readonly person: PersonId; readonly profile: Profile }
  | { readonly type: 'presence-told'; readonly person: PersonId; readonly presence: Presence }
  | { readonly type: 'pause-told'; readonly person: PersonId; readonly paused: boolean }
  | { readonly type: 'text-told'; readonly person: PersonId; readonly id: string; readonly text: string }
  | { readonly type: 'text-delivered'; readonly id: string }
  /** They saw other pictures than this person's page shows, for the handshake of this name. */
  | { readonly type: 'code-refused'; readonly person: PersonId; readonly run: string }
  /** See `DeviceSaying`. */
  | {
      readonly type: 'device-told';
      readonly person: PersonId;
      readonly run: string;
      readonly proof: string;
      readonly key: string;
    };

/** What the controller itself found out. */
export type ControllerFact =
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'feedback-sent' }
  | { readonly type: 'problem-solved'; readonly code: ProblemCode }
  /** The hour in `plan.opensAt` has come. */
  | { readonly type: 'opened' }
  | { readonly type: 'ask-refused'; readonly ask: SessionAsk['type']; readonly code: ProblemCode }
  | { readonly type: 'proof-known'; readonly recordId: string; readonly proof: ReceiptProof }
  /** There is a channel with somebody, with a code of its own. See `PersonSafety`. */
  | {
      readonly type: 'code-agreed';
      readonly person: PersonId;
      readonly run: string;
      readonly pictures: readonly number[];
      readonly words: readonly string[];
      readonly runs: number;
    }
  /** That channel is gone, and another one is begun. */
  | { readonly type: 'code-gone'; readonly person: PersonId }
  /** No agreement with them, and no run is left on this page. */
  | { readonly type: 'agreement-failed'; readonly person: PersonId }
  | { readonly type: 'device-kept'; readonly person: PersonId; readonly device: DeviceKeeping }
  /** Others of theirs were compared before: this one is among them, or it is not; or nothing is known of any. */
  | {
      readonly type: 'device-shown';
      readonly person: PersonId;
      readonly run: string;
      readonly state: 'known-device' | 'changed-device' | 'unchecked';
    }
  | { readonly type: 'group-told'; readonly group: GroupTrust }
  | {
      readonly type: 'settings-changed';
      readonly support: readonly SupportRow[];
    };

export type SessionFact =
  | ServiceFact
  | Exclude<TransportFact, { readonly type: 'picture-sent' }>
  | CaptureFact
  | MessageFact
  | ControllerFact;
