import type { ReactiveController, ReactiveElement } from 'lit';

const KEYS: readonly string[] = [' ', 'Enter'];

/**
 * Something that lasts only while a button is held, by mouse, finger, pen or key. It ends in every way in
 * which a hold can end, also those in which no release is told: another window, a hidden tab, a taken-away
 * button, a finger that the system took for a gesture of its own.
 */
export class PressAndHold implements ReactiveController {
  #held: AbortController | undefined;

  constructor(private readonly host: ReactiveElement) {
    host.addController(this);
  }

  get held(): boolean {
    return this.#held !== undefined;
  }

  hostDisconnected(): void {
    this.release();
  }

  readonly pointerDown = (event: PointerEvent): void => {
    if (event.button === 0) this.#hold();
  };

  readonly keyDown = (event: KeyboardEvent): void => {
    if (!KEYS.includes(event.key)) return;
    // A held space bar would scroll the page.
    event.preventDefault();
    if (!event.repeat) this.#hold();
  };

  /** A long touch must not open the menu of the browser over what the person wanted to see. */
  readonly contextMenu = (event: Event): void => {
    event.preventDefault();
  };

  readonly release = (): void => {
    if (!this.#held) return;
    this.#held.abort();
    this.#held = undefined;
    this.host.requestUpdate();
  };

  /** Heard on the window, because the finger may leave the button before it lets go. */
  #hold(): void {
    if (this.#held) return;
    this.#held = new AbortController();
    const { signal } = this.#held;
    for (const type of ['pointerup', 'pointercancel', 'blur', 'pagehide'])
      window.addEventListener(type, this.release, { signal });
    window.addEventListener('keyup', this.#keyUp, { signal });
    document.addEventListener('visibilitychange', this.release, { signal });
    // The window hears only its own loss of focus; the button's own is heard inside the element.
    this.host.renderRoot.addEventListener('focusout', this.release, { signal });
    this.host.requestUpdate();
  }

  readonly #keyUp = (event: KeyboardEvent): void => {
    if (KEYS.includes(event.key)) this.release();
  };
}
