import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { EncodedFrame } from '../../../../src/core/encryption/frame-messages.js';
import {
  clearBytes,
  isKnownCodec,
  isOpened,
  isSealed,
  mayOpen,
  SEAL_BYTES,
} from '../../../../src/core/encryption/worker/frame-gates.js';

const OWN = new Set([3]);

/** As a cryptor would make it: the clear bytes, something else instead of the rest, and the trailer. */
const sealed = (plain: Uint8Array, clear: number, keyIndex: number): Uint8Array => {
  const made = new Uint8Array(plain.byteLength + SEAL_BYTES).fill(0xa5);
  made.set(plain.subarray(0, clear));
  for (let at = clear; at < plain.byteLength; at += 1) made[at] = plain[at]! ^ 0x5a;
  made.set([12, keyIndex], made.byteLength - 2);
  return made;
};

const frames = fc.uint8Array({ minLength: 11, maxLength: 2_000 });

describe('the gates around the sealing of frames', () => {
  it('let a frame leave that was sealed with a key of now', () => {
    fc.assert(
      fc.property(frames, fc.constantFrom(1, 3, 10), (plain, clear) => {
        expect(isSealed({ plain, sealed: sealed(plain, clear, 3), clear, indexes: OWN })).to.equal(true);
      }),
    );
  });

  it('let no frame leave as it came, whatever it ends in', () => {
    fc.assert(
      fc.property(frames, (plain) => {
        plain.set([12, 3], plain.byteLength - 2);
        expect(isSealed({ plain, sealed: plain, clear: 3, indexes: OWN })).to.equal(false);
      }),
    );
  });

  it('let no frame leave that only had a trailer put behind it', () => {
    fc.assert(
      fc.property(frames, (plain) => {
        const longer = new Uint8Array(plain.byteLength + SEAL_BYTES);
        longer.set(plain);
        longer.set([12, 3], longer.byteLength - 2);
        const judged = isSealed({ plain, sealed: longer, clear: 1, indexes: OWN });
        expect(judged).to.equal(false);
      }),
    );
  });

  it('let no frame leave that was sealed with a key that is out of use, or with none', () => {
    const plain = new Uint8Array(100).fill(7);
    for (const [index, indexes] of [
      [2, OWN],
      [3, new Set<number>()],
      [3, new Set([4, 5])],
    ] as const)
      expect(isSealed({ plain, sealed: sealed(plain, 1, index), clear: 1, indexes })).to.equal(false);
    const noNonce = sealed(plain, 1, 3);
    noNonce[noNonce.byteLength - 2] = 0;
    expect(isSealed({ plain, sealed: noNonce, clear: 1, indexes: OWN })).to.equal(false);
    for (const off of [-1, 1]) {
      const wrong = new Uint8Array(plain.byteLength + SEAL_BYTES + off).fill(1);
      wrong.set([12, 3], wrong.byteLength - 2);
      expect(isSealed({ plain, sealed: wrong, clear: 1, indexes: OWN })).to.equal(false);
    }
  });

  it('judge the shortest sounds by their length alone, since their bytes may be the same by chance', () => {
    for (const length of [1, 2, 3, 8]) {
      const plain = new Uint8Array(length);
      const same = new Uint8Array(length + SEAL_BYTES);
      same.set([12, 3], same.byteLength - 2);
      expect(isSealed({ plain, sealed: same, clear: 1, indexes: OWN })).to.equal(true);
    }
    const nine = new Uint8Array(9);
    const same = new Uint8Array(9 + SEAL_BYTES);
    same.set([12, 3], same.byteLength - 2);
    expect(isSealed({ plain: nine, sealed: same, clear: 1, indexes: OWN })).to.equal(false);
  });

  it('let only those frames be opened that name a key which is open, and are long enough', () => {
    const plain = new Uint8Array(50);
    expect(mayOpen(sealed(plain, 3, 3), 3, OWN)).to.equal(true);
    expect(mayOpen(sealed(plain, 3, 2), 3, OWN)).to.equal(false);
    expect(mayOpen(sealed(plain, 3, 3), 3, new Set())).to.equal(false);
    expect(mayOpen(new Uint8Array(0), 0, OWN)).to.equal(false);
    const short = new Uint8Array(SEAL_BYTES + 9);
    short.set([12, 3], short.byteLength - 2);
    expect(mayOpen(short, 10, OWN)).to.equal(false);
    expect(mayOpen(short, 9, OWN)).to.equal(true);
  });

  it('show only what was opened, and not what was handed through', () => {
    expect(isOpened(130, new Uint8Array(100))).to.equal(true);
    for (const length of [130, 99, 101, 0])
      expect(isOpened(130, new Uint8Array(length)), `${length}`).to.equal(false);
  });

  it('know which bytes stay clear, and which forms they know at all', () => {
    const bytes = (frame: object): number => clearBytes(frame as EncodedFrame);
    expect([bytes({ type: 'key' }), bytes({ type: 'delta' }), bytes({ type: 'empty' })]).to.deep.equal([
      10, 3, 0,
    ]);
    expect(bytes({})).to.equal(1);
    for (const known of [undefined, 'video/VP8', 'audio/opus']) expect(isKnownCodec(known)).to.equal(true);
    for (const other of ['video/AV1', 'video/H264', 'video/VP9', 'audio/red', ''])
      expect(isKnownCodec(other)).to.equal(false);
  });
});
