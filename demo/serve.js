/**
 * Serves the website of a sample practice with the built package in it, and the practice's own server behind it.
 * `node demo/serve.js` prints its address; `PORT` names another port than 4173, `HOST` another address than this machine's
 * own, `DATABASE_URL` a PostgreSQL and `SAFE_SESSION_DATA` a folder for what would be kept in memory otherwise. Media go
 * through a LiveKit server where one is found or named (`LIVEKIT_URL`, `LIVEKIT_API_KEY`, `LIVEKIT_API_SECRET`).
 */
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

import { startLivekit } from '../scripts/livekit.js';
import { BASE_PATH, startPracticeServer } from './practice-server.js';
import { securityHeaders } from './security-headers.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT_PORT = 4173;

/**
 * Starts the demo in this process. Rejects when the port is taken or nothing was built yet.
 *
 * @param {object} [options]
 * @param {number} [options.port] 0 takes any that is free
 * @param {string} [options.host]
 * @param {Omit<import('./practice-server.js').LiveOptions, 'origins'> &
 *   { origins?: (url: string) => string[] | Promise<string[]> }} [options.live] left out: rehearsals alone, and no server
 *   behind the pages. `origins`: of pages elsewhere that may ask as well
 * @returns {Promise<{ url: string, practice: Awaited<ReturnType<typeof startPracticeServer>> | null,
 *   close: () => Promise<void> }>} `url` ends in a slash
 */
export async function startDemo({ port = DEFAULT_PORT, host = 'localhost', live } = {}) {
  if (!existsSync(`${PROJECT}cdn/safe-session.js`))
    throw new Error('Nothing is built yet: run `npm run build` first.');
  let site = () => new Response('One moment', { status: 503 });
  const server = await listening({ fetch: (request) => site(request), port, hostname: host });
  const url = `http://${host}:${server.address().port}/`;
  const practice = live ? await startPracticeServer({ ...live, origins: await originsOf(url, live) }) : null;
  site = demoSite(practice, live?.livekit).fetch;
  return {
    url,
    practice,
    close: async () => {
      await practice?.close();
      await closed(server);
    },
  };
}

async function originsOf(url, { origins = () => [] }) {
  return [new URL(url).origin, ...(await origins(url))];
}

function listening(options) {
  return new Promise((resolve, reject) => {
    const server = serve(options, () => resolve(server));
    server.on('error', reject);
  });
}

function demoSite(practice, livekit) {
  const pages = serveStatic({ root: `${PROJECT}demo/site`, rewriteRequestPath: withoutStrict });
  const mediaServer = livekit && mediaAddresses(livekit.url);
  const app = new Hono();
  if (practice) app.all(`${BASE_PATH}/*`, ({ req }) => practice.fetch(req.raw));
  return (
    app
      // The same pages under the strictest policy.
      .use('/strict/*', securityHeaders({ strict: true, mediaServer }), pages)
      .use(securityHeaders({ strict: false, mediaServer }))
      .get('/demo/appointment', async (context) => context.json(await sampleAppointment(practice)))
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

/** Two links for whoever looks at the first page. Without a server there are rehearsals only. */
async function sampleAppointment(practice) {
  if (!practice) return { route: 'none' };
  const { client, therapist } = await practice.appointment();
  return { route: practice.media.route.kind, client, therapist };
}

/** What a policy has to allow: signalling, and the question whether the server is there. */
function mediaAddresses(url) {
  return `${url} ${url.replace(/^ws/, 'http')}`;
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
async function startOnFreePort({ PORT, HOST: host }, live) {
  if (PORT) return startDemo({ port: Number(PORT), host, live });
  try {
    return await startDemo({ host, live });
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    return startDemo({ port: 0, host, live });
  }
}

/** One that is named, on the PATH or built already; nothing is built for a demonstration. */
async function foundLivekit() {
  try {
    return await startLivekit({ build: false });
  } catch (error) {
    console.log(`Sound and picture go from tab to tab, because there is ${error.message}.`);
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { DATABASE_URL: url, SAFE_SESSION_DATA: folder } = process.env;
    const live = { livekit: await foundLivekit(), database: { url, folder } };
    const demo = await startOnFreePort(process.env, live);
    console.log(demo.practice.media.summary);
    console.log(`The sample practice is at ${demo.url}\nStop it with Ctrl+C.`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
