import type { ReactiveController, ReactiveElement } from 'lit';
import type { SessionMedia } from '../core/session-controller.js';
import type { PersonId } from '../core/session-snapshot.js';

/** Whose picture; `null` for this person's own camera. */
export interface Picture {
  readonly media: SessionMedia;
  readonly of: PersonId | null;
}

/**
 * Feeds the video element of its host while there is something to show and the host is in the page. Lets go at
 * once when not, and takes hold again when the element was moved.
 */
export class PictureLink implements ReactiveController {
  #shown: Picture | undefined;
  #detach: (() => void) | undefined;

  constructor(
    private readonly host: ReactiveElement,
    private readonly wanted: () => Picture | undefined,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const wanted = this.host.isConnected ? this.wanted() : undefined;
    const shown = this.#shown;
    if (wanted?.media === shown?.media && wanted?.of === shown?.of) return;
    this.#letGo();
    const video = this.host.renderRoot.querySelector('video');
    if (!wanted || !video) return;
    this.#shown = wanted;
    this.#detach = wanted.of === null ? wanted.media.preview(video) : wanted.media.attach(wanted.of, video);
  }

  hostDisconnected(): void {
    this.#letGo();
  }

  #letGo(): void {
    this.#detach?.();
    this.#detach = undefined;
    this.#shown = undefined;
  }
}
