/**
 * How somebody's page proves that it was they who left. A media server can cut any line, and that looks like a line that was
 * cut; to say that somebody went of their own accord is a word about a person, and only they can give it. Each key for media has
 * one word, which nobody can find without the key and which is said once, at the end. `docs/encryption.md`, 15.
 */
import { fields, sameBytes, toHex, utf8 } from '../encryption/encoding.js';
import type { PersonId } from '../session-snapshot.js';
import type { MediaKey } from '../session-transport.js';

const WORD_BITS = 128;

/** In hex. A key is one sender's, of one epoch in one room, and so is its word. */
export const goodbyeWord = async ({ material }: MediaKey): Promise<string> => {
  const info = fields('ts-sas/1 goodbye');
  const way = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
  return toHex(new Uint8Array(await crypto.subtle.deriveBits(way, material, WORD_BITS)));
};

/** Found a moment after the key was given. */
interface Word {
  text: string | null;
}

const wordOf = (key: MediaKey): Word => {
  const word: Word = { text: null };
  void goodbyeWord(key).then((text) => {
    word.text = text;
  });
  return word;
};

export class GoodbyeWords {
  #own: Word | null = null;
  readonly #theirs = new Map<PersonId, Map<number, Word>>();

  /** This person's own, of the key that they sealed with last; `null` while there was none. */
  get own(): string | null {
    return this.#own?.text ?? null;
  }

  /** Whoever leaves stops sealing first. */
  sealWith(key: MediaKey | null): void {
    if (key) this.#own = wordOf(key);
  }

  openWith(person: PersonId, key: MediaKey): void {
    const words = this.#theirs.get(person) ?? new Map<number, Word>();
    this.#theirs.set(person, words.set(key.keyIndex, wordOf(key)));
  }

  /** `null`: all of theirs. */
  closeTo(person: PersonId, keyIndex: number | null): void {
    if (keyIndex === null) this.#theirs.delete(person);
    else this.#theirs.get(person)?.delete(keyIndex);
  }

  /** Whether this can only have come from them. */
  isTheirs(person: PersonId, said: string | null): boolean {
    const words = [...(this.#theirs.get(person)?.values() ?? [])];
    return said !== null && words.some(({ text }) => text !== null && sameBytes(utf8(text), utf8(said)));
  }

  clear(): void {
    this.#own = null;
    this.#theirs.clear();
  }
}
