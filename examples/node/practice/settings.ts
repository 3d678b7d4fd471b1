/** What differs from one practice to the next, read from the environment: no file holds a secret. */
import type { LivekitMediaOptions, Retention, SessionHandlerOptions } from 'safe-session/server';

export interface Settings {
  /** A demonstration: an appointment is made at the start, and what a practice has to decide may be left out. */
  readonly demo: boolean;
  /** Where the pages are: `https://practice.example`. */
  readonly origin: string;
  readonly port: number;
  readonly host: string;
  /** Requests come through a reverse proxy, which says from which address. */
  readonly behindProxy: boolean;
  readonly databaseUrl: string;
  readonly dataFolder: string;
  /** `null`: none, and two tabs of one browser send to each other. */
  readonly livekit: LivekitMediaOptions | null;
  readonly practiceKeys: readonly string[];
  /** `null`: of the demo, forgotten with the process. */
  readonly receiptKeys: SessionHandlerOptions['secrets']['receiptKeys'] | null;
  /** `null`: of the demo. */
  readonly retention: Retention | null;
  /** A file; empty: the sample. */
  readonly consentDocument: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const needed = (env: Environment, name: string): string => {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set. DEMO=1 starts a demonstration, which needs no settings.`);
  return value;
};

/** Several at once while they are changed; the first one is the newest. */
const receiptKeysFrom = (json: string): NonNullable<Settings['receiptKeys']> => {
  try {
    return [JSON.parse(json)].flat();
  } catch {
    // The error of the parser would quote the key.
    throw new Error('RECEIPT_KEY: expected a key as JSON, or a list of them');
  }
};

const days = (env: Environment, name: string): number | null => {
  const value = needed(env, name);
  if (value === 'forever') return null;
  if (!/^\d+$/u.test(value)) throw new Error(`${name}: expected a number of days, or "forever"`);
  return Number(value);
};

const retentionFrom = (env: Environment): Retention => ({
  appointments: days(env, 'KEEP_APPOINTMENTS_DAYS'),
  consentRecords: days(env, 'KEEP_CONSENT_DAYS'),
  audit: days(env, 'KEEP_AUDIT_DAYS'),
});

const livekitFrom = (env: Environment, url: string): LivekitMediaOptions => {
  const key = { key: needed(env, 'LIVEKIT_API_KEY'), secret: needed(env, 'LIVEKIT_API_SECRET') };
  const { LIVEKIT_API_URL: apiUrl, LIVEKIT_OLD_API_KEY: oldKey, LIVEKIT_WAITING: waiting } = env;
  return {
    url,
    keys: oldKey ? [key, { key: oldKey, secret: needed(env, 'LIVEKIT_OLD_API_SECRET') }] : [key],
    ...(apiUrl && { apiUrl }),
    ...(waiting === 'warm' && { waiting }),
  };
};

/** @throws Error that names the variable and what was expected; never its value */
export const readSettings = (env: Environment): Settings => {
  const demo = env.DEMO === '1';
  const port = Number(env.PORT || 3000);
  const livekitUrl = demo ? env.LIVEKIT_URL : needed(env, 'LIVEKIT_URL');
  return {
    demo,
    port,
    host: env.HOST || 'localhost',
    origin: demo ? env.PRACTICE_ORIGIN || `http://localhost:${port}` : needed(env, 'PRACTICE_ORIGIN'),
    behindProxy: env.BEHIND_PROXY === '1',
    databaseUrl: env.DATABASE_URL ?? '',
    dataFolder: env.SAFE_SESSION_DATA ?? '',
    livekit: livekitUrl ? livekitFrom(env, livekitUrl) : null,
    practiceKeys: (demo ? env.PRACTICE_KEY || '' : needed(env, 'PRACTICE_KEY')).split(/\s+/u).filter(Boolean),
    receiptKeys: demo && !env.RECEIPT_KEY ? null : receiptKeysFrom(needed(env, 'RECEIPT_KEY')),
    retention: demo ? null : retentionFrom(env),
    consentDocument: demo ? env.CONSENT_DOCUMENT || '' : needed(env, 'CONSENT_DOCUMENT'),
  };
};
