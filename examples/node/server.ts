/** A practice's website on Node's own http server. `npm run build`, then `npm start`. */
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';

import { getRequestListener } from '@hono/node-server';

import { homePage, leftPage, sessionPage } from './practice/pages.ts';
import { BASE_PATH, openPractice } from './practice/practice.ts';
import { securityHeaders } from './practice/security-headers.ts';
import { readSettings } from './practice/settings.ts';

const ELEMENTS = '/safe-session/';

const settings = readSettings(process.env);
const headers = securityHeaders(settings.livekit?.url ?? '');

/** The handler asks for it by the request, and a request of the Fetch API does not know it. */
const addresses = new WeakMap<Request, string>();
const practice = await openPractice(settings, (request) => addresses.get(request) ?? '');

/** Behind a proxy, what it has added itself: whatever stands before that may be invented. */
const addressOf = ({ headers: { 'x-forwarded-for': forwarded = '' }, socket }: IncomingMessage): string =>
  (settings.behindProxy && String(forwarded).split(',').at(-1)?.trim()) || (socket.remoteAddress ?? '');

/** The elements for pages without a bundler, read once: nobody can ask for another file. */
const readElements = async (): Promise<ReadonlyMap<string, string>> => {
  const folder = new URL('cdn/', import.meta.resolve('safe-session/package.json'));
  const files = (await readdir(fileURLToPath(folder), { recursive: true })).filter((file) =>
    file.endsWith('.js'),
  );
  return new Map(
    await Promise.all(
      files.map(async (file) => [ELEMENTS + file, await readFile(new URL(file, folder), 'utf8')] as const),
    ),
  );
};
const elements = await readElements();

const html = (body: string, status = 200): Response =>
  new Response(body, { status, headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } });

const pageAt = async (path: string): Promise<Response> => {
  const element = elements.get(path);
  if (element !== undefined)
    return new Response(element, {
      headers: { ...headers, 'Content-Type': 'text/javascript; charset=utf-8' },
    });
  switch (path) {
    case '/':
      return html(homePage(practice.links));
    case '/session':
      return html(sessionPage());
    case '/left':
      return html(leftPage());
    case '/health':
      return new Response(null, { status: (await practice.isWell()) ? 204 : 503 });
    default:
      return new Response('There is no such page here.', { status: 404, headers });
  }
};

const listener = getRequestListener(
  (request, { incoming }) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(`${BASE_PATH}/`)) return pageAt(pathname);
    addresses.set(request, addressOf(incoming as IncomingMessage));
    return practice.fetch(request);
  },
  { overrideGlobalObjects: false },
);

const server = createServer((request, response) => void listener(request, response));
server.listen(settings.port, settings.host, () =>
  console.log(`The sample practice is at ${settings.origin}`),
);

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
