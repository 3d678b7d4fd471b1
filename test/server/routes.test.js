/** Every route of the table, asked for in every wrong way. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { safeParse } from 'valibot';

import { PROBLEM } from '../../dist/server/routes/answers.js';
import { MAX_BODY_BYTES } from '../../dist/server/routes/route.js';
import { ROUTES } from '../../dist/server/session-handler.js';
import { openStore, startPractice } from './support/practice.js';

const ALL = [...ROUTES.open, ...ROUTES.page];
const nameOf = ({ method, path }) => `${method} ${path}`;
const pathOf = ({ path }) => path.replaceAll(/:\w+/gu, 'something');
const OF_PAGES = ['page', 'any-page'];

let store;
let practice;
let client;

before(async () => {
  store = await openStore();
  practice = await startPractice({ store });
  ({ client } = await practice.meet());
});
// One page asks for more here than anybody may.
beforeEach(() => store.query('delete from safe_session.rate'));
after(async () => {
  await practice?.close();
  await store?.close();
});

/** Whoever may ask for this route. */
const entitledTo = ({ access }) => {
  if (OF_PAGES.includes(access)) return client;
  return access === 'practice' ? practice.backEnd() : practice.page();
};

/** The problem with which a request is refused, in the form of RFC 9457. */
async function problemOf(response) {
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const problem = await response.json();
  assert.ok(safeParse(PROBLEM.schema, problem).success, JSON.stringify(problem));
  assert.equal(problem.status, response.status);
  assert.equal(problem.type, `urn:safe-session:problem:${problem.code}`);
  return problem;
}

async function refusedWith(code, response) {
  const problem = await problemOf(response);
  assert.equal(problem.code, code, problem.detail);
  return problem;
}

describe('the table of routes', () => {
  it('has each route once, and says of each what it is for, what it answers and how it refuses', () => {
    assert.equal(new Set(ALL.map(nameOf)).size, ALL.length);
    for (const route of ALL) {
      assert.match(route.summary, /^[A-Z].*\.$/u, nameOf(route));
      assert.ok(Array.isArray(route.refusals), nameOf(route));
      if (route.method === 'GET') assert.ok(route.answer && route.input === null, nameOf(route));
    }
  });

  for (const route of ALL) {
    const ask = (page, options) => page.request(route.method, pathOf(route), options);

    if (OF_PAGES.includes(route.access))
      it(`keeps ${nameOf(route)} for pages with a session`, async () => {
        await refusedWith('no-session', await ask(practice.page(), { body: bodyFor(route, {}) }));
        const wrong = { 'safe-session': client.session, authorization: `Bearer ${'x'.repeat(43)}` };
        await refusedWith(
          'no-session',
          await ask(practice.page(), { body: bodyFor(route, {}), headers: wrong }),
        );
      });

    if (route.access === 'practice')
      it(`keeps ${nameOf(route)} for the practice’s own back end`, async () => {
        const body = bodyFor(route, {});
        await refusedWith('no-session', await ask(practice.page(), { body }));
        await refusedWith('no-session', await ask(client, { body }));
        await refusedWith('no-session', await ask(practice.backEnd(`${'x'.repeat(40)}`), { body }));
      });

    if (route.access === 'media-server')
      it(`keeps ${nameOf(route)} for the media server`, async () => {
        await refusedWith('no-session', await ask(practice.page(), { body: '{}' }));
        await refusedWith('no-session', await ask(client, { body: '{}', headers: { authorization: 'x' } }));
      });
    else if (route.access !== 'anyone')
      it(`refuses ${nameOf(route)} to pages of other origins`, async () => {
        const body = bodyFor(route, {});
        for (const origin of ['https://elsewhere.example', 'null', 'https://practice.example.evil.example'])
          await refusedWith('page-not-allowed', await ask(entitledTo(route), { body, headers: { origin } }));
      });

    if (route.input) {
      it(`refuses ${nameOf(route)} with anything but what it describes`, async () => {
        const page = entitledTo(route);
        const garbage = ['', '{', 'null', '[]', '"text"', '{"nobody":"knows this"}', '\u0000'];
        for (const body of garbage) {
          const problem = await refusedWith('bad-request', await ask(page, { body }));
          assert.doesNotMatch(problem.detail, /nobody|this/u, 'what was sent is not sent back');
        }
      });

      it(`refuses ${nameOf(route)} as a form would send it`, async () => {
        for (const type of [
          'text/plain',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=x',
          null,
        ])
          await refusedWith(
            'bad-request',
            await ask(entitledTo(route), { body: '{}', headers: { 'content-type': type } }),
          );
      });
    }

    if (route.input || route.access === 'media-server')
      it(`refuses ${nameOf(route)} with too large a body, said beforehand or not`, async () => {
        const body = ' '.repeat(MAX_BODY_BYTES + 1);
        await refusedWith('too-large', await ask(entitledTo(route), { body }));
        const page = entitledTo(route);
        const { fetch } = page;
        page.fetch = (request) => fetch(streamed(request));
        await refusedWith('too-large', await ask(page, { body }));
        page.fetch = fetch;
      });
  }

  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/nothing'],
    ['POST', '/appointment'],
    ['GET', '/exchange'],
    ['PUT', '/entry'],
    ['HEAD', '/events'],
    ['GET', '/events/more'],
    ['GET', '/people/x/admit'],
    ['DELETE', '/practice/appointments'],
  ])
    it(`knows nothing of ${method} ${path}`, async () => {
      const response = await client.request(method, path);
      assert.equal(response.status, 404);
      await refusedWith('not-found', response);
    });

  it('knows nothing outside of where it is mounted', async () => {
    for (const path of ['/', '/api', '/api/sessions/keys', '/keys'])
      await refusedWith(
        'not-found',
        await practice.handler.fetch(new Request(`https://practice.example${path}`)),
      );
  });

  it('takes ids that nobody has for what they are', async () => {
    const backEnd = practice.backEnd();
    for (const id of ['%00', '%ED%A0%80', 'x'.repeat(201), '..%2f..%2fkeys', "'%20or%201=1--"]) {
      assert.equal(await backEnd.refusal('DELETE', `/practice/appointments/${id}`), 'not-found', id);
      assert.equal(await client.refusal('GET', `/consent/proofs/${id}`), 'not-found', id);
    }
  });

  it('refuses text that nothing could keep, wherever text is', async () => {
    for (const text of ['\u0000', 'half of \ud83d']) {
      const answers = {
        language: 'en',
        decisions: [{ topic: 'care', version: '1.0.0', decision: 'agree' }],
        signature: { name: 'Sample Client', statement: text },
        presentedAt: 1,
      };
      assert.equal(await client.refusal('POST', '/consent/records', { answers }), 'bad-request');
      assert.equal(await client.refusal('POST', '/feedback', { answers: { calm: text } }), 'bad-request');
    }
    assert.deepEqual(
      practice.log.filter(({ level }) => level === 'error'),
      [],
    );
  });
});

describe('what breaks on the server', () => {
  it('is answered without a word of it, and logged by code and route alone', async () => {
    const broken = {
      ...store,
      query: async () => {
        throw new Error('the secret words of a driver');
      },
      transaction: store.transaction.bind(store),
      listen: store.listen.bind(store),
    };
    const unlucky = await startPractice({
      store: Object.assign(broken, { script: store.script.bind(store) }),
    });
    const response = await unlucky
      .page()
      .request('POST', '/exchange', { body: { invitation: 'x'.repeat(43) } });
    const problem = await refusedWith('broken', response);
    assert.equal(response.status, 500);
    assert.doesNotMatch(JSON.stringify([problem, unlucky.log]), /secret words|at .*\.js/u);
    assert.deepEqual(unlucky.log, [{ level: 'error', event: 'broken', route: 'POST /exchange' }]);
    await unlucky.close();
  });
});

/** What such a route could be asked with; enough to come past the check of the body's type. */
function bodyFor({ input, method }, body) {
  return input || method === 'POST' ? body : undefined;
}

/** The same request with a body whose length nobody knows beforehand. */
function streamed(request) {
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  return new Request(request.url, { method: request.method, headers, body: request.body, duplex: 'half' });
}
