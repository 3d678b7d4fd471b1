import { expect } from '@open-wc/testing';
import {
  acknowledged,
  dueUnder,
  keep,
  sealedUnder,
  type Outbox,
} from '../../../src/core/encryption/outbox.js';

const numbers = (outbox: Outbox | null): readonly number[] | undefined => outbox?.map(({ number }) => number);

const filled = (count: number, bytes = 1): Outbox | null => {
  let outbox: Outbox | null = [];
  for (let number = 1; number <= count && outbox; number += 1)
    outbox = keep(outbox, number, new Uint8Array(bytes));
  return outbox;
};

describe('what was said and not acknowledged', () => {
  it('is due once under each key, in the order in which it was said', () => {
    let outbox = filled(3)!;
    expect(numbers(dueUnder(outbox, 1))).to.deep.equal([1, 2, 3]);
    for (const number of [1, 2]) outbox = sealedUnder(outbox, number, 1);
    expect(numbers(dueUnder(outbox, 1))).to.deep.equal([3]);
    expect(numbers(dueUnder(outbox, 2))).to.deep.equal([1, 2, 3]);
  });

  it('is kept until its number, or a higher one, is acknowledged', () => {
    const outbox = filled(3)!;
    expect(numbers(acknowledged(outbox, 0))).to.deep.equal([1, 2, 3]);
    expect(numbers(acknowledged(outbox, 2))).to.deep.equal([3]);
    expect(numbers(acknowledged(outbox, 9))).to.deep.equal([]);
  });

  it('is at most 64 messages', () => {
    expect(numbers(filled(64))).to.have.lengthOf(64);
    expect(filled(65)).to.equal(null);
  });

  it('is at most 262 144 bytes', () => {
    expect(numbers(filled(16, 16_384))).to.have.lengthOf(16);
    expect(keep(filled(16, 16_384)!, 17, new Uint8Array(1))).to.equal(null);
    expect(keep(acknowledged(filled(16, 16_384)!, 1), 17, new Uint8Array(16_384))).to.have.lengthOf(16);
  });
});
