import { expect } from '@open-wc/testing';
import { groupView } from '../../src/core/group-view.js';
import { reduce } from '../../src/core/session-machine.js';
import type { GroupTrust, Person, SessionFact, SessionSnapshot } from '../../src/core/session-snapshot.js';
import { exampleClient, exampleSnapshot, exampleTherapist } from '../../src/examples/example-session.js';
import { exampleSafety } from '../../src/examples/safety-code.js';

const AGREED: GroupTrust = { state: 'agreed', pictures: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };
const therapist: Person = { ...exampleTherapist, safety: exampleSafety };
const partner: Person = {
  ...exampleClient,
  id: 'person-2',
  state: 'here',
  acceptedBy: ['person-t'],
  safety: exampleSafety,
};

const snapshotWith = (patch: Partial<SessionSnapshot>): SessionSnapshot =>
  exampleSnapshot({
    phase: { name: 'session' },
    people: [therapist, partner],
    group: AGREED,
    ...patch,
  });

const learn = (snapshot: SessionSnapshot, fact: SessionFact): SessionSnapshot =>
  reduce(snapshot, { fact }, { now: 0, id: 'id' }).snapshot;

describe('a room of three as a whole', () => {
  it('is told of where there are three in the room, and nowhere else', () => {
    for (const [told, patch] of [
      [true, {}],
      [true, { people: [therapist, { ...partner, state: 'lost' }] }],
      [false, { group: null }],
      [false, { people: [therapist] }],
      [false, { people: [therapist, { ...partner, state: 'gone' }] }],
      [false, { people: [therapist, { ...partner, state: 'expected' }] }],
      [false, { people: [therapist, { ...partner, acceptedBy: [] }] }],
      [false, { people: [therapist, { ...partner, removed: true }] }],
    ] as const)
      expect(groupView(snapshotWith(patch)) !== null, JSON.stringify(patch)).to.equal(told);
  });

  it('has the therapist vouch, and of several the one whose id is the lowest', () => {
    expect(groupView(snapshotWith({}))?.anchor?.id).to.equal('person-t');
    const second = { ...therapist, id: 'person-0' };
    expect(groupView(snapshotWith({ people: [therapist, second] }))?.anchor?.id).to.equal('person-0');
    const own = { role: 'therapist', self: 'person-a', people: [second, partner] } as const;
    expect(groupView(snapshotWith(own))?.anchor?.id).to.equal('person-0');
    expect(groupView(snapshotWith({ ...own, people: [therapist, partner] }))?.anchor).to.equal(null);
  });

  it('is open again as soon as a channel of it is gone, and over when the session is', () => {
    const told = learn(snapshotWith({ group: null }), { type: 'group-told', group: AGREED });
    expect(groupView(told)?.group).to.deep.equal(AGREED);
    const gone = learn(told, { type: 'code-gone', person: 'person-2' });
    expect(groupView(gone)?.group).to.deep.equal({ state: 'open' });
    const over = reduce(told, { ask: { type: 'leave' } }, { now: 0, id: 'id' }).snapshot;
    expect(over.group).to.equal(null);
  });
});
