import { expect } from '@open-wc/testing';
import { takeInvitation } from '../../src/elements/invitation.js';

describe('the invitation in a link', () => {
  const { href } = location;
  let { state } = history as { state: unknown };

  beforeEach(() => {
    state = history.state;
  });

  afterEach(() => {
    history.replaceState(state, '', href);
  });

  const at = (hash: string, kept: unknown = null): void => {
    history.replaceState(kept, '', `${location.pathname}${location.search}${hash}`);
  };

  it('is taken, and is out of the address at once', () => {
    at('#safe-session=sample-invitation_1');
    expect(takeInvitation()).to.equal('sample-invitation_1');
    expect(location.href).to.not.contain('#');
    expect(takeInvitation()).to.be.null;
  });

  it('leaves the rest of the fragment and of the history entry as they were', () => {
    for (const [before, after] of [
      ['#safe-session=abc&other=kept', '#other=kept'],
      ['#other=kept%20so&safe-session=abc', '#other=kept%20so'],
      ['#/path?a=b&safe-session=abc&c', '#/path?a=b&c'],
    ] as const) {
      at(before, { page: 'its own' });
      const entries = history.length;
      expect(takeInvitation(), before).to.equal('abc');
      expect(location.hash).to.equal(after);
      expect(history.state).to.deep.equal({ page: 'its own' });
      expect(history.length).to.equal(entries);
    }
  });

  it('is taken however often it is there, and counts once', () => {
    at('#safe-session=first&safe-session=second');
    expect(takeInvitation()).to.equal('first');
    expect(location.hash).to.equal('');
  });

  it('is no other key that looks like ours, and nothing where it is empty', () => {
    for (const hash of [
      '',
      '#',
      '#section',
      '#unsafe-session=abc',
      '#safe-sessions=abc',
      '#a=safe-session=abc',
    ]) {
      at(hash);
      expect(takeInvitation(), hash).to.be.null;
      expect(location.href.endsWith(hash), hash).to.be.true;
    }
    at('#safe-session=');
    expect(takeInvitation()).to.be.null;
    expect(location.hash).to.equal('');
  });

  it('is taken where an address base points elsewhere', () => {
    const base = Object.assign(document.createElement('base'), { href: 'https://elsewhere.example/' });
    document.head.append(base);
    try {
      at('#safe-session=abc');
    } catch {
      // A relative address would point there; set the fragment alone.
      location.hash = 'safe-session=abc';
    }
    expect(takeInvitation()).to.equal('abc');
    expect(location.hash).to.equal('');
    base.remove();
  });
});
