import { aTimeout, expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { DeviceCapture, STAND_IN_IDS } from '../../src/core/device-capture.js';
import { codeOf, type Refusal } from '../../src/core/device-request.js';
import { SessionError } from '../../src/core/problems.js';
import type { CaptureFact } from '../../src/core/session-snapshot.js';
import {
  closeDrawnStreams,
  drawnStream,
  realDevices,
  refusing,
  useDevices,
  useInsecurePage,
  useNoDevices,
  usePermission,
  usePolicy,
} from '../support/fake-devices.js';

const signal = new AbortController().signal;

let capture: DeviceCapture;
let facts: CaptureFact[];

const take = (standIns: 'client' | 'therapist' | null = null): void => {
  capture = new DeviceCapture({ standIns });
  facts = [];
  capture.onFact = (fact) => facts.push(fact);
};

const states = (): string[] =>
  facts.map((fact) => ('state' in fact ? `${fact.kind} ${fact.state}` : fact.type));

const codeFrom = async (starting: Promise<unknown>): Promise<string> => {
  const error: unknown = await starting.then(
    () => 'it started',
    (cause: unknown) => cause,
  );
  return error instanceof SessionError ? error.code : String(error);
};

/** A request that the test answers when it likes. */
const pending = (): { answer: (stream: MediaStream) => void } => {
  let answer: (stream: MediaStream) => void = () => undefined;
  useDevices(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  return { answer: (stream) => answer(stream) };
};

afterEach(async () => {
  capture.dispose();
  realDevices();
  await closeDrawnStreams();
});

describe('device-request: refusals become codes', () => {
  const known: Refusal = { permission: 'denied', listed: true, framed: false };
  const TABLE: readonly (readonly [code: string, error: string, refusal?: Partial<Refusal>])[] = [
    ['device-denied', 'NotAllowedError'],
    ['device-denied', 'SecurityError'],
    ['device-denied', 'NotAllowedError', { permission: 'unknown' }],
    ['device-denied', 'NotAllowedError', { permission: 'granted' }],
    ['device-dismissed', 'NotAllowedError', { permission: 'prompt' }],
    ['device-blocked-by-page', 'NotAllowedError', { framed: true, listed: false }],
    ['device-denied', 'NotAllowedError', { framed: true }],
    ['device-denied', 'NotAllowedError', { listed: false }],
    ['device-missing', 'NotFoundError'],
    ['device-missing', 'OverconstrainedError'],
    ['device-busy', 'NotReadableError'],
    ['device-busy', 'AbortError'],
    ['device-failed', 'TypeError'],
    ['device-failed', ''],
  ];
  beforeEach(() => take());

  for (const [code, error, refusal = {}] of TABLE) {
    it(`says ${code} for ${error || 'an unnamed error'} with ${JSON.stringify(refusal)}`, () => {
      expect(codeOf(error, { ...known, ...refusal })).to.equal(code);
    });
  }
});

describe('device-capture: what the browser answers', () => {
  beforeEach(() => take());

  it('tells a refusal from a question that was closed', async () => {
    useDevices(refusing('NotAllowedError'));
    usePermission('denied');
    expect(await codeFrom(capture.start('camera', { signal }))).to.equal('device-denied');
    usePermission('prompt');
    expect(await codeFrom(capture.start('camera', { signal }))).to.equal('device-dismissed');
    usePermission('unknown');
    expect(await codeFrom(capture.start('camera', { signal }))).to.equal('device-denied');
  });

  it('does not even ask where the page or its address rules it out', async () => {
    const devices = useDevices(refusing('NotAllowedError'));
    usePolicy(false);
    expect(await codeFrom(capture.start('camera', { signal }))).to.equal('device-blocked-by-page');
    usePolicy(true);
    useInsecurePage();
    expect(await codeFrom(capture.start('camera', { signal }))).to.equal('device-insecure-page');
    expect(devices.asked).to.deep.equal([]);
  });

  it('survives a page without devices', async () => {
    useNoDevices();
    const alone = new DeviceCapture();
    expect(await codeFrom(alone.start('microphone', { signal }))).to.equal('device-insecure-page');
    expect(await alone.devices()).to.deep.equal([]);
    alone.dispose();
  });

  it('says off again, and keeps the cause for developers', async () => {
    useDevices(refusing('NotReadableError'));
    const error = await capture.start('microphone', { signal }).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(SessionError).with.property('code', 'device-busy');
    expect((error as Error).cause).to.be.instanceOf(DOMException);
    expect(states()).to.deep.equal(['microphone starting', 'microphone off']);
  });

  it('asks for a small picture and a clear voice, one kind at a time', async () => {
    const devices = useDevices((constraints) => Promise.resolve(drawnStream(constraints)));
    await capture.start('camera', { signal });
    await capture.start('microphone', { signal });
    const [camera, microphone] = devices.asked;
    expect(camera?.audio).to.equal(undefined);
    expect(camera?.video).to.include.keys('width', 'height', 'frameRate');
    expect(microphone?.video).to.equal(undefined);
    expect(microphone?.audio).to.deep.equal({ echoCancellation: true, noiseSuppression: true });
  });

  it('falls back to any device when the chosen one is gone, once', async () => {
    const devices = useDevices((constraints) =>
      devices.asked.length === 1
        ? Promise.reject(new DOMException('', 'OverconstrainedError'))
        : Promise.resolve(drawnStream(constraints)),
    );
    capture.choose('microphone', 'gone');
    const track = await capture.start('microphone', { signal });
    expect(track.readyState).to.equal('live');
    expect(devices.asked).to.have.length(2);
    expect(devices.asked[0]?.audio).to.deep.include({ deviceId: { exact: 'gone' } });
    expect(devices.asked[1]?.audio).to.not.have.property('deviceId');
  });

  it('says that a device is missing after that one attempt', async () => {
    const devices = useDevices(refusing('NotFoundError'));
    capture.choose('camera', 'gone');
    expect(await codeFrom(capture.start('camera', { signal }))).to.equal('device-missing');
    expect(devices.asked).to.have.length(2);
  });
});

describe('device-capture: stopping', () => {
  beforeEach(() => take());

  it('stops a track that arrives after stop, and never hands it out', async () => {
    const request = pending();
    const starting = capture.start('camera', { signal }).then(
      () => 'handed out',
      (cause: unknown) => (cause as Error).name,
    );
    capture.stop('camera');
    expect(states()).to.deep.equal(['camera starting', 'camera off']);
    const late = drawnStream({ video: true });
    request.answer(late);
    expect(await starting).to.equal('AbortError');
    await aTimeout(0);
    expect(late.getTracks().map((track) => track.readyState)).to.deep.equal(['ended']);
    expect(capture.track('camera')).to.equal(null);
  });

  it('gives the reason of a signal that ends the request, and stops the late track', async () => {
    const request = pending();
    const leaving = new AbortController();
    const reason = new Error('left');
    const starting = capture.start('microphone', { signal: leaving.signal }).catch((cause: unknown) => cause);
    leaving.abort(reason);
    expect(states(), 'in the same task').to.deep.equal(['microphone starting', 'microphone off']);
    expect(await starting).to.equal(reason);
    const late = drawnStream({ audio: true });
    request.answer(late);
    await aTimeout(0);
    expect(late.getTracks()[0]?.readyState).to.equal('ended');
  });

  it('does not ask again for any device when it was stopped while the chosen one was missing', async () => {
    let refuse: (error: Error) => void = () => undefined;
    const devices = useDevices(
      () =>
        new Promise((_, reject) => {
          refuse = reject;
        }),
    );
    capture.choose('camera', 'gone');
    const starting = capture.start('camera', { signal }).catch(() => undefined);
    await aTimeout(0);
    capture.stop('camera');
    refuse(new DOMException('', 'NotFoundError'));
    await starting;
    await aTimeout(0);
    expect(devices.asked).to.have.length(1);
  });

  it('asks nobody when the signal is over already, or the capture disposed', async () => {
    const devices = useDevices(refusing('NotAllowedError'));
    await capture.start('camera', { signal: AbortSignal.abort() }).catch(() => undefined);
    capture.dispose();
    await capture.start('camera', { signal }).catch(() => undefined);
    expect(devices.asked).to.deep.equal([]);
  });

  it('has ended every track when stopAll returns', async () => {
    const camera = await capture.start('camera', { signal });
    const microphone = await capture.start('microphone', { signal });
    expect([camera.readyState, microphone.readyState]).to.deep.equal(['live', 'live']);
    capture.stopAll();
    expect([camera.readyState, microphone.readyState]).to.deep.equal(['ended', 'ended']);
    expect(states().slice(-2)).to.deep.equal(['microphone off', 'camera off']);
  });

  it('says nothing when nothing ran', () => {
    capture.stopAll();
    expect(facts).to.deep.equal([]);
  });

  it('has emptied a preview when stop returns, and fills it again on the next start', async () => {
    const video = document.createElement('video');
    const detach = capture.preview(video);
    await capture.start('camera', { signal });
    expect(video.srcObject).to.be.instanceOf(MediaStream);
    capture.stop('camera');
    expect(video.srcObject).to.equal(null);
    await capture.start('camera', { signal });
    expect(video.srcObject).to.be.instanceOf(MediaStream);
    detach();
    expect(video.srcObject).to.equal(null);
  });
});

describe('device-capture: running devices', () => {
  beforeEach(() => take());

  it('tells starting, then on', async () => {
    await capture.start('microphone', { signal });
    expect(states()).to.deep.equal(['microphone starting', 'microphone on']);
  });

  it('gives the running track again as long as the same device is chosen', async () => {
    const first = await capture.start('camera', { signal });
    expect(await capture.start('camera', { signal })).to.equal(first);
    capture.choose('camera', (await capture.devices()).find(({ kind }) => kind === 'camera')?.deviceId ?? '');
    const second = await capture.start('camera', { signal });
    expect(second).to.not.equal(first);
    expect([first.readyState, second.readyState]).to.deep.equal(['ended', 'live']);
    expect(states().filter((state) => state === 'camera off')).to.deep.equal([]);
  });

  it('tells that a device was unplugged, after it is off', async () => {
    const watched: string[] = [];
    capture.watch((fact) => watched.push(fact.type), { signal });
    const track = await capture.start('microphone', { signal });
    track.dispatchEvent(new Event('ended'));
    expect(states().slice(-2)).to.deep.equal(['microphone off', 'device-unplugged']);
    expect(capture.track('microphone')).to.equal(null);
    expect(watched).to.include('device-unplugged');
  });

  it('tells that the list of devices changed, until it is disposed', () => {
    const devices = useDevices(refusing('NotFoundError'));
    take();
    devices.dispatchEvent(new Event('devicechange'));
    capture.dispose();
    devices.dispatchEvent(new Event('devicechange'));
    expect(states()).to.deep.equal(['devices-changed']);
  });

  it('measures the loudness of the microphone', async () => {
    let loudest = 0;
    capture.level((level) => (loudest = Math.max(loudest, level)), { signal });
    await capture.start('microphone', { signal });
    await waitUntil(() => loudest > 0.1, 'the beep of the test device is heard', { timeout: 5000 });
  });

  describe('audio contexts', () => {
    const { AudioContext: Real } = globalThis;
    let made: AudioContext[] = [];
    const open = (): number => made.filter(({ state }) => state !== 'closed').length;

    beforeEach(() => {
      made = [];
      globalThis.AudioContext = class extends Real {
        constructor() {
          super();
          made.push(this);
        }
      };
    });
    afterEach(() => {
      globalThis.AudioContext = Real;
    });

    it('are opened once for all who listen, and closed when the last one stops listening', async () => {
      const [one, two] = [new AbortController(), new AbortController()];
      await capture.start('microphone', { signal });
      expect(made).to.have.length(0);
      capture.level(() => undefined, { signal: one.signal });
      capture.level(() => undefined, { signal: two.signal });
      one.abort();
      expect(made).to.have.length(1);
      expect(open()).to.equal(1);
      two.abort();
      await waitUntil(() => open() === 0);
    });

    it('are closed when the microphone stops, however often', async () => {
      capture.level(() => undefined, { signal });
      for (let round = 0; round < 5; round++) {
        await capture.start('microphone', { signal });
        capture.stop('microphone');
      }
      expect(made).to.have.length(5);
      await waitUntil(() => open() === 0);
    });

    it('are closed when a tone that stands in stops', async () => {
      take('client');
      capture.choose('microphone', STAND_IN_IDS.microphone);
      await capture.start('microphone', { signal });
      expect(open()).to.equal(1);
      capture.dispose();
      await waitUntil(() => open() === 0);
    });
  });

  it('offers no stand-ins unless it was told to', async () => {
    expect((await capture.devices()).some(({ standIn }) => standIn)).to.equal(false);
    take('client');
    const standIns = (await capture.devices()).filter(({ standIn }) => standIn);
    expect(standIns.map(({ deviceId }) => deviceId)).to.deep.equal([
      STAND_IN_IDS.microphone,
      STAND_IN_IDS.camera,
    ]);
  });
});
