/** Starts the worker that seals media, from wherever the host's page lets it come, or says what the host must allow. */
import { SessionError } from '../problems.js';
import type { FrameNews } from './frame-messages.js';
import { WORKER_PLACE } from './worker-place.js';

export interface WorkerOptions {
  /** Makes the worker from a file that the host serves, as bundlers with rules of their own want it. */
  readonly createWorker?: (() => Worker) | undefined;
  /** Where the host serves `safe-session/strict-worker.js`. */
  readonly workerUrl?: string | URL | undefined;
}

/**
 * A browser that blocks a worker says so at once. This is for what is merely silent, and leaves time for 36 kB on a poor line.
 */
const PATIENCE_MS = 10_000;

/** The name that a page with `trusted-types` has to list. */
const POLICY = 'safe-session';

interface Policy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | undefined;

/** Of the files that are named above alone; the policy is in nobody else's hands. */
const trusted = (url: string): string => {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  if (!factory) return url;
  policy ??= factory.createPolicy(POLICY, { createScriptURL: (text) => text });
  return policy.createScriptURL(url);
};

/** What a page's Content-Security-Policy needs for this way. */
const needs = (url: URL, isForeign: boolean): string =>
  isForeign ? `worker-src blob:; connect-src ${url.origin}` : `worker-src ${url.origin}`;

const blocked = (what: string, policyLine: string, cause?: unknown): SessionError =>
  new SessionError(
    'worker-blocked',
    `the worker that seals sound and picture ${what}. The page's Content-Security-Policy needs: ${policyLine}; and with ` +
      `require-trusted-types-for: trusted-types ${POLICY}. Where a bundler moved the file, set worker-url or createWorker.`,
    { cause },
  );

/** A worker of another site is refused by every browser; its text is not, where that site allows it. */
const fetched = async (url: URL, integrity: string): Promise<string> => {
  const response = await fetch(url, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    ...(integrity && { integrity }),
  });
  if (!response.ok) throw new TypeError(`the server answered ${response.status}`);
  return URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
};

/** Resolves when the worker has answered, and rejects when the browser says that it does not run. */
const answered = (worker: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    const over = new AbortController();
    const { signal } = over;
    const settle = (act: () => void): void => {
      over.abort();
      act();
    };
    const timer = setTimeout(() => settle(() => reject(new TypeError('no answer'))), PATIENCE_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
    worker.addEventListener(
      'error',
      (event) => {
        // Said with the line that the host needs, and not once more by the page.
        event.preventDefault();
        settle(() => reject(new TypeError('it did not start')));
      },
      { signal },
    );
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FrameNews>) => {
        if (data.type === 'ready') settle(resolve);
      },
      { signal },
    );
    worker.postMessage({ type: 'ping' });
  });

const started = async (make: () => Worker, policyLine: string): Promise<Worker> => {
  let worker: Worker | undefined;
  try {
    worker = make();
    await answered(worker);
    return worker;
  } catch (cause) {
    worker?.terminate();
    throw blocked('did not start', policyLine, cause);
  }
};

/**
 * The worker, ready to be asked. By the host's factory, else from the host's URL, else from beside this module; from another
 * origin its text is fetched, checked against the hash that the CDN build knows, and started from a blob. Rejects with
 * `worker-blocked`.
 */
export const loadFrameWorker = async ({ createWorker, workerUrl }: WorkerOptions = {}): Promise<Worker> => {
  if (createWorker) return started(createWorker, "worker-src 'self'");
  const url = workerUrl ? new URL(workerUrl, document.baseURI) : WORKER_PLACE.url;
  const isForeign = url.origin !== location.origin;
  const policyLine = needs(url, isForeign);
  if (!isForeign) return started(() => new Worker(trusted(url.href)), policyLine);
  let blob: string;
  try {
    blob = await fetched(url, workerUrl ? '' : WORKER_PLACE.integrity);
  } catch (cause) {
    throw blocked('could not be fetched', policyLine, cause);
  }
  try {
    return await started(() => new Worker(trusted(blob)), policyLine);
  } finally {
    URL.revokeObjectURL(blob);
  }
};
