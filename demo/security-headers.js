/**
 * What a practice's web server should send with the page that carries `<safe-session>`. README.md quotes these lines;
 * keep both the same.
 */

/** The least under which everything works: no inline script or style, no eval, no other host. */
const STRICT = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'media-src blob:',
  "require-trusted-types-for 'script'",
];

/** The same, with what a page of one's own needs besides: pictures, forms, and only our own trusted-types policies. */
const PRACTICE = [
  ...STRICT,
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'trusted-types lit-html safe-session',
];

/** Camera and microphone for this site alone; what no session needs is off. */
const PERMISSIONS = [
  'camera=(self)',
  'microphone=(self)',
  'autoplay=(self)',
  'speaker-selection=(self)',
  'display-capture=()',
  'geolocation=()',
];

/**
 * Middleware that adds the headers.
 *
 * @param {{ strict: boolean, mediaServer?: string }} options `mediaServer`: the addresses of the LiveKit server, which the
 *   pages connect to
 * @returns {import('hono').MiddlewareHandler}
 */
export function securityHeaders({ strict, mediaServer = '' }) {
  const policy = (strict ? STRICT : PRACTICE).join('; ');
  const headers = {
    'Content-Security-Policy': mediaServer
      ? policy.replace("connect-src 'self'", `connect-src 'self' ${mediaServer}`)
      : policy,
    'Permissions-Policy': PERMISSIONS.join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    // Asks again each time, but lets the browser keep the page for "back": leaving must be safe in that case, too.
    'Cache-Control': 'no-cache',
  };
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
  };
}
