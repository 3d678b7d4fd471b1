import { expect } from '@open-wc/testing';
import { admitObstacle, deferrableTopics, openTopics, peopleToAdmit } from '../../src/core/admission.js';
import type { Person, PersonState } from '../../src/core/session-snapshot.js';
import { can } from '../../src/core/session-machine.js';
import { exampleConsent, settledAnswers } from '../../src/examples/example-consent.js';
import {
  exampleClient,
  exampleSnapshot,
  exampleTherapist,
  type SnapshotPatch,
} from '../../src/examples/example-session.js';

const NOW = Date.UTC(2026, 10, 23, 10);

const desk = (patch: SnapshotPatch = {}) =>
  exampleSnapshot({ role: 'therapist', phase: { name: 'waiting' }, ...patch });

const client = (id: string, state: PersonState, urgent = false): Person => ({
  ...exampleClient,
  id,
  state,
  urgent,
});

describe('admission', () => {
  it('puts who needs someone now first, then who asks, and leaves therapists out', () => {
    const people = [
      client('gone', 'gone'),
      client('here', 'here'),
      client('expected', 'expected'),
      exampleTherapist,
      client('lost', 'lost'),
      client('asking', 'asking'),
      client('urgent', 'asking', true),
    ];
    expect(peopleToAdmit(desk({ people })).map(({ id }) => id)).to.deep.equal([
      'urgent',
      'asking',
      'lost',
      'expected',
      'here',
      'gone',
    ]);
  });

  it('says what keeps somebody out, in agreement with the machine', () => {
    for (const state of ['expected', 'asking', 'here', 'gone', 'lost'] as const)
      for (const consent of [exampleConsent(), exampleConsent(settledAnswers)]) {
        const person = client('person-c', state);
        const snapshot = desk({ people: [person], consent });
        expect(admitObstacle(snapshot, person, NOW) === null, state).to.equal(
          can(snapshot, { type: 'admit', person: person.id }, NOW),
        );
      }
  });

  it('names the nearest reason', () => {
    const reason = (state: PersonState, patch: SnapshotPatch = {}) =>
      admitObstacle(desk(patch), client('person-c', state), NOW);
    expect(reason('here')).to.equal('already-in');
    expect(reason('expected')).to.equal('not-asking');
    expect(reason('asking', { consent: exampleConsent() })).to.equal('consent');
    expect(reason('asking', { pending: ['admit'] })).to.equal('in-progress');
    expect(reason('asking')).to.equal(null);
  });

  it('offers for a talk what is open, and nothing that is settled', () => {
    const open = (answers?: Parameters<typeof exampleConsent>[0]) =>
      openTopics(desk({ consent: exampleConsent(answers) }), NOW).map(({ topic }) => topic.id);
    expect(open()).to.deep.equal(['your-choice', 'limits', 'fees']);
    expect(open({ ...settledAnswers, limits: 'talk-first' })).to.deep.equal(['limits']);
    expect(open(settledAnswers)).to.deep.equal([]);
  });

  it('lets an emergency put off what is open, and never a no', () => {
    const deferrable = (answers?: Parameters<typeof exampleConsent>[0]) =>
      deferrableTopics(desk({ consent: exampleConsent(answers) }), NOW);
    expect(deferrable()).to.deep.equal(['your-choice', 'limits', 'fees']);
    expect(deferrable({ ...settledAnswers, limits: 'talk-first' })).to.deep.equal(['limits']);
    expect(deferrable({ ...settledAnswers, limits: 'decline' })).to.equal(null);
    expect(deferrable({ ...settledAnswers, limits: 'withdrawn' })).to.equal(null);
    expect(deferrable(settledAnswers)).to.deep.equal([]);
  });
});
