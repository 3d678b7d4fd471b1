/** People in networks from which nothing leads to the media server but the TURN server inside it. */
import assert from 'node:assert/strict';

import { bothLetIn, meetLive, openLivePractice } from './support/live-practice.js';
import { practiceHere } from './support/live-servers.js';

/** The media server has a name, as a practice's has; its TURN server is announced by its bare address. */
const named = ({ livekit, ...live }) =>
  practiceHere({ ...live, livekit: { ...livekit, url: livekit.url.replace('127.0.0.1', 'localhost') } });

const WAITING = { known: 'strict', unknown: 'warm' };
const { journey } = await openLivePractice({
  waiting: Object.values(WAITING),
  livekit: { turn: true },
  start: (live) => named({ ...live, ...(live.waiting === WAITING.known && { iceHosts: ['127.0.0.1'] }) }),
});

/** Runs in a page before anything else. */
function byTurnAlone() {
  const only = (configuration) => ({ ...configuration, iceTransportPolicy: 'relay' });
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration) {
      super(only(configuration));
    }
    setConfiguration(configuration) {
      super.setConfiguration(only(configuration));
    }
  };
}

/** By which way this page's own packets leave it, one for each connection that stands. */
function waysOut() {
  return Promise.all(
    globalThis.watched.connections
      .filter(({ connectionState }) => connectionState === 'connected')
      .map(async (connection) => {
        const stats = await connection.getStats();
        const { selectedCandidatePairId } = [...stats.values()].find(({ type }) => type === 'transport');
        return stats.get(stats.get(selectedCandidatePairId).localCandidateId).candidateType;
      }),
  );
}

/** Whom this page's connections, closed ones too, ask for a way. */
function serversAsked() {
  const configurations = globalThis.watched.connections.map((connection) => connection.getConfiguration());
  return configurations.flatMap(({ iceServers = [] }) => iceServers).flatMap(({ urls }) => urls);
}

async function shutIn({ contexts }) {
  for (const context of Object.values(contexts)) await context.addInitScript(byTurnAlone);
}

journey(
  'two who are reached by TURN alone see and hear each other, where the practice has named it',
  async (visit) => {
    await shutIn(visit);
    const people = await meetLive(visit, { prepared: true });
    for (const { page, role } of Object.values(people))
      assert.deepEqual([...new Set(await page.evaluate(waysOut))], ['relay'], role);
  },
  { waiting: WAITING.known, prepared: true },
);

journey(
  'and no page tells its address to a server that nobody has named',
  async (visit) => {
    const people = await bothLetIn(visit, { prepared: true });
    for (const person of Object.values(people)) {
      await person.reads('This page is not ready yet');
      assert.deepEqual(await person.page.evaluate(serversAsked), [], person.role);
    }
  },
  { waiting: WAITING.unknown, prepared: true },
);
