/** Whether sound and picture get through to the media server from here, and by which way. */
import { sealAway } from '../encryption/sealed-away.js';
import type { WorkerOptions } from '../encryption/worker-loader.js';
import { SessionError, type ProblemCode } from '../problems.js';
import type { MediaKey, Pass, RouteTrial } from '../session-transport.js';
import { FrameSealing } from './frame-sealing.js';
import type { OpenRoom, Room, RoomListener } from './livekit-port.js';
import { asSessionError } from './livekit-trouble.js';
import { reportOf, selectedPair, type Report } from './stats-report.js';

/** As long as a person would wait for it. */
const PATIENCE_MS = 15_000;
const LOOK_MS = 100;

const NOBODY: RoomListener = {
  reached: () => undefined,
  rightsChanged: () => undefined,
  steady: () => undefined,
  ended: () => undefined,
  arrived: () => undefined,
  departed: () => undefined,
  changed: () => undefined,
  received: () => undefined,
  senderMade: () => undefined,
  taken: () => undefined,
  withdrawn: () => undefined,
};

interface Tone {
  readonly track: MediaStreamTrack;
  end(): void;
}

/** Nobody is in the room to hear it, and nobody would. */
const faintTone = (): Tone => {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: 440 });
  const end = new MediaStreamAudioDestinationNode(context);
  tone.connect(new GainNode(context, { gain: 0.001 })).connect(end);
  tone.start();
  const [track] = end.stream.getAudioTracks();
  if (!track) throw new TypeError('a stream without a sound');
  return {
    track,
    end: () => {
      track.stop();
      void context.close();
    },
  };
};

/** Also what nobody is to hear is sealed, with a key that nobody else has. */
const newSealing = (worker: WorkerOptions): FrameSealing =>
  new FrameSealing(worker, {
    tell: () => undefined,
    tampered: () => undefined,
    needsPicture: () => undefined,
  });

/** What a report says of the way, once the server has said that it got something; `null` before. */
export const routeIn = (report: Report): RouteTrial | null => {
  const arrived = [...report.values()].some(
    ({ type, roundTripTime }) => type === 'remote-inbound-rtp' && roundTripTime !== undefined,
  );
  const pair = selectedPair(report);
  if (!arrived || !pair?.localCandidateId) return null;
  const local = report.get(pair.localCandidateId);
  const isTcp = local?.protocol === 'tcp';
  return {
    by: local?.candidateType === 'relay' ? 'relayed' : isTcp ? 'tcp' : 'udp',
    roundTripMs: (pair.currentRoundTripTime ?? 0) * 1_000,
  };
};

/** Looks until there is something to see; the signal ends it with nothing. */
const measured = async (room: Room, signal: AbortSignal): Promise<RouteTrial | null> => {
  while (!signal.aborted) {
    for (const connection of room.connections()) {
      const route = routeIn(await reportOf(connection));
      if (route) return route;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return null;
};

/** What is wrong with the page or the practice, and not with the way. */
const TOLD: readonly ProblemCode[] = ['service-missing', 'worker-blocked', 'encryption-unsupported'];

const throwawayKey = async (): Promise<MediaKey> => ({
  epoch: 0,
  keyIndex: 0,
  material: await sealAway(crypto.getRandomValues(new Uint8Array(32))),
});

/**
 * Rejects with `media-unreachable`, with `service-missing` where the media server must not be used, or with
 * `worker-blocked` or `encryption-unsupported` where nothing could be sealed.
 */
export const tryRoute = async (
  open: OpenRoom,
  pass: Pass,
  { signal, worker }: { readonly signal: AbortSignal; readonly worker: WorkerOptions },
): Promise<RouteTrial> => {
  signal.throwIfAborted();
  const over = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const sealing = newSealing(worker);
  const tone = faintTone();
  let room: Room | undefined;
  const giveUp = (): void => void room?.close();
  over.addEventListener('abort', giveUp, { once: true });
  try {
    await sealing.begin(pass.person);
    sealing.sealWith(await throwawayKey());
    over.throwIfAborted();
    room = open(NOBODY, sealing);
    room.permit([]);
    await room.connect(pass);
    await room.publish('microphone', tone.track);
    const route = await measured(room, over);
    if (route) return route;
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = asSessionError(error, 'media-unreachable', 'the trial failed');
    throw new SessionError(TOLD.includes(code) ? code : 'media-unreachable', message);
  } finally {
    over.removeEventListener('abort', giveUp);
    tone.end();
    await room?.close();
    sealing.end();
  }
  signal.throwIfAborted();
  throw new SessionError('media-unreachable', 'nothing arrived at the media server');
};
