/**
 * The server of the sample practice: the package's own handler with everything a real practice would decide left to the
 * demonstration. Invitations are handed to whoever opens the first page, which no real practice would do.
 */
import { readFileSync } from 'node:fs';

import {
  createSessionHandler,
  generateReceiptKey,
  livekitMedia,
  openDatabase,
  tabMedia,
} from 'safe-session/server';

export const BASE_PATH = '/api/session';

const DOCUMENT = JSON.parse(readFileSync(new URL('./site/consent-demo.json', import.meta.url), 'utf8'));
const JOBS_EVERY_MS = 10_000;
const HALF_A_DAY_MS = 12 * 60 * 60 * 1000;

/**
 * @typedef {object} LiveOptions
 * @property {string[]} origins of the pages
 * @property {{ url: string, httpUrl?: string, apiKey: string, apiSecret: string }} [livekit] left out, media go from tab to tab
 * @property {'strict' | 'warm'} [waiting] how people wait; `strict` unless given
 * @property {{ url?: string, folder?: string }} [database] in memory unless given
 * @property {readonly unknown[]} [iceServers] the practice's own STUN and TURN servers
 * @property {readonly string[]} [iceHosts] hosts of such servers, where the media server names them itself
 * @property {(request: Request) => Promise<{ reference: string } | null>} [authenticate] of a portal with a login of its own
 * @property {(entry: object) => void} [log]
 */

/**
 * @param {LiveOptions} options
 * @returns {Promise<{ fetch: (request: Request) => Promise<Response>, media: import('safe-session/server').MediaServer,
 *   store: import('safe-session/server').Database, handler: import('safe-session/server').SessionHandler, appointment: (change?: object) => Promise<object>,
 *   close: () => Promise<void> }>} `appointment` makes one that can begin now, and gives the pages' addresses
 */
export async function startPracticeServer(options) {
  const store = await openDatabase(options.database ?? {});
  const media = mediaOf(options);
  const handler = await createSessionHandler({
    demo: true,
    basePath: BASE_PATH,
    store,
    media,
    allowedOrigins: options.origins,
    consent: { documents: [DOCUMENT] },
    secrets: { practiceKeys: [], receiptKeys: [await generateReceiptKey()] },
    log: options.log,
    ...(options.authenticate && { authenticate: options.authenticate }),
  });
  await handler.migrate();
  const jobs = setInterval(() => void handler.runJobs(), JOBS_EVERY_MS);
  return {
    fetch: handler.fetch,
    store,
    media,
    handler,
    appointment: (change) => makeAppointment(handler, change),
    close: async () => {
      clearInterval(jobs);
      await handler.close();
      await store.close();
    },
  };
}

function mediaOf({ livekit, waiting, iceServers, iceHosts }) {
  if (!livekit) return tabMedia();
  const { url, httpUrl, apiKey: key, apiSecret: secret } = livekit;
  return livekitMedia({
    url,
    ...(httpUrl ? { apiUrl: httpUrl } : {}),
    keys: [{ key, secret }],
    ...(waiting ? { waiting } : {}),
    ...(iceServers ? { iceServers } : {}),
    ...(iceHosts ? { iceHosts } : {}),
  });
}

async function makeAppointment(handler, change = {}) {
  const now = Date.now();
  const { id, people } = await handler.practice.createAppointment({
    startsAt: now,
    opensAt: now,
    endsAt: now + HALF_A_DAY_MS,
    people: [{ role: 'client' }, { role: 'therapist' }],
    consentDocument: DOCUMENT.id,
    practiceName: 'Sample Practice',
    therapistName: 'Sample Therapist',
    phone: '020 7946 0123',
    ...change,
  });
  const pageOf = (role) => {
    const { invitation } = people.find((person) => person.role === role);
    return `meeting.html#safe-session=${invitation}`;
  };
  return { id, people, client: pageOf('client'), therapist: pageOf('therapist') };
}
