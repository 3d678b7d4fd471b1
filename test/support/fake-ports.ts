import type { Capture } from '../../src/core/capture.js';
import type { PracticeService } from '../../src/core/practice-service.js';
import { NO_PLAN, type AppointmentFacts } from '../../src/core/session-snapshot.js';
import type { SessionTransport } from '../../src/core/session-transport.js';

/**
 * Ports that write down what they are asked, in one list and in order. For what the real ones cannot give: the exact
 * order of effects, and answers that come late or not at all. The real ones have their contract suites.
 */
export interface FakePorts {
  readonly log: string[];
  readonly service: PracticeService;
  readonly transport: SessionTransport;
  readonly capture: Capture;
  /** The track that the next `start` gives; set a promise to make it late. */
  track: Promise<MediaStreamTrack>;
  appointment: AppointmentFacts | Error;
}

export const canvasTrack = (): MediaStreamTrack => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 16 });
  canvas.getContext('2d');
  const [track] = canvas.captureStream(1).getVideoTracks();
  if (!track) throw new Error('no track from a canvas');
  return track;
};

export const appointmentFacts = (change: Partial<AppointmentFacts> = {}): AppointmentFacts => ({
  self: 'self',
  role: 'client',
  plan: { ...NO_PLAN, appointment: 'appointment' },
  steps: [],
  people: [{ id: 'other', role: 'therapist', state: 'here', urgent: false }],
  consent: { document: null, person: 'self', subject: 'self', records: [], circumstances: [] },
  late: null,
  pausedBy: [],
  admitted: false,
  ...change,
});

const noted = <T extends object>(
  log: string[],
  port: string,
  answers: Partial<T>,
  keep: readonly string[] = [],
): T =>
  new Proxy(answers, {
    get: (target, name: string) => {
      const answer = target[name as keyof T] as unknown;
      if (name === 'then' || keep.includes(name) || (answer !== undefined && typeof answer !== 'function'))
        return answer;
      return (...values: unknown[]) => {
        const about = values
          .filter((value) => typeof value === 'string' || typeof value === 'boolean')
          .join(' ');
        log.push(`${port}.${name}${about ? ` ${about}` : ''}`);
        return typeof answer === 'function'
          ? (answer as (...all: unknown[]) => unknown)(...values)
          : Promise.resolve();
      };
    },
  }) as T;

export const fakePorts = (): FakePorts => {
  const log: string[] = [];
  const tracks = new Map<string, MediaStreamTrack>();
  const ports: FakePorts = {
    log,
    track: Promise.resolve(canvasTrack()),
    appointment: appointmentFacts(),
    service: noted<PracticeService>(
      log,
      'service',
      {
        open: () =>
          ports.appointment instanceof Error
            ? Promise.reject(ports.appointment)
            : Promise.resolve(ports.appointment),
        pass: () =>
          Promise.resolve({
            room: 'room',
            person: 'self',
            identity: 'seat',
            role: 'client',
            rights: 'media',
          }),
        close: () => undefined,
        onFact: undefined as never,
      },
      ['onFact'],
    ),
    transport: noted<SessionTransport>(
      log,
      'transport',
      {
        disconnect: () => undefined,
        unpublish: () => undefined,
        setWanted: () => undefined,
        allow: () => undefined,
        attach: (_person, _kind, element) => {
          element.srcObject = new MediaStream();
          return () => {
            element.srcObject = null;
          };
        },
        onFact: undefined as never,
      },
      ['onFact'],
    ),
    capture: noted<Capture>(
      log,
      'capture',
      {
        start: async (kind) => {
          const track = await ports.track;
          tracks.set(kind, track);
          return track;
        },
        stop: (kind) => {
          tracks.get(kind)?.stop();
        },
        stopAll: () => {
          for (const track of tracks.values()) track.stop();
        },
        choose: () => undefined,
        dispose: () => undefined,
        onFact: undefined as never,
      },
      ['onFact'],
    ),
  };
  return ports;
};
