import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { announcements, type Announcement } from '../core/announcements.js';
import type { Session } from '../core/session-controller.js';
import type { SessionSnapshot } from '../core/session-snapshot.js';

interface AnnouncerHost extends ReactiveControllerHost {
  readonly session: Session | undefined;
}

interface Line {
  readonly id: number;
  readonly text: string;
}

/** So many lines stay in the region: enough for slow speech, too few to be read through. */
const KEPT = 4;

/**
 * Tells a screen reader what changed in the room, each change once. Lines are added and never rewritten, so
 * that another language or another render says nothing twice.
 */
export class Announcer implements ReactiveController {
  #session: Session | undefined;
  #before: SessionSnapshot | undefined;
  #lines: readonly Line[] = [];
  #next = 0;

  constructor(
    private readonly host: AnnouncerHost,
    private readonly say: (announcement: Announcement, snapshot: SessionSnapshot) => string,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const { session } = this.host;
    const after = session?.snapshot;
    // Another session is a new beginning, not a change.
    const before = session === this.#session ? this.#before : undefined;
    this.#session = session;
    this.#before = after;
    if (!before || !after || before === after) return;
    const added = announcements(before, after).map((announcement) => ({
      id: this.#next++,
      text: this.say(announcement, after),
    }));
    if (added.length > 0) this.#lines = [...this.#lines, ...added].slice(-KEPT);
  }

  /** The region. It has to be in the page before the first line comes, or the line is not read out. */
  region(): TemplateResult {
    return html`<div class="visually-hidden" role="log" aria-live="polite">
      ${repeat(
        this.#lines,
        ({ id }) => id,
        ({ text }) => html`<p>${text}</p>`,
      )}
    </div>`;
  }
}
