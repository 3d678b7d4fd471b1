import assert from 'node:assert/strict';

import { meetLive, openLivePractice } from './support/live-practice.js';

const { journey } = await openLivePractice();

journey(
  'two browsers go the whole way through the practice’s server and a real media server',
  async (visit) => {
    const { client, therapist } = await meetLive(visit);
    assert.equal(new URL(client.page.url()).hash, '', 'the link’s secret is out of the address bar');
    await client.pauses();
    await therapist.reaches('paused');
    await client.isInSilence();
    await therapist.isInSilence();
    await client.press('End my pause');
    await client.reaches('session');
    await client.leaves();
    await therapist.reads('left the session');
  },
);
