import { expect } from '@open-wc/testing';
import { KeyRenewal } from '../../src/core/key-renewal.js';
import type { Connection, Phase } from '../../src/core/session-snapshot.js';

const SESSION: Phase = { name: 'session' };
const PAUSED: Phase = { name: 'paused' };

/** In which of these moments new keys are due. */
const dueAt = (...moments: readonly [Phase, Connection][]): number[] => {
  const renewal = new KeyRenewal();
  return moments.flatMap(([phase, connection], index) =>
    renewal.isDue({ phase, connection }) ? [index] : [],
  );
};

describe('new keys', () => {
  it('are due when a line stands again, and not when it stands for the first time', () => {
    expect(dueAt([SESSION, 'idle'], [SESSION, 'connecting'], [SESSION, 'connected'])).to.deep.equal([]);
    expect(
      dueAt(
        [SESSION, 'connected'],
        [SESSION, 'reconnecting'],
        [SESSION, 'connected'],
        [SESSION, 'connected'],
      ),
    ).to.deep.equal([2]);
    expect(
      dueAt([SESSION, 'connected'], [SESSION, 'lost'], [SESSION, 'connecting'], [SESSION, 'connected']),
    ).to.deep.equal([3]);
  });

  it('are due when a pause ends, and not when it begins', () => {
    expect(
      dueAt([SESSION, 'connected'], [PAUSED, 'connected'], [PAUSED, 'connected'], [SESSION, 'connected']),
    ).to.deep.equal([3]);
  });

  it('are not due when somebody leaves during a pause', () => {
    expect(dueAt([PAUSED, 'connected'], [{ name: 'closing', reason: 'left' }, 'idle'])).to.deep.equal([]);
  });
});
