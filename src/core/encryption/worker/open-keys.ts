/** Which keys frames may be sealed with right now, own and others'; the keys themselves are LiveKit's to keep. */
import type { PersonId } from '../../session-snapshot.js';

const NONE: ReadonlySet<number> = new Set();

/** This person's own. While one key gives way to the next, frames are sealed with either. */
export class OwnIndexes {
  #live = new Set<number>();
  #turn = 0;

  get now(): ReadonlySet<number> {
    return this.#live;
  }

  /** Returns what is to be called when the key is in its place, and gives the indexes that are out of use then. */
  begin(next: number): () => readonly number[] {
    // Where there was none, nothing leaves before the new one is there.
    if (this.#live.size > 0) this.#live = new Set([...this.#live, next]);
    this.#turn += 1;
    const turn = this.#turn;
    return () => {
      // Another key came meanwhile, or none: this turn decides nothing any more.
      if (turn !== this.#turn) return [];
      const before = [...this.#live].filter((index) => index !== next);
      this.#live = new Set([next]);
      return before;
    };
  }

  /** Nothing may leave from here on. Gives the indexes that are out of use now. */
  stop(): readonly number[] {
    const before = [...this.#live];
    this.#turn += 1;
    this.#live = new Set();
    return before;
  }
}

/** Everybody else's. */
export class TheirIndexes {
  readonly #people = new Map<PersonId, Set<number>>();

  of(person: PersonId | null): ReadonlySet<number> {
    return person === null ? NONE : (this.#people.get(person) ?? NONE);
  }

  add(person: PersonId, keyIndex: number): void {
    const indexes = this.#people.get(person) ?? new Set();
    this.#people.set(person, indexes.add(keyIndex));
  }

  /** Gives the indexes that are out of use now. `null`: all of theirs. */
  remove(person: PersonId, keyIndex: number | null): readonly number[] {
    const indexes = this.#people.get(person);
    const gone = [...(indexes ?? [])].filter((index) => keyIndex === null || index === keyIndex);
    for (const index of gone) indexes?.delete(index);
    return gone;
  }
}
