import assert from 'node:assert/strict';

import { listenToEverything } from './listening-host.js';
import { roomOf } from './live-room.js';
import { lookFor } from './needles.js';

/** What may stand in a line of the practice's log, and what may be its value: codes and opaque ids. */
const LOGGED = new Set(['level', 'event', 'appointment', 'person', 'code', 'route']);
const CODE = /^[\w:/ .-]{1,60}$/u;

const OPAQUE = /^[\w-]{22}$/u;

/**
 * Watches the pages of a live session from their beginning, and looks afterwards for what must be nowhere: in the pages, in the
 * addresses that they asked, in the logs of both servers, at the media server. What is said in bodies to the practice, and
 * what goes over the data channels, is not looked at.
 *
 * @param {import('./live-practice.js').LiveVisit} visit before a page is opened
 * @param {{ words: Record<string, string>, origins: string[] }} how `words` that must be nowhere; whom the pages may ask
 */
export async function scanLive(visit, { words, origins }) {
  const foundIn = lookFor(words);
  const requests = [];
  const said = [];
  for (const context of Object.values(visit.contexts)) {
    await context.addInitScript(listenToEverything);
    context.on('console', (line) => said.push(line.text()));
    context.on('request', (request) => {
      requests.push(request.url());
      said.push(request.url(), JSON.stringify(request.headers()));
    });
    context.on('page', (page) =>
      page.on('websocket', (socket) => {
        requests.push(socket.url());
        said.push(socket.url());
        socket.on('framesent', ({ payload }) => said.push(payload.toString('latin1')));
      }),
    );
  }

  const nothingIn = (what, texts) => {
    for (const text of texts) assert.deepEqual(foundIn(text), [], `${what}: ${text.slice(0, 2_000)}`);
  };

  return {
    /** At any time while the page is open. @param {import('./person.js').Person} person */
    async pageHoldsNothing({ page, role }) {
      const { storage, events, page: shown } = await page.evaluate(() => globalThis.host.everything());
      assert.deepEqual(storage, [], `the storage of the ${role}`);
      assert.ok(
        events.some((event) => event.startsWith('session-change')),
        'the listeners are there',
      );
      nothingIn(`events of the ${role}`, events);
      // The browser keeps for itself by which address a page was opened, and lets no page forget it.
      const opened = await page.evaluate(() => performance.getEntriesByType('navigation')[0].name);
      nothingIn(
        `the page of the ${role}`,
        shown.filter((text) => text !== opened),
      );
      const { safeSession, ...others } = await page.evaluate(() => history.state ?? {});
      assert.deepEqual(others, {});
      const { session, service, appointment, ...more } = safeSession;
      assert.match(session, OPAQUE);
      assert.deepEqual([appointment, more], ['', {}]);
      assert.equal(service, new URL('api/session', visit.practice.url).href);
      for (const cookie of await page.context().cookies()) {
        assert.match(cookie.name, /^safe-session-[\w-]{22}$/u, `a cookie of the ${role}`);
        assert.ok(cookie.httpOnly && cookie.secure, cookie.name);
        nothingIn(`a cookie of the ${role}`, [JSON.stringify(cookie)]);
      }
    },

    /** Only while they are in the room. */
    async mediaServerKnowsNobody() {
      const room = await roomOf(visit);
      const people = await room.holds(2).then(room.people);
      for (const { identity, name, metadata, attributes } of people) {
        assert.match(identity, OPAQUE);
        assert.deepEqual({ name, metadata, attributes }, { name: '', metadata: '', attributes: {} });
      }
      const { name, metadata } = await room.room();
      assert.match(name, OPAQUE);
      assert.equal(metadata, '');
    },

    /** Addresses, headers, consoles and signalling of all pages, and servers that would learn an address. */
    async nobodyElseWasAsked(...people) {
      assert.ok(requests.length > 0);
      for (const url of requests)
        if (!/^(data|blob):/u.test(url))
          assert.ok(origins.includes(new URL(url).origin), `asked of another host: ${url}`);
      nothingIn('an address, a header, the console or the signalling', said);
      const { hostname } = new URL(visit.livekit.url);
      for (const { page } of people) {
        const urls = await page.evaluate(() =>
          globalThis.watched.connections
            .flatMap((connection) => connection.getConfiguration().iceServers)
            .flatMap((server) => server.urls),
        );
        for (const url of urls) assert.equal(url.split(':')[1], hostname, `asked for its address: ${url}`);
      }
    },

    /** Codes and opaque ids in the practice's log and audit; no word in that of the media server, where it is ours. */
    async logsHoldCodesAlone() {
      const { log, desk } = visit.practice;
      for (const entry of log)
        for (const [name, value] of Object.entries(entry)) {
          assert.ok(LOGGED.has(name), name);
          assert.match(value, CODE);
        }
      const audit = await desk.audit(visit.appointment.id);
      assert.ok(audit.length > 0);
      nothingIn(
        'a log or the audit',
        [...log, ...audit].map((entry) => JSON.stringify(entry)),
      );
      nothingIn('the log of the media server', [visit.livekit.log?.() ?? '']);
    },
  };
}
