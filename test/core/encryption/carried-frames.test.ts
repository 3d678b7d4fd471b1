import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import {
  decodeCarried,
  encodeCarried,
  FrameOrder,
  newStream,
  type CarriedFrame,
} from '../../../src/core/encryption/carried-frames.js';
import { readUint32, uint32, type Bytes } from '../../../src/core/encryption/encoding.js';
import { encodeMessage } from '../../../src/core/message-codec.js';

const frame = (number: number, stream = 'a'): CarriedFrame => ({ stream, number, content: uint32(number) });

const numbers = (frames: readonly Bytes[]): number[] => frames.map((content) => readUint32(content, 0));

describe('carried frames', () => {
  it('come out of their bytes as they went in', () => {
    const stream = newStream();
    const bytes = encodeCarried(stream, 7, Uint8Array.of(1, 2, 3));
    expect(decodeCarried(bytes)).to.deep.include({ number: 7, content: Uint8Array.of(1, 2, 3) });
  });

  it('are nothing that was written in the clear, cut off or made up', () => {
    expect(decodeCarried(encodeMessage({ v: 1, id: 'p', type: 'pause', body: { paused: true } }))).to.equal(
      null,
    );
    expect(decodeCarried(encodeCarried(newStream(), 0, new Uint8Array(0)))).to.equal(null);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const isOurs = bytes.length > 10 && bytes[0] === 1 && bytes[1] === 0x20;
        expect(decodeCarried(bytes) !== null).to.equal(isOurs);
      }),
    );
  });

  it('come in order and once, however they arrive', () => {
    const orders = fc.shuffledSubarray([...Array(20).keys(), ...Array(20).keys()], { minLength: 40 });
    fc.assert(
      fc.property(orders, (arriving) => {
        const order = new FrameOrder();
        const out = arriving.flatMap((number) => order.take(frame(number), 0));
        expect(numbers(out)).to.deep.equal([...Array(20).keys()]);
      }),
    );
  });

  it('do not wait for ever for one that is missing', () => {
    const order = new FrameOrder();
    expect(numbers(order.take(frame(0), 0))).to.deep.equal([0]);
    expect(order.take(frame(2), 1_000)).to.deep.equal([]);
    expect(order.tick(5_999)).to.deep.equal([]);
    expect(numbers(order.tick(6_000))).to.deep.equal([2]);
    expect(order.take(frame(1), 7_000), 'too late').to.deep.equal([]);
    expect(numbers(order.take(frame(3), 8_000))).to.deep.equal([3]);
  });

  it('soon begin where the count stands on a page that was there before', () => {
    const order = new FrameOrder();
    expect(order.take(frame(58), 0)).to.deep.equal([]);
    expect(order.take(frame(57), 100)).to.deep.equal([]);
    expect(numbers(order.tick(500))).to.deep.equal([57, 58]);
  });

  it('of one page are not touched by what somebody invents in its name', () => {
    const order = new FrameOrder();
    order.take(frame(0), 0);
    order.take(frame(0, 'invented'), 0);
    expect(numbers(order.take(frame(1), 0))).to.deep.equal([1]);
  });

  it('fill nobody’s memory', () => {
    const order = new FrameOrder();
    order.take(frame(0), 0);
    for (let number = 500; number > 1; number -= 1) order.take(frame(number), 0);
    const out = numbers(order.take(frame(1), 0));
    expect(out).to.deep.equal([1]);
    expect(numbers(order.tick(5_000)).length).to.be.at.most(64);
  });
});
