import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { readMessage } from '../../../src/core/services/practice-channel.js';
import { appointmentFacts, factsBetween } from '../../../src/core/services/practice-facts.js';
import { emptyLog, withEntries, type PracticeLog } from '../../../src/core/services/practice-log.js';
import { reducePractice } from '../../../src/core/services/practice-reducer.js';
import { refusalOf } from '../../../src/core/services/practice-rules.js';
import {
  mayHaveMedia,
  practicePerson,
  THE_PRACTICE,
  type PracticeCommand,
  type PracticeEntry,
  type PracticeState,
} from '../../../src/core/services/practice-state.js';
import type { ConsentDecision, Decision, ConsentDocument, ConsentRecord } from '../../../src/core/consent.js';

const NOW = Date.UTC(2026, 10, 23, 10);

const document: ConsentDocument = {
  id: 'sample',
  language: 'en',
  practice: { name: 'Sample Practice' },
  topics: [
    { id: 'care', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' },
    {
      id: 'minor',
      version: '1.0.0',
      kind: 'agreement',
      acknowledgement: 'separate',
      repeat: 'once',
      appliesWhen: 'minor',
    },
  ],
  translations: {
    en: {
      title: 'Sample',
      topics: {
        care: { heading: 'Care', summary: 'Care', text: 'Care' },
        minor: { heading: 'Minor', summary: 'Minor', text: 'Minor' },
      },
    },
  },
};

const record = (id: string, change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  schemaVersion: 1,
  recordId: id,
  rehearsal: true,
  subject: 'client',
  grantor: 'client',
  appointment: 'a',
  document: { id: 'sample', hash: '0'.repeat(64), language: 'en' },
  decisions: [{ topic: 'care', version: '1.0.0', decision: 'agree' }],
  method: 'screen',
  presentedAt: new Date(NOW).toISOString(),
  decidedAt: new Date(NOW).toISOString(),
  signature: { name: 'Sample Client', statement: 'I agree' },
  attestedBy: null,
  supersedes: null,
  ...change,
});

type Step = readonly [by: string, command: PracticeCommand];

/** Plays commands one after the other, as if from one page each. */
const play = (...steps: readonly Step[]): PracticeLog =>
  steps.reduce(
    (log, [by, command], index) =>
      withEntries(log, [{ at: index + 1, page: `page-${by}`, by, now: NOW, command }]),
    emptyLog('a'),
  );

const BOTH = [
  ['client', { type: 'arrive', role: 'client', seat: 'seat', comesBack: true }],
  ['therapist', { type: 'arrive', role: 'therapist', seat: 'seat', comesBack: true }],
] as const satisfies readonly Step[];

const ASKING = [...BOTH, ['client', { type: 'ask-to-enter', urgent: false }]] as const;
const OFFERED = [
  ...BOTH,
  ['client', { type: 'offer-document', document, circumstances: [] }],
  ['client', { type: 'ask-to-enter', urgent: false }],
] as const satisfies readonly Step[];
const SIGNED = [...OFFERED, ['client', { type: 'record', record: record('r1') }]] as const;
const ADMIT = ['therapist', { type: 'admit', person: 'client' }] as const;

const refusal = ({ state }: PracticeLog, by: string, command: PracticeCommand): string | null =>
  refusalOf(state, { at: 99, page: `page-${by}`, by, now: NOW, command });

const stateOf = ({ state }: PracticeLog, id = 'client'): string | undefined =>
  practicePerson(state, id)?.state;

describe('practice-reducer', () => {
  it('lets nobody in by the therapist being there', () => {
    const log = play(...ASKING, ['therapist', { type: 'ask-to-enter', urgent: false }]);
    expect(stateOf(log)).to.equal('asking');
    expect(refusal(log, 'client', { type: 'take-pass' })).to.equal('not-admitted');
    expect(refusal(log, 'therapist', { type: 'take-pass' })).to.equal('not-admitted');
  });

  it('lets a client in when a therapist does, and only while they ask', () => {
    expect(refusal(play(...BOTH), ...ADMIT)).to.equal('not-allowed');
    const log = play(...ASKING, ADMIT);
    expect(stateOf(log)).to.equal('here');
    expect(refusal(log, 'client', { type: 'take-pass' })).to.be.null;
    expect(refusal(log, 'therapist', { type: 'take-pass' })).to.be.null;
  });

  it('leaves to a therapist what a therapist decides', () => {
    const log = play(...ASKING);
    const decisions: PracticeCommand[] = [
      { type: 'admit', person: 'client' },
      { type: 'hold', person: 'client', minutes: 2 },
      { type: 'decline', person: 'client', message: '' },
      { type: 'tell-late', late: { minutes: 5, words: '' } },
    ];
    for (const command of decisions) {
      expect(refusal(log, 'client', command), `${command.type} by a client`).to.equal('not-allowed');
      expect(refusal(log, 'stranger', command), `${command.type} by a stranger`).to.equal('not-allowed');
      expect(refusal(log, 'therapist', command), `${command.type} by a therapist`).to.be.null;
    }
  });

  it('admits nobody without the consent that media need, and ends an admission with it', () => {
    expect(refusal(play(...OFFERED), ...ADMIT)).to.equal('not-allowed');
    const admitted = play(...SIGNED, ADMIT);
    expect(refusal(admitted, 'client', { type: 'take-pass' })).to.be.null;
    const decisions: ConsentDecision[] = [{ topic: 'care', version: '1.0.0', decision: 'withdrawn' }];
    const withdrawn = play(...SIGNED, ADMIT, [
      'client',
      { type: 'record', record: record('r2', { decisions, signature: null }) },
    ]);
    expect(refusal(withdrawn, 'client', { type: 'take-pass' })).to.equal('not-allowed');
    expect(practicePerson(withdrawn.state, 'client')?.admittedBy).to.be.null;
    expect(withdrawn.state.records).to.have.lengthOf(2);
  });

  it('records only what was offered, for oneself, once', () => {
    const log = play(...SIGNED);
    const refused: Partial<ConsentRecord>[] = [
      { document: { id: 'other', hash: '', language: 'en' } },
      { document: { id: 'sample', hash: '', language: 'da' } },
      { document: { id: 'sample', hash: '', language: 'constructor' } },
      { decisions: [] },
      { decisions: [{ topic: 'care', version: '2.0.0', decision: 'agree' }] },
      { decisions: [{ topic: 'care', version: '1.0.0', decision: 'yes' }] },
      { decisions: [{ topic: 'minor', version: '1.0.0', decision: 'agree' }] },
      { subject: 'therapist' },
      { grantor: 'therapist' },
      { appointment: 'b' },
      { method: 'verbal-attested', attestedBy: 'therapist' },
      { recordId: 'r1' },
    ];
    for (const change of refused) {
      const command = { type: 'record', record: record('r2', change) } as const;
      expect(refusal(log, 'client', command), JSON.stringify(change)).to.equal('not-recorded');
    }
    const attested = record('r3', { method: 'verbal-attested', attestedBy: 'therapist', signature: null });
    expect(refusal(log, 'therapist', { type: 'record', record: attested })).to.be.null;
    expect(refusal(log, 'therapist', { type: 'record', record: record('r4') })).to.equal('not-recorded');
  });

  it('keeps the place of whoever was in the room, and only of them', () => {
    const vanish = ['therapist', { type: 'vanish', person: 'client', page: 'page-client' }] as const;
    expect(stateOf(play(...ASKING, vanish))).to.equal('expected');
    const lost = play(...ASKING, ADMIT, vanish);
    expect(stateOf(lost)).to.equal('lost');
    expect(stateOf(play(...ASKING, ADMIT, vanish, ['client', { type: 'take-pass' }]))).to.equal('here');
    const left = play(...ASKING, ADMIT, ['client', { type: 'leave' }], vanish);
    expect(stateOf(left)).to.equal('gone');
    expect(refusal(left, 'client', { type: 'take-pass' })).to.equal('not-admitted');
  });

  describe('a line that stands again', () => {
    const practice = (log: PracticeLog, command: PracticeCommand): PracticeState =>
      reducePractice(log.state, { at: 99, page: '', by: THE_PRACTICE, now: NOW, command });
    const back = { type: 'reappear', person: 'client', page: 'page-client' } as const;
    const gone = ['therapist', { type: 'vanish', person: 'client', page: 'page-client' }] as const;
    const stands = (state: PracticeState): string | undefined => practicePerson(state, 'client')?.state;

    it('puts whoever was at the door or in the room back to where they were', () => {
      expect(stands(practice(play(...ASKING, gone), back))).to.equal('asking');
      expect(stands(practice(play(...ASKING, ADMIT, gone), back))).to.equal('here');
      expect(stands(practice(play(...ASKING, ADMIT, gone, gone), back))).to.equal('here');
    });

    it('changes nothing for whoever was not there, came by another page, or was told something since', () => {
      const decline = ['therapist', { type: 'decline', person: 'client', message: '' }] as const;
      const later: Step[] = [
        decline,
        ['client', { type: 'leave' }],
        ['therapist', { type: 'remove', person: 'client' }],
        ['client', { type: 'arrive', role: 'client', seat: 'seat', comesBack: false }],
      ];
      for (const step of later) {
        const log = play(...ASKING, gone, step);
        expect(practice(log, back), step[1].type).to.equal(log.state);
      }
      for (const log of [play(...BOTH), play(...ASKING), play(...BOTH, gone)])
        expect(practice(log, back)).to.equal(log.state);
      const log = play(...ASKING, gone);
      expect(practice(log, { ...back, page: 'another' })).to.equal(log.state);
    });

    it('is seen by the practice alone', () => {
      const log = play(...ASKING, gone);
      for (const by of ['client', 'therapist'])
        for (const command of [back, { type: 'review-consent' }] as const)
          expect(refusal(log, by, command)).to.equal('not-allowed');
    });
  });

  it('ends an admission when consent was taken back elsewhere', () => {
    const admitted = play(...SIGNED, ADMIT);
    const review: PracticeEntry = {
      at: 99,
      page: '',
      by: THE_PRACTICE,
      now: NOW,
      command: { type: 'review-consent' },
    };
    expect(stateOf({ ...admitted, state: reducePractice(admitted.state, review) })).to.equal('here');
    const elsewhere = { ...admitted.state, records: [] };
    expect(practicePerson(reducePractice(elsewhere, review), 'client')).to.deep.include({
      state: 'expected',
      admittedBy: null,
    });
  });

  it('tells a client nothing of what another one has agreed to, wants, or was told', () => {
    const other: Step[] = [
      ['other', { type: 'arrive', role: 'client', seat: 'seat-2', comesBack: true }],
      ['other', { type: 'ask-to-enter', urgent: true }],
      ['therapist', { type: 'hold', person: 'other', minutes: 2 }],
      ['therapist', { type: 'decline', person: 'other', message: 'Words for one alone' }],
    ];
    const before = play(...SIGNED);
    const after = play(...SIGNED, ...other);
    const told = (id: string, role: 'client' | 'therapist'): string =>
      JSON.stringify([
        factsBetween(before.state, after.state, { id, role, plan: {} as never }),
        appointmentFacts(after.state, { id, role, plan: {} as never }),
      ]);
    expect(told('client', 'client')).not.to.match(/"urgent":true|"held"|"declined"|Words for one alone/u);
    expect(told('therapist', 'therapist')).to.match(/Words for one alone/u);
    expect(told('other', 'client'))
      .to.match(/Words for one alone/u)
      .and.not.to.match(/"r1"/u);
    expect(told('client', 'client')).to.match(/"r1"/u);
  });

  it('keeps the place of a page that comes back, and has any other page let in anew', () => {
    const arrive = { type: 'arrive', role: 'client', seat: 'another' } as const;
    const admitted = play(...ASKING, ADMIT);
    const comes = (comesBack: boolean): PracticeLog =>
      withEntries(admitted, [
        { at: 10, page: 'page-2', by: 'client', now: NOW, command: { ...arrive, comesBack } },
      ]);
    expect(stateOf(comes(true))).to.equal('lost');
    expect(refusal(comes(true), 'client', { type: 'take-pass' })).to.be.null;
    expect(stateOf(comes(false))).to.equal('expected');
    expect(refusal(comes(false), 'client', { type: 'take-pass' })).to.equal('not-admitted');
  });

  it('does not let an old page take away somebody who is back on another', () => {
    const log = play(...ASKING, ADMIT);
    const back: PracticeEntry = {
      at: 10,
      page: 'page-2',
      by: 'client',
      now: NOW,
      command: { type: 'arrive', role: 'client', seat: 'seat', comesBack: true },
    };
    const late: PracticeEntry = {
      at: 11,
      page: 'page-therapist',
      by: 'therapist',
      now: NOW,
      command: { type: 'vanish', person: 'client', page: 'page-client' },
    };
    const entered: PracticeEntry = { ...back, at: 12, command: { type: 'take-pass' } };
    expect(stateOf(withEntries(log, [back]))).to.equal('lost');
    expect(stateOf(withEntries(log, [back, entered, { ...late, at: 13 }]))).to.equal('here');
  });

  it('lets somebody ask again who was told not today, or who left', () => {
    const decline = ['therapist', { type: 'decline', person: 'client', message: 'Tomorrow' }] as const;
    const declined = play(...ASKING, decline);
    expect(stateOf(declined)).to.equal('expected');
    expect(refusal(declined, ...ADMIT)).to.equal('not-allowed');
    const again = play(...ASKING, decline, ['client', { type: 'ask-to-enter', urgent: true }]);
    expect(practicePerson(again.state, 'client')).to.deep.include({
      state: 'asking',
      urgent: true,
      declined: null,
    });
    const back = play(
      ...ASKING,
      ADMIT,
      ['client', { type: 'leave' }],
      ['client', { type: 'ask-to-enter', urgent: false }],
    );
    expect(stateOf(back)).to.equal('asking');
  });

  it('holds a pause through a lost line, and ends it when its owner ends it or leaves', () => {
    const paused = [...ASKING, ADMIT, ['client', { type: 'pause' }]] as const;
    const lost = play(...paused, ['therapist', { type: 'vanish', person: 'client', page: 'page-client' }]);
    expect(lost.state.pausedBy).to.deep.equal(['client']);
    expect(play(...paused, ['therapist', { type: 'resume' }]).state.pausedBy).to.deep.equal(['client']);
    expect(play(...paused, ['client', { type: 'resume' }]).state.pausedBy).to.deep.equal([]);
    expect(play(...paused, ['client', { type: 'leave' }]).state.pausedBy).to.deep.equal([]);
  });

  it('tells each page what changed, and nothing when nothing did', () => {
    const plan = {} as never;
    const self = { id: 'client', role: 'client', plan } as const;
    const facts = (before: PracticeLog, after: PracticeLog): string[] =>
      factsBetween(before.state, after.state, self).map(({ type }) => type);
    expect(facts(play(...ASKING), play(...ASKING, ADMIT))).to.deep.equal(['admitted']);
    expect(facts(play(...BOTH), play(...ASKING))).to.deep.equal(['entry-asked']);
    expect(facts(play(...SIGNED), play(...SIGNED))).to.deep.equal([]);
    expect(facts(play(...OFFERED), play(...SIGNED))).to.deep.equal(['consent-changed']);
  });

  const someone = fc.constantFrom('client', 'therapist', 'third');
  const command: fc.Arbitrary<PracticeCommand> = fc.oneof(
    fc.record({
      type: fc.constant('arrive'),
      role: fc.constantFrom('client', 'therapist'),
      seat: fc.constant('seat'),
      comesBack: fc.boolean(),
    }),
    fc.constant({ type: 'offer-document', document, circumstances: [] } as const),
    fc.record({ type: fc.constant('ask-to-enter'), urgent: fc.boolean() }),
    fc.record({ type: fc.constant('admit'), person: someone }),
    fc.record({ type: fc.constant('hold'), person: someone, minutes: fc.nat(10) }),
    fc.record({ type: fc.constant('decline'), person: someone, message: fc.string() }),
    fc.record({ type: fc.constant('tell-late'), late: fc.constant(null) }),
    fc.record({ type: fc.constantFrom('take-pass', 'pause', 'resume', 'leave') }),
    fc.record({ type: fc.constant('vanish'), person: someone, page: fc.constantFrom('p0', 'p1', 'p2') }),
    fc
      .tuple(fc.constantFrom('r1', 'r2', 'r3'), fc.constantFrom<Decision[]>('agree', 'decline', 'withdrawn'))
      .map(([id, decision]) => ({
        type: 'record' as const,
        record: record(id, {
          decisions: [{ topic: 'care', version: '1.0.0', decision }],
        }),
      })),
  );
  const entries = fc.uniqueArray(
    fc.record({
      at: fc.integer({ min: 1, max: 40 }),
      page: fc.constantFrom('p0', 'p1', 'p2'),
      by: someone,
      now: fc.constant(NOW),
      command,
    }),
    { selector: ({ at, page }) => `${at} ${page}`, maxLength: 40 },
  );

  it('comes to the same on every page, in whatever order and portions commands arrive', () => {
    const inPortions = (all: readonly PracticeEntry[], size: number): PracticeState => {
      let log = emptyLog('a');
      for (let i = 0; i < all.length; i += size) log = withEntries(log, all.slice(i, i + size));
      return withEntries(log, all).state;
    };
    fc.assert(
      fc.property(
        entries.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all], { minLength: all.length }),
            fc.integer({ min: 1, max: 5 }),
          ),
        ),
        ([all, shuffled, size]) => {
          const one = inPortions(all, size);
          expect(inPortions(shuffled, 1)).to.deep.equal(one);
          expect(inPortions([...shuffled].reverse(), size)).to.deep.equal(one);
        },
      ),
    );
  });

  it('never has a client in the room whom no therapist let in, or without the consent that media need', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const later = all.map((entry) => ({ ...entry, at: entry.at + 10 }));
        const { state } = withEntries(play(...ASKING), later);
        for (const { id, role, state: stands, admittedBy } of state.people) {
          if (role !== 'client' || stands !== 'here') continue;
          expect(practicePerson(state, admittedBy ?? '')?.role).to.equal('therapist');
          expect(mayHaveMedia(state, id, NOW)).to.be.true;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('believes nothing that is not a message, and never throws', () => {
    const message = fc.record({
      v: fc.constantFrom(1, 2),
      type: fc.constantFrom('swap', 'entries', 'relay'),
      entries: fc.array(
        fc.record({
          at: fc.anything(),
          page: fc.anything(),
          by: fc.anything(),
          now: fc.anything(),
          command: fc.anything(),
        }),
      ),
      bytes: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), message), (value) => {
        const read = readMessage(value);
        if (read?.type === 'entries') withEntries(emptyLog('a'), read.entries);
      }),
    );
    const entry = { at: 1, page: 'p', by: 'x', now: NOW };
    const commands = [
      { type: 'arrive', role: 'admin', seat: 'seat', comesBack: true },
      { type: 'tell-late', late: { minutes: Number.NaN, words: '' } },
      { type: 'hold', person: 'client', minutes: -1 },
      { type: 'offer-document', document: { topics: 1 }, circumstances: [] },
      { type: 'record', record: { ...record('r'), decisions: [null] } },
      { type: 'toString' },
      null,
    ];
    for (const one of commands)
      expect(readMessage({ v: 1, type: 'entries', entries: [{ ...entry, command: one }] })).to.deep.equal({
        v: 1,
        type: 'entries',
        entries: [],
      });
  });

  it('cuts and cleans what a person wrote', () => {
    const words = `\u202e${'x'.repeat(10_000)}`;
    const read = readMessage({
      v: 1,
      type: 'entries',
      entries: [
        { at: 1, page: 'p', by: 'x', now: NOW, command: { type: 'tell-late', late: { minutes: 5, words } } },
      ],
    });
    const [entry] = read?.type === 'entries' ? read.entries : [];
    expect(entry?.command).to.deep.equal({ type: 'tell-late', late: { minutes: 5, words: 'x'.repeat(300) } });
  });
});
