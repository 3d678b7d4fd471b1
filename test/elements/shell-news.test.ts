import { expect } from '@open-wc/testing';
import type { SessionChangeEvent } from '../../src/elements/session-events.js';
import { blockingProblem, movesFocus, newsFor, noticesOf } from '../../src/elements/shell-news.js';
import { exampleSnapshot } from '../../src/examples/example-session.js';

describe('shell-news', () => {
  const quiet = exampleSnapshot({ phase: { name: 'waiting' } });

  it('puts a blocking problem in the place of a step', () => {
    const blocked = { ...quiet, problems: [{ code: 'service-unreachable' as const }] };
    expect(blockingProblem(blocked)?.code).to.equal('service-unreachable');
    expect(movesFocus(quiet, blocked)).to.equal(true);
    expect(movesFocus(blocked, { ...blocked, panel: 'text' })).to.equal(false);
    expect(movesFocus(blocked, quiet), 'the step is back').to.equal(true);
  });

  it('puts nothing in the place of a room with people in it, nor of a pause', () => {
    for (const name of ['session', 'paused'] as const) {
      const room = exampleSnapshot({ phase: { name } });
      const troubled = { ...room, problems: [{ code: 'service-unreachable' as const }] };
      expect(blockingProblem(troubled), name).to.equal(undefined);
      expect(movesFocus(room, troubled), name).to.equal(false);
    }
  });

  it('never moves the focus for a notice, nor for a panel inside the room', () => {
    expect(movesFocus(quiet, { ...quiet, problems: [{ code: 'text-not-sent' }] })).to.equal(false);
    expect(movesFocus(quiet, { ...quiet, panel: 'text' })).to.equal(false);
    expect(movesFocus(quiet, { ...quiet, panel: 'support' })).to.equal(true);
  });

  it('moves the focus away from a panel that was closed, unless the person went on to something else', () => {
    const trust = { ...quiet, panel: 'trust' as const };
    const text = { ...quiet, panel: 'text' as const };
    expect(movesFocus(trust, quiet)).to.equal(true);
    expect(movesFocus(trust, text), 'the button that was pressed is still there').to.equal(false);
    expect(movesFocus(text, quiet), 'it is inside the step').to.equal(false);
    const room = exampleSnapshot({ phase: { name: 'session' } });
    expect(movesFocus({ ...room, panel: 'trust' }, room), 'the room has a place of its own').to.equal(false);
  });

  it('tells of camera and microphone once, and in the room not what the room tells itself', () => {
    const denied = (['microphone', 'camera'] as const).map((kind) => ({
      code: 'device-denied' as const,
      kind,
    }));
    const problems = [...denied, { code: 'pictures-held' as const }];
    const codes = (name: 'waiting' | 'session'): string[] =>
      noticesOf(exampleSnapshot({ phase: { name }, problems })).map(({ code }) => code);
    expect(codes('waiting')).to.deep.equal(['device-denied', 'pictures-held']);
    expect(codes('session')).to.deep.equal(['device-denied']);
  });

  it('tells a problem once, and the end once', () => {
    const told = { ...quiet, problems: [{ code: 'text-not-sent' as const }] };
    const types = (events: Event[]): string[] => events.map(({ type }) => type);
    expect(types(newsFor(quiet, told))).to.deep.equal(['session-change', 'session-problem']);
    expect(types(newsFor(told, { ...told, panel: 'text' }))).to.deep.equal(['session-change']);
    const closed = exampleSnapshot({ phase: { name: 'closing', reason: 'left' } });
    expect(types(newsFor(quiet, closed))).to.deep.equal(['session-change', 'session-ended']);
    expect(types(newsFor(closed, { ...closed, panel: 'support' }))).to.deep.equal(['session-change']);
  });

  it('tells how it stands with each person’s encryption when that changes, by an opaque id and never by a code', () => {
    const code = { run: 'run', pictures: [7, 8, 9, 10], words: ['sample', 'of', 'words'], runs: 1 };
    const people = quiet.people.map((person) => ({
      ...person,
      safety: { ...person.safety, ...code, state: 'unchecked' as const },
    }));
    const told = newsFor(quiet, { ...quiet, people });
    const [person] = people;
    expect(told.map(({ type }) => type)).to.deep.equal(['session-change', 'session-encryption']);
    expect(told[1]).to.include({ person: person?.id, state: 'unchecked' });
    expect((told[0] as SessionChangeEvent).snapshot.safety).to.deep.equal([
      { person: person?.id, state: 'unchecked', runs: 1, cannotOpen: false },
    ]);
    expect(JSON.stringify(told.map((event) => Object.entries(event)))).to.not.match(/sample|7,8|"run"/u);
    expect(newsFor({ ...quiet, people }, { ...quiet, people, panel: 'text' })).to.have.lengthOf(1);
  });
});
