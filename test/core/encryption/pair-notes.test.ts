import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { Bytes } from '../../../src/core/encryption/encoding.js';
import { decodeNote, encodeNote, type PairNote } from '../../../src/core/encryption/pair-notes.js';

const hash = (value: number): Bytes => new Uint8Array(32).fill(value);

const pairs = (count: number): PairNote => ({
  type: 'pairs',
  roster: hash(1),
  pairs: Array.from({ length: count }, (_, index) => ({ low: 0, high: index + 1, transcript: hash(index) })),
});

const NOTES: readonly PairNote[] = [
  { type: 'epoch', epoch: 7, secret: hash(2), roster: hash(3) },
  { type: 'installed', epoch: 0xffff_ffff },
  { type: 'newest', epoch: 0 },
  pairs(0),
  pairs(1),
  pairs(28),
];

describe('the notes that pages seal for each other', () => {
  it('come out as they went in', () => {
    for (const note of NOTES) expect(decodeNote(encodeNote(note))).to.deep.equal(note);
  });

  it('are dropped in every other length', () => {
    for (const note of NOTES) {
      const bytes = encodeNote(note);
      for (let length = 0; length < bytes.byteLength; length += 1)
        expect(decodeNote(bytes.slice(0, length))).to.equal(null);
      expect(decodeNote(new Uint8Array([...bytes, 0]))).to.equal(null);
    }
  });

  it('are dropped where nobody knows them', () => {
    for (const type of [0, 5, 6, 255]) {
      const bytes = encodeNote(NOTES[1]!);
      bytes[0] = type;
      expect(decodeNote(bytes)).to.equal(null);
    }
  });

  it('name no more pairs than eight people have, and each from its lower end', () => {
    expect(decodeNote(encodeNote(pairs(29)))).to.equal(null);
    for (const [low, high] of [
      [2, 1],
      [1, 1],
    ] as const)
      expect(
        decodeNote(
          encodeNote({ type: 'pairs', roster: hash(1), pairs: [{ low, high, transcript: hash(0) }] }),
        ),
      ).to.equal(null);
  });

  it('are read without an exception, whatever they are', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 4), fc.uint8Array({ maxLength: 200 }), (type, rest) => {
        const bytes = new Uint8Array([type, ...rest]);
        const note = decodeNote(bytes);
        if (note) expect(encodeNote(note)).to.deep.equal(bytes);
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});
