/**
 * Everything that can be in a person's way, as a closed list. A problem without something that the person can
 * do about it does not compile. Words are in `locales` and are looked up when shown.
 */

/** What can be done; each has its label in the words of the `problems` section. */
export type ProblemAction =
  | 'try-again'
  | 'call-practice'
  | 'choose-device'
  | 'go-on-without'
  | 'close-other-page'
  | 'open-help'
  | 'wait'
  | 'show-pictures'
  | 'close'
  | 'leave';

export interface ProblemFacts {
  /** A notice never takes the focus; a blocking problem does, once. */
  readonly weight: 'notice' | 'blocking';
  readonly actions: readonly [ProblemAction, ...ProblemAction[]];
}

export const PROBLEMS = {
  /* devices */
  'device-denied': { weight: 'notice', actions: ['open-help', 'try-again', 'go-on-without'] },
  'device-dismissed': { weight: 'notice', actions: ['try-again', 'go-on-without'] },
  'device-missing': { weight: 'notice', actions: ['try-again', 'go-on-without'] },
  'device-busy': { weight: 'notice', actions: ['try-again', 'choose-device', 'go-on-without'] },
  'device-blocked-by-page': { weight: 'notice', actions: ['go-on-without', 'call-practice'] },
  'device-insecure-page': { weight: 'notice', actions: ['call-practice', 'go-on-without'] },
  'device-unplugged': { weight: 'notice', actions: ['choose-device', 'try-again', 'go-on-without'] },
  'device-failed': { weight: 'notice', actions: ['try-again', 'choose-device', 'go-on-without'] },
  /* connection */
  'connection-lost': { weight: 'notice', actions: ['try-again', 'call-practice'] },
  'pictures-held': { weight: 'notice', actions: ['show-pictures', 'call-practice'] },
  'media-unreachable': { weight: 'notice', actions: ['try-again', 'call-practice'] },
  'text-not-sent': { weight: 'notice', actions: ['try-again', 'call-practice'] },
  /* service */
  'service-missing': { weight: 'blocking', actions: ['call-practice'] },
  'service-unreachable': { weight: 'blocking', actions: ['try-again', 'call-practice'] },
  'place-taken': { weight: 'blocking', actions: ['close-other-page', 'try-again', 'call-practice'] },
  'link-not-valid': { weight: 'blocking', actions: ['call-practice'] },
  'appointment-over': { weight: 'blocking', actions: ['call-practice'] },
  'page-not-allowed': { weight: 'blocking', actions: ['call-practice'] },
  'stranger-removed': { weight: 'notice', actions: ['call-practice', 'wait', 'close'] },
  'too-many-tries': { weight: 'notice', actions: ['wait', 'call-practice', 'close'] },
  'not-recorded': { weight: 'notice', actions: ['call-practice'] },
  'not-allowed': { weight: 'notice', actions: ['wait', 'call-practice', 'close'] },
  'not-admitted': { weight: 'notice', actions: ['wait', 'call-practice', 'close'] },
  /* consent document */
  'consent-document-invalid': { weight: 'notice', actions: ['try-again', 'call-practice'] },
  'consent-document-unreachable': { weight: 'notice', actions: ['try-again', 'call-practice'] },
  'consent-language-missing': { weight: 'notice', actions: ['call-practice'] },
  'consent-not-reviewed': { weight: 'notice', actions: ['call-practice'] },
  /* the browser */
  'browser-cannot': { weight: 'blocking', actions: ['call-practice'] },
  'encryption-unsupported': { weight: 'blocking', actions: ['call-practice'] },
  'worker-blocked': { weight: 'blocking', actions: ['try-again', 'call-practice'] },
  /* what nobody in between may do */
  'tampering-noticed': { weight: 'blocking', actions: ['call-practice', 'leave'] },
  'code-differs': { weight: 'blocking', actions: ['call-practice', 'leave'] },
  // Counted until the page is loaded again, so trying again from here could not help.
  'encryption-failed': { weight: 'blocking', actions: ['call-practice', 'leave'] },
  /* a part of our own files that did not arrive */
  'part-missing': { weight: 'blocking', actions: ['try-again', 'call-practice'] },
} as const satisfies Record<string, ProblemFacts>;

export type ProblemCode = keyof typeof PROBLEMS;

/** What can be wrong with the text that a person is to read. */
export type ConsentProblemCode = Extract<ProblemCode, `consent-${string}`>;

/** The only error that crosses a port. `cause` and `message` stay on the developer's side. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  constructor(
    readonly code: ProblemCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`[safe-session] ${code}: ${message}`, options);
  }
}
