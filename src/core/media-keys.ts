/**
 * The keys that frames are sealed and opened with right now, so that a transport that comes later, or connects anew, gets
 * them all. Memory only.
 */
import type { PersonId } from './session-snapshot.js';
import type { MediaKey, SessionTransport } from './session-transport.js';

type KeyTaker = Pick<SessionTransport, 'sealWith' | 'openWith' | 'closeTo'>;

export class MediaKeys implements KeyTaker {
  #own: MediaKey | null = null;
  readonly #theirs = new Map<PersonId, Map<number, MediaKey>>();

  constructor(private readonly transport: () => KeyTaker | undefined) {}

  sealWith(key: MediaKey | null): void {
    this.#own = key;
    this.transport()?.sealWith(key);
  }

  openWith(person: PersonId, key: MediaKey): void {
    const keys = this.#theirs.get(person) ?? new Map<number, MediaKey>();
    this.#theirs.set(person, keys.set(key.keyIndex, key));
    this.transport()?.openWith(person, key);
  }

  closeTo(person: PersonId, keyIndex: number | null): void {
    if (keyIndex === null) this.#theirs.delete(person);
    else this.#theirs.get(person)?.delete(keyIndex);
    this.transport()?.closeTo(person, keyIndex);
  }

  /** Everything that counts now, for a transport that is about to connect. */
  handTo(transport: KeyTaker): void {
    transport.sealWith(this.#own);
    for (const [person, keys] of this.#theirs)
      for (const key of keys.values()) transport.openWith(person, key);
  }

  forget(): void {
    this.sealWith(null);
    for (const person of [...this.#theirs.keys()]) this.closeTo(person, null);
  }
}
