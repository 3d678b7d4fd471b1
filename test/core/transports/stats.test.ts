import { expect } from '@open-wc/testing';
import { LineMeter } from '../../../src/core/transports/line-meter.js';
import { PacketLedger } from '../../../src/core/transports/packet-ledger.js';
import {
  reportOf,
  selectedPair,
  type Report,
  type Stats,
} from '../../../src/core/transports/stats-report.js';

const report = (...entries: Stats[]): Report =>
  new Map(entries.map((entry, at) => [entry.id ?? String(at), entry]));

describe('the ledger of packets', () => {
  const sent = (id: string, kind: string, packetsSent: number): Stats => ({
    type: 'outbound-rtp',
    id,
    kind,
    packetsSent,
  });
  const got = (id: string, kind: string, packetsReceived: number): Stats => ({
    type: 'inbound-rtp',
    id,
    kind,
    packetsReceived,
  });

  it('adds up streams of both kinds and directions', () => {
    const ledger = new PacketLedger();
    ledger.add(
      {},
      report(sent('a', 'audio', 3), sent('b', 'video', 5), sent('c', 'video', 7), got('d', 'audio', 2)),
    );
    expect(ledger.read()).to.deep.equal({
      packetsSent: { microphone: 3, camera: 12 },
      packetsReceived: { microphone: 2, camera: 0 },
    });
  });

  it('keeps what was counted of streams and connections that are gone', () => {
    const ledger = new PacketLedger();
    const [first, second] = [{}, {}];
    ledger.add(first, report(sent('a', 'audio', 3), sent('b', 'video', 5)));
    ledger.add(first, report(sent('b', 'video', 6)));
    // The same name on another connection is another stream.
    ledger.add(second, report(sent('b', 'video', 1)));
    expect(ledger.read().packetsSent).to.deep.equal({ microphone: 3, camera: 7 });
  });

  it('never counts down', () => {
    const ledger = new PacketLedger();
    const connection = {};
    ledger.add(connection, report(sent('a', 'audio', 9)));
    ledger.add(connection, report(sent('a', 'audio', 0)));
    expect(ledger.read().packetsSent.microphone).to.equal(9);
  });

  it('leaves out what is neither sound nor picture', () => {
    const ledger = new PacketLedger();
    ledger.add({}, report({ type: 'data-channel', id: 'x' }, sent('y', 'text', 4), { type: 'outbound-rtp' }));
    expect(ledger.read().packetsSent).to.deep.equal({ microphone: 0, camera: 0 });
  });
});

describe('the meter of the line', () => {
  const pair = (roundTrip: number, availableOutgoingBitrate: number): Stats => ({
    type: 'candidate-pair',
    id: 'pair',
    nominated: true,
    state: 'succeeded',
    currentRoundTripTime: roundTrip,
    availableOutgoingBitrate,
  });
  const stream = (packetsReceived: number, packetsLost: number, freezeCount = 0): Stats => ({
    type: 'inbound-rtp',
    packetsReceived,
    packetsLost,
    freezeCount,
  });
  const quiet = { sendsPictures: false, opinion: 'good' } as const;

  it('knows nothing of a line without anything on it', () => {
    expect(new LineMeter().read([report()], quiet)).to.deep.equal({
      roundTripMs: null,
      lostOnTheWayOut: null,
      lostOnTheWayIn: null,
      outgoingBps: null,
      freezes: 0,
      doubted: false,
    });
  });

  it('measures from one look to the next', () => {
    const meter = new LineMeter();
    meter.read([report(stream(1_000, 500, 4))], quiet);
    const { lostOnTheWayIn, freezes } = meter.read([report(stream(1_090, 510, 5))], quiet);
    expect(lostOnTheWayIn).to.equal(0.1);
    expect(freezes).to.equal(1);
  });

  it('says nothing of a share of hardly any packets, or of a stream that ended', () => {
    const meter = new LineMeter();
    meter.read([report(stream(1_000, 0))], quiet);
    expect(meter.read([report(stream(1_005, 5))], quiet).lostOnTheWayIn).to.be.null;
    expect(meter.read([report()], quiet).lostOnTheWayIn).to.be.null;
  });

  it('takes the worst of what the other end says, and of two connections', () => {
    const { lostOnTheWayOut, roundTripMs } = new LineMeter().read(
      [
        report(pair(0.1, 0), { type: 'remote-inbound-rtp', fractionLost: 0.02 }),
        report(pair(0.3, 0), { type: 'remote-inbound-rtp', fractionLost: 0.3 }),
      ],
      quiet,
    );
    expect(lostOnTheWayOut).to.equal(0.3);
    expect(roundTripMs).to.equal(300);
  });

  it('forgets what the other end said of a stream of which it says nothing more', () => {
    const meter = new LineMeter();
    const camera: Stats = { type: 'remote-inbound-rtp', id: 'camera', fractionLost: 0.3, timestamp: 1 };
    const sound = (timestamp: number): Stats => ({
      type: 'remote-inbound-rtp',
      id: 'sound',
      fractionLost: 0,
      timestamp,
    });
    const lost = [1, 2, 3, 4, 5].map(
      (time) => meter.read([report(camera, sound(time))], quiet).lostOnTheWayOut,
    );
    expect(lost).to.deep.equal([0.3, 0.3, 0.3, 0, 0]);
    expect(meter.read([report({ ...camera, timestamp: 6 })], quiet).lostOnTheWayOut, 'again').to.equal(0.3);
  });

  it('believes the browser in what it could send only while it sends pictures', () => {
    const reports = [report(pair(0.1, 90_000))];
    expect(new LineMeter().read(reports, quiet).outgoingBps).to.be.null;
    expect(new LineMeter().read(reports, { ...quiet, sendsPictures: true }).outgoingBps).to.equal(90_000);
  });

  for (const [opinion, doubted] of [
    ['excellent', false],
    ['good', false],
    ['unknown', false],
    ['poor', true],
    ['lost', true],
  ] as const)
    it(`${doubted ? 'doubts' : 'does not doubt'} a line that the server calls ${opinion}`, () => {
      expect(new LineMeter().read([], { sendsPictures: false, opinion }).doubted).to.equal(doubted);
    });
});

describe('a report of the browser', () => {
  it('is empty where there is no connection to report on', async () => {
    expect((await reportOf({ getStats: () => undefined })).size).to.equal(0);
  });

  it('names the pair of addresses in use, or none while there is none', () => {
    const used: Stats = { type: 'candidate-pair', id: 'used' };
    const other: Stats = { type: 'candidate-pair', id: 'other', nominated: true, state: 'succeeded' };
    const transport: Stats = { type: 'transport', selectedCandidatePairId: 'used' };
    expect(selectedPair(report(other, used, transport))).to.equal(used);
    expect(selectedPair(report({ type: 'transport' }, used, other))).to.equal(other);
    expect(selectedPair(report(used))).to.be.undefined;
  });
});
