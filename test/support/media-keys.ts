/** Keys for tests: everybody's own for each epoch, the same at both ends, from nothing but their name. */
import { keyIndexOf } from '../../src/core/encryption/epoch-keys.js';
import { sealAway } from '../../src/core/encryption/sealed-away.js';
import type { PersonId } from '../../src/core/session-snapshot.js';
import type { MediaKey } from '../../src/core/session-transport.js';

export const sampleKey = async (person: PersonId, epoch = 1): Promise<MediaKey> => {
  const named = new TextEncoder().encode(`sample key of ${person} in epoch ${epoch}`);
  const raw = await crypto.subtle.digest('SHA-256', named);
  return { epoch, keyIndex: keyIndexOf(epoch), material: await sealAway(new Uint8Array(raw)) };
};

/** What a session does for its transport once everybody has agreed. */
export interface Keyed {
  sealWith(key: MediaKey | null): void;
  openWith(person: PersonId, key: MediaKey): void;
}

/** Gives one end its own key and those of the others. */
export const giveKeys = async (
  transport: Keyed,
  self: PersonId,
  others: readonly PersonId[],
  epoch = 1,
): Promise<void> => {
  for (const other of others) transport.openWith(other, await sampleKey(other, epoch));
  transport.sealWith(await sampleKey(self, epoch));
};
