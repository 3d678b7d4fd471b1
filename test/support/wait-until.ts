import { waitUntil as wait } from '@open-wc/testing';

/** Long enough for a machine that has much else to do: a test waits for a state, never for a time. */
const PATIENCE_MS = 15_000;

/** Waits until something holds; says what did not. */
export const waitUntil = (
  holds: () => unknown,
  note?: string,
  options: { readonly timeout?: number; readonly interval?: number } = {},
): Promise<void> => wait(holds, note, { interval: 20, timeout: PATIENCE_MS, ...options });
