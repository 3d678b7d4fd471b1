/** What a practice says when it mounts the handler, and what is told before anything is answered. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { livekitMedia } from '../../dist/server/media/livekit-media.js';
import { tabMedia } from '../../dist/server/media/tab-media.js';
import { generateReceiptKey } from '../../dist/server/receipt-signer.js';
import { createSessionHandler } from '../../dist/server/session-handler.js';
import { ORIGIN } from './support/page.js';
import { PRACTICE_KEY } from './support/practice.js';
import { SAMPLE_CONSENT } from './support/sample-consent.js';

/** Nothing is asked of it before a request comes. */
const store = {};

const optionsWith = async (change = {}) => ({
  store,
  media: tabMedia(),
  allowedOrigins: [ORIGIN],
  consent: { documents: [SAMPLE_CONSENT] },
  retention: { appointments: 30, consentRecords: 3650, audit: 365 },
  secrets: { practiceKeys: [PRACTICE_KEY], receiptKeys: [await generateReceiptKey()] },
  ...change,
});

const refuses = async (change, message) =>
  assert.rejects(createSessionHandler(await optionsWith(change)), { name: 'TypeError', message });

const withKeys = async (...keys) => ({ secrets: { practiceKeys: [PRACTICE_KEY], receiptKeys: keys } });

const livekit = (key, secret) =>
  livekitMedia({ url: 'wss://media.practice.example', keys: [{ key, secret }] });
const LONG = 'a-sample-secret-of-more-than-thirty-two-characters';

describe('a practice’s server', () => {
  it('starts with everything that a practice has to decide', async () => {
    const handler = await createSessionHandler(await optionsWith());
    assert.deepEqual(Object.keys(handler).sort(), ['close', 'fetch', 'migrate', 'practice', 'runJobs']);
  });

  it('does not start without saying when what is deleted', () =>
    refuses({ retention: undefined }, /retention: expected how many days/u));

  for (const days of [-1, Number.NaN, '30', undefined, Infinity])
    it(`does not start with ${days} days`, () =>
      refuses(
        { retention: { appointments: days, consentRecords: null, audit: 1 } },
        /retention\.appointments/u,
      ));

  it('does not start with keys that everybody knows, or that are too short to keep', async () => {
    for (const media of [livekit('devkey', 'secret'), livekit('devkey', LONG), livekit('own', 'short')])
      await refuses({ media }, /example keys/u);
    await createSessionHandler(await optionsWith({ media: livekit('own', LONG) }));
  });

  for (const basePath of ['api', '/', '/api/', '/api//x', 'https://practice.example/api', '/a?b', '/a b'])
    it(`does not start at "${basePath}"`, () => refuses({ basePath }, /basePath/u));

  it('does not start with keys that could be guessed', async () =>
    refuses(
      { secrets: { practiceKeys: ['short'], receiptKeys: [await generateReceiptKey()] } },
      /practiceKeys.*32/u,
    ));

  it('does not start without a private key that signs receipts', async () => {
    const { d, ...publicHalf } = await generateReceiptKey();
    await refuses(await withKeys(), /receiptKeys/u);
    await refuses(await withKeys(publicHalf), /receiptKeys/u);
    await refuses(await withKeys({ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d }), /receiptKeys/u);
    await createSessionHandler(await optionsWith(await withKeys(await generateReceiptKey(), publicHalf)));
  });

  it('does not start with a consent document that could not be shown, or with one twice', async () => {
    await assert.rejects(
      createSessionHandler(await optionsWith({ consent: { documents: [{ ...SAMPLE_CONSENT, topics: 1 }] } })),
      { name: 'SessionError', code: 'consent-document-invalid' },
    );
    await refuses(
      { consent: { documents: [SAMPLE_CONSENT, SAMPLE_CONSENT] } },
      /"sample-consent" is there twice/u,
    );
  });

  it('does not start with names for exports that FHIR does not allow', () =>
    refuses(
      { consent: { documents: [], fhir: { system: 'practice', base: 'https://practice.example/fhir' } } },
      /consent\.fhir: .*urn/u,
    ));

  it('does not start with an origin that stands for several', () =>
    refuses({ allowedOrigins: ['*'] }, /allowedOrigins/u));
});

describe('a demonstration', () => {
  it('may leave out what a practice decides, and use keys that everybody knows', async () => {
    const change = { demo: true, retention: undefined };
    await createSessionHandler(await optionsWith({ ...change, media: livekit('devkey', 'secret') }));
  });
});
