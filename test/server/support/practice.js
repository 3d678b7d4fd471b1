import assert from 'node:assert/strict';

import { createSessionHandler } from '../../../dist/server/session-handler.js';
import { tabMedia } from '../../../dist/server/media/tab-media.js';
import { generateReceiptKey } from '../../../dist/server/receipt-signer.js';
import { openDatabase } from '../../../dist/server/store/database.js';
import { ORIGIN, Page, SITES } from './page.js';
import { answers, SAMPLE_CONSENT } from './sample-consent.js';

export const BASE_PATH = '/api/session';
export const PRACTICE_KEY = 'sample-practice-key-of-forty-characters!';
const RECEIPT_KEY = await generateReceiptKey();

const MINUTE = 60_000;

/** A store of its own, embedded and in memory unless `url` names a PostgreSQL; it is closed by whoever opened it. */
export function openStore(url) {
  return openDatabase(url ? { url } : {});
}

/**
 * A handler of the sample practice on a store.
 *
 * `log` is everything that it logged. `clock.skip(ms)` lets time pass for it, and `clock.stop()` none but that; where
 * handlers share a store, they share a clock.
 */
export async function startPractice({ store, clock = newClock(), ...change }) {
  const log = [];
  const handler = await createSessionHandler({
    basePath: BASE_PATH,
    store,
    media: tabMedia(),
    allowedOrigins: [ORIGIN, SITES.cross.origin],
    consent: { documents: [SAMPLE_CONSENT], ...change.consent },
    secrets: { practiceKeys: [PRACTICE_KEY], receiptKeys: [RECEIPT_KEY], ...change.secrets },
    demo: true,
    now: clock.now,
    log: (entry) => log.push(entry),
    // Time that a test lets pass ends no line.
    times: { heartbeatMs: 50, graceMs: 100, lineMs: Infinity, ...change.times },
    ...without(change, 'consent', 'secrets', 'times'),
  });
  await handler.migrate();
  return new Practice(handler, { store, clock, log });
}

export function newClock() {
  let ahead = 0;
  let stopped = null;
  return {
    now: () => (stopped ?? Date.now()) + ahead,
    skip: (ms) => {
      ahead += ms;
    },
    stop: () => {
      stopped ??= Date.now();
    },
    start: () => {
      stopped = null;
    },
  };
}

class Practice {
  constructor(handler, { store, clock, log }) {
    Object.assign(this, { handler, store, clock, log, url: `${ORIGIN}${BASE_PATH}` });
  }

  close() {
    return this.handler.close();
  }

  page(options = {}) {
    return new Page(this.handler.fetch, { url: this.url, ...options });
  }

  /** The practice's own back end, over HTTP. */
  backEnd(key = PRACTICE_KEY) {
    const page = this.page({
      headers: { authorization: `Bearer ${key}`, origin: null, 'sec-fetch-site': null },
    });
    return page;
  }

  /** One that can begin now. `clients` and `therapists`: what is said of each. */
  async appointment({ clients = [{}], therapists = [{}], ...change } = {}) {
    const now = this.clock.now();
    const made = await this.handler.practice.createAppointment({
      startsAt: now,
      opensAt: now,
      endsAt: now + 60 * MINUTE,
      people: [
        ...clients.map((client) => ({ role: 'client', ...client })),
        ...therapists.map((therapist) => ({ role: 'therapist', ...therapist })),
      ],
      consentDocument: SAMPLE_CONSENT.id,
      ...change,
    });
    const of = (role) => made.people.filter((person) => person.role === role);
    return { ...made, clients: of('client'), therapists: of('therapist') };
  }

  /** A person's page with its session. */
  async arrive({ id, invitation }, options) {
    const page = this.page(options);
    await page.exchange({ invitation });
    page.person = id;
    return page;
  }

  /** Both pages of an appointment, each with its line open. */
  async meet(change) {
    const appointment = await this.appointment(change);
    const [client, therapist] = await Promise.all(
      [appointment.clients[0], appointment.therapists[0]].map((person) => this.arrive(person)),
    );
    for (const page of [client, therapist]) await page.follow();
    return { appointment, client, therapist };
  }

  /** The same, up to where the client has signed and asks to come in. */
  async atTheDoor(change) {
    const met = await this.meet(change);
    await met.client.post('/consent/records', { answers: answers() });
    await met.client.post('/entry', { urgent: false });
    return met;
  }

  /** The same, up to where the client is let in. */
  async admitted(change) {
    const met = await this.atTheDoor(change);
    await met.therapist.post('/entry', { urgent: false });
    await met.therapist.post(`/people/${met.client.person}/admit`);
    // News are differences: what follows at once and takes it back would leave nothing to be told.
    await met.therapist.line.fact({ type: 'person-state', person: met.client.person, state: 'here' });
    return met;
  }

  /** Everything that the store holds, as text. */
  async dump() {
    const tables = await this.store.query(
      `select table_name as name from information_schema.tables where table_schema = 'safe_session' order by 1`,
    );
    const rows = await Promise.all(
      tables.map(async ({ name }) => {
        const all = await this.store.query(`select to_jsonb(t) as row from safe_session.${name} t`);
        return all.map(({ row }) => `${name} ${JSON.stringify(row)}`);
      }),
    );
    assert.ok(tables.length > 5);
    return rows.flat().join('\n');
  }
}

function without(object, ...keys) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
