import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Capture, CaptureDevice } from '../core/capture.js';
import { namedDevices } from '../core/device-choices.js';
import { DeviceCapture } from '../core/device-capture.js';
import {
  browserResult,
  cameraResult,
  connectionResult,
  connectionTrouble,
  doesNotWork,
  microphoneResult,
  NOTHING_HEARD,
  NOTHING_SEEN,
  noteFrame,
  noteLevel,
  speakerResult,
  WORKS,
  type CheckLine,
  type CheckResult,
  type SpeakerAnswer,
} from '../core/device-check.js';
import { probeBrowser } from '../core/device-probes.js';
import { samplePicture } from '../core/picture-samples.js';
import type { Session } from '../core/session-controller.js';
import { DeviceTrial } from './device-trial.js';
import { SpeakerTrial } from './speaker-trial.js';

/** A way that is found only after the usual one was given up takes its time. */
const ROUTE_PATIENCE_MS = 30_000;

interface CheckHost extends ReactiveControllerHost {
  readonly session: Session | undefined;
}

interface CheckScreen {
  readonly note: (line: CheckLine, result: CheckResult) => void;
  readonly showLevel: (level: number) => void;
  /** Where the own picture is shown, once it is on the page. */
  readonly video: () => Promise<HTMLVideoElement | null>;
}

/**
 * The tech check at work: borrows the devices of the session, or has its own where the element stands alone, and
 * notes what was really measured. Leaves nothing running when its element leaves the page.
 */
export class CheckRun implements ReactiveController {
  readonly microphone: DeviceTrial;
  readonly camera: DeviceTrial;
  readonly speaker: SpeakerTrial;
  speakers: readonly CaptureDevice[] = [];
  testing = false;
  #own: DeviceCapture | undefined;
  #connecting: AbortController | undefined;

  constructor(
    private readonly host: CheckHost,
    private readonly screen: CheckScreen,
  ) {
    const capture = (): Promise<Capture> => this.#borrow();
    this.microphone = new DeviceTrial(host, 'microphone', {
      capture,
      observe: (from, signal) => this.#listen(from, signal),
      note: (result) => screen.note('microphone', result),
    });
    this.camera = new DeviceTrial(host, 'camera', {
      capture,
      observe: (from, signal) => void this.#look(from, signal),
      note: (result) => screen.note('camera', result),
    });
    this.speaker = new SpeakerTrial(host);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
    this.#own?.dispose();
    this.#own = undefined;
  }

  /** Everything off, at once. */
  stop(): void {
    this.microphone.stop();
    this.camera.stop();
    this.speaker.stop();
    this.#connecting?.abort();
  }

  async lookAtBrowser(): Promise<void> {
    this.screen.note('browser', browserResult(await probeBrowser()));
  }

  async testConnection(): Promise<void> {
    if (this.testing) return;
    this.#connecting = new AbortController();
    this.#test(true);
    const { signal } = this.#connecting;
    const within = AbortSignal.any([signal, AbortSignal.timeout(ROUTE_PATIENCE_MS)]);
    let tried: 'server' | 'browser' = 'server';
    try {
      const trial = (await this.host.session?.media.tryRoute(within)) ?? null;
      if (!trial) {
        tried = 'browser';
        await this.#seal(signal);
      }
      if (!signal.aborted) this.screen.note('connection', connectionResult(trial));
    } catch (cause) {
      if (!signal.aborted) this.screen.note('connection', connectionTrouble(cause, tried));
    } finally {
      this.#test(false);
    }
  }

  /** Says nothing about the line to the practice, and no server is asked. */
  async #seal(signal: AbortSignal): Promise<void> {
    const { session } = this.host;
    if (session) return session.media.trySealing(signal);
    const { selfTest } = await import('../core/encryption/self-test.js');
    return selfTest({ signal });
  }

  /** The person spoke, and nothing moved: nobody else can know that. */
  hearNothing(): void {
    this.screen.note('microphone', doesNotWork('no-sound'));
  }

  play(): void {
    this.screen.note('speaker', speakerResult(false, null));
    void this.speaker.play();
    void this.#listSpeakers();
  }

  answer(answer: SpeakerAnswer): void {
    this.speaker.answer = answer;
    this.screen.note('speaker', speakerResult(this.speaker.played, answer));
  }

  async chooseSpeaker(deviceId: string): Promise<void> {
    this.speaker.choose(deviceId);
    this.screen.note('speaker', speakerResult(false, null));
    (await this.#borrow()).choose('speaker', deviceId);
  }

  #borrow(): Promise<Capture> {
    return this.host.session?.media.capture() ?? Promise.resolve((this.#own ??= new DeviceCapture()));
  }

  #listen(capture: Capture, signal: AbortSignal): void {
    let heard = NOTHING_HEARD;
    capture.level(
      (level) => {
        this.screen.showLevel(level);
        heard = noteLevel(heard, level);
        if (microphoneResult(heard).outcome === 'works') this.screen.note('microphone', WORKS);
      },
      { signal },
    );
    // Names of speakers are told together with the permission for the microphone.
    void this.#listSpeakers();
  }

  async #look(capture: Capture, signal: AbortSignal): Promise<void> {
    const video = await this.screen.video();
    if (!video || signal.aborted) return;
    const hide = capture.preview(video);
    signal.addEventListener('abort', hide, { once: true });
    const settled = new AbortController();
    let seen = NOTHING_SEEN;
    const look = (pixels: Uint8ClampedArray | null): void => {
      seen = noteFrame(seen, pixels);
      const result = cameraResult(seen);
      if (result.outcome !== 'not-checked') this.screen.note('camera', result);
      if (result.outcome === 'works') settled.abort();
    };
    samplePicture(video, look, { signal: AbortSignal.any([signal, settled.signal]) });
  }

  async #listSpeakers(): Promise<void> {
    const devices = await this.#borrow().then(
      (capture) => capture.devices(),
      () => [],
    );
    this.speakers = namedDevices(devices, 'speaker');
    this.host.requestUpdate();
  }

  #test(testing: boolean): void {
    this.testing = testing;
    this.host.requestUpdate();
  }
}
