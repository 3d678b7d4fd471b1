/** The protections of the way that frames take: no key, no worker, no frame. */
import { rowsOf } from './support/rows.js';

const LOCAL = 'test/core/transports/local-transport.test.ts';
const LIVEKIT = 'test/core/transports/livekit-unasked.test.ts';
const READY = 'test/core/transports/livekit-ready.test.ts';
const row = (invariant, file) => rowsOf(invariant, `src/core/${file}.ts`, LOCAL);

export const MUTATIONS = [
  row('sealed', 'transports/frame-sealing')('A key that is taken away is taken from the worker', [
    `this.#own = key;
    this.#worker?.sealWith(key);`,
    `this.#own = key;
    if (key) this.#worker?.sealWith(key);`,
  ]),
  row('sealed', 'transports/local-transport')('Whoever would send unsealed is disconnected', [
    `#tampered(): void {
    this.#end('lost');`,
    `#tampered(): void {`,
  ]),
  row('sealed', 'transports/frame-sealing')('An alarm of the worker is heard', [
    `alarm: () => isCurrent() && this.owner.tampered(),`,
    `alarm: () => undefined,`,
  ]),
  row('support', 'encryption/frame-worker')('A browser that cannot seal connects nobody', [
    `(givesStreams() || typeof RTCRtpScriptTransform !== 'undefined');`,
    `typeof RTCRtpSender !== 'undefined';`,
  ]),
  row('support', 'transports/frame-sealing')('A worker that does not start connects nobody', [
    `this.#spare = null;
      throw error;`,
    `this.#spare = null;`,
  ]),
  row('memory', 'transports/frame-sealing')(
    'The worker is ended in the task of disconnecting, and its keys with it',
    [
      `this.#worker?.end();
    this.#worker = null;`,
      `this.#worker = null;`,
    ],
  ),
  rowsOf(
    'silence',
    'src/core/transports/livekit-session.ts',
    LIVEKIT,
  )('Nothing is sent because a server hands it out to somebody who wants nothing', [
    `if (!stay.options.unasked) this.#outgoing.taken(kind);`,
    `this.#outgoing.taken(kind);`,
  ]),
  rowsOf(
    'silence',
    'src/core/transports/livekit-outgoing.ts',
    READY,
  )('Nobody is told that somebody sends who has only laid out a place for it', [
    `const laid = (lane.laid = lane.track === null);`,
    `const laid = (lane.laid = false);`,
  ]),
  rowsOf(
    'silence',
    'src/core/transports/livekit-outgoing.ts',
    READY,
  )('What is laid out is not used before somebody is let in', [
    `if (lane.track && this.#standsBy) return null;`,
    '',
  ]),
  rowsOf(
    'opened',
    'src/core/transports/livekit-others.ts',
    LIVEKIT,
  )('What a stranger sends is not taken', [
    `if (this.#strangers.has(identity))
        for (const kind of MEDIA_KINDS) this.#room?.take(identity, kind, false);`,
    `continue;`,
  ]),
  rowsOf(
    'room',
    'src/core/transports/livekit-transport.ts',
    'test/core/transports/hostile-relay-streams.test.ts',
  )('Whoever is moved to another room does not stay there', [
    `this.#on(RoomEvent.Moved, () => this.#refuse('the media server has moved this page to another room'));`,
    '',
  ]),
  rowsOf(
    'room',
    'src/core/transports/goodbye-words.ts',
    'test/core/transports/goodbye-words.test.ts',
  )('Nobody leaves without a word that only they can know', [
    `text !== null && sameBytes(utf8(text), utf8(said))`,
    `text !== null`,
  ]),
];
