import { expect } from '@open-wc/testing';
import { MediaKeys } from '../../src/core/media-keys.js';
import type { PersonId } from '../../src/core/session-snapshot.js';
import type { MediaKey } from '../../src/core/session-transport.js';
import { sampleKey } from '../support/media-keys.js';

/** Holds what it was told, as a transport does. */
const taker = () => {
  const held = { own: null as MediaKey | null, theirs: [] as string[] };
  return {
    held,
    sealWith: (key: MediaKey | null) => {
      held.own = key;
    },
    openWith: (person: PersonId, { keyIndex }: MediaKey) => {
      held.theirs = [...held.theirs, `${person} ${keyIndex}`];
    },
    closeTo: (person: PersonId, keyIndex: number | null) => {
      held.theirs = held.theirs.filter((one) =>
        keyIndex === null ? !one.startsWith(`${person} `) : one !== `${person} ${keyIndex}`,
      );
    },
  };
};

const some = async () => {
  const now = taker();
  const keys = new MediaKeys(() => now);
  keys.sealWith(await sampleKey('client', 2));
  for (const epoch of [1, 2]) keys.openWith('therapist', await sampleKey('therapist', epoch));
  return { now, keys };
};

describe('the keys for media', () => {
  it('are handed to a transport that comes later, those that are closed left out', async () => {
    const { keys } = await some();
    keys.closeTo('therapist', 1);
    const later = taker();
    keys.handTo(later);
    expect(later.held.own?.epoch).to.equal(2);
    expect(later.held.theirs).to.deep.equal(['therapist 2']);
  });

  it('are forgotten with the room: no transport has them, and none gets them', async () => {
    const { now, keys } = await some();
    keys.forget();
    const later = taker();
    keys.handTo(later);
    for (const { held } of [now, later]) expect(held).to.deep.equal({ own: null, theirs: [] });
  });
});
