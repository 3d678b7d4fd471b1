/**
 * The typed contract of all words. The English catalogue is the contract: a language that lacks a string or gives
 * it other parameters does not compile.
 */
import type common from './en/common.js';
import type consent from './en/consent.js';
import type consentProblems from './en/consent-problems.js';
import type receipt from './en/receipt.js';
import type closing from './en/closing.js';
import type feedback from './en/feedback.js';
import type support from './en/support.js';
import type trust from './en/trust.js';
import type encryption from './en/encryption.js';
import type groupCode from './en/group-code.js';
import type safetyCode from './en/safety-code.js';
import type room from './en/room.js';
import type controls from './en/controls.js';
import type pause from './en/pause.js';
import type shell from './en/shell.js';
import type deviceHelp from './en/device-help.js';
import type welcome from './en/welcome.js';
import type space from './en/space.js';
import type text from './en/text.js';
import type waiting from './en/waiting.js';
import type techCheck from './en/tech-check.js';
import type admission from './en/admission.js';
import type attestation from './en/attestation.js';
import type late from './en/late.js';
import type ownRoom from './en/own-room.js';
import type place from './en/place.js';
import type removal from './en/removal.js';
import type troubles from './en/troubles.js';
import type problems from './en/problems.js';

export interface Messages {
  readonly common: typeof common;
  readonly shell: typeof shell;
  readonly welcome: typeof welcome;
  readonly space: typeof space;
  readonly text: typeof text;
  readonly waiting: typeof waiting;
  readonly deviceHelp: typeof deviceHelp;
  readonly techCheck: typeof techCheck;
  readonly troubles: typeof troubles;
  readonly admission: typeof admission;
  readonly attestation: typeof attestation;
  readonly late: typeof late;
  readonly ownRoom: typeof ownRoom;
  readonly place: typeof place;
  readonly removal: typeof removal;
  readonly problems: typeof problems;
  readonly room: typeof room;
  readonly controls: typeof controls;
  readonly pause: typeof pause;
  readonly consent: typeof consent;
  readonly consentProblems: typeof consentProblems;
  readonly receipt: typeof receipt;
  readonly closing: typeof closing;
  readonly feedback: typeof feedback;
  readonly support: typeof support;
  readonly trust: typeof trust;
  readonly encryption: typeof encryption;
  readonly groupCode: typeof groupCode;
  readonly safetyCode: typeof safetyCode;
}

export type Section = keyof Messages;

/** What a host replaces; everything else stays ours. */
export type PartialMessages = { readonly [S in Section]?: Partial<Messages[S]> };
