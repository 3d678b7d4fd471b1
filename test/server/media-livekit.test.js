/** The practice's server and a real LiveKit server, which sends it its notices; pages with nothing but `livekit-client`. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { getRequestListener } from '@hono/node-server';
import { decodeJwt } from 'jose';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { chromium } from 'playwright-core';

import { livekitMedia } from '../../dist/server/media/livekit-media.js';
import { CHROME_FLAGS, ensureBrowser, LOOPBACK_FLAGS, MEDIA_FLAGS } from '../../scripts/browser.js';
import { livekitForTests } from '../../scripts/livekit.js';
import { until } from '../journeys/support/until.js';
import { serveBarePage } from '../support/bare-livekit.js';
import { joinedPage } from './support/joined-page.js';
import { BASE_PATH, openStore, startPractice } from './support/practice.js';

/** Where notices arrive: at the handler that a test has started, or at nobody. */
let handler = null;
const door = createServer((request, response) => {
  if (!handler) {
    response.writeHead(503).end();
    return;
  }
  void getRequestListener((one) => handler.fetch(one))(request, response);
});
door.listen(0, '127.0.0.1');
await once(door, 'listening');
door.unref();

const livekit = await livekitForTests({
  own: true,
  webhook: { url: `http://127.0.0.1:${door.address().port}${BASE_PATH}/media/notices` },
});
after(async () => {
  await livekit.stop();
  door.close();
});

describe('the practice’s server and a real LiveKit server', { skip: livekit.skip, timeout: 300_000 }, () => {
  let store;
  let practice;
  let site;
  let browser;
  let context;
  let rooms;

  before(async () => {
    store = await openStore();
    site = await serveBarePage();
    browser = await chromium.launch({
      executablePath: ensureBrowser(),
      args: [...CHROME_FLAGS, ...MEDIA_FLAGS, ...LOOPBACK_FLAGS],
    });
    rooms = new RoomServiceClient(livekit.httpUrl, livekit.apiKey, livekit.apiSecret);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await store?.close();
  });
  beforeEach(async () => {
    await start();
    context = await browser.newContext();
  });
  afterEach(async () => {
    await context.close();
    await practice.close();
    handler = null;
  });

  const keys = [{ key: livekit.apiKey, secret: livekit.apiSecret }];

  async function start(options = {}) {
    const media = livekitMedia({ url: livekit.url, apiUrl: livekit.httpUrl, keys, ...options });
    practice = await startPractice({ store, media });
    handler = practice.handler;
  }

  /** Both let in, each with a pass and a page in the room. */
  const inTheRoom = async () => {
    const met = await practice.admitted();
    for (const page of [met.client, met.therapist]) {
      page.pass = await page.post('/pass');
      page.media = await joinedPage(site, context);
      await page.media.enter(page.pass);
    }
    return met;
  };

  const seats = async (room) => (await rooms.listParticipants(room)).map(({ identity }) => identity).sort();

  /** LiveKit tells a page that it is out a moment before its list says so. */
  const holdsOnly = (room, ...identities) =>
    until(
      'nobody else is in the room',
      () => seats(room),
      (all) => JSON.stringify(all) === JSON.stringify(identities.toSorted()),
    );

  it('meet in a room that the store has opened, under names that say nothing', async () => {
    const { client, therapist } = await inTheRoom();
    const { room } = client.pass;
    const seated = await until(
      'both are there',
      () => rooms.listParticipants(room),
      (all) => all.length === 2,
    );
    for (const { identity, name, metadata, attributes } of seated) {
      assert.match(identity, /^[\w-]{22}$/u);
      assert.deepEqual([name, metadata, attributes], ['', '', {}]);
    }
    await holdsOnly(room, client.pass.identity, therapist.pass.identity);
    const [{ metadata, name }] = await rooms.listRooms([room]);
    assert.deepEqual([name, metadata], [room, '']);
  });

  it('hand out passes for one room, one seat, two minutes, with every right spelled out', async () => {
    const { client } = await practice.admitted();
    const { room, identity, token } = await client.post('/pass');
    const { exp, nbf, iss, sub, video, ...rest } = decodeJwt(token);
    assert.deepEqual([iss, sub, rest], [livekit.apiKey, identity, {}], 'no name, no metadata, no attributes');
    assert.ok(exp - nbf <= 120, `${exp - nbf} seconds`);
    const rights = {
      room,
      roomJoin: true,
      canPublish: true,
      canSubscribe: true,
      canPublishData: true,
      canPublishSources: ['camera', 'microphone'],
    };
    const without = [
      ...['roomCreate', 'roomList', 'roomAdmin', 'roomRecord', 'ingressAdmin', 'recorder', 'agent', 'hidden'],
      ...['canManageAgentSession', 'canSubscribeMetrics', 'canUpdateOwnMetadata'],
    ];
    assert.deepEqual(video, { ...rights, ...Object.fromEntries(without.map((right) => [right, false])) });
  });

  it('withdraw the right to send for a pause, and give it back', async () => {
    const { client, therapist } = await inTheRoom();
    await client.media.publish();
    await therapist.post('/pause');
    await until('neither may send', async () =>
      (await Promise.all([client, therapist].map(({ media }) => media.mayPublish()))).every((may) => !may),
    );
    const [{ tracks, permission }] = (await rooms.listParticipants(client.pass.room)).filter(
      ({ identity }) => identity === client.pass.identity,
    );
    assert.deepEqual([tracks.length, permission.canPublish, permission.canSubscribe], [0, false, true]);
    await therapist.post('/resume');
    await until('both may send', async () =>
      (await Promise.all([client, therapist].map(({ media }) => media.mayPublish()))).every(Boolean),
    );
  });

  it('take a removed person out, and once more when they come back with their old pass', async () => {
    const { client, therapist } = await inTheRoom();
    await therapist.post(`/people/${client.person}/remove`);
    await until('they are out', client.media.ended, (reason) => reason !== null);
    await holdsOnly(client.pass.room, therapist.pass.identity);
    assert.equal(
      therapist.line.facts.some(({ type }) => type === 'stranger-removed'),
      false,
    );

    const again = await joinedPage(site, context);
    // LiveKit lets them in, for a pass cannot be called back; they may be out again before their page knows that it was in.
    await again.enter(client.pass).catch(() => undefined);
    await therapist.line.fact({ type: 'stranger-removed' });
    await holdsOnly(client.pass.room, therapist.pass.identity);
    await until('their page is out', again.isIn, (isIn) => !isIn);
    assert.equal(await therapist.media.isIn(), true);
  });

  it('find a stranger also where no notice arrives', async () => {
    const { client, therapist } = await inTheRoom();
    handler = null;
    const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity: 'a-stranger' });
    token.addGrant({ room: client.pass.room, roomJoin: true, canPublish: true, canSubscribe: true });
    const stranger = await joinedPage(site, context);
    await stranger.enter({ url: livekit.url, token: await token.toJwt() });
    practice.clock.skip(10_000);
    await practice.handler.runJobs();
    await until('they are out', stranger.ended, (reason) => reason !== null);
    await therapist.line.fact({ type: 'stranger-removed' });
    for (const { media } of [client, therapist]) assert.equal(await media.isIn(), true);
  });

  it('put an older page out when the newer one gets its place, whose seat is another', async () => {
    const met = await inTheRoom();
    const newer = await practice.arrive(met.appointment.clients[0]);
    await met.therapist.post(`/people/${met.client.person}/place`, { newer: true });
    await until('the older one is out', met.client.media.ended, (reason) => reason !== null);
    const pass = await newer.post('/pass');
    assert.notEqual(pass.identity, met.client.pass.identity);
    const media = await joinedPage(site, context);
    await media.enter(pass);
    await holdsOnly(pass.room, pass.identity, met.therapist.pass.identity);
  });

  /** What the audit says of a person. */
  const noted = async ({ appointment }, { person }) =>
    (await practice.handler.practice.audit(appointment.id))
      .filter((entry) => entry.person === person)
      .map(({ event }) => event);

  it('note in the audit who was in the room, and who is not any more', async () => {
    const met = await inTheRoom();
    const events = () => noted(met, met.client);
    await until('they are noted as there', events, (all) => all.includes('in-the-room'));
    await met.client.media.close();
    await until('they are noted as gone', events, (all) => all.includes('out-of-the-room'));
  });

  it('end the room with the appointment: nobody stays, and no pass opens it again', async () => {
    const { appointment, client, therapist } = await inTheRoom();
    await practice.handler.practice.closeAppointment(appointment.id);
    for (const { media } of [client, therapist])
      await until('they are out', media.ended, (reason) => reason !== null);
    const again = await joinedPage(site, context);
    await assert.rejects(again.enter(client.pass));
    assert.deepEqual(await rooms.listRooms([client.pass.room]), []);
  });

  it('open the room again after the media server was started anew', async () => {
    const { client, therapist } = await inTheRoom();
    // They would come back by themselves, in the very seats that are looked at here.
    for (const { media } of [client, therapist]) await media.close();
    await livekit.restart();
    const pass = await client.post('/pass');
    assert.deepEqual([pass.room, pass.identity], [client.pass.room, client.pass.identity]);
    const again = await joinedPage(site, context);
    await again.enter(pass);
    // The other page may have come back by itself.
    assert.ok((await seats(pass.room)).includes(pass.identity));
  });

  it('let one page try the route in a room of its own', async () => {
    const { client } = await practice.meet();
    const { pass } = await client.post('/trial-pass');
    assert.match(pass.room, /^trial-[\w-]{22}$/u);
    const media = await joinedPage(site, context);
    await media.enter(pass);
    await media.publish();
    const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity: 'somebody-else' });
    token.addGrant({ room: pass.room, roomJoin: true, canPublish: true, canSubscribe: true });
    const other = await joinedPage(site, context);
    await assert.rejects(other.enter({ url: livekit.url, token: await token.toJwt() }));
  });

  it('keep a waiting client outside of the room, also while the therapist stands by in it', async () => {
    const { client, therapist } = await practice.atTheDoor();
    await therapist.post('/entry', { urgent: false });
    assert.equal((await therapist.post('/pass')).rights, 'none');
    assert.equal(await client.refusal('POST', '/pass'), 'not-admitted');
  });

  it('where people wait in the room: hidden and given nothing, until admission flips their rights', async () => {
    await practice.close();
    await start({ waiting: 'warm' });
    const met = await practice.atTheDoor();
    const { client, therapist } = met;
    await therapist.post('/entry', { urgent: false });
    for (const page of [client, therapist]) {
      page.pass = await page.post('/pass');
      assert.equal(page.pass.rights, 'none');
      const { video } = decodeJwt(page.pass.token);
      assert.deepEqual([video.hidden, video.canSubscribe, video.canPublishData], [true, false, false]);
      const isTherapist = page === therapist;
      assert.equal(video.canPublish, isTherapist);
      assert.deepEqual(video.canPublishSources, isTherapist ? ['camera', 'microphone'] : []);
      page.media = await joinedPage(site, context);
      await page.media.enter(page.pass);
    }
    assert.deepEqual([await client.media.sees(), await therapist.media.sees()], [[], []]);
    await assert.rejects(client.media.publish());
    practice.clock.skip(10_000);
    await practice.handler.runJobs();
    assert.equal(await client.media.isIn(), true, 'the look at the room leaves them there');
    assert.ok(!(await noted(met, client)).includes('in-the-room'), 'whoever stands by is not in the room');

    await therapist.post(`/people/${client.person}/admit`);
    await until(
      'they see each other',
      async () => (await client.media.sees()).length + (await therapist.media.sees()).length === 2,
    );
    await client.media.publish();
    for (const page of [client, therapist])
      await until(
        'they are noted as there',
        () => noted(met, page),
        (all) => all.includes('in-the-room'),
      );
  });
});

describe('a notice of the media server', () => {
  const [older, newer] = ['older', 'newer'].map((key) => ({
    key,
    secret: `the-${key}-sample-secret-of-more-than-thirty-two-characters`,
  }));
  const body = JSON.stringify({
    event: 'participant_joined',
    room: { name: 'room' },
    participant: { identity: 'seat' },
  });

  /** As LiveKit signs it: over the hash of the body. */
  const signed = async ({ key, secret }, text = body) => {
    const token = new AccessToken(key, secret);
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    token.sha256 = Buffer.from(hash).toString('base64');
    return token.toJwt();
  };
  const media = livekitMedia({ url: 'wss://media.practice.example', keys: [newer, older] });

  it('is believed with the newer and with the older key, while they are changed', async () => {
    for (const key of [newer, older])
      assert.deepEqual(await media.readNotice(body, await signed(key)), {
        room: 'room',
        moved: true,
      });
  });

  it('is not believed with another key, for another body, or without a signature', async () => {
    const stranger = { key: 'older', secret: 'another-sample-secret-of-more-than-thirty-two' };
    await assert.rejects(media.readNotice(body, await signed(stranger)));
    await assert.rejects(media.readNotice(`${body} `, await signed(newer)));
    await assert.rejects(media.readNotice(body, ''));
  });
});
