/**
 * The practice's real server, on an embedded database in memory and on a port of its own: to a page it is another origin.
 * A process of its own, since making a database holds up everything else in it. A portal's login is played by the
 * credential `portal:<reference>`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { getRequestListener } from '@hono/node-server';
import { build } from 'esbuild';

const BASE_PATH = '/practice';

/** Quick enough for tests that wait for somebody to be missed. */
const TIMES = { heartbeatMs: 1_000, graceMs: 200 };

const { origin, documents } = JSON.parse(process.argv[2]);
const { createSessionHandler, generateReceiptKey, openDatabase, tabMedia } = await loadServer();
const handler = await createSessionHandler({
  basePath: BASE_PATH,
  store: await openDatabase({}),
  media: tabMedia(),
  authenticate: async (request) => {
    const [, reference] = /^Bearer portal:(\S+)$/u.exec(request.headers.get('authorization') ?? '') ?? [];
    return reference ? { reference } : null;
  },
  allowedOrigins: [origin],
  consent: { documents },
  secrets: { practiceKeys: [], receiptKeys: [await generateReceiptKey()] },
  demo: true,
  times: TIMES,
});
await handler.migrate();

const lines = new Set();
const answer = getRequestListener((request) => handler.fetch(request));
let server = await listen(0);
const { port } = server.address();

const COMMANDS = {
  'create-appointment': ({ appointment }) => handler.practice.createAppointment(appointment),
  'close-appointment': ({ appointment }) => handler.practice.closeAppointment(appointment),
  lines: () => [...lines].map(({ session }) => session),
  stop: () => shut(),
  'start-again': async () => {
    server = await listen(port);
  },
};

process.on('message', async ({ id, do: what, ...more }) => {
  try {
    process.send({ id, result: await COMMANDS[what](more) });
  } catch (error) {
    process.send({ id, error: String(error) });
  }
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
process.send({ url: `http://localhost:${port}${BASE_PATH}` });

function listen(at) {
  return new Promise((done, fail) => {
    const made = createServer((request, response) => {
      if (request.headers.accept === 'text/event-stream') {
        const line = { session: request.headers['safe-session'] };
        lines.add(line);
        response.once('close', () => lines.delete(line));
      }
      return answer(request, response);
    });
    made.once('error', fail);
    made.listen(at, '127.0.0.1', () => done(made));
  });
}

/** Gone for its pages in the middle of everything; what it knows stays. */
function shut() {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

/** The server's sources as Node can run them, so that these tests depend on no build. */
async function loadServer() {
  // Inside the project, where the packages that it imports are found.
  const cache = resolve('.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'server-'));
  const outfile = join(folder, 'server.mjs');
  try {
    await build({
      entryPoints: ['src/server/public.ts'],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
