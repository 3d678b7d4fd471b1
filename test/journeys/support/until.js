import assert from 'node:assert/strict';
import { setTimeout as turn } from 'node:timers/promises';

/** How long a state may take to come before a case fails: generous, because nothing is measured. */
export const PATIENCE = 20_000;

/**
 * Waits for a state, and says in its error which one did not come and what was there instead.
 *
 * @template T
 * @param {string} state a sentence
 * @param {() => Promise<T>} read
 * @param {(now: T) => boolean} [holds] left out: any value that is not falsy
 * @returns {Promise<T>}
 */
export async function until(state, read, holds = Boolean) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const now = await read();
    if (holds(now)) return now;
    if (Date.now() > deadline) assert.fail(`Did not come: ${state}. Last seen: ${JSON.stringify(now)}`);
    await turn(50);
  }
}
