import type { Queryable } from './database.js';
import { pause } from './pause.js';
import { StoreError } from './store-error.js';

/** Serialization failure and deadlock: the database asks for another try, and nothing was changed. */
const RETRIED: ReadonlySet<string | null> = new Set(['40001', '40P01']);

const ATTEMPTS = 8;

/** Runs it again, a little later each time, while the database asks for it. */
export const withRetries = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const again = error instanceof StoreError && RETRIED.has(error.sqlState);
      if (!again || tried === ATTEMPTS) throw error;
      // At random: those who met once would otherwise meet again.
      await pause(Math.random() * 5 * 2 ** tried);
    }
  }
};

/** Refuses queries after the end: by then the connection belongs to somebody else's transaction. */
export const endable = (inner: Queryable): { readonly tx: Queryable; readonly end: () => void } => {
  let ended = false;
  const guarded = <T>(ask: () => Promise<T>): Promise<T> =>
    ended ? Promise.reject(new StoreError('closed', 'This transaction has ended.')) : ask();
  return {
    tx: {
      query: (sql, values) => guarded(() => inner.query(sql, values)),
      script: (sql) => guarded(() => inner.script(sql)),
    },
    end: () => {
      ended = true;
    },
  };
};
