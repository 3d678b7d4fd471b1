/**
 * The typed contract of all words. The English catalogue is the contract: a language that lacks a string or gives
 * it other parameters does not compile.
 */
import type common from './en/common.js';
import type closing from './en/closing.js';
import type feedback from './en/feedback.js';
import type support from './en/support.js';
import type welcome from './en/welcome.js';
import type space from './en/space.js';
import type problems from './en/problems.js';

export interface Messages {
  readonly common: typeof common;
  readonly welcome: typeof welcome;
  readonly space: typeof space;
  readonly problems: typeof problems;
  readonly closing: typeof closing;
  readonly feedback: typeof feedback;
  readonly support: typeof support;
}

export type Section = keyof Messages;

/** What a host replaces; everything else stays ours. */
export type PartialMessages = { readonly [S in Section]?: Partial<Messages[S]> };
