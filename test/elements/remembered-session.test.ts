import { expect } from '@open-wc/testing';
import { rememberSession, sessionRemembered } from '../../src/elements/remembered-session.js';

const here = { service: 'https://practice.example/session', appointment: '' };

describe('the session of a page that is loaded anew', () => {
  const { state } = history as { state: unknown };

  beforeEach(() => {
    history.replaceState(null, '');
  });

  afterEach(() => {
    history.replaceState(state, '');
  });

  it('is remembered in the history entry, beside what the page keeps there, and nowhere else', () => {
    const { href, length } = { href: location.href, length: history.length };
    history.replaceState({ page: 'its own' }, '');
    rememberSession({ session: 'session-1', ...here });
    expect(sessionRemembered(here)).to.equal('session-1');
    expect((history.state as { page: string }).page).to.equal('its own');
    expect(location.href).to.equal(href);
    expect(history.length).to.equal(length);
    expect([localStorage.length, sessionStorage.length]).to.deep.equal([0, 0]);
    expect(document.cookie).to.not.contain('session-1');
  });

  it('is of one service and one appointment', () => {
    rememberSession({ session: 'session-1', ...here });
    expect(sessionRemembered({ ...here, service: 'https://other.example/' })).to.be.null;
    expect(sessionRemembered({ ...here, appointment: 'another' })).to.be.null;
  });

  it('is forgotten without a trace', () => {
    history.replaceState({ page: 'its own' }, '');
    rememberSession({ session: 'session-1', ...here });
    rememberSession(null);
    expect(history.state).to.deep.equal({ page: 'its own' });
    expect(sessionRemembered(here)).to.be.null;
  });

  it('does without where the page keeps something to which nothing can be added', () => {
    for (const own of ['text', 7, ['list']]) {
      history.replaceState(own, '');
      rememberSession({ session: 'session-1', ...here });
      expect(history.state).to.deep.equal(own);
      expect(sessionRemembered(here)).to.be.null;
      rememberSession(null);
      expect(history.state).to.deep.equal(own);
    }
  });

  it('is nothing that somebody else wrote there', () => {
    for (const safeSession of ['text', null, { session: 7, ...here }, [here]]) {
      history.replaceState({ safeSession }, '');
      expect(sessionRemembered(here)).to.be.null;
    }
  });
});
