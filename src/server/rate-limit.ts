/** How often somebody may ask, held in the store so that it counts across instances. */
import { Refusal } from './refusal.js';
import type { Queryable } from './store/database.js';

export interface RateLimit {
  /** So many at once. */
  readonly burst: number;
  /** So many a minute after that. */
  readonly perMinute: number;
}

export const LIMITS = {
  /** Of one person's pages: reloads, a second device. */
  exchange: { burst: 20, perMinute: 10 },
  /** Invitations that are none: guesses. The same bucket for everybody, unless the host tells addresses apart. */
  'wrong-invitation': { burst: 30, perMinute: 30 },
  /** Asking to come in, again and again. */
  entry: { burst: 20, perMinute: 20 },
  /** Passes, and trials of the route. */
  pass: { burst: 40, perMinute: 40 },
  /** Messages on their way: handshakes, texts, what people say about themselves. */
  relay: { burst: 200, perMinute: 300 },
  /** What is kept for years: consent, feedback. */
  record: { burst: 30, perMinute: 10 },
  /** Pausing and leaving, apart from everything else: nothing that a page asked before may stand in their way. */
  'way-out': { burst: 120, perMinute: 120 },
  /** Everything else that a page can ask for. */
  ask: { burst: 120, perMinute: 240 },
} as const satisfies Record<string, RateLimit>;

export type LimitName = keyof typeof LIMITS;

/** By then every bucket is full again, and knows nothing. */
export const BUCKETS_KEPT_MS = 10 * 60 * 1000;

/**
 * Takes a token out of a bucket that fills by itself; refuses when it is empty.
 *
 * @param whose a person's or a session's opaque id, or whatever tells people apart
 * @throws Refusal `too-many-tries`
 */
export const limit = async (
  database: Queryable,
  kind: LimitName,
  whose: string,
  now: number,
): Promise<void> => {
  const { burst, perMinute } = LIMITS[kind];
  const [row] = await database.query<{ tokens: number }>(
    `insert into safe_session.rate as known (bucket, tokens, at) values ($1, $2::float8 - 1, $4)
     on conflict (bucket) do update set at = $4, tokens = greatest(-1, least($2::float8, known.tokens
       + extract(epoch from ($4::timestamptz - known.at)) / 60 * $3::float8) - 1)
     returning tokens`,
    [`${kind}:${whose}`, burst, perMinute, new Date(now)],
  );
  if (row && row.tokens < 0) throw new Refusal('too-many-tries', kind, Math.ceil(60 / perMinute));
};
