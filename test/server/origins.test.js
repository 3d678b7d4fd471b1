/** Which pages may ask, how they prove whose they are, and what a page of somebody else's can do: nothing. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { readOrigins } from '../../dist/server/origins.js';
import { ORIGIN, SITES } from './support/page.js';
import { BASE_PATH, openStore, startPractice } from './support/practice.js';

let store;
let practice;
let appointment;

before(async () => {
  store = await openStore();
  practice = await startPractice({ store });
});
beforeEach(async () => {
  appointment = await practice.appointment();
});
after(async () => {
  await practice?.close();
  await store?.close();
});

const exchangeOf = async (options, body = {}) => {
  const page = practice.page(options);
  const response = await page.request('POST', '/exchange', {
    body: { invitation: appointment.clients[0].invitation, ...body },
  });
  assert.equal(response.status, 200);
  const [cookie] = response.headers.getSetCookie();
  return { page, answer: await response.json(), response, attributes: cookie.split('; ').slice(1) };
};

describe('a page of an allowed origin', () => {
  it('may read the answer, and is named instead of everybody', async () => {
    const response = await practice.page().request('GET', '/appointment');
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
    assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
    assert.match(response.headers.get('vary'), /Origin/u);
  });

  it('is told beforehand what it may send', async () => {
    const asks = (origin) =>
      practice.handler.fetch(
        new Request(`${practice.url}/entry`, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'POST' },
        }),
      );
    const allowed = await asks(ORIGIN);
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get('access-control-allow-origin'), ORIGIN);
    assert.match(allowed.headers.get('access-control-allow-headers'), /authorization.*safe-session/u);
    const foreign = await asks('https://elsewhere.example');
    assert.equal(foreign.headers.get('access-control-allow-origin'), null);
  });

  it('is never everybody', () => {
    for (const origin of ['*', 'https://*.example', 'practice.example', `${ORIGIN}/`, 'null', ''])
      assert.throws(() => readOrigins([origin]), { name: 'TypeError', message: /allowedOrigins/u });
  });
});

describe('a page of the same site', () => {
  it('gets a cookie that no script can read and no other site can send, and no credential', async () => {
    const { answer, attributes, page } = await exchangeOf();
    assert.equal(answer.credential, null);
    const rest = attributes.filter((one) => !one.startsWith('Max-Age='));
    assert.deepEqual(rest.sort(), ['HttpOnly', `Path=${BASE_PATH}`, 'SameSite=Strict', 'Secure']);
    page.session = answer.session;
    assert.equal((await page.get('/appointment')).facts.self, appointment.clients[0].id);
  });

  it('has its cookie for as long as the appointment can last', async () => {
    const { attributes } = await exchangeOf();
    const [, seconds] = attributes.find((one) => one.startsWith('Max-Age=')).split('=');
    assert.ok(seconds > 60 * 60 && seconds <= 3 * 60 * 60, seconds);
  });

  it('is asked which session it means: the cookie alone is not enough', async () => {
    const { page } = await exchangeOf();
    assert.equal(await page.refusal('GET', '/appointment'), 'no-session');
  });

  it('inside of another site’s page is helped like one of another site', async () => {
    const { answer, attributes } = await exchangeOf({}, { framed: true });
    assert.match(answer.credential, /^[\w-]{43}$/u);
    assert.ok(attributes.includes('Partitioned') && attributes.includes('SameSite=None'));
  });
});

describe('a page of another site', () => {
  it('gets a credential for its memory, and a cookie for this one site', async () => {
    const { page, answer, attributes } = await exchangeOf({ site: 'cross' });
    assert.match(answer.credential, /^[\w-]{43}$/u);
    const rest = attributes.filter((one) => !one.startsWith('Max-Age='));
    assert.deepEqual(rest.sort(), [
      'HttpOnly',
      'Partitioned',
      `Path=${BASE_PATH}`,
      'SameSite=None',
      'Secure',
    ]);
    page.cookies.clear();
    Object.assign(page, { session: answer.session, credential: answer.credential });
    assert.equal((await page.get('/appointment')).facts.self, appointment.clients[0].id);
  });

  it('keeps its credential when it says once more who it is', async () => {
    const { page, answer } = await exchangeOf({ site: 'cross' });
    page.cookies.clear();
    Object.assign(page, { session: answer.session, credential: answer.credential });
    const again = await page.exchange({ session: answer.session });
    assert.deepEqual(again, answer);
  });

  it('of a browser that does not say so gets both as well', async () => {
    const { answer } = await exchangeOf({ headers: { 'sec-fetch-site': null } });
    assert.match(answer.credential, /^[\w-]{43}$/u);
  });
});

describe('a page of somebody else’s', () => {
  let client;
  beforeEach(async () => {
    client = await practice.arrive(appointment.clients[0]);
  });

  /** With the client's cookies, as a browser would send them. */
  const from = (headers) => (method, path, body) => client.refusal(method, path, body, headers);

  for (const [who, headers] of [
    ['of another site', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
    [
      'next door on the same site',
      { origin: 'https://blog.practice.example', 'sec-fetch-site': 'same-site' },
    ],
    ['in a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    [
      'on the same host without encryption',
      { origin: 'http://practice.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['that hides its origin', { origin: null, 'sec-fetch-site': 'cross-site', cookie: null }],
  ])
    it(`${who} is refused before anything is looked at`, async () => {
      const ask = from(headers);
      assert.equal(await ask('GET', '/appointment'), 'page-not-allowed');
      assert.equal(await ask('POST', '/leave'), 'page-not-allowed');
      assert.equal(await ask('POST', '/exchange', { session: client.session }), 'page-not-allowed');
      const { facts } = await client.get('/appointment');
      assert.equal(facts.self, client.person);
    });

  it('gets nowhere with what a form can send', async () => {
    const form = { 'safe-session': null, 'content-type': 'text/plain' };
    assert.equal(await from(form)('POST', '/leave', '{}'), 'no-session');
    assert.equal(
      await from({ ...form, origin: null, 'sec-fetch-site': null })('POST', '/leave', '{}'),
      'page-not-allowed',
    );
  });

  it('gets nowhere with the cookie where no origin is named', async () => {
    const nameless = { origin: null, 'sec-fetch-site': null };
    assert.equal(await from(nameless)('POST', '/pause'), 'page-not-allowed');
    assert.equal(await from(nameless)('GET', '/appointment'), null, 'reading changes nothing');
  });

  it('gets nowhere with another’s session and a cookie of its own', async () => {
    const other = await practice.arrive((await practice.appointment()).clients[0]);
    const [name] = client.cookies.keys();
    const [secret] = other.cookies.values();
    assert.equal(
      await from({ cookie: `${name}=${secret}` })('GET', '/appointment'),
      'no-session',
      'the secret of one session opens no other',
    );
  });
});

describe('the keys with which receipts are checked', () => {
  for (const [who, headers] of [
    ['the address bar', { origin: null, 'sec-fetch-site': 'none' }],
    ['a page of anybody', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
    ['a program', { origin: null, 'sec-fetch-site': null }],
  ])
    it(`are there for ${who}`, async () => {
      const { keys } = await practice.page().get('/keys', headers);
      assert.equal(keys.length, 1);
      assert.equal(keys[0].d, undefined);
    });

  it('can still not be read by scripts of other origins', async () => {
    const response = await practice
      .page()
      .request('GET', '/keys', { headers: { ...SITES.cross, origin: 'https://elsewhere.example' } });
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  });
});

it('every answer forbids what an answer is not for', async () => {
  const response = await practice.page().request('GET', '/keys');
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  assert.match(response.headers.get('content-security-policy'), /default-src 'none'/u);
  assert.equal(response.headers.get('cross-origin-resource-policy'), 'same-origin');
});
