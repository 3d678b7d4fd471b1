/**
 * A website that is not the practice's. Every name below `localhost` is a site of its own to a browser, and a safe one:
 * `portal.localhost` is one that the practice lists, `elsewhere.localhost` one that it does not. Under the plain name it
 * stands beside the practice, on the same site.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

const LOGIN_COOKIE = 'portal-login';

/** What a portal's own page does for `<safe-session appointment>`. */
const LOGIN = `for (const session of document.querySelectorAll('safe-session[appointment]'))
  session.getCredential = async () => (await fetch('/credential', { method: 'POST' })).text();
`;

const page = (body) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <link rel="icon" href="data:," />
    <title>Portal</title>
    <script type="module" src="/cdn/safe-session.js"></script>
    <script type="module" src="/login.js"></script>
  </head>
  <body>${body}</body>
</html>`;

/** The least that such a page needs: the practice's server, its media server, and its page in a frame. */
const policyFor = ({ practice, livekit }) => {
  const { origin } = new URL(practice.url);
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${origin} ${livekit.url} ${livekit.httpUrl}`,
    `frame-src ${origin}`,
    'img-src data:',
    'media-src blob:',
    "require-trusted-types-for 'script'",
  ].join('; ');
};

/**
 * @typedef {object} Portal
 * @property {string} origin that the practice lists
 * @property {(visit: import('./live-practice.js').LiveVisit, body: string) => string} page with that in it; gives its address
 * @property {(address: string) => string} elsewhere the same page on a site that the practice does not list
 * @property {(context: import('playwright-core').BrowserContext, reference: string) => Promise<void>} logIn
 * @property {(request: Request) => Promise<{ reference: string } | null>} authenticate for the practice's handler
 * @property {(context: import('playwright-core').BrowserContext) => Promise<{ onItsOwnSite: string[], onAnother: string[] }>}
 *   cookiesKept which cookies of the practice's host come back from a page of that host, and from one of the portal
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Portal>} */
export async function servePortal() {
  const pages = [];
  const logins = new Map();
  const credentials = new Map();
  const app = new Hono()
    .use('/cdn/*', serveStatic({ root: PROJECT }))
    .get('/login.js', (context) => context.body(LOGIN, 200, { 'Content-Type': 'text/javascript' }))
    .post('/credential', (context) => {
      const reference = logins.get(getCookie(context, LOGIN_COOKIE));
      if (!reference) return context.text('', 403);
      const credential = randomBytes(16).toString('hex');
      credentials.set(credential, reference);
      return context.text(credential);
    })
    .get('/cookies', (context) => cookies(context, origin))
    .get('/nothing', (context) => context.html(''))
    .get('/pages/:at', (context) => {
      const { body, policy } = pages[context.req.param('at')];
      context.header('Content-Security-Policy', policy);
      return context.html(page(body));
    });
  const server = serve({ fetch: app.fetch, port: 0, hostname: 'localhost' });
  await once(server, 'listening');
  const { port } = server.address();
  const origin = `http://portal.localhost:${port}`;
  const beside = `http://localhost:${port}`;
  return {
    origin,
    page: (visit, body) => `${origin}/pages/${pages.push({ body, policy: policyFor(visit) }) - 1}`,
    elsewhere: (address) => address.replace('portal.', 'elsewhere.'),
    logIn: async (context, reference) => {
      const value = randomBytes(16).toString('hex');
      logins.set(value, reference);
      await context.addCookies([
        { name: LOGIN_COOKIE, value, url: origin, httpOnly: true, sameSite: 'Strict' },
      ]);
    },
    authenticate: async ({ headers }) => {
      const reference = credentials.get(headers.get('authorization')?.replace('Bearer ', ''));
      return reference ? { reference } : null;
    },
    cookiesKept: async (context) => ({
      onItsOwnSite: await cookiesOn(context, { site: beside, port }),
      onAnother: await cookiesOn(context, { site: origin, port }),
    }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function cookiesOn(context, { site, port }) {
  const tab = await context.newPage();
  await tab.goto(`${site}/nothing`);
  const kept = await tab.evaluate(async (url) => {
    await fetch(url, { credentials: 'include' });
    return (await fetch(url, { credentials: 'include' })).json();
  }, `http://localhost:${port}/cookies`);
  await tab.close();
  return kept;
}

/** Sets a plain cookie and one for the site of the page alone, and says which of them came. */
function cookies(context, origin) {
  const rest = 'Path=/cookies; SameSite=None; Secure';
  context.header('Set-Cookie', `plain=1; ${rest}`, { append: true });
  context.header('Set-Cookie', `partitioned=1; ${rest}; Partitioned`, { append: true });
  context.header('Access-Control-Allow-Origin', origin);
  context.header('Access-Control-Allow-Credentials', 'true');
  return context.json(Object.keys(getCookie(context)).sort());
}
