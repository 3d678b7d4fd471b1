/**
 * Which pictures are on the page, and the curtain in front of them. The curtain falls in the task in which it is
 * asked for: the elements are empty when `show(false)` returns, whatever the transport does afterwards.
 */
import type { Capture } from './capture.js';
import type { Person, PersonId } from './session-snapshot.js';
import type { SessionTransport } from './session-transport.js';

interface Place {
  readonly person: PersonId;
  readonly video: HTMLVideoElement;
  detach: (() => void) | undefined;
}

export class MediaStage {
  readonly #places = new Set<Place>();
  #shown = false;
  /** Pictures may be held back by themselves; sound may not. */
  #pictures = true;

  constructor(
    private readonly transport: () => SessionTransport | undefined,
    private readonly capture: () => Capture | undefined,
  ) {}

  attach(person: PersonId, video: HTMLVideoElement): () => void {
    const place: Place = { person, video, detach: undefined };
    this.#places.add(place);
    this.#fill(place);
    return () => {
      this.#places.delete(place);
      this.#empty(place);
    };
  }

  preview(video: HTMLVideoElement): () => void {
    return this.capture()?.preview(video) ?? (() => undefined);
  }

  show(shown: boolean, people: readonly Person[]): void {
    this.#shown = shown;
    // Every picture goes first, whatever the transport does.
    if (!shown) for (const { video } of this.#places) video.srcObject = null;
    if (!shown) for (const place of this.#places) this.#empty(place);
    this.refresh(people);
  }

  /** Their pictures alone: covered in this task, or shown again where the others are shown at all. */
  showPictures(shown: boolean, people: readonly Person[]): void {
    this.#pictures = shown;
    if (!shown) for (const place of this.#places) this.#empty(place);
    this.refresh(people);
  }

  /** Tells a transport that has just arrived, or that met somebody new, what is wanted. */
  refresh(people: readonly Person[]): void {
    for (const { id } of people) {
      this.transport()?.setWanted(id, 'microphone', this.#shown);
      this.transport()?.setWanted(id, 'camera', this.#shown && this.#pictures);
    }
    for (const place of this.#places) this.#fill(place);
  }

  #fill(place: Place): void {
    if (this.#shown && this.#pictures)
      place.detach ??= this.transport()?.attach(place.person, 'camera', place.video);
  }

  #empty(place: Place): void {
    place.video.srcObject = null;
    const { detach } = place;
    place.detach = undefined;
    detach?.();
  }
}
