import { expect } from '@open-wc/testing';
import type { RouteTrial } from '../../../src/core/session-transport.js';
import { routeIn } from '../../../src/core/transports/livekit-route-trial.js';
import type { Report, Stats } from '../../../src/core/transports/stats-report.js';
import { codeOf, LivekitPerson } from '../../support/livekit-people.js';
import { livekitRig, type LivekitRig } from '../../support/livekit-rig.js';
import { livekitServer } from '../../support/livekit-server.js';
import { waitUntil } from '../../support/wait-until.js';

const server = await livekitServer('route');

describe('the way that a report shows', () => {
  const report = (...entries: Stats[]): Report => new Map(entries.map((one) => [one.id ?? one.type, one]));
  const arrived: Stats = { type: 'remote-inbound-rtp', roundTripTime: 0.08 };
  const transport: Stats = { type: 'transport', selectedCandidatePairId: 'pair' };
  const pair: Stats = {
    type: 'candidate-pair',
    id: 'pair',
    localCandidateId: 'local',
    currentRoundTripTime: 0.04,
    nominated: true,
    state: 'succeeded',
  };
  const local = (candidateType: string, protocol: string): Stats => ({
    type: 'local-candidate',
    id: 'local',
    candidateType,
    protocol,
  });

  it('is not known before the server has got something', () => {
    expect(routeIn(report(transport, pair, local('host', 'udp')))).to.be.null;
    expect(routeIn(report({ type: 'remote-inbound-rtp' }, transport, pair, local('host', 'udp')))).to.be.null;
    expect(routeIn(report(arrived))).to.be.null;
  });

  for (const [candidate, protocol, by] of [
    ['host', 'udp', 'udp'],
    ['srflx', 'udp', 'udp'],
    ['prflx', 'tcp', 'tcp'],
    ['relay', 'udp', 'relayed'],
    ['relay', 'tcp', 'relayed'],
  ] as const)
    it(`is ${by} by a ${candidate} address and ${protocol}`, () => {
      const found: RouteTrial = { by, roundTripMs: 40 };
      expect(routeIn(report(arrived, transport, pair, local(candidate, protocol)))).to.deep.equal(found);
      // Firefox lists no transports.
      expect(routeIn(report(arrived, pair, local(candidate, protocol)))).to.deep.equal(found);
    });
});

(server ? describe : describe.skip)('LivekitTransport, trying the way', function () {
  this.timeout(60_000);
  let rig: LivekitRig;
  let client: LivekitPerson;

  beforeEach(async () => {
    rig = await livekitRig(server!);
    client = await LivekitPerson.enter(rig, 'client');
  });

  afterEach(() => {
    client.leave();
    rig.close();
  });

  /** As a network does that lets only this through. */
  const letThrough = async (ports: { readonly tcp?: readonly [number, number] }): Promise<void> => {
    const { relayMedia } = await client.end.page.load<{ relayMedia: (through: typeof ports) => void }>(
      '../test/support/relayed-page.js',
    );
    relayMedia(ports);
  };

  const tryRoute = (signal = new AbortController().signal): Promise<RouteTrial> =>
    client.transport.tryRoute(client.end.pass, { signal });

  it('finds the direct way, tells nothing, and leaves nothing behind', async () => {
    const { by, roundTripMs } = await tryRoute();
    expect(by).to.equal('udp');
    expect(roundTripMs).to.be.within(0, 5_000);
    expect(client.facts).to.deep.equal([]);
    await waitUntil(async () => (await server!.look(rig.room)).length === 0, 'nobody is in the room');
    expect(client.end.page.left()).to.deep.equal([]);
  });

  it('finds a way by TCP where UDP is blocked', async () => {
    const { tcp } = server!.ports;
    await letThrough({ tcp: [tcp, tcp] });
    expect((await tryRoute()).by).to.equal('tcp');
  });

  it('says that there is no way, and leaves nothing behind', async () => {
    await letThrough({});
    expect(await codeOf(tryRoute())).to.equal('media-unreachable');
    expect(client.end.page.left()).to.deep.equal([]);
  });

  it('says so where the server does not open the room', async () => {
    await server!.closeRoom(rig.room);
    expect(await codeOf(tryRoute())).to.equal('media-unreachable');
  });

  it('stops when it is told to', async () => {
    const reason = new Error('gone on');
    expect(await codeOf(tryRoute(AbortSignal.abort(reason)))).to.equal(reason);
    const ended = new AbortController();
    const trying = tryRoute(ended.signal);
    ended.abort(reason);
    expect(await codeOf(trying)).to.equal(reason);
    await waitUntil(() => client.end.page.left().length === 0, 'nothing is left');
  });
});
