import { expect } from '@open-wc/testing';
import { deviceView, relationWith } from '../../src/core/device-view.js';
import { can, reduce, type Effect } from '../../src/core/session-machine.js';
import type {
  DeviceKeeping,
  PersonEncryption,
  PersonSafety,
  SessionAsk,
  SessionFact,
  SessionSnapshot,
} from '../../src/core/session-snapshot.js';
import { exampleClient, exampleSnapshot, exampleTherapist } from '../../src/examples/example-session.js';
import { exampleSafety } from '../../src/examples/safety-code.js';

const OTHER = exampleTherapist.id;
const REMEMBER: SessionAsk = { type: 'remember-device', person: OTHER };
const FORGET: SessionAsk = { type: 'forget-device', person: OTHER };
const STATES: readonly PersonEncryption[] = [
  'securing',
  'unchecked',
  'checked',
  'known-device',
  'changed-device',
  'differs',
  'failed',
];
const KEEPINGS: readonly DeviceKeeping[] = ['none', 'kept', 'refused', 'stuck'];

const lasting = { ...exampleSnapshot().consent, person: exampleClient.id, subject: 'subject-1' };

const snapshotWith = (safety: Partial<PersonSafety>, patch: Partial<SessionSnapshot> = {}): SessionSnapshot =>
  exampleSnapshot({
    phase: { name: 'session' },
    consent: lasting,
    people: [{ ...exampleTherapist, safety: { ...exampleSafety, ...safety } }],
    ...patch,
  });

const ask = (snapshot: SessionSnapshot, one: SessionAsk) =>
  reduce(snapshot, { ask: one }, { now: 0, id: 'id' });
const learn = (snapshot: SessionSnapshot, fact: SessionFact): SessionSnapshot =>
  reduce(snapshot, { fact }, { now: 0, id: 'id' }).snapshot;
const safety = ({ people }: SessionSnapshot): PersonSafety | undefined => people[0]?.safety;
const may = (snapshot: SessionSnapshot, one: SessionAsk): boolean => can(snapshot, one, 0);

const kept = (device: DeviceKeeping): SessionFact => ({ type: 'device-kept', person: OTHER, device });
const shown = (known: boolean, run = exampleSafety.run ?? ''): SessionFact => ({
  type: 'device-shown',
  person: OTHER,
  run,
  state: known ? 'known-device' : 'changed-device',
});

describe('devices in a session', () => {
  it('are remembered between a client and a therapist, by an id that outlasts the appointment', () => {
    const therapist = { role: 'therapist', self: OTHER, people: [exampleClient] } as const;
    const partner = { ...exampleClient, id: 'person-2' };
    for (const [relation, snapshot, person] of [
      ['client subject-1', snapshotWith({}), OTHER],
      ['therapist subject-1', snapshotWith({}, therapist), exampleClient.id],
      [null, snapshotWith({}, { consent: { ...lasting, subject: null } }), OTHER],
      [null, snapshotWith({}, { consent: { ...lasting, subject: exampleClient.id } }), OTHER],
      [null, snapshotWith({}, { consent: { ...lasting, person: 'person-2' } }), OTHER],
      [null, snapshotWith({}, { people: [partner] }), 'person-2'],
      [null, snapshotWith({}, { ...therapist, people: [exampleClient, partner] }), 'person-2'],
      [null, snapshotWith({}), 'nobody'],
    ] as const)
      expect(relationWith(snapshot, person)).to.equal(relation);
  });

  it('may be remembered only after a comparison', () => {
    for (const state of STATES)
      expect(may(snapshotWith({ state }), REMEMBER), state).to.equal(state === 'checked');
    expect(may(snapshotWith({ state: 'checked' }, { people: [] }), REMEMBER)).to.equal(false);
  });

  it('are spoken of where one is kept, and after a comparison between two who find each other again', () => {
    const view = (change: Partial<PersonSafety>, patch: Partial<SessionSnapshot> = {}): unknown => {
      const snapshot = snapshotWith(change, patch);
      return snapshot.people[0] && deviceView(snapshot, snapshot.people[0]);
    };
    for (const state of STATES)
      for (const device of KEEPINGS) {
        const isKept = device === 'kept' || device === 'stuck';
        const compared = state === 'checked' ? (device === 'none' ? 'offer' : device) : null;
        expect(view({ state, device }), `${state} ${device}`).to.equal(isKept ? device : compared);
      }
    expect(view({ state: 'checked' }, { consent: { ...lasting, subject: null } })).to.equal(null);
  });

  it('can be forgotten at any time', () => {
    for (const state of STATES)
      for (const device of KEEPINGS) expect(may(snapshotWith({ state, device }), FORGET)).to.equal(true);
  });

  it('are kept and forgotten by the browser, which says what became of it', () => {
    for (const [one, before] of [
      [REMEMBER, { state: 'checked', device: 'none' }],
      [FORGET, { state: 'checked', device: 'kept' }],
    ] as const) {
      const { snapshot, effects } = ask(snapshotWith(before), one);
      expect(effects).to.deep.equal([one] satisfies readonly Effect[]);
      expect(safety(snapshot)?.device, 'not true yet').to.equal(before.device);
      for (const device of KEEPINGS)
        expect(safety(learn(snapshot, kept(device)))).to.include({ device, state: 'checked' });
    }
  });

  it('change how it stands only where nobody has compared and nothing has stopped', () => {
    for (const state of STATES)
      for (const known of [true, false]) {
        const open = ['unchecked', 'known-device', 'changed-device'].includes(state);
        const told = known ? 'known-device' : 'changed-device';
        expect(safety(learn(snapshotWith({ state }), shown(known)))?.state).to.equal(open ? told : state);
        expect(safety(learn(snapshotWith({ state }), shown(known, 'earlier')))?.state).to.equal(state);
      }
  });

  it('stop nothing and start nothing, known or not', () => {
    const before = snapshotWith({ state: 'unchecked' });
    for (const known of [true, false]) {
      const { snapshot, effects } = reduce(before, { fact: shown(known) }, { now: 0, id: 'id' });
      expect(effects).to.deep.equal([]);
      expect({ ...snapshot, people: [] }).to.deep.equal({ ...before, people: [] });
    }
  });

  it('are to be compared with again once this one was forgotten; what was compared stays so', () => {
    const nothing: SessionFact = {
      type: 'device-shown',
      person: OTHER,
      run: exampleSafety.run ?? '',
      state: 'unchecked',
    };
    for (const state of STATES)
      expect(safety(learn(snapshotWith({ state, device: 'kept' }), nothing))?.state).to.equal(
        state === 'known-device' || state === 'changed-device' ? 'unchecked' : state,
      );
  });

  it('are not taken over into another agreement', () => {
    const agreed: SessionFact = {
      type: 'code-agreed',
      person: OTHER,
      run: 'run-2',
      pictures: [1, 2, 3, 4],
      words: ['a', 'b', 'c'],
      runs: 2,
    };
    const next = learn(snapshotWith({ state: 'known-device', device: 'kept' }), agreed);
    expect(safety(next)).to.include({ state: 'unchecked', device: 'kept' });
  });
});
