import { aTimeout, expect } from '@open-wc/testing';
import { decodeCarried } from '../../../src/core/encryption/carried-frames.js';
import { Carrier, type Way } from '../../../src/core/encryption/carrier.js';
import { SessionError, type ProblemCode } from '../../../src/core/problems.js';

/** A way that does as the test says, and the time, which does as well. */
const rig = () => {
  const carried: (number | undefined)[] = [];
  const world = { at: 0, answer: 'room' as Way | ProblemCode };
  const carrier = new Carrier(
    (bytes) => {
      carried.push(decodeCarried(bytes)?.number);
      const { answer } = world;
      return answer === 'room' || answer === 'practice'
        ? Promise.resolve(answer)
        : Promise.reject(new SessionError(answer, 'as the test says'));
    },
    () => world.at,
  );
  const tickAt = async (at: number): Promise<void> => {
    world.at = at;
    carrier.tick();
    await aTimeout(0);
  };
  return { carrier, carried, world, tickAt };
};

describe('the carrier to another page', () => {
  it('hands everything over at once, numbered', () => {
    const { carrier, carried } = rig();
    for (const byte of [1, 2, 3]) carrier.send(Uint8Array.of(byte));
    expect(carried).to.deep.equal([0, 1, 2]);
  });

  it('tries again what nobody took, less and less often, until somebody does', async () => {
    const { carrier, carried, world, tickAt } = rig();
    world.answer = 'service-unreachable';
    carrier.send(Uint8Array.of(1));
    await aTimeout(0);
    await tickAt(999);
    expect(carried).to.have.lengthOf(1);
    await tickAt(1_000);
    expect(carried).to.have.lengthOf(2);
    await tickAt(2_999);
    expect(carried).to.have.lengthOf(2);
    world.answer = 'practice';
    await tickAt(3_000);
    await tickAt(60_000);
    expect(carried).to.deep.equal([0, 0, 0]);
  });

  it('does not ask again where somebody may not be written to', async () => {
    const { carrier, carried, world, tickAt } = rig();
    world.answer = 'text-not-sent';
    carrier.send(Uint8Array.of(1));
    await aTimeout(0);
    await tickAt(60_000);
    expect(carried).to.deep.equal([0]);
  });

  it('sends again what went into a room whose line broke, and nothing that the practice has or that is long there', async () => {
    const { carrier, carried, world, tickAt } = rig();
    carrier.send(Uint8Array.of(1));
    await aTimeout(0);
    await tickAt(19_000);
    carrier.send(Uint8Array.of(2));
    world.answer = 'practice';
    carrier.send(Uint8Array.of(3));
    await aTimeout(0);
    await tickAt(20_000);
    carrier.again();
    await aTimeout(0);
    expect(carried).to.deep.equal([0, 1, 2, 1]);
    carrier.again();
    expect(carried, 'the practice has it now').to.have.lengthOf(4);
  });
});
