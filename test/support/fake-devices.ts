/** A browser whose devices do exactly what a test says: for the answers that no flag of a real one gives. */

type Answer = (constraints: MediaStreamConstraints) => Promise<MediaStream>;

const own = (target: object, name: string, value: unknown): (() => void) => {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, value });
  return () => {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  };
};

export class FakeDevices extends EventTarget {
  readonly asked: MediaStreamConstraints[] = [];
  listed: Partial<MediaDeviceInfo>[] = [
    { kind: 'audioinput', deviceId: 'mic-1', label: 'Sample microphone' },
    { kind: 'audioinput', deviceId: 'mic-2', label: 'Sample headset' },
    { kind: 'videoinput', deviceId: 'cam-1', label: 'Sample camera' },
  ];

  constructor(private readonly answer: Answer) {
    super();
  }

  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asked.push(constraints);
    return this.answer(constraints);
  }

  enumerateDevices(): Promise<Partial<MediaDeviceInfo>[]> {
    return Promise.resolve(this.listed);
  }
}

const undo: (() => void)[] = [];

/** Until `realDevices`. */
export const useDevices = (answer: Answer): FakeDevices => {
  const fake = new FakeDevices(answer);
  undo.push(own(navigator, 'mediaDevices', fake));
  return fake;
};

export const useNoDevices = (): void => void undo.push(own(navigator, 'mediaDevices', undefined));

export const useInsecurePage = (): void => void undo.push(own(globalThis, 'isSecureContext', false));

export const usePermission = (state: PermissionState | 'unknown'): void => {
  const query = (): Promise<{ state: PermissionState }> =>
    state === 'unknown' ? Promise.reject(new TypeError('unknown name')) : Promise.resolve({ state });
  undo.push(own(navigator, 'permissions', { query }));
};

export const usePolicy = (allowed: boolean): void =>
  void undo.push(own(document, 'featurePolicy', { allowsFeature: () => allowed }));

export const realDevices = (): void => {
  while (undo.length > 0) undo.pop()?.();
};

export const refusing =
  (name: string): Answer =>
  () =>
    Promise.reject(new DOMException('as the test says', name));

/** A silent, running track of the kind that was asked for, made without any device. */
export const drawnStream = ({ audio }: MediaStreamConstraints): MediaStream => {
  if (!audio) return document.createElement('canvas').captureStream();
  const context = new AudioContext();
  const { stream } = context.createMediaStreamDestination();
  opened.push(context);
  return stream;
};

const opened: AudioContext[] = [];

export const closeDrawnStreams = async (): Promise<void> => {
  await Promise.all(opened.splice(0).map((context) => context.close()));
};
