/**
 * A session that stands still: for the gallery, screenshots and element tests, without server or camera.
 * Published, so that a practice can design every state on its own pages.
 */
import { DeviceCapture } from '../core/device-capture.js';
import type { Capture } from '../core/capture.js';
import type { Session, SessionMedia } from '../core/session-controller.js';
import { can } from '../core/session-machine.js';
import {
  emptySnapshot,
  NO_SAFETY,
  type Person,
  type SessionAsk,
  type SessionSnapshot,
} from '../core/session-snapshot.js';

/** What differs from the ordinary case; each axis is replaced as a whole, nested values are given in full. */
export type SnapshotPatch = Partial<SessionSnapshot>;

/** A therapist as the client's page knows them, already there. */
export const exampleTherapist: Person = {
  id: 'person-t',
  role: 'therapist',
  state: 'here',
  acceptedBy: [],
  presence: 'here',
  profile: { name: 'Sample Therapist', pronouns: '', wishes: '', speakFreely: '', startWith: '' },
  media: { microphone: true, camera: true },
  urgent: false,
  seat: '',
  asksElsewhere: false,
  removed: false,
  safety: NO_SAFETY,
};

/** A client as the therapist's page knows them, waiting. */
export const exampleClient: Person = {
  id: 'person-c',
  role: 'client',
  state: 'asking',
  acceptedBy: [],
  presence: 'here',
  profile: {
    name: 'Sample Client',
    pronouns: 'they',
    wishes: 'Slowly today, please.',
    speakFreely: 'partly',
    startWith: 'sound',
  },
  media: { microphone: false, camera: false },
  urgent: false,
  seat: '',
  asksElsewhere: false,
  removed: false,
  safety: NO_SAFETY,
};

/** With a real service, and by way of its media server. */
export const byServer = {
  mode: 'live',
  route: { kind: 'server', url: 'wss://media.example.org', waiting: 'strict' },
  encryption: 'sealed',
} as const satisfies SnapshotPatch;

const STEPS = {
  client: ['welcome', 'consent', 'space', 'tech-check', 'waiting'],
  therapist: ['welcome', 'tech-check', 'waiting'],
} as const;

/** A client's session on a quiet day, with what `patch` changes. */
export const exampleSnapshot = (patch: SnapshotPatch = {}): SessionSnapshot => {
  const role = patch.role ?? 'client';
  const empty = emptySnapshot(role, patch.mode ?? 'rehearsal');
  return {
    ...empty,
    self: role === 'client' ? exampleClient.id : exampleTherapist.id,
    journey: { steps: STEPS[role], done: [] },
    plan: {
      ...empty.plan,
      appointment: 'example',
      practiceName: 'Sample Practice',
      therapistName: 'Sample Therapist',
      phone: '020 7946 0123',
    },
    consent: { ...empty.consent, status: 'none' },
    people: [role === 'client' ? exampleTherapist : exampleClient],
    ...patch,
  };
};

export class ExampleSession extends EventTarget implements Session {
  /** Everything that was asked, in order. */
  readonly asks: SessionAsk[] = [];
  readonly media: { -readonly [name in keyof SessionMedia]: SessionMedia[name] };
  #snapshot: SessionSnapshot;
  #capture: Capture | undefined;

  constructor(patch: SnapshotPatch = {}) {
    super();
    this.#snapshot = Object.freeze(exampleSnapshot(patch));
    const showStill = (video: HTMLVideoElement): (() => void) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
      drawStill(canvas);
      const stream = canvas.captureStream(1);
      video.srcObject = stream;
      return () => {
        video.srcObject = null;
        for (const track of stream.getTracks()) track.stop();
      };
    };
    this.media = {
      attach: (_person, video) => showStill(video),
      preview: showStill,
      level: () => undefined,
      startSound: () => undefined,
      tryRoute: () => Promise.resolve(null),
      trySealing: () => Promise.resolve(),
      capture: () => Promise.resolve((this.#capture ??= new DeviceCapture({ standIns: this.snapshot.role }))),
    };
  }

  get snapshot(): SessionSnapshot {
    return this.#snapshot;
  }

  /** Changes what is true and tells listeners, as the world would. */
  update(patch: SnapshotPatch): void {
    this.#snapshot = Object.freeze({ ...this.#snapshot, ...patch });
    this.dispatchEvent(new Event('change'));
  }

  send(ask: SessionAsk): void {
    this.asks.push(ask);
  }

  can(ask: SessionAsk): boolean {
    return can(this.#snapshot, ask, Date.now());
  }

  dispose(): void {
    this.#capture?.dispose();
  }
}

export const exampleSession = (patch: SnapshotPatch = {}): ExampleSession => new ExampleSession(patch);

/** A neutral figure in soft light: plainly drawn, nobody's face. */
const drawStill = (canvas: HTMLCanvasElement): void => {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = '#cdd8d2';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#6f8a86';
  context.beginPath();
  context.arc(160, 74, 34, 0, Math.PI * 2);
  context.fill();
  context.beginPath();
  context.ellipse(160, 182, 78, 66, 0, Math.PI, Math.PI * 2);
  context.fill();
};
