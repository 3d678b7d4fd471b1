/** What goes along with every page that carries a session. */

/** Pages talk to the media server over a WebSocket, and ask it over https whether it is there. */
const mediaSources = (livekitUrl: string): readonly string[] =>
  livekitUrl ? [livekitUrl, livekitUrl.replace(/^ws/u, 'http')].map((url) => new URL(url).origin) : [];

const PERMISSIONS = [
  'camera=(self)',
  'microphone=(self)',
  'autoplay=(self)',
  'speaker-selection=(self)',
  'display-capture=()',
  'geolocation=()',
];

/**
 * @param livekitUrl empty where there is none
 * @param more what the host needs, by directive, in place of ours; `null` leaves a directive out
 */
export const securityHeaders = (
  livekitUrl: string,
  more: Readonly<Record<string, string | null>> = {},
): Readonly<Record<string, string>> => {
  const policy: Record<string, string | null> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'worker-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'connect-src': ["'self'", ...mediaSources(livekitUrl)].join(' '),
    'media-src': 'blob:',
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'self'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'lit-html safe-session',
    ...more,
  };
  return {
    'Content-Security-Policy': Object.entries(policy)
      .flatMap(([directive, sources]) => (sources === null ? [] : `${directive} ${sources}`))
      .join('; '),
    'Permissions-Policy': PERMISSIONS.join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
  };
};
