/**
 * Serves the website of a sample practice with the built package in it. `node demo/serve.js` prints its address; `PORT`
 * names another port than 4173, `HOST` another address than this machine's own.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

import { securityHeaders } from './security-headers.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT_PORT = 4173;

/**
 * Starts the demo in this process. Rejects when the port is taken or nothing was built yet.
 *
 * @param {{ port?: number, host?: string }} [options] port 0 takes any that is free
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} `url` ends in a slash
 */
export function startDemo({ port = DEFAULT_PORT, host = 'localhost' } = {}) {
  return new Promise((resolve, reject) => {
    if (!existsSync(`${PROJECT}cdn/safe-session.js`)) {
      reject(new Error('Nothing is built yet: run `npm run build` first.'));
      return;
    }
    const server = serve({ fetch: demoSite().fetch, port, hostname: host }, (address) => {
      resolve({ url: `http://${host}:${address.port}/`, close: () => closed(server) });
    });
    server.on('error', reject);
  });
}

function demoSite() {
  const pages = serveStatic({ root: `${PROJECT}demo/site`, rewriteRequestPath: withoutStrict });
  return (
    new Hono()
      // The same pages under the strictest policy.
      .use('/strict/*', securityHeaders({ strict: true }), pages)
      .use(securityHeaders({ strict: false }))
      .use('/cdn/*', serveStatic({ root: PROJECT }))
      // What `import 'safe-session/…'` would resolve to.
      .use('/safe-session/*', serveStatic({ root: `${PROJECT}dist`, rewriteRequestPath: withoutPackage }))
      // Asked for by every browser; named in no page, since the strict policy allows no picture.
      .get('/favicon.ico', (context) => context.redirect('/icon.svg'))
      .use('/custom-elements.json', serveStatic({ root: PROJECT }))
      .use(pages)
      .notFound((context) => context.text('There is no such page here.', 404))
  );
}

function withoutStrict(path) {
  return path.replace(/^\/strict\//, '/');
}

function withoutPackage(path) {
  return path.replace(/^\/safe-session\//, '/');
}

function closed(server) {
  return new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

/** A port that was asked for is meant; the usual one may give way to whatever runs there. */
async function startOnFreePort({ PORT, HOST: host }) {
  if (PORT) return startDemo({ port: Number(PORT), host });
  try {
    return await startDemo({ host });
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    return startDemo({ port: 0, host });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { url } = await startOnFreePort(process.env);
    console.log(`The sample practice is at ${url}\nStop it with Ctrl+C.`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
