/** What our own counters of frames say about a session, and when that has changed. Pure but for what it remembers. */
import type { PersonId, TransportFact } from '../session-snapshot.js';
import type { FrameCounts } from './frame-messages.js';

/** For how long frames of somebody may arrive of which none opens. */
export const CANNOT_OPEN_MS = 3_000;

interface Seen {
  arrived: number;
  opened: number;
  /** Since when none has opened, in milliseconds; `null` while nothing arrived since the last one that did. */
  closedSince: number | null;
  opens: boolean;
  cannot: boolean;
}

const newSeen = (): Seen => ({ arrived: 0, opened: 0, closedSince: null, opens: false, cannot: false });

export class FrameWatch {
  readonly #people = new Map<PersonId, Seen>();
  #counted = 0;
  #sealed = false;
  #told = '';

  /** `now`: milliseconds of any clock that only goes forward. Gives what is to be told. */
  counted(counts: FrameCounts, now: number): readonly TransportFact[] {
    if (counts.sealed > this.#counted) this.#sealed = true;
    this.#counted = counts.sealed;
    const changes = Object.entries(counts.people).flatMap(([person, { arrived, opened }]) =>
      this.#saw(person, arrived, opened, now),
    );
    return [...changes, ...this.#frames()];
  }

  /** There is no key of one's own any more: what leaves from now on has to be seen anew. */
  stopped(): readonly TransportFact[] {
    this.#sealed = false;
    return this.#frames();
  }

  /** There is no key of theirs any more, or they are gone. */
  closed(person: PersonId): readonly TransportFact[] {
    const seen = this.#people.get(person);
    if (!seen) return [];
    const told: TransportFact[] = seen.cannot ? [{ type: 'cannot-open', person, cannot: false }] : [];
    Object.assign(seen, { closedSince: null, opens: false, cannot: false });
    return [...told, ...this.#frames()];
  }

  #saw(person: PersonId, arrived: number, opened: number, now: number): readonly TransportFact[] {
    const seen = this.#people.get(person) ?? newSeen();
    this.#people.set(person, seen);
    const came = arrived > seen.arrived;
    const isOpen = opened > seen.opened;
    Object.assign(seen, { arrived, opened });
    if (isOpen) {
      const could = !seen.cannot;
      Object.assign(seen, { closedSince: null, opens: true, cannot: false });
      return could ? [] : [{ type: 'cannot-open', person, cannot: false }];
    }
    if (!came) return [];
    seen.closedSince ??= now;
    if (seen.cannot || now - seen.closedSince < CANNOT_OPEN_MS) return [];
    Object.assign(seen, { opens: false, cannot: true });
    return [{ type: 'cannot-open', person, cannot: true }];
  }

  #frames(): readonly TransportFact[] {
    const opened = [...this.#people].filter(([, { opens }]) => opens).map(([person]) => person);
    const now = JSON.stringify([this.#sealed, opened]);
    if (now === (this.#told || '[false,[]]')) return [];
    this.#told = now;
    return [{ type: 'frames', sealed: this.#sealed, opened }];
  }
}
