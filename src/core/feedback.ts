/**
 * What a person may say after a session, in our own four questions, and what of it goes out: only answers that
 * they ticked to share. There is no score, and nothing is derived from an answer or from its absence.
 */
import { plainText } from './session-messages.js';
import type { FeedbackAnswers } from './session-snapshot.js';

export const FEEDBACK_QUESTIONS = ['heard', 'focus', 'tooMuch', 'different'] as const;

export type FeedbackQuestion = (typeof FEEDBACK_QUESTIONS)[number];

/** Three steps; what each is called depends on the question. Codes travel, never translated words. */
export const FEEDBACK_STEPS = ['yes', 'partly', 'no'] as const;

export type FeedbackStep = (typeof FEEDBACK_STEPS)[number];

/** Characters a person can write with each question. */
export const FEEDBACK_WORDS = 2_000;

/** One answer while it is being written. It stays in the memory of the page. */
export interface FeedbackDraft {
  readonly step: FeedbackStep | '';
  readonly words: string;
  readonly shared: boolean;
}

export type FeedbackDrafts = Readonly<Record<FeedbackQuestion, FeedbackDraft>>;

const EMPTY: FeedbackDraft = { step: '', words: '', shared: false };

export const NO_FEEDBACK: FeedbackDrafts = { heard: EMPTY, focus: EMPTY, tooMuch: EMPTY, different: EMPTY };

/** Ticked, and something is there to share. */
export const isShared = ({ step, words, shared }: FeedbackDraft): boolean =>
  shared && Boolean(step || words.trim());

/** Exactly what is sent: a step under the question's name, words under `<question>-words`. */
export const sharedAnswers = (drafts: FeedbackDrafts): FeedbackAnswers => {
  const answers: Record<string, string> = {};
  for (const question of FEEDBACK_QUESTIONS) {
    const draft = drafts[question];
    if (!isShared(draft)) continue;
    const words = plainText(draft.words, FEEDBACK_WORDS).trim();
    if (draft.step) answers[question] = draft.step;
    if (words) answers[`${question}-words`] = words;
  }
  return answers;
};
