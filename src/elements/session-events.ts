import type { ConsentReceipt } from '../core/consent-document.js';
import type { CheckResults } from '../core/device-check.js';
import type { ProblemCode } from '../core/problems.js';
import type { PublicReceipt } from './public-receipt.js';
import {
  isWayOut,
  type PersonEncryption,
  type PersonId,
  type PublicSnapshot,
  type SessionAsk,
} from '../core/session-snapshot.js';

/**
 * A person asked for something. A page may `preventDefault()` and do it itself, except the ways out, which
 * are told and cannot be stopped.
 */
export class SessionRequestEvent extends Event {
  static readonly type = 'session-request';
  constructor(
    readonly request: SessionAsk,
    options: { readonly bubbles: boolean } = { bubbles: true },
  ) {
    super(SessionRequestEvent.type, {
      bubbles: options.bubbles,
      composed: options.bubbles,
      cancelable: !isWayOut(request),
    });
  }
}

/** What a page learns of an ask inside `<safe-session>`: which kind, never what was entered. */
export class SessionRequestNotice extends Event {
  constructor(
    readonly request: { readonly type: SessionAsk['type'] },
    cancelable: boolean,
  ) {
    super(SessionRequestEvent.type, { cancelable });
  }
}

export class SessionChangeEvent extends Event {
  static readonly type = 'session-change';
  constructor(readonly snapshot: PublicSnapshot) {
    super(SessionChangeEvent.type);
  }
}

export class SessionProblemEvent extends Event {
  static readonly type = 'session-problem';
  /** `message` is for developers: which element, which attribute, what was expected. Never for a person. */
  constructor(
    readonly code: ProblemCode | 'settings-invalid',
    readonly message: string,
  ) {
    super(SessionProblemEvent.type);
  }
}

/** A consent was recorded. From `<consent-form>` alone the whole receipt; from `<safe-session>` without names and answers. */
export class SessionReceiptEvent<R = ConsentReceipt> extends Event {
  static readonly type = 'session-receipt';
  constructor(
    readonly receipt: R,
    options: { readonly bubbles: boolean } = { bubbles: true },
  ) {
    super(SessionReceiptEvent.type, { bubbles: options.bubbles, composed: options.bubbles });
  }
}

/**
 * A line of `<tech-check>` changed. From an element that stands alone; all lines come with it. Inside
 * `<safe-session>` nobody is told.
 */
export class SessionCheckEvent extends Event {
  static readonly type = 'session-check';
  constructor(readonly lines: CheckResults) {
    super(SessionCheckEvent.type, { bubbles: true, composed: true });
  }
}

/** How it stands with the encryption between this page and somebody's has changed. What they compare is never in it. */
export class SessionEncryptionEvent extends Event {
  static readonly type = 'session-encryption';
  constructor(
    /** Opaque, and new for every appointment. */
    readonly person: PersonId,
    readonly state: PersonEncryption,
  ) {
    super(SessionEncryptionEvent.type);
  }
}

export class SessionEndedEvent extends Event {
  static readonly type = 'session-ended';
  constructor(readonly reason: string) {
    super(SessionEndedEvent.type);
  }
}

/** Fired in the task of the press, before the page is covered, so that the host can cover what is its own. */
export class SessionExitEvent extends Event {
  static readonly type = 'session-exit';
  constructor() {
    super(SessionExitEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    'session-request': SessionRequestEvent;
    'session-change': SessionChangeEvent;
    'session-problem': SessionProblemEvent;
    'session-receipt': SessionReceiptEvent<ConsentReceipt | PublicReceipt>;
    'session-check': SessionCheckEvent;
    'session-encryption': SessionEncryptionEvent;
    'session-ended': SessionEndedEvent;
    'session-exit': SessionExitEvent;
  }
}
