/**
 * The practice's server on a port of this machine, in a process of its own so that those who ask do not take its time. Told
 * over the channel to its parent what to prepare; it ends with that.
 */
import { serve } from '@hono/node-server';

import { createSessionHandler } from '../dist/server/session-handler.js';
import { tabMedia } from '../dist/server/media/tab-media.js';
import { generateReceiptKey } from '../dist/server/receipt-signer.js';
import { openDatabase } from '../dist/server/store/database.js';

const HOUR = 60 * 60 * 1000;
const ORIGIN = 'https://practice.example';

const CONSENT = {
  id: 'sample-consent',
  language: 'en',
  practice: { name: 'Sample Practice' },
  topics: [{ id: 'care', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' }],
  translations: {
    en: {
      reviewedBy: 'Sample Reviewer',
      title: 'Sample consent',
      topics: { care: { heading: 'Care', summary: 'What we do.', text: 'We talk. '.repeat(200) } },
    },
  },
};

const url = process.env.BENCH_DATABASE_URL;
const store = await openDatabase(url ? { url } : {});
const handler = await createSessionHandler({
  demo: true,
  basePath: '/api',
  store,
  media: tabMedia(),
  allowedOrigins: [ORIGIN],
  consent: { documents: [CONSENT] },
  secrets: { practiceKeys: [], receiptKeys: [await generateReceiptKey()] },
});
await handler.migrate();

const COMMANDS = {
  /** @returns the ids and invitations of the two people of each */
  appointments: async (count) => {
    const made = [];
    for (let index = 0; index < count; index += 1) made.push(await appointment());
    return made;
  },
  /** @returns how many records there are in the chains of these people, and how many faults */
  verify: async (subjects) => {
    const histories = await Promise.all(subjects.map(handler.practice.consentHistory));
    return {
      records: histories.reduce((sum, { entries }) => sum + entries.length, 0),
      faults: histories.reduce((sum, { faults }) => sum + faults.length, 0),
    };
  },
};

async function appointment() {
  const now = Date.now();
  const { people } = await handler.practice.createAppointment({
    startsAt: now,
    opensAt: now,
    endsAt: now + HOUR,
    people: [{ role: 'client' }, { role: 'therapist' }],
    consentDocument: CONSENT.id,
  });
  return Object.fromEntries(people.map(({ role, id, invitation }) => [role, { id, invitation }]));
}

process.on('message', async ({ id, command, input }) => {
  try {
    process.send({ id, result: await COMMANDS[command](input) });
  } catch (error) {
    process.send({ id, error: String(error) });
  }
});
process.on('disconnect', () => process.exit());

serve({ fetch: handler.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.send({ id: 'ready', result: { url: `http://127.0.0.1:${port}/api`, origin: ORIGIN } }),
);
