import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { chromium } from 'playwright-core';

import { CHROME_FLAGS, ensureBrowser } from '../../../scripts/browser.js';
import { generateReceiptKey } from '../../../dist/server/public.js';
import { installedExample } from './example-project.js';
import { startHost } from './running-host.js';
import { ScriptedPage } from './scripted-page.js';

/** A case that hangs is no better than one that fails. */
const CASE_TIMEOUT = 120_000;
const PRACTICE_KEY = randomBytes(32).toString('base64url');
const RECEIPT_KEY = JSON.stringify(await generateReceiptKey());

/**
 * What an example promises, whatever it runs in; the same for each of them.
 *
 * @param {string} name a folder of `examples`
 * @param {object} host
 * @param {string[]} host.args of Node, which start it
 * @param {number} [host.port] one that is free unless given
 * @param {Record<string, string>} [host.env] besides what every host gets
 * @param {number} [host.exitCode] after it was asked to end
 * @param {(running: () => { url: string, log: () => string }) => void} [host.more] cases of this host alone
 */
export async function describeHost(name, { args, port, env, exitCode = 0, more = () => {} }) {
  const { skip, folder, remove } = await installedExample(name);
  const data = join(folder, 'sample-data');
  const settings = { DEMO: '1', PRACTICE_KEY, RECEIPT_KEY, SAFE_SESSION_DATA: data, ...env };
  const start = () => startHost({ folder, args, port, env: settings });

  describe(`the example for ${name}`, { skip }, () => {
    let host;
    const pages = [];
    const page = () => {
      const opened = new ScriptedPage(host.url);
      pages.push(opened);
      return opened;
    };

    before(async () => {
      host = await start();
    });
    after(async () => {
      for (const opened of pages) opened.close();
      await host?.kill();
      remove();
    });

    it('shows two links to whoever opens the demonstration, and writes neither into its log', async () => {
      const links = await linksOf(host.url);
      assert.notEqual(links.client, links.therapist);
      for (const invitation of Object.values(links)) assert.ok(!host.log().includes(invitation));
    });

    it(
      'shows the welcome and then the consent to whoever opens a link, and takes the key out of the address',
      { timeout: CASE_TIMEOUT },
      async () => {
        const browser = await chromium.launch({ executablePath: ensureBrowser(), args: CHROME_FLAGS });
        try {
          const tab = await browser.newPage();
          const errors = [];
          tab.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
          tab.on('pageerror', (error) => errors.push(error.message));
          await tab.goto(host.url);
          await tab.getByRole('link', { name: 'As the client' }).click();
          await tab.getByRole('heading', { name: 'Welcome.' }).waitFor();
          assert.equal(tab.url(), `${host.url}/session`);
          await tab.getByRole('button', { name: 'Start getting ready' }).click();
          await tab.getByRole('heading', { name: 'You choose' }).waitFor();
          assert.equal(tab.url(), `${host.url}/session`);
          assert.deepEqual(errors, []);
        } finally {
          await browser.close();
        }
      },
    );

    it('sends the headers that keep other scripts, frames and referrers away from a session', async () => {
      const { headers } = await fetch(`${host.url}/session`);
      const policy = headers.get('content-security-policy');
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'self'/);
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.match(headers.get('permissions-policy'), /camera=\(self\)/);
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('x-powered-by'), null);
    });

    it(
      'takes a client and a therapist from their links to their passes, and tells each at once',
      { timeout: CASE_TIMEOUT },
      async () => {
        const { client, therapist, news } = await bothArrive(page, await linksOf(host.url));

        assert.equal((await client.ask('POST', 'pass', {})).status, 403);

        const { proof } = await client.post('consent/records', { answers: await everyAnswer(client) });
        assert.match(proof.signature, /^[\w-]+\.[\w-]+\.[\w-]+$/);
        assert.equal((await news.therapist.fact('consent-changed')).records.length, 1);

        await client.post('entry', { urgent: false });
        const { person } = await news.therapist.fact('person-state', ({ state }) => state === 'asking');
        await therapist.post(`people/${person}/admit`);
        assert.equal((await news.client.fact('admitted')).person, person);

        const passes = [await client.post('pass'), await therapist.post('pass')];
        assert.deepEqual(
          passes.map(({ role, rights }) => [role, rights]),
          [
            ['client', 'media'],
            ['therapist', 'media'],
          ],
        );
        assert.equal(passes[0].room, passes[1].room);
      },
    );

    it('tells the therapist when the page of the client is gone', { timeout: CASE_TIMEOUT }, async () => {
      const { client, news } = await bothArrive(page, await newAppointment(host.url));
      await client.post('entry', { urgent: false });
      await news.therapist.fact('person-state', ({ state }) => state === 'asking');
      client.close();
      await news.therapist.fact('person-state', ({ state }) => state !== 'asking');
    });

    it(
      'lets the back end of the practice end an appointment, and ends the lines of its pages',
      { timeout: CASE_TIMEOUT },
      async () => {
        const made = await newAppointment(host.url);
        const { client, news } = await bothArrive(page, made);
        const ended = await practice(host.url, 'DELETE', `appointments/${made.id}`);
        assert.equal(ended.status, 204);
        assert.equal(await news.client.end(), 'over');
        assert.equal((await client.ask('GET', 'appointment')).status, 410);
      },
    );

    it('tells a page of another site, which asks first, that it may not', async () => {
      const origin = 'https://other.example';
      const asked = await fetch(`${host.url}/api/session/exchange`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      assert.equal(asked.status, 204);
      assert.equal(asked.headers.get('access-control-allow-origin'), null);
      const own = await fetch(asked.url, { method: 'OPTIONS', headers: { origin: host.url } });
      assert.equal(own.headers.get('access-control-allow-origin'), host.url);
    });

    it('does not start for more than a demonstration before the practice has decided what it has to', async () => {
      await assert.rejects(startHost({ folder, args, env: {} }), /LIVEKIT_URL is not set/);
    });

    more(() => host);

    it(
      'ends open lines when it is asked to stop, and goes on where it was when it starts again',
      { timeout: CASE_TIMEOUT },
      async () => {
        const { client, news } = await bothArrive(page, await newAppointment(host.url));
        const [stopped] = await Promise.all([host.end('SIGTERM'), news.client.end(), news.therapist.end()]);
        assert.equal(stopped, exitCode, host.log());
        assert.ok(!existsSync(join(data, 'process.pid')), 'the folder of the database was given back');
        assert.doesNotMatch(host.log(), /"level":"error"|Error/);

        host = await startHost({ folder, args, port: host.port, env: settings });
        assert.equal((await client.get('appointment')).facts.role, 'client');
      },
    );
  });
}

async function linksOf(site) {
  const home = await (await fetch(`${site}/`)).text();
  const [client, therapist] = [...home.matchAll(/href="\/session#safe-session=([\w-]{43})"/g)].map(
    ([, invitation]) => invitation,
  );
  assert.ok(client && therapist, home);
  return { client, therapist };
}

function practice(site, method, route, body) {
  return fetch(`${site}/api/session/practice/${route}`, {
    method,
    headers: { authorization: `Bearer ${PRACTICE_KEY}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
}

/** As the back end of a practice makes one. */
async function newAppointment(site) {
  const response = await practice(site, 'POST', 'appointments', {
    startsAt: Date.now(),
    endsAt: Date.now() + 3_600_000,
    people: [{ role: 'client' }, { role: 'therapist' }],
    consentDocument: 'sample-practice-online-sessions',
  });
  assert.equal(response.status, 200, await response.clone().text());
  const { id, people } = await response.json();
  return { id, ...Object.fromEntries(people.map(({ role, invitation }) => [role, invitation])) };
}

async function bothArrive(page, invitations) {
  const [client, therapist] = [page(), page()];
  assert.equal((await client.exchange(invitations.client)).place, 'given');
  assert.equal((await therapist.exchange(invitations.therapist)).place, 'given');
  const news = { client: await client.listen(), therapist: await therapist.listen() };
  return { client, therapist, news };
}

const ANSWERS = { agreement: 'agree', information: 'read' };

/** Yes to everything that the document of the appointment asks. */
async function everyAnswer(client) {
  const { facts } = await client.get('appointment');
  return {
    language: facts.consent.document.language,
    decisions: facts.consent.document.topics.map(({ id, version, kind }) => ({
      topic: id,
      version,
      decision: ANSWERS[kind],
    })),
    signature: { name: 'Sample Client', statement: 'I have read this and I agree.' },
    presentedAt: Date.now(),
  };
}
