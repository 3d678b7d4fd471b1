/** What the page may ask of the worker, and what becomes of it. */
import type { MediaKind, PersonId } from '../../session-snapshot.js';
import type { EncodedFrame, FrameAsk, FrameNews, LaneName } from '../frame-messages.js';
import { FrameTally } from './frame-tally.js';
import { setKey, settled } from './livekit-cryptor.js';
import { OwnIndexes, TheirIndexes } from './open-keys.js';
import { keysOf, OpeningLane, type OpeningGuard } from './opening-lane.js';
import { ReplayWindows } from './replay-window.js';
import { layLane, OWN_KEYS } from './sealing-lane.js';

type Ask<T extends FrameAsk['type']> = Extract<FrameAsk, { readonly type: T }>;

/** As browsers hand them over: with the streams alone, or with a word to the encoder as well. */
interface Encoder {
  generateKeyFrame?(): Promise<unknown>;
}

export interface LaneStreams extends Encoder {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
}

const isIndex = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 16;

export class FrameShell {
  readonly #own = new OwnIndexes();
  readonly #theirs = new TheirIndexes();
  readonly #shown = new ReplayWindows();
  readonly #opening = new Map<number, OpeningLane>();
  /** Said of lanes before their streams came, as it can be where the browser hands them over itself. */
  readonly #early = new Map<number, PersonId | null>();
  /** Lanes that seal, and send nothing right now. */
  readonly #held = new Set<number>();
  /** Lanes of pictures by which one has gone, since something was to be sent. */
  readonly #begun = new Set<number>();
  readonly #encoders = new Map<number, Encoder>();
  readonly #tally: FrameTally;
  #self: PersonId | null = null;

  /** `blank`: a key that nobody has, which takes the place of each one that is out of use. */
  constructor(
    private readonly blank: CryptoKey,
    private readonly tell: (news: FrameNews) => void,
  ) {
    this.#tally = new FrameTally((counts) => tell({ type: 'counted', counts }));
  }

  /** In the order in which they were asked. Whatever concerns a gate is done when it returns. */
  take(ask: FrameAsk): void {
    switch (ask.type) {
      case 'ping':
        this.tell({ type: 'ready' });
        break;
      case 'begin':
        this.#begin(ask.self);
        break;
      case 'seal-with':
        void this.#sealWith(ask.key);
        break;
      case 'open-with':
        this.#openWith(ask);
        break;
      case 'close-to':
        this.#closeTo(ask);
        break;
      case 'lane':
        this.lay(ask, ask);
        break;
      case 'assign':
        this.#assign(ask);
        break;
      case 'carry':
        this.#carry(ask);
        break;
      case 'whole-picture':
        this.#wholePicture(ask.lane);
        break;
      default:
        // Also what LiveKit's own page would say: to enable, to disable, to name a trailer of the server's.
        ask satisfies never;
        this.tell({ type: 'alarm', why: 'not-ours' });
    }
  }

  lay({ lane, operation, kind }: LaneName, streams: LaneStreams): void {
    const { readable, writable } = streams;
    if (operation === 'open') {
      const opening = new OpeningLane(lane, kind, readable, writable, this.#openingGuard());
      this.#opening.set(lane, opening);
      opening.assign(this.#early.get(lane) ?? null);
      return;
    }
    this.#encoders.set(lane, streams);
    layLane(lane, kind, readable, writable, {
      held: () => this.#held.has(lane),
      indexes: () => this.#own.now,
      sealed: () => this.#sealed(lane, kind),
      dropped: () => this.#tally.dropped(),
      alarm: () => this.tell({ type: 'alarm', why: 'not-sealed' }),
    });
  }

  #sealed(lane: number, kind: MediaKind): void {
    if (kind === 'camera' && !this.#begun.has(lane)) {
      this.#begun.add(lane);
      this.tell({ type: 'began', lane });
    }
    this.#tally.sealed();
  }

  #carry({ lane, on }: Ask<'carry'>): void {
    this.#begun.delete(lane);
    if (!on) this.#held.add(lane);
    // What the encoder made meanwhile went nowhere, so that nobody can build on it.
    else if (this.#held.delete(lane)) this.#wholePicture(lane);
  }

  /** It is asked for again where it does not come. */
  #wholePicture(lane: number): void {
    this.#encoders
      .get(lane)
      ?.generateKeyFrame?.()
      .catch(() => undefined);
  }

  #assign({ lane, person }: Ask<'assign'>): void {
    const opening = this.#opening.get(lane);
    if (opening) opening.assign(person);
    else this.#early.set(lane, person);
  }

  #openingGuard(): OpeningGuard {
    return {
      indexesOf: (person: PersonId | null) => this.#theirs.of(person),
      isFirst: (person, keyIndex, nonce) => this.#shown.takes(person, keyIndex, nonce),
      arrived: (person: PersonId) => this.#tally.arrived(person),
      opened: (person: PersonId) => this.#tally.opened(person),
      alarm: () => this.tell({ type: 'alarm', why: 'not-opened' }),
      needsPicture: (person: PersonId) => this.tell({ type: 'needs-picture', person }),
    };
  }

  #begin(self: PersonId): void {
    if (this.#self !== null && this.#self !== self) this.tell({ type: 'alarm', why: 'not-ours' });
    else this.#self = self;
  }

  async #sealWith(key: Ask<'seal-with'>['key']): Promise<void> {
    if (!key || this.#self === null || !isIndex(key.keyIndex)) {
      for (const index of this.#own.stop()) setKey(OWN_KEYS, index, this.blank);
      return;
    }
    const done = this.#own.begin(key.keyIndex);
    setKey(OWN_KEYS, key.keyIndex, key.material);
    await settled();
    for (const index of done()) setKey(OWN_KEYS, index, this.blank, false);
  }

  #openWith({ person, keyIndex, material }: Ask<'open-with'>): void {
    // One's own frames come back from nobody but a server that reflects them.
    if (person === this.#self || this.#self === null || !isIndex(keyIndex)) return;
    // Where it is the same key again, what was shown was shown: only a key that is closed gives way to another one.
    setKey(keysOf(person), keyIndex, material);
    this.#theirs.add(person, keyIndex);
  }

  #closeTo({ person, keyIndex }: Ask<'close-to'>): void {
    for (const index of this.#theirs.remove(person, keyIndex)) {
      setKey(keysOf(person), index, this.blank);
      this.#shown.forget(person, index);
    }
  }
}
