/** The own camera and microphone, and the pictures that give way to sound where the line is narrow. */
import { isInRoom, stay, withProblem } from './session-changes.js';
import type { Transition } from './session-machine.js';
import { isStopped } from './session-safety.js';
import type { Line, MediaKind, SessionAsk, SessionFact, SessionSnapshot } from './session-snapshot.js';

export const MEDIA_OFF = {
  microphone: 'off',
  camera: 'off',
  ready: false,
  soundNeedsPress: false,
  picturesHeld: false,
} as const;

/** Media may be started: in the room, ready, and nothing in the way: no pause, and nothing that was stopped to be careful. */
export const mayStart = (snapshot: SessionSnapshot): boolean =>
  snapshot.phase.name === 'session' && snapshot.media.ready && !isStopped(snapshot);

export const begin = (
  snapshot: SessionSnapshot,
  { startWith }: SessionAsk & { type: 'begin' },
): Transition => {
  const free = snapshot.pausedBy.length === 0;
  const microphone = free && startWith !== 'listening';
  const camera = free && startWith === 'sound-and-picture';
  return {
    snapshot: {
      ...snapshot,
      preferences: { ...snapshot.preferences, startWith },
      media: {
        ...snapshot.media,
        ready: true,
        microphone: microphone ? 'starting' : 'off',
        camera: camera ? 'starting' : 'off',
      },
    },
    effects: [
      { type: 'start-sound' },
      ...(free ? [{ type: 'show-others', shown: true } as const] : []),
      ...(microphone ? [{ type: 'start-own-media', kind: 'microphone' } as const] : []),
      ...(camera ? [{ type: 'start-own-media', kind: 'camera' } as const] : []),
    ],
  };
};

export const startOwn = (snapshot: SessionSnapshot, kind: MediaKind): Transition => ({
  snapshot: { ...snapshot, media: { ...snapshot.media, [kind]: 'starting' } },
  effects: [{ type: 'start-own-media', kind }],
});

/** Whatever was told of it is no matter any more, and "Try again" starts nothing that was switched off. */
export const stopOwn = (snapshot: SessionSnapshot, kind: MediaKind): Transition => ({
  snapshot: {
    ...snapshot,
    media: { ...snapshot.media, [kind]: 'off' },
    problems: snapshot.problems.filter((problem) => problem.kind !== kind),
  },
  effects: [{ type: 'stop-own-media', kinds: [kind] }],
});

/** The person says that the line may carry pictures again; their own camera stays off until they switch it on. */
export const showPictures = (snapshot: SessionSnapshot): Transition => ({
  snapshot: {
    ...snapshot,
    media: { ...snapshot.media, picturesHeld: false },
    problems: snapshot.problems.filter(({ code }) => code !== 'pictures-held'),
  },
  effects: [{ type: 'show-pictures', shown: true }],
});

/** Sound comes before pictures: they give way when the line is too narrow, and come back only when the person says so. */
export const lineChanged = (snapshot: SessionSnapshot, line: Line): Transition => {
  if (!isInRoom(snapshot)) return stay(snapshot);
  const next = { ...snapshot, line };
  const { ready, picturesHeld } = snapshot.media;
  if (line === 'good' || !ready || picturesHeld || snapshot.pausedBy.length > 0) return stay(next);
  return {
    snapshot: withProblem(
      { ...next, media: { ...next.media, camera: 'off', picturesHeld: true } },
      { code: 'pictures-held' },
    ),
    effects: [
      { type: 'show-pictures', shown: false },
      { type: 'stop-own-media', kinds: ['camera'] },
    ],
  };
};

export const ownMedia = (
  snapshot: SessionSnapshot,
  { kind, state }: SessionFact & { type: 'own-media' },
): Transition => {
  // Confirmed too late: the person has stopped, paused or left meanwhile.
  if (state === 'on' && snapshot.media[kind] !== 'starting') return stay(snapshot);
  return stay({ ...snapshot, media: { ...snapshot.media, [kind]: state } });
};

export const unplugged = (
  snapshot: SessionSnapshot,
  { kind }: SessionFact & { type: 'device-unplugged' },
): Transition =>
  isInRoom(snapshot)
    ? stay(
        withProblem(
          { ...snapshot, media: { ...snapshot.media, [kind]: 'off' } },
          { code: 'device-unplugged', kind },
        ),
      )
    : stay(snapshot);
