import { expect } from '@open-wc/testing';
import { emptySnapshot, type SessionSnapshot } from '../../src/core/session-snapshot.js';
import { tagsNear } from '../../src/elements/shell-screens.js';

const client = (patch: Partial<SessionSnapshot>): SessionSnapshot => ({
  ...emptySnapshot('client', 'live'),
  ...patch,
});

describe('shell-screens', () => {
  it('has how to tell of a problem ahead of time, at every step from the first press on', () => {
    for (const name of ['consent', 'space', 'tech-check', 'waiting', 'session', 'paused'] as const)
      expect(tagsNear(client({ phase: { name } })).next, name).to.include('problem-notice');
    expect(tagsNear(client({ pending: ['continue'] })).next).to.include('problem-notice');
  });

  it('fetches nothing ahead for a reader of the welcome', () => {
    expect(tagsNear(client({})).next).to.deep.equal([]);
  });
});
