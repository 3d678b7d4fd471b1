import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, it } from 'node:test';

import { AccessToken } from 'livekit-server-sdk';

import { livekitForTests } from '../../scripts/livekit.js';
import { describeHost } from './support/host-suite.js';

/** This one sends its people to a LiveKit server, where there is one. */
const livekit = await livekitForTests();
after(() => livekit.stop());

const env = livekit.skip
  ? {}
  : {
      LIVEKIT_URL: livekit.url,
      LIVEKIT_API_KEY: livekit.apiKey,
      LIVEKIT_API_SECRET: livekit.apiSecret,
    };

await describeHost('node', {
  args: ['dist/server.js'],
  env,
  more: (host) => {
    it('believes the notices of its media server, and nobody else’s', { skip: livekit.skip }, async () => {
      const body = '{ "event": "room_started", "room": { "name": "sample" } }';
      const notice = (authorization) =>
        fetch(`${host().url}/api/session/media/notices`, {
          method: 'POST',
          headers: { 'content-type': 'application/webhook+json', authorization },
          body,
        });
      const token = new AccessToken(livekit.apiKey, livekit.apiSecret);
      token.sha256 = createHash('sha256').update(body).digest('base64');
      assert.equal((await notice(await token.toJwt())).status, 204);
      assert.equal((await notice('')).status, 401);
    });
  },
});
