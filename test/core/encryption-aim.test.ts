import { expect } from '@open-wc/testing';
import { encryptionAim } from '../../src/core/encryption-aim.js';
import {
  emptySnapshot,
  NO_PLAN,
  NO_SAFETY,
  type Person,
  type PersonState,
  type Role,
  type SessionSnapshot,
} from '../../src/core/session-snapshot.js';

const STATES: readonly PersonState[] = ['expected', 'asking', 'here', 'gone', 'lost'];

const person = (id: string, role: Role, patch: Partial<Person> = {}): Person => ({
  id,
  role,
  state: 'here',
  acceptedBy: [],
  presence: 'here',
  profile: null,
  media: { microphone: false, camera: false },
  urgent: false,
  seat: `seat-${id}`,
  asksElsewhere: false,
  removed: false,
  safety: NO_SAFETY,
  ...patch,
});

const at = (role: Role, name: 'waiting' | 'session' | 'consent', people: Person[]): SessionSnapshot => {
  const empty = emptySnapshot(role, 'live');
  return {
    ...empty,
    self: 'self',
    phase: { name },
    plan: { ...NO_PLAN, appointment: 'appointment' },
    waiting: { ...empty.waiting, asked: name !== 'consent' },
    people,
  };
};

const met = (snapshot: SessionSnapshot): string[] =>
  encryptionAim(snapshot)?.meetings.flatMap(({ identity, isThere }) => (isThere ? [identity] : [])) ?? [];

const shown = (snapshot: SessionSnapshot, lettingIn?: string): string[] | null =>
  encryptionAim(snapshot, lettingIn)?.roster?.map(({ identity }) => identity) ?? null;

describe('whom a page agrees with', () => {
  it('is nobody before the appointment is known, and after its end', () => {
    expect(encryptionAim(emptySnapshot('client', 'live'))).to.equal(null);
    const over = at('client', 'waiting', [person('t', 'therapist')]);
    expect(encryptionAim({ ...over, phase: { name: 'closing', reason: 'left' } })).to.equal(null);
    expect(encryptionAim({ ...over, phase: { name: 'ended', by: 'exit-now' } })).to.equal(null);
  });

  it('is a therapist who is there, for a client who has asked', () => {
    for (const state of STATES) {
      const expected = state === 'here' || state === 'lost' ? ['t'] : [];
      expect(met(at('client', 'waiting', [person('t', 'therapist', { state })])), state).to.deep.equal(
        expected,
      );
      expect(met(at('client', 'consent', [person('t', 'therapist', { state })])), state).to.deep.equal([]);
    }
  });

  it('is whoever asks or is in, for a therapist at the desk', () => {
    const there = STATES.filter(
      (state) => met(at('therapist', 'waiting', [person('c', 'client', { state })])).length > 0,
    );
    expect(there).to.deep.equal(['asking', 'here', 'lost']);
  });

  it('is another client only when both were let in', () => {
    const other = person('c', 'client', { acceptedBy: ['t'] });
    expect(met(at('client', 'waiting', [other]))).to.deep.equal([]);
    expect(met(at('client', 'session', [other]))).to.deep.equal(['c']);
    expect(met(at('client', 'session', [person('c', 'client', { state: 'asking' })]))).to.deep.equal([]);
  });

  it('keeps the channel through a broken line, and lets go of whoever has left or was sent out', () => {
    const kept = STATES.filter(
      (state) =>
        encryptionAim(at('therapist', 'session', [person('c', 'client', { state })]))?.meetings.length,
    );
    expect(kept).to.deep.equal(['expected', 'asking', 'here', 'lost']);
    const removed = person('c', 'client', { removed: true });
    expect(encryptionAim(at('therapist', 'session', [removed]))?.meetings).to.deep.equal([]);
  });
});

describe('the roster', () => {
  const client = person('c', 'client', { acceptedBy: ['t'] });
  const therapist = person('t', 'therapist');

  it('does not exist before somebody is in', () => {
    expect(shown(at('client', 'waiting', [therapist]))).to.equal(null);
    expect(shown(at('therapist', 'waiting', [client]))).to.equal(null);
  });

  it('is the same on every page of the room', () => {
    const [one, other] = [
      person('c1', 'client', { acceptedBy: ['t'] }),
      person('c2', 'client', { acceptedBy: ['t'] }),
    ];
    const asks = person('c3', 'client', { state: 'asking' });
    const seenBy = (id: string, role: Role, people: Person[]): string[] =>
      (shown({ ...at(role, 'session', people), self: id }) ?? []).sort();
    const everybody = ['c1', 'c2', 't'];
    expect(seenBy('t', 'therapist', [one, other, asks])).to.deep.equal(everybody);
    expect(seenBy('c1', 'client', [therapist, other, asks])).to.deep.equal(everybody);
    expect(seenBy('c2', 'client', [therapist, one, asks])).to.deep.equal(everybody);
  });

  it('has whom a therapist is letting in ahead of the news, as long as it is asked for and they are alone', () => {
    const waiting = at('therapist', 'waiting', [person('c', 'client', { state: 'asking' })]);
    expect(shown({ ...waiting, pending: ['admit'] }, 'c')).to.deep.equal(['self', 'c']);
    expect(shown(waiting, 'c'), 'it was refused').to.equal(null);
    const inRoom = at('therapist', 'session', [client, person('d', 'client', { state: 'asking' })]);
    expect(shown({ ...inRoom, pending: ['admit'] }, 'd'), 'the others do not know yet').to.deep.equal([
      'self',
      'c',
    ]);
  });

  it('loses whoever leaves, is sent out, or has to be let in anew', () => {
    for (const change of [{ state: 'gone' }, { removed: true }, { acceptedBy: [] }] as const)
      expect(shown(at('therapist', 'session', [{ ...client, ...change }]))).to.deep.equal(['self']);
    expect(shown(at('client', 'session', [{ ...therapist, state: 'gone' }]))).to.deep.equal(['self']);
    expect(shown(at('client', 'session', [{ ...therapist, state: 'lost' }]))).to.deep.equal(['self', 't']);
  });
});

describe('whom keys are made ready for', () => {
  const expected = (snapshot: SessionSnapshot, lettingIn?: string): string[] | null =>
    encryptionAim(snapshot, lettingIn)?.ahead?.map(({ identity }) => identity) ?? null;

  it('is the one client who asks, for a therapist at the desk or alone in the room', () => {
    for (const state of STATES)
      for (const phase of ['waiting', 'session'] as const)
        expect(
          expected(at('therapist', phase, [person('c', 'client', { state })])),
          `${state}, ${phase}`,
        ).to.deep.equal(state === 'asking' ? ['self', 'c'] : null);
  });

  it('is the one therapist who is there, for a client who has asked and is not in', () => {
    for (const state of STATES) {
      const therapist = person('t', 'therapist', { state });
      const isThere = state === 'here' || state === 'lost';
      expect(expected(at('client', 'waiting', [therapist])), state).to.deep.equal(
        isThere ? ['self', 't'] : null,
      );
      expect(expected(at('client', 'session', [therapist])), state).to.equal(null);
    }
    expect(expected(at('client', 'consent', [person('t', 'therapist')]))).to.equal(null);
  });

  it('is nobody where there are more than two, where somebody is shown, and for whoever was taken out', () => {
    const asking = person('c', 'client', { state: 'asking' });
    expect(expected(at('therapist', 'waiting', [asking, person('t', 'therapist')]))).to.equal(null);
    expect(expected(at('therapist', 'waiting', [{ ...asking, removed: true }]))).to.equal(null);
    const pressed = { ...at('therapist', 'waiting', [asking]), pending: ['admit'] } as const;
    expect(expected(pressed, 'c')).to.equal(null);
    expect(shown(pressed, 'c')).to.deep.equal(['self', 'c']);
  });
});
