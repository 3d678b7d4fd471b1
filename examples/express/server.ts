/** A practice's website with Express. `npm run build`, then `npm start`. */
import { fileURLToPath } from 'node:url';

import { getRequestListener } from '@hono/node-server';
import compression from 'compression';
import express, { type Request as ExpressRequest } from 'express';

import { homePage, leftPage, sessionPage } from './practice/pages.ts';
import { BASE_PATH, openPractice } from './practice/practice.ts';
import { securityHeaders } from './practice/security-headers.ts';
import { readSettings } from './practice/settings.ts';

const settings = readSettings(process.env);

/** The handler asks for it by the request, and a request of the Fetch API does not know it. */
const addresses = new WeakMap<Request, string>();
const practice = await openPractice(settings, (request) => addresses.get(request) ?? '');

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', settings.behindProxy ? 1 : false);

// Before everything else: compression would hold events back, and the handler reads the bodies itself.
const listener = getRequestListener(
  (request, { incoming }) => {
    addresses.set(request, (incoming as ExpressRequest).ip ?? '');
    return practice.fetch(request);
  },
  { overrideGlobalObjects: false },
);
app.all(`${BASE_PATH}/{*path}`, listener);

app.use((_request, response, next) => {
  response.set(securityHeaders(settings.livekit?.url ?? ''));
  next();
});
app.use(compression());
app.use(
  '/safe-session',
  express.static(fileURLToPath(new URL('cdn', import.meta.resolve('safe-session/package.json')))),
);
app.get('/', (_request, response) => void response.send(homePage(practice.links)));
app.get('/session', (_request, response) => void response.send(sessionPage()));
app.get('/left', (_request, response) => void response.send(leftPage()));
app.get('/health', async (_request, response) => {
  response.sendStatus((await practice.isWell()) ? 204 : 503);
});

const server = app.listen(settings.port, settings.host, (error) => {
  if (error) throw error;
  console.log(`The sample practice is at ${settings.origin}`);
});

/** What was asked is answered; a line that stays open would keep the process for ever, so those end first. */
const stop = async (): Promise<void> => {
  const closed = new Promise((resolve) => server.close(resolve));
  await practice.endLines();
  const hangUp = setInterval(() => server.closeIdleConnections(), 100);
  await closed;
  clearInterval(hangUp);
  await practice.close();
};
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());
