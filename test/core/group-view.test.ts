import { expect } from '@open-wc/testing';
import { groupView } from '../../src/core/group-view.js';
import { reduce } from '../../src/core/session-machine.js';
import type { GroupTrust, Person, SessionFact, SessionSnapshot } from '../../src/core/session-snapshot.js';
import { exampleClient, exampleSnapshot, exampleTherapist } from '../../src/examples/example-session.js';

const AGREED: GroupTrust = { state: 'agreed', pictures: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };
const partner: Person = { ...exampleClient, id: 'person-2', state: 'here', acceptedBy: ['person-t'] };

const snapshotWith = (patch: Partial<SessionSnapshot>): SessionSnapshot =>
  exampleSnapshot({
    phase: { name: 'session' },
    people: [exampleTherapist, partner],
    group: AGREED,
    ...patch,
  });

const learn = (snapshot: SessionSnapshot, fact: SessionFact): SessionSnapshot =>
  reduce(snapshot, { fact }, { now: 0, id: 'id' }).snapshot;

describe('a room of three as a whole', () => {
  it('is told of where there are three in the room, and nowhere else', () => {
    for (const [told, patch] of [
      [true, {}],
      [true, { people: [exampleTherapist, { ...partner, state: 'lost' }] }],
      [false, { group: null }],
      [false, { people: [exampleTherapist] }],
      [false, { people: [exampleTherapist, { ...partner, state: 'gone' }] }],
      [false, { people: [exampleTherapist, { ...partner, state: 'expected' }] }],
      [false, { people: [exampleTherapist, { ...partner, acceptedBy: [] }] }],
      [false, { people: [exampleTherapist, { ...partner, removed: true }] }],
    ] as const)
      expect(groupView(snapshotWith(patch)) !== null, JSON.stringify(patch)).to.equal(told);
  });

  it('has the therapist vouch, and of several the one whose id is the lowest', () => {
    expect(groupView(snapshotWith({}))?.anchor?.id).to.equal('person-t');
    const second = { ...exampleTherapist, id: 'person-0' };
    expect(groupView(snapshotWith({ people: [exampleTherapist, second] }))?.anchor?.id).to.equal('person-0');
    const own = { role: 'therapist', self: 'person-a', people: [second, partner] } as const;
    expect(groupView(snapshotWith(own))?.anchor?.id).to.equal('person-0');
    expect(groupView(snapshotWith({ ...own, people: [exampleTherapist, partner] }))?.anchor).to.equal(null);
  });

  it('is open again as soon as a channel of it is gone, and over when the session is', () => {
    const gone = learn(snapshotWith({}), { type: 'code-gone', person: 'person-2' });
    expect(gone.group).to.deep.equal({ state: 'open' });
    const told = learn(gone, { type: 'group-told', group: AGREED });
    expect(told.group).to.deep.equal(AGREED);
    const over = reduce(told, { ask: { type: 'leave' } }, { now: 0, id: 'id' }).snapshot;
    expect(over.group).to.equal(null);
  });
});
