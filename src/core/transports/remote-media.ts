/**
 * The others' pictures and sounds on this page: shown and played only while they are wanted here and sent there.
 * Without an element of the page a sound plays in one of ours, which is never in the page's tree.
 */
import { MEDIA_KINDS } from '../session-media.js';
import type { MediaKind, PersonId } from '../session-snapshot.js';

interface Stream {
  readonly kind: MediaKind;
  media: MediaStream | null;
  on: boolean;
  wanted: boolean;
  readonly elements: Set<HTMLMediaElement>;
  own: HTMLAudioElement | null;
}

const noStream = (kind: MediaKind): Stream => ({
  kind,
  media: null,
  on: false,
  wanted: false,
  elements: new Set(),
  own: null,
});

export class RemoteMedia {
  readonly #people = new Map<PersonId, Readonly<Record<MediaKind, Stream>>>();
  readonly #refused = new Set<HTMLMediaElement>();
  #speaker = '';

  constructor(private readonly soundNeedsPress: (needed: boolean) => void) {}

  setTrack(person: PersonId, kind: MediaKind, track: MediaStreamTrack): void {
    const stream = this.#stream(person, kind);
    stream.media = new MediaStream([track]);
    this.#show(stream);
  }

  setOn(person: PersonId, kind: MediaKind, on: boolean): void {
    const stream = this.#stream(person, kind);
    stream.on = on;
    this.#show(stream);
  }

  setWanted(person: PersonId, kind: MediaKind, wanted: boolean): void {
    const stream = this.#stream(person, kind);
    stream.wanted = wanted;
    this.#show(stream);
  }

  wanted(person: PersonId): Readonly<Record<MediaKind, boolean>> {
    return {
      microphone: this.#stream(person, 'microphone').wanted,
      camera: this.#stream(person, 'camera').wanted,
    };
  }

  attach(person: PersonId, kind: MediaKind, element: HTMLMediaElement): () => void {
    const stream = this.#stream(person, kind);
    stream.elements.add(element);
    this.#show(stream);
    return () => {
      if (!stream.elements.delete(element)) return;
      this.#empty(element);
      this.#show(stream);
    };
  }

  /** The line to somebody is gone; what is wanted of them stays, for when they come back. */
  forgetTracks(person: PersonId): void {
    for (const kind of MEDIA_KINDS) {
      const stream = this.#stream(person, kind);
      stream.media = null;
      stream.on = false;
      this.#show(stream);
    }
  }

  /** Synchronous: empties every element, and wants nobody any more. */
  clear(): void {
    for (const streams of this.#people.values())
      for (const stream of Object.values(streams)) {
        Object.assign(stream, { media: null, on: false, wanted: false });
        this.#show(stream);
      }
    for (const [person, streams] of this.#people)
      if (Object.values(streams).every(({ elements }) => elements.size === 0)) this.#people.delete(person);
  }

  async startSound(): Promise<void> {
    await Promise.all([...this.#refused].map((element) => this.#play(element)));
  }

  async setSpeaker(deviceId: string): Promise<void> {
    this.#speaker = deviceId;
    const elements = [...this.#people.values()].flatMap(({ microphone }) => this.#players(microphone));
    await Promise.all(elements.map((element) => this.#route(element)));
  }

  #stream(person: PersonId, kind: MediaKind): Stream {
    let streams = this.#people.get(person);
    if (!streams) {
      streams = { microphone: noStream('microphone'), camera: noStream('camera') };
      this.#people.set(person, streams);
    }
    return streams[kind];
  }

  #players({ elements, own }: Stream): HTMLMediaElement[] {
    return own ? [...elements, own] : [...elements];
  }

  #show(stream: Stream): void {
    const media = stream.wanted && stream.on ? stream.media : null;
    const needsOwn = stream.kind === 'microphone' && media !== null && stream.elements.size === 0;
    if (needsOwn) stream.own ??= new Audio();
    for (const element of this.#players(stream))
      if (media) this.#fill(element, stream.kind, media);
      else this.#empty(element);
    if (!needsOwn && stream.own) {
      this.#empty(stream.own);
      stream.own = null;
    }
  }

  #fill(element: HTMLMediaElement, kind: MediaKind, media: MediaStream): void {
    if (element.srcObject === media) return;
    // A picture has no sound of its own, and a muted one may start without a press in every browser.
    if (kind === 'camera') element.muted = true;
    else if (this.#speaker) void this.#route(element).catch(() => undefined);
    if (element instanceof HTMLVideoElement) element.playsInline = true;
    element.srcObject = media;
    void this.#play(element);
  }

  #empty(element: HTMLMediaElement): void {
    if (element.srcObject) element.srcObject = null;
    this.#settle(element, true);
  }

  async #play(element: HTMLMediaElement): Promise<void> {
    try {
      await element.play();
      this.#settle(element, true);
    } catch (cause) {
      // Anything else means that it was emptied or changed meanwhile.
      const refused = cause instanceof DOMException && cause.name === 'NotAllowedError';
      if (refused && element.srcObject) this.#settle(element, false);
    }
  }

  #settle(element: HTMLMediaElement, plays: boolean): void {
    const before = this.#refused.size > 0;
    if (plays) this.#refused.delete(element);
    else this.#refused.add(element);
    const needed = this.#refused.size > 0;
    if (needed !== before) this.soundNeedsPress(needed);
  }

  /** Browsers without a choice of speaker play where the system does. */
  async #route(element: HTMLMediaElement): Promise<void> {
    const routable: Partial<Pick<HTMLMediaElement, 'setSinkId'>> = element;
    await routable.setSinkId?.call(element, this.#speaker);
  }
}
