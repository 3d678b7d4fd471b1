import { expect } from '@open-wc/testing';
import { EncryptionDoor } from '../../src/core/encryption-door.js';
import type { SealedTalk, TalkPort } from '../../src/core/sealed-talk.js';
import type { SessionError } from '../../src/core/problems.js';
import { waitUntil } from '../support/wait-until.js';

const AGAIN_MS = [1, 1, 1];

/** A door whose files do not arrive the first so many times. */
const doorAfter = (failures: number) => {
  const told: unknown[] = [];
  let tries = 0;
  // The door asks nothing else of either.
  const talk = { end: () => undefined } as unknown as SealedTalk;
  const port = { fail: (error: unknown) => told.push(error) } as unknown as TalkPort;
  const load = (): Promise<SealedTalk> => {
    tries += 1;
    return tries > failures ? Promise.resolve(talk) : Promise.reject(new TypeError('not found'));
  };
  return { door: new EncryptionDoor(port, load, AGAIN_MS), talk, told, tries: () => tries };
};

describe('the way to the encryption', () => {
  it('carries out what was asked meanwhile, in order, when its files arrive at a later try', async () => {
    const { door, talk, told, tries } = doorAfter(3);
    const done: string[] = [];
    door.through((inside) => done.push(inside === talk ? 'first' : 'something else'));
    door.through(() => done.push('second'));
    await waitUntil(() => done.length === 2, 'both');
    expect(done).to.deep.equal(['first', 'second']);
    expect(told).to.deep.equal([]);
    expect(tries()).to.equal(4);
  });

  it('tells it once for all who waited, and tries again when it is asked again', async () => {
    const { door, told, tries } = doorAfter(4);
    door.through(() => expect.fail('there is nothing inside'));
    door.through(() => expect.fail('there is nothing inside'));
    await waitUntil(() => told.length > 0, 'told');
    expect(told.map((error) => (error as SessionError).code)).to.deep.equal(['part-missing']);
    expect(tries()).to.equal(4);
    await new Promise<void>((resolve) => door.through(() => resolve()));
    expect(told).to.have.lengthOf(1);
  });

  it('asks no more once it is over', async () => {
    const { door, told, tries } = doorAfter(9);
    door.through(() => expect.fail('there is nothing inside'));
    door.end();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(tries()).to.equal(1);
    expect(told).to.deep.equal([]);
  });
});
