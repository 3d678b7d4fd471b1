/**
 * Which pages may ask (CORS, Fetch standard 3.3). The list names each of them; a request that changes something must come
 * from one of them, or from no page at all.
 */
import { SESSION_HEADER } from '../core/services/service-protocol.js';
import { Refusal } from './refusal.js';

/** @throws TypeError for anything but a list of origins */
export const readOrigins = (allowed: readonly string[]): ReadonlySet<string> => {
  for (const origin of allowed) {
    const url = URL.canParse(origin) ? new URL(origin) : null;
    if (url?.origin !== origin || !/^https?:$/u.test(url.protocol) || origin.includes('*'))
      throw new TypeError(
        `[safe-session] allowedOrigins: expected origins such as "https://practice.example", not "${origin.slice(0, 60)}"`,
      );
  }
  return new Set(allowed);
};

/** Pages of other origins ask first; `authorization` and our own header make every one of our requests such a one. */
export const preflight = (request: Request, allowed: ReadonlySet<string>): Response => {
  const headers = corsHeaders(request, allowed);
  headers.set('access-control-allow-methods', 'GET, POST, DELETE');
  headers.set(
    'access-control-allow-headers',
    `authorization, content-type, last-event-id, ${SESSION_HEADER}`,
  );
  headers.set('access-control-max-age', '600');
  return new Response(null, { status: 204, headers });
};

export const corsHeaders = (request: Request, allowed: ReadonlySet<string>): Headers => {
  const headers = new Headers({ vary: 'Origin' });
  const origin = request.headers.get('origin');
  if (origin === null || !allowed.has(origin)) return headers;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-allow-credentials', 'true');
  headers.set('access-control-expose-headers', 'retry-after');
  return headers;
};

/**
 * Before anything else is looked at. A browser names the page's origin with everything that changes something; a page of
 * the same origin may leave it out where it only reads. What comes without an origin and with a cookie, and changes
 * something, comes from nowhere that we know.
 *
 * @throws Refusal `page-not-allowed`
 */
export const refuseForeignPages = (request: Request, allowed: ReadonlySet<string>): void => {
  const { method, headers } = request;
  const origin = headers.get('origin');
  if (origin !== null) {
    if (allowed.has(origin)) return;
    throw new Refusal('page-not-allowed', 'add the origin of this page to allowedOrigins');
  }
  const site = headers.get('sec-fetch-site');
  const mayChange = method !== 'GET' && headers.has('cookie');
  if ((site !== null && site !== 'same-origin') || mayChange)
    throw new Refusal('page-not-allowed', 'a page has to say of which origin it is');
};

/** From a page of another site: a cookie of ours may not come back. */
export const isCrossSite = (request: Request): boolean => {
  const site = request.headers.get('sec-fetch-site');
  // Browsers that do not say it are old; what always works is the credential.
  return site === null || site === 'cross-site';
};
