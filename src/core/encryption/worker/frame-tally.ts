/** Counts what was sealed, dropped and opened, and tells the page: the first of each at once, then now and then. */
import type { PersonId } from '../../session-snapshot.js';
import type { FrameCounts } from '../frame-messages.js';

const TELL_MS = 250;

export class FrameTally {
  #sealed = 0;
  #dropped = 0;
  readonly #people = new Map<PersonId, { arrived: number; opened: number }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (counts: FrameCounts) => void) {}

  sealed(): void {
    this.#sealed += 1;
    this.#count(this.#sealed === 1);
  }

  dropped(): void {
    this.#dropped += 1;
    this.#count(false);
  }

  arrived(person: PersonId): void {
    this.#of(person).arrived += 1;
    this.#count(false);
  }

  opened(person: PersonId): void {
    const counts = this.#of(person);
    counts.opened += 1;
    this.#count(counts.opened === 1);
  }

  #of(person: PersonId): { arrived: number; opened: number } {
    const counts = this.#people.get(person) ?? { arrived: 0, opened: 0 };
    this.#people.set(person, counts);
    return counts;
  }

  #count(now: boolean): void {
    if (now) this.#report();
    else this.#timer ??= setTimeout(() => this.#report(), TELL_MS);
  }

  #report(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.tell({ sealed: this.#sealed, dropped: this.#dropped, people: Object.fromEntries(this.#people) });
  }
}
