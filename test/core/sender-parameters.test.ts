import { expect } from '@open-wc/testing';

import { barTrack, SIGNATURES, type ContentTrack } from '../support/media-content.js';
import { SealedLoop } from '../support/sealed-loop.js';
import { waitUntil } from '../support/wait-until.js';
import { changeParameters, turnFor } from '../../src/core/sender-parameters.js';

/** As many at once as would never all be taken by chance. */
const TIMES = 20;

const picturesOf = async (sender: RTCRtpSender): Promise<number> => {
  const reports = [...((await sender.getStats()) as ReadonlyMap<string, RTCOutboundRtpStreamStats>).values()];
  return reports.reduce((sum, { framesEncoded = 0 }) => sum + framesEncoded, 0);
};

describe('the parameters of a sender', () => {
  let loop: SealedLoop;
  let bar: ContentTrack;
  let sender: RTCRtpSender;
  beforeEach(async () => {
    loop = new SealedLoop({ iceServers: [] });
    bar = barTrack(SIGNATURES.client.hue);
    ({ sender } = loop.from.addTransceiver(bar.track, {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: 50_000 }],
    }));
    await loop.join();
    // While nothing is sent, a browser has nothing to do when they are set, and nobody is in anybody's way.
    await waitUntil(async () => (await picturesOf(sender)) > 1, 'pictures leave');
  });
  afterEach(() => {
    loop.close();
    bar.stop();
  });

  const setBitrate = (to: number): Promise<void> =>
    changeParameters(sender, (parameters) => {
      parameters.encodings[0]!.maxBitrate = to;
      return sender.setParameters(parameters);
    });

  it('are all taken, however many set them at once, and the last one counts', async () => {
    await Promise.all(Array.from({ length: TIMES }, (_, at) => setBitrate(100_000 + at)));
    expect(sender.getParameters().encodings[0]?.maxBitrate).to.equal(100_000 + TIMES - 1);
  });

  it('are read when it is one’s turn, with what was set before', async () => {
    const seen: boolean[] = [];
    const toggle = (): Promise<void> =>
      changeParameters(sender, (parameters) => {
        seen.push(parameters.encodings[0]!.active === true);
        parameters.encodings[0]!.active = !parameters.encodings[0]!.active;
        return sender.setParameters(parameters);
      });
    await Promise.all([toggle(), toggle(), toggle()]);
    expect(seen).to.deep.equal([true, false, true]);
  });

  it('wait for whoever took a turn otherwise', async () => {
    const done = await turnFor(sender);
    const order: string[] = [];
    const set = setBitrate(200_000).then(() => order.push('set'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    order.push('done');
    done();
    await set;
    expect(order).to.deep.equal(['done', 'set']);
  });

  it('can be set after somebody failed to', async () => {
    const failed = changeParameters(sender, () => Promise.reject(new TypeError('cannot'))).catch(
      (error: unknown) => (error as Error).message,
    );
    const set = setBitrate(300_000);
    expect(await failed).to.equal('cannot');
    await set;
    expect(sender.getParameters().encodings[0]?.maxBitrate).to.equal(300_000);
  });

  it('of one sender wait for nobody’s of another', async () => {
    await turnFor(loop.from.addTransceiver('video').sender);
    await setBitrate(400_000);
    expect(sender.getParameters().encodings[0]?.maxBitrate).to.equal(400_000);
  });
});
