import { expect } from '@open-wc/testing';
import { admissible } from '../../src/core/admissible-people.js';
import {
  emptySnapshot,
  NO_SAFETY,
  type Person,
  type PersonState,
  type Role,
  type SessionSnapshot,
} from '../../src/core/session-snapshot.js';

const person = (patch: Partial<Person>): Person => ({
  id: 'other',
  role: 'client',
  state: 'here',
  acceptedBy: [],
  presence: 'here',
  profile: null,
  media: { microphone: false, camera: false },
  urgent: false,
  seat: 'their-seat',
  asksElsewhere: false,
  removed: false,
  safety: NO_SAFETY,
  ...patch,
});

const room = (role: Role, ...people: Person[]): SessionSnapshot => ({
  ...emptySnapshot(role, 'rehearsal'),
  phase: { name: 'session' },
  people,
});

const OTHER = { person: 'other', identity: 'their-seat' };

const STATES: readonly PersonState[] = ['expected', 'asking', 'here', 'gone', 'lost'];

describe('admissible-people', () => {
  it('lets a client meet a therapist who is here, or whose line broke', () => {
    const met = STATES.filter(
      (state) => admissible(room('client', person({ role: 'therapist', state }))).length > 0,
    );
    expect(met).to.deep.equal(['here', 'lost']);
  });

  it('lets a client meet no other client, whoever let them in', () => {
    expect(admissible(room('client', person({ acceptedBy: ['therapist'] })))).to.deep.equal([]);
  });

  it('lets a therapist meet whom a therapist let in, until they leave', () => {
    for (const state of STATES) {
      expect(admissible(room('therapist', person({ state })))).to.deep.equal([]);
      const accepted = room('therapist', person({ state, acceptedBy: ['therapist'] }));
      expect(admissible(accepted), state).to.deep.equal(state === 'gone' ? [] : [OTHER]);
    }
  });

  it('lets nobody meet anybody outside the room, and stays as it is in a pause', () => {
    const met = room('client', person({ role: 'therapist' }));
    for (const name of ['welcome', 'consent', 'waiting'] as const)
      expect(admissible({ ...met, phase: { name } })).to.deep.equal([]);
    expect(admissible({ ...met, phase: { name: 'closing', reason: 'left' } })).to.deep.equal([]);
    expect(admissible({ ...met, phase: { name: 'paused' } })).to.deep.equal([OTHER]);
  });
});
