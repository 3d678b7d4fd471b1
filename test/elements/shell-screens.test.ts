import { expect } from '@open-wc/testing';
import { emptySnapshot, type SessionSnapshot } from '../../src/core/session-snapshot.js';
import { panelOf, tagsNear } from '../../src/elements/shell-screens.js';

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

  it('shows how a session is protected beside every step, and leaves it to the room in the room', () => {
    for (const name of ['welcome', 'consent', 'space', 'tech-check', 'waiting'] as const) {
      const open = client({ phase: { name }, panel: 'trust' });
      expect(panelOf(open)?.tag, name).to.equal('encryption-status');
      expect(tagsNear(open).now, name).to.include('encryption-status');
    }
    for (const name of ['session', 'paused'] as const) {
      expect(panelOf(client({ phase: { name }, panel: 'trust' })), name).to.equal(undefined);
      expect(panelOf(client({ phase: { name }, panel: 'support' }))?.tag, name).to.equal('support-card');
    }
  });

  it('has nothing beside the step for panels that are the room’s own', () => {
    for (const panel of ['text', 'devices', 'help', null] as const)
      expect(panelOf(client({ panel })), String(panel)).to.equal(undefined);
  });
});
