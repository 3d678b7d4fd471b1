/**
 * When to come back after LiveKit has given up mending the line, which it does after about three quarters of a minute.
 * Every try asks the practice's service for a fresh pass.
 */

/** Before each try, in milliseconds; the last one goes for all that follow. */
const DELAYS_MS = [0, 1_000, 2_000, 4_000, 8_000];

/** Then the person is told that the line is lost, and can try again themselves. */
const GIVE_UP_MS = 120_000;

/** `null`: no more. Up to a fifth is taken off by chance (0 to 1), so that not all pages come back at the same moment. */
export const rejoinDelayMs = (tries: number, sinceMs: number, chance: number): number | null => {
  if (sinceMs >= GIVE_UP_MS) return null;
  const delay = DELAYS_MS[Math.min(tries, DELAYS_MS.length - 1)] ?? 0;
  return delay * (1 - chance / 5);
};
