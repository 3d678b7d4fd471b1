/**
 * The typed contract of all words. The English catalogue is the contract: a language that lacks a string or gives
 * it other parameters does not compile.
 */
import type common from './en/common.js';
import type welcome from './en/welcome.js';
import type problems from './en/problems.js';

export interface Messages {
  readonly common: typeof common;
  readonly welcome: typeof welcome;
  readonly problems: typeof problems;
}

export type Section = keyof Messages;

/** What a host replaces; everything else stays ours. */
export type PartialMessages = { readonly [S in Section]?: Partial<Messages[S]> };
