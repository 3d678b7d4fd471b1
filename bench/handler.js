/**
 * What the practice's server carries: how many requests a second, 200 appointments at once the whole way without media, and
 * 1000 open event streams; on the embedded database and on a PostgreSQL server. Everything stays on this machine.
 */
import { fork } from 'node:child_process';

import { findPostgres, startPostgres } from '../scripts/postgres.js';
import { percentile } from './figures.js';
import { ScriptedPerson } from './scripted-person.js';

/** How many ask at the same time. */
const LANES = 16;
const APPOINTMENTS = 200;
const STREAMS = 1000;
const MESSAGES = 300;

const ANSWERS = {
  language: 'en',
  decisions: [{ topic: 'care', version: '1.0.0', decision: 'agree' }],
  signature: { name: 'Sample Client', statement: 'This is my decision.' },
  presentedAt: 1,
};

/**
 * @param {number} n how many requests of each kind
 * @returns {Promise<import('./figures.js').Figure[]>} rejects where anything is lost, or a chain does not hold
 */
export async function measureHandler(n) {
  const figures = await on('PGlite', undefined, n);
  if (!findPostgres()) {
    console.error('The server was not measured on PostgreSQL, because there is none.');
    return figures;
  }
  const postgres = await startPostgres();
  try {
    return [...figures, ...(await on('PostgreSQL', postgres.url, n))];
  } finally {
    await postgres.stop();
  }
}

async function on(database, url, n) {
  const host = await startHost(url);
  try {
    return [
      ...(await measureRequests(host, database, n)),
      ...(await measureAppointments(host, database)),
      ...(await measureStreams(host, database)),
    ];
  } finally {
    host.stop();
  }
}

/** @returns {Promise<{ url: string, origin: string, ask: (command: string, input: unknown) => Promise<any>, stop: () => void }>} */
function startHost(url) {
  const child = fork(new URL('./handler-host.js', import.meta.url), {
    env: { ...process.env, ...(url && { BENCH_DATABASE_URL: url }) },
  });
  const waiting = new Map();
  const ask = (command, input) =>
    new Promise((resolve, reject) => {
      const id = `${command} ${Math.random()}`;
      waiting.set(id, { resolve, reject });
      child.send({ id, command, input });
    });
  return new Promise((resolve, reject) => {
    waiting.set('ready', {
      resolve: (where) => resolve({ ...where, ask, stop: () => child.disconnect() }),
      reject,
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.on('message', ({ id, result, error }) => {
      const { resolve: done, reject: fail } = waiting.get(id);
      waiting.delete(id);
      if (error) fail(new Error(error));
      else done(result);
    });
  });
}

/** The people of so many appointments, each with their session. */
async function people(host, count) {
  const made = await host.ask('appointments', count);
  const pairs = made.map(({ client, therapist }) => ({
    client: new ScriptedPerson(host, client),
    therapist: new ScriptedPerson(host, therapist),
  }));
  await inLanes(pairs, ({ client, therapist }) => Promise.all([client.exchange(), therapist.exchange()]));
  return pairs;
}

async function measureRequests(host, database, n) {
  const pairs = await people(host, n);
  const status = await timed(pairs, ({ client }) => client.get('/appointment'));
  const consent = await timed(pairs, ({ client }) => client.give(ANSWERS));
  await inLanes(pairs, ({ client }) => client.post('/entry', { urgent: false }));
  const admit = await timed(pairs, ({ client, therapist }) => therapist.post(`/people/${client.id}/admit`));
  return Object.entries({ status, consent, admit }).flatMap(([what, { perSecond, p95 }]) => [
    { name: `server on ${database}: ${what}, ${LANES} at once`, value: perSecond, unit: 'per second', n },
    { name: `server on ${database}: ${what}, p95`, value: p95, unit: 'ms', n },
  ]);
}

async function timed(pairs, ask) {
  const times = [];
  const start = performance.now();
  await inLanes(pairs, async (pair) => {
    const asked = performance.now();
    await ask(pair);
    times.push(performance.now() - asked);
  });
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: pairs.length / seconds, p95: percentile(times, 95) };
}

/** All at the same time; whoever is told nothing in a minute, or anything wrong, lets the whole measurement fail. */
async function measureAppointments(host, database) {
  const pairs = await people(host, APPOINTMENTS);
  const start = performance.now();
  await Promise.all(pairs.map(wholeWay));
  const value = performance.now() - start;
  const { records, faults } = await host.ask(
    'verify',
    pairs.map(({ client }) => client.id),
  );
  if (records !== 2 * APPOINTMENTS || faults > 0)
    throw new Error(`${records} records of ${2 * APPOINTMENTS} were kept, with ${faults} faults`);
  for (const { client, therapist } of pairs) for (const person of [client, therapist]) person.close();
  return [{ name: `server on ${database}: ${APPOINTMENTS} appointments at once`, value, unit: 'ms', n: 1 }];
}

async function wholeWay({ client, therapist }) {
  await Promise.all([client.listen(), therapist.listen()]);
  const about = (type, more) => (fact) =>
    fact.type === type && Object.entries(more).every(([key, value]) => fact[key] === value);
  await client.give(ANSWERS);
  await therapist.hears(about('consent-changed', {}));
  await client.post('/entry', { urgent: false });
  await therapist.hears(about('person-state', { person: client.id, state: 'asking' }));
  await therapist.post('/entry', { urgent: false });
  await therapist.post(`/people/${client.id}/admit`);
  await client.hears(about('admitted', { person: client.id }));
  await Promise.all([client.post('/pass'), therapist.post('/pass')]);
  await Promise.all([
    client.post('/relay', { to: therapist.id, bytes: 'aGVyZQ' }),
    therapist.post('/relay', { to: client.id, bytes: 'dGhlcmU' }),
  ]);
  await Promise.all([
    therapist.hears(about('relayed', { bytes: 'aGVyZQ' })),
    client.hears(about('relayed', { bytes: 'dGhlcmU' })),
  ]);
  await client.post('/pause');
  await therapist.hears((fact) => fact.type === 'paused-by' && fact.people.includes(client.id));
  await client.post('/resume');
  await client.post('/consent/withdrawals', { topics: ['care'] });
  await therapist.hears(about('person-state', { person: client.id, state: 'expected' }));
  await client.post('/leave');
  await therapist.hears(about('person-state', { person: client.id, state: 'gone' }));
}

/** From the sending of a message to its arrival at the other end, while everybody else listens. */
async function measureStreams(host, database) {
  const pairs = await people(host, STREAMS / 2);
  await inLanes(pairs, ({ client, therapist }) => Promise.all([client.listen(), therapist.listen()]));
  const times = [];
  const senders = Array.from({ length: MESSAGES }, (_, index) => pairs[index % pairs.length]);
  await inLanes(
    senders,
    async ({ client, therapist }) => {
      const bytes = Buffer.from(String(Math.random())).toString('base64url');
      const start = performance.now();
      const arrives = therapist.hears((fact) => fact.type === 'relayed' && fact.bytes === bytes);
      await client.post('/relay', { to: therapist.id, bytes });
      times.push((await arrives) - start);
    },
    2,
  );
  for (const { client, therapist } of pairs) for (const person of [client, therapist]) person.close();
  return [
    {
      name: `server on ${database}: delivery with ${STREAMS} open event streams, p95`,
      value: percentile(times, 95),
      unit: 'ms',
      n: MESSAGES,
    },
  ];
}

/** One after the other in each lane. */
async function inLanes(all, work, lanes = LANES) {
  const waiting = all[Symbol.iterator]();
  const lane = async () => {
    for (const one of waiting) await work(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
