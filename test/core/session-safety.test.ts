import { expect } from '@open-wc/testing';
import { can, reduce, type Effect } from '../../src/core/session-machine.js';
import {
  isWayOut,
  type PersonEncryption,
  type PersonSafety,
  type SessionAsk,
  type SessionFact,
  type SessionSnapshot,
} from '../../src/core/session-snapshot.js';
import { exampleSnapshot, exampleTherapist } from '../../src/examples/example-session.js';

const OTHER = exampleTherapist.id;
const NOW = 0;

const CODE = { run: 'run-1', pictures: [1, 2, 3, 4], words: ['a', 'b', 'c'], runs: 1 } as const;
const AGREED: SessionFact = { type: 'code-agreed', person: OTHER, ...CODE };
const AGAIN: SessionFact = { type: 'code-agreed', person: OTHER, ...CODE, run: 'run-2', runs: 2 };
const CONFIRM: SessionAsk = { type: 'confirm-code', person: OTHER, run: 'run-1' };
const REFUSE: SessionAsk = { type: 'refuse-code', person: OTHER, run: 'run-1' };
const NEW: SessionAsk = { type: 'new-code', person: OTHER };

const FACTS = new Set<string>([
  'code-agreed',
  'code-gone',
  'code-refused',
  'agreement-failed',
  'tampering',
  'cannot-open',
  'person-left',
  'person-state',
]);

const step = (snapshot: SessionSnapshot, one: SessionAsk | SessionFact) =>
  reduce(snapshot, FACTS.has(one.type) ? { fact: one as SessionFact } : { ask: one as SessionAsk }, {
    now: NOW,
    id: 'id',
  });

const after = (snapshot: SessionSnapshot, ...inputs: (SessionAsk | SessionFact)[]): SessionSnapshot =>
  inputs.reduce((state, input) => step(state, input).snapshot, snapshot);

const safety = ({ people }: SessionSnapshot): PersonSafety => {
  const [person] = people;
  if (!person) throw new Error('nobody');
  return person.safety;
};

const talking = exampleSnapshot({
  phase: { name: 'session' },
  connection: 'connected',
  people: [{ ...exampleTherapist, state: 'here' }],
  media: { microphone: 'on', camera: 'on', ready: true, soundNeedsPress: false, picturesHeld: false },
});
const known = after(talking, AGREED);

const SILENT: readonly Effect['type'][] = ['show-others', 'stop-own-media'];
const types = (effects: readonly Effect[]): Effect['type'][] => effects.map(({ type }) => type);
const codes = ({ problems }: SessionSnapshot): string[] => problems.map(({ code }) => code);

describe('session-safety', () => {
  it('has nobody’s code before pages have agreed, and an unchecked one then', () => {
    expect(safety(talking)).to.include({ state: 'securing', run: null, pictures: null });
    expect(safety(known)).to.deep.equal({ ...CODE, state: 'unchecked', cannotOpen: false, device: 'none' });
  });

  it('takes a comparison for the handshake that was on the screen, and for no other', () => {
    expect(safety(after(known, CONFIRM)).state).to.equal('checked');
    expect(safety(after(known, AGAIN, CONFIRM)).state).to.equal('unchecked');
    expect(can(talking, CONFIRM, NOW), 'there is none').to.equal(false);
  });

  it('forgets a comparison with every new handshake', () => {
    expect(safety(after(known, CONFIRM, AGAIN))).to.include({ state: 'unchecked', run: 'run-2', runs: 2 });
    expect(safety(after(known, CONFIRM, { type: 'code-gone', person: OTHER }))).to.include({
      state: 'securing',
      pictures: null,
      runs: 1,
    });
  });

  it('may be answered in each state as it should', () => {
    const table: Record<PersonEncryption, readonly [answer: boolean, anew: boolean]> = {
      securing: [false, false],
      unchecked: [true, true],
      checked: [true, true],
      'known-device': [true, true],
      'changed-device': [true, true],
      differs: [false, true],
      failed: [false, false],
    };
    for (const [state, [answer, anew]] of Object.entries(table)) {
      const [person] = known.people;
      if (!person) throw new Error('nobody');
      const people = [{ ...person, safety: { ...person.safety, state: state as PersonEncryption } }];
      const snapshot = { ...known, people };
      expect(
        [can(snapshot, CONFIRM, NOW), can(snapshot, REFUSE, NOW), can(snapshot, NEW, NOW)],
        state,
      ).to.deep.equal([answer, answer, anew]);
    }
  });

  it('silences first when the pictures differ, and then tells that person alone', () => {
    const { snapshot, effects } = step(known, REFUSE);
    expect(isWayOut(REFUSE)).to.equal(true);
    expect(types(effects)).to.deep.equal([...SILENT, 'tell']);
    expect(effects.at(-1)).to.deep.include({
      to: [OTHER],
      message: { type: 'code-differs', body: { run: 'run-1' } },
    });
    expect(snapshot.media).to.include({ microphone: 'off', camera: 'off' });
    expect(snapshot.phase.name).to.equal('session');
    expect(safety(snapshot)).to.include({ state: 'differs', pictures: null, words: null, run: null });
    expect(codes(snapshot)).to.deep.equal(['code-differs']);
  });

  it('stops as well when the other one says so of the code that both see', () => {
    const { snapshot, effects } = step(known, { type: 'code-refused', person: OTHER, run: 'run-1' });
    expect(types(effects)).to.deep.equal(SILENT);
    expect(safety(snapshot).state).to.equal('differs');
    expect(
      step(known, { type: 'code-refused', person: OTHER, run: 'run-0' }).snapshot,
      'an earlier one',
    ).to.equal(known);
  });

  it('has no “continue anyway”: nothing starts, shows or puts the notice away while it stands', () => {
    const stopped = after(known, REFUSE);
    for (const ask of [
      { type: 'camera-on' },
      { type: 'microphone-on' },
      CONFIRM,
      { type: 'dismiss-problem', code: 'code-differs' },
      { type: 'try-again', code: 'code-differs' },
    ] satisfies SessionAsk[]) {
      expect(can(stopped, ask, NOW), ask.type).to.equal(false);
      expect(step(stopped, ask).snapshot, ask.type).to.equal(stopped);
    }
    const arriving = { ...stopped, media: { ...stopped.media, ready: false } };
    expect(can(arriving, { type: 'begin', startWith: 'sound' }, NOW)).to.equal(false);
    const shows = (effect: Effect): boolean => effect.type === 'show-others' && effect.shown;
    const paused = after(stopped, { type: 'pause' });
    expect(step(paused, { type: 'resume' }).effects.some(shows)).to.equal(false);
  });

  it('keeps the stop when somebody else forces another handshake, and lifts it with new pictures on a press', () => {
    const forced = after(known, REFUSE, AGAIN);
    expect(safety(forced)).to.include({ state: 'differs', run: 'run-2' });
    expect(codes(forced)).to.deep.equal(['code-differs']);
    const { snapshot, effects } = step(forced, NEW);
    expect(safety(snapshot)).to.include({ state: 'unchecked', run: 'run-2' });
    expect(codes(snapshot)).to.deep.equal([]);
    expect(effects).to.deep.equal([{ type: 'show-others', shown: true }]);
    expect(snapshot.media, 'own media wait for a press').to.include({ microphone: 'off', camera: 'off' });
  });

  it('keeps the stop when the channel is gone, for which anybody in between can see', () => {
    const gone = after(known, REFUSE, { type: 'code-gone', person: OTHER });
    expect(safety(gone)).to.include({ state: 'differs', run: null });
    expect(codes(gone)).to.deep.equal(['code-differs']);
    expect(safety(after(gone, AGAIN)).state).to.equal('differs');
  });

  it('asks for another handshake where there is none yet, and lifts the stop when it stands', () => {
    const { snapshot, effects } = step(after(known, REFUSE), NEW);
    expect(effects).to.deep.equal([{ type: 'agree-anew', person: OTHER }]);
    expect(safety(snapshot).state).to.equal('securing');
    expect(codes(snapshot), 'not yet').to.deep.equal(['code-differs']);
    expect(can(snapshot, { type: 'camera-on' }, NOW)).to.equal(false);
    const again = step(snapshot, AGAIN);
    expect(codes(again.snapshot)).to.deep.equal([]);
    expect(again.effects).to.deep.equal([{ type: 'show-others', shown: true }]);
  });

  it('shows the others again only to somebody who is ready, and not in a pause', () => {
    const waiting = { ...after(known, REFUSE, NEW), media: { ...known.media, ready: false } };
    expect(step(waiting, AGAIN).effects).to.deep.equal([]);
    const paused = after(known, REFUSE, NEW, { type: 'pause' });
    expect(step(paused, AGAIN).effects).to.deep.equal([]);
  });

  it('says so when nothing could be agreed on, until it could', () => {
    const failed = after(talking, { type: 'agreement-failed', person: OTHER });
    expect(safety(failed).state).to.equal('failed');
    expect(failed.problems).to.deep.equal([{ code: 'encryption-failed', person: OTHER }]);
    expect(codes(after(failed, AGREED))).to.deep.equal([]);
  });

  it('stops everything at once, and leaves the room, when somebody tampers', () => {
    const { snapshot, effects } = step(known, { type: 'tampering' });
    expect(types(effects)).to.deep.equal([...SILENT, 'leave-room']);
    expect(snapshot.media).to.include({ microphone: 'off', camera: 'off' });
    expect(snapshot).to.include({ connection: 'lost', encryption: 'none' });
    expect(codes(snapshot)).to.deep.equal(['tampering-noticed']);
    expect(can(snapshot, { type: 'dismiss-problem', code: 'tampering-noticed' }, NOW)).to.equal(false);
    expect(can(snapshot, { type: 'camera-on' }, NOW)).to.equal(false);
    expect(can(snapshot, { type: 'leave' }, NOW)).to.equal(true);
  });

  it('says whose frames do not open', () => {
    const cannot = after(known, { type: 'cannot-open', person: OTHER, cannot: true });
    expect(safety(cannot).cannotOpen).to.equal(true);
    expect(safety(after(cannot, { type: 'cannot-open', person: OTHER, cannot: false })).cannotOpen).to.equal(
      false,
    );
  });

  it('forgets a comparison with whoever comes on another page, which was reloaded or is somebody else’s', () => {
    const seated = exampleSnapshot({
      phase: { name: 'waiting' },
      people: [{ ...exampleTherapist, state: 'asking', seat: 'first' }],
    });
    const checked = after(seated, AGREED, CONFIRM);
    const asks = { type: 'person-state', person: OTHER, role: 'therapist', state: 'asking' } as const;
    expect(safety(after(checked, { ...asks, seat: 'first' })).state).to.equal('checked');
    const another = safety(after(checked, { ...asks, seat: 'second' }));
    expect(another).to.include({ state: 'securing', run: null, pictures: null, runs: 1 });
  });

  it('forgets what was agreed with whoever leaves, and with everybody at the end, but not how often', () => {
    const left = after(known, CONFIRM, { type: 'person-left', person: OTHER });
    expect(safety(left)).to.include({ state: 'securing', run: null, runs: 1 });
    const closed = after(known, REFUSE, { type: 'leave' });
    expect(safety(closed)).to.include({ state: 'securing', run: null, runs: 1 });
    expect(codes(closed)).to.deep.equal([]);
    expect(codes(after(known, REFUSE, { type: 'person-left', person: OTHER }))).to.deep.equal([]);
  });
});
