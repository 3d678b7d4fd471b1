import type { Capture, CaptureDevice, PictureSize } from './capture.js';
import { requestDevice } from './device-request.js';
import { SessionError } from './problems.js';
import type { CaptureFact, MediaKind, OwnMediaState, Role } from './session-snapshot.js';
import { soundLevel } from './sound-level.js';
import type { OpenedTrack } from './stand-in-media.js';

type DeviceKind = MediaKind | 'speaker';

export interface DeviceCaptureOptions {
  /** Whose drawn picture and tone are offered beside the real devices. Rehearsals only. */
  readonly standIns?: Role | null;
}

/** Ids of the devices that are drawn or computed. Their names are words, so elements give them. */
export const STAND_IN_IDS: Readonly<Record<MediaKind, string>> = {
  microphone: 'stand-in-tone',
  camera: 'stand-in-picture',
};

const KINDS: Readonly<Record<MediaDeviceKind, DeviceKind>> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};

interface Running extends OpenedTrack {
  readonly deviceId: string;
  readonly ended: () => void;
}

/** Loaded when somebody chooses one. */
const openStandIn = async (kind: MediaKind, role: Role): Promise<OpenedTrack> => {
  try {
    return (await import('./stand-in-media.js')).openStandIn(kind, role);
  } catch (cause) {
    throw new SessionError('device-failed', `the stand-in for the ${kind} did not start`, { cause });
  }
};

/** Camera and microphone of this browser. See `Capture` for what it promises. */
export class DeviceCapture implements Capture {
  onFact: (fact: CaptureFact) => void = () => undefined;
  pictureSize: PictureSize | undefined;

  readonly #standIns: Role | null;
  readonly #chosen = new Map<DeviceKind, string>();
  readonly #running = new Map<MediaKind, Running>();
  readonly #requests = new Map<MediaKind, AbortController>();
  readonly #previews = new Set<HTMLVideoElement>();
  readonly #listeners = new Set<(level: number) => void>();
  readonly #watchers = new Set<(fact: CaptureFact) => void>();
  readonly #disposed = new AbortController();
  #metered: MediaStreamTrack | null = null;
  #closeMeter: (() => void) | undefined;

  constructor({ standIns = null }: DeviceCaptureOptions = {}) {
    this.#standIns = standIns;
    // Missing on an insecure page, whatever the types say.
    (navigator.mediaDevices as MediaDevices | undefined)?.addEventListener(
      'devicechange',
      () => {
        this.#report({ type: 'devices-changed' });
      },
      { signal: this.#disposed.signal },
    );
  }

  watch(listener: (fact: CaptureFact) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (signal.aborted) return;
    this.#watchers.add(listener);
    signal.addEventListener('abort', () => this.#watchers.delete(listener), { once: true });
  }

  start(kind: MediaKind, { signal }: { readonly signal: AbortSignal }): Promise<MediaStreamTrack> {
    const over = [signal, this.#disposed.signal].find(({ aborted }) => aborted);
    if (over) return Promise.reject(over.reason as Error);
    const deviceId = this.chosen(kind);
    const running = this.#running.get(kind);
    if (running?.deviceId === deviceId) return Promise.resolve(running.track);

    this.#requests.get(kind)?.abort();
    // Before the next one opens: many phones can run only one camera at a time.
    this.#end(kind);
    const request = new AbortController();
    this.#requests.set(kind, request);
    this.#tell(kind, 'starting');
    return new Promise((resolve, reject) => {
      const gone = AbortSignal.any([signal, request.signal, this.#disposed.signal]);
      const giveUp = (reason: Error): void => {
        if (this.#requests.get(kind) === request) {
          this.#requests.delete(kind);
          this.#tell(kind, 'off');
        }
        reject(reason);
      };
      const abort = (): void => {
        giveUp(gone.reason as Error);
      };
      gone.addEventListener('abort', abort, { once: true });
      this.#open(kind, deviceId, gone).then((opened) => {
        gone.removeEventListener('abort', abort);
        if (gone.aborted) opened.end();
        else resolve(this.#take(kind, deviceId, opened));
      }, giveUp);
    });
  }

  stop(kind: MediaKind): void {
    const known = this.#running.has(kind) || this.#requests.has(kind);
    this.#end(kind);
    const request = this.#requests.get(kind);
    this.#requests.delete(kind);
    request?.abort();
    if (known) this.#tell(kind, 'off');
  }

  stopAll(): void {
    this.stop('microphone');
    this.stop('camera');
  }

  track(kind: MediaKind): MediaStreamTrack | null {
    return this.#running.get(kind)?.track ?? null;
  }

  choose(kind: DeviceKind, deviceId: string): void {
    this.#chosen.set(kind, deviceId);
  }

  chosen(kind: DeviceKind): string {
    return this.#chosen.get(kind) ?? '';
  }

  async devices(): Promise<readonly CaptureDevice[]> {
    const listed = (await (navigator.mediaDevices as MediaDevices | undefined)?.enumerateDevices()) ?? [];
    const devices: CaptureDevice[] = listed.map(({ kind, deviceId, label }) => ({
      kind: KINDS[kind],
      deviceId,
      label,
    }));
    if (!this.#standIns) return devices;
    const standIn = (kind: MediaKind): CaptureDevice => ({
      kind,
      deviceId: STAND_IN_IDS[kind],
      label: '',
      standIn: true,
    });
    return [...devices, standIn('microphone'), standIn('camera')];
  }

  preview(video: HTMLVideoElement): () => void {
    this.#previews.add(video);
    this.#show(video);
    return () => {
      this.#previews.delete(video);
      video.srcObject = null;
    };
  }

  level(listener: (level: number) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener(
      'abort',
      () => {
        this.#listeners.delete(listener);
        this.#listen();
      },
      { once: true },
    );
    this.#listen();
  }

  dispose(): void {
    this.stopAll();
    this.#disposed.abort();
    this.#listeners.clear();
    this.#previews.clear();
    this.#watchers.clear();
    this.onFact = () => undefined;
  }

  async #open(kind: MediaKind, deviceId: string, signal: AbortSignal): Promise<OpenedTrack> {
    if (this.#standIns && deviceId === STAND_IN_IDS[kind]) return openStandIn(kind, this.#standIns);
    const track = await requestDevice(kind, deviceId, signal);
    return { track, end: () => track.stop() };
  }

  #take(kind: MediaKind, deviceId: string, opened: OpenedTrack): MediaStreamTrack {
    const { track } = opened;
    // Not heard after our own `stop()`, so this is the device going away.
    const ended = (): void => {
      this.stop(kind);
      this.#report({ type: 'device-unplugged', kind });
    };
    track.addEventListener('ended', ended, { once: true });
    this.#requests.delete(kind);
    this.#running.set(kind, { ...opened, deviceId, ended });
    if (kind === 'camera') this.pictureSize = track.getSettings();
    this.#follow(kind);
    this.#tell(kind, 'on');
    return track;
  }

  #end(kind: MediaKind): void {
    const running = this.#running.get(kind);
    if (!running) return;
    this.#running.delete(kind);
    running.track.removeEventListener('ended', running.ended);
    running.end();
    this.#follow(kind);
  }

  /** Lets the previews or the meter follow the device that runs now, or none. */
  #follow(kind: MediaKind): void {
    if (kind === 'camera') this.#previews.forEach((video) => this.#show(video));
    else this.#listen();
  }

  #show(video: HTMLVideoElement): void {
    const track = this.track('camera');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = track && new MediaStream([track]);
    // It rejects when the picture is taken away before it began; there is nothing to do then.
    if (track) void video.play().catch(() => undefined);
  }

  #listen(): void {
    const track = this.#listeners.size > 0 ? this.track('microphone') : null;
    if (track === this.#metered) return;
    this.#closeMeter?.();
    this.#metered = track;
    this.#closeMeter = track
      ? soundLevel(track, (level) => this.#listeners.forEach((listener) => listener(level)))
      : undefined;
  }

  #tell(kind: MediaKind, state: OwnMediaState): void {
    this.#report({ type: 'own-media', kind, state });
  }

  #report(fact: CaptureFact): void {
    this.onFact(fact);
    this.#watchers.forEach((watcher) => watcher(fact));
  }
}
