import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';

import { AccessToken, RoomServiceClient, WebhookReceiver } from 'livekit-server-sdk';
import pg from 'pg';

import { livekitForTests } from '../../scripts/livekit.js';
import { postgresForTests } from '../../scripts/postgres.js';
import { until } from '../journeys/support/until.js';

const told = [];
const hook = createServer(async (request, response) => {
  told.push({ body: await text(request), signature: request.headers.authorization });
  response.end();
}).listen(0, '127.0.0.1');
await once(hook, 'listening');

const webhook = { url: `http://127.0.0.1:${hook.address().port}/` };
const livekit = await livekitForTests({ webhook });
const postgres = await postgresForTests();

after(async () => {
  await livekit.stop();
  await postgres.stop();
  hook.close();
  hook.closeAllConnections();
});

describe('the LiveKit server that tests start', { skip: livekit.skip }, () => {
  const rooms = () => new RoomServiceClient(livekit.httpUrl, livekit.apiKey, livekit.apiSecret);
  /** What the server says to somebody who comes with a token for a room. */
  const asks = async (room) => {
    const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity: 'somebody' });
    token.addGrant({ room, roomJoin: true });
    const answer = await fetch(`${livekit.httpUrl}/rtc/validate?access_token=${await token.toJwt()}`);
    return answer.status;
  };

  it('lets nobody open a room with a token', async () => {
    assert.equal(await asks('opened-by-nobody'), 404);
    await rooms().createRoom({ name: 'opened-by-the-practice' });
    assert.equal(await asks('opened-by-the-practice'), 200);
  });

  it('tells the practice of what happens, and signs it', async () => {
    const { name } = await rooms().createRoom({ name: 'told' });
    const { body, signature } = await until('news of the room', async () =>
      told.find((one) => one.body.includes(`"${name}"`)),
    );
    const receiver = new WebhookReceiver(livekit.apiKey, livekit.apiSecret);
    assert.equal((await receiver.receive(body, signature)).event, 'room_started');
    await assert.rejects(receiver.receive(`${body} `, signature));
  });

  it('is gone when it was killed, and comes back at the same address without its rooms', async () => {
    await rooms().createRoom({ name: 'before' });
    await livekit.kill();
    await assert.rejects(fetch(livekit.httpUrl));
    await livekit.restart();
    assert.deepEqual(await rooms().listRooms(), []);
  });

  it('does not outlive whoever started it', async () => {
    const script = `
      import { startLivekit } from './scripts/livekit.js';
      const { httpUrl } = await startLivekit({ own: true });
      console.log(httpUrl);
      setInterval(() => {}, 1000);`;
    const starter = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(starter.stdout.setEncoding('utf8'), 'data');
    const url = line.trim();
    assert.equal((await fetch(url)).status, 200);
    starter.kill('SIGTERM');
    await once(starter, 'exit');
    await until('nobody at that address', () =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    );
  });
});

describe('the PostgreSQL that tests start', { skip: postgres.skip }, () => {
  const ask = async (url, question) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(question)).rows;
    } finally {
      await client.end();
    }
  };

  it('gives everybody who asks a database of their own', async () => {
    const [mine, yours] = [await postgres.createDatabase(), await postgres.createDatabase()];
    await ask(mine, 'CREATE TABLE note (text text)');
    await assert.rejects(ask(yours, 'SELECT * FROM note'), { code: '42P01' });
    assert.deepEqual(await ask(mine, 'SELECT * FROM note'), []);
  });

  /** A server that was given may trust whom it likes. */
  const skip = Boolean(process.env.TEST_DATABASE_URL);
  it('lets nobody in without its password', { skip }, async () => {
    const url = Object.assign(new URL(postgres.url), { password: 'wrong' }).href;
    await assert.rejects(ask(url, 'SELECT 1'), { code: '28P01' });
  });
});
