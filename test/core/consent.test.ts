import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import {
  ANSWERS,
  declinedTopics,
  isRequired,
  permitsMedia,
  SETTLED_BY,
  standing,
  topicsToTalkAbout,
  unansweredTopics,
  type ConsentDocument,
  type ConsentFacts,
  type ConsentMethod,
  type ConsentRecord,
  type ConsentTopic,
  type Decision,
  type TopicKind,
} from '../../src/core/consent.js';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const HOUR = 3_600_000;
const at = (hours: number): string => new Date(NOW + hours * HOUR).toISOString();

const KINDS: readonly TopicKind[] = ['agreement', 'information', 'data-consent', 'authorisation'];
const METHODS: readonly ConsentMethod[] = ['screen', 'verbal-attested', 'emergency-deferred', 'paper'];
const DECISIONS: readonly Decision[] = ['agree', 'decline', 'talk-first', 'read', 'yes', 'no', 'withdrawn'];

const topic = (change: Partial<ConsentTopic> = {}): ConsentTopic => ({
  id: 'recording',
  version: '1.0.0',
  kind: 'agreement',
  acknowledgement: 'separate',
  repeat: 'once',
  ...change,
});

const documentOf = (...topics: ConsentTopic[]): ConsentDocument => ({
  id: 'sample',
  language: 'en',
  practice: { name: 'Sample Practice' },
  topics,
  translations: {},
});

const record = (decision: Decision, change: Partial<ConsentRecord> = {}, of = topic()): ConsentRecord => ({
  schemaVersion: 1,
  recordId: 'r',
  rehearsal: true,
  subject: 'client',
  grantor: 'client',
  appointment: 'today',
  document: { id: 'sample', hash: '0', language: 'en' },
  decisions: [{ topic: of.id, version: of.version, decision }],
  method: 'screen',
  presentedAt: at(-2),
  decidedAt: at(-1),
  signature: { name: 'Sample Client', statement: 'Mine.' },
  attestedBy: null,
  supersedes: null,
  ...change,
});

const facts = (
  records: readonly ConsentRecord[],
  one: ConsentTopic = topic(),
  change: Partial<ConsentFacts> = {},
): ConsentFacts => ({
  document: documentOf(one),
  records,
  subject: 'client',
  circumstances: [],
  appointment: 'today',
  ...change,
});

const UNSIGNED = { signature: null };
const ATTESTED = { method: 'verbal-attested', signature: null, attestedBy: 'therapist' } as const;
const DEFERRED = { ...ATTESTED, method: 'emergency-deferred' } as const;
const EACH = topic({ repeat: 'each-session' });
const MINOR = topic({ appliesWhen: 'minor' });

describe('consent', () => {
  describe('what media need', () => {
    const table: readonly [permits: boolean, why: string, facts: ConsentFacts][] = [
      [true, 'a practice that asks for nothing', facts([], topic(), { document: null })],
      [false, 'nothing answered', facts([])],
      [true, 'agreed and signed', facts([record('agree')])],
      [false, 'agreed without a signature', facts([record('agree', UNSIGNED)])],
      [false, 'signed with blanks', facts([record('agree', { signature: { name: ' ', statement: 'x' } })])],
      [false, 'declined', facts([record('decline')])],
      [false, 'to be talked about', facts([record('talk-first')])],
      [false, 'agreed, then taken back', facts([record('agree'), record('withdrawn', UNSIGNED)])],
      [false, 'agreed, then declined', facts([record('agree'), record('decline')])],
      [false, 'agreed, then to be talked about', facts([record('agree'), record('talk-first')])],
      [true, 'taken back, then agreed', facts([record('withdrawn'), record('agree')])],
      [true, 'talked about, then attested', facts([record('talk-first'), record('agree', ATTESTED)])],
      [false, 'attested by nobody', facts([record('agree', { ...ATTESTED, attestedBy: null })])],
      [true, 'declined, then agreed in a talk', facts([record('decline'), record('agree', ATTESTED)])],
      [true, 'put off in an emergency', facts([record('agree', DEFERRED)])],
      [
        false,
        'put off for another appointment',
        facts([record('agree', { ...DEFERRED, appointment: 'old' })]),
      ],
      [false, 'a refusal is not put off', facts([record('decline'), record('agree', DEFERRED)])],
      [false, 'a withdrawal is not put off', facts([record('withdrawn'), record('agree', DEFERRED)])],
      [true, 'on paper, signed', facts([record('agree', { method: 'paper' })])],
      [true, 'on paper, attested', facts([record('agree', { ...ATTESTED, method: 'paper' })])],
      [false, 'on paper, by nobody', facts([record('agree', { method: 'paper', signature: null })])],
      [false, 'another version', facts([record('agree')], topic({ version: '2.0.0' }))],
      [
        false,
        'another document',
        facts([record('agree', { document: { id: 'x', hash: '0', language: 'en' } })]),
      ],
      [false, "another person's answer", facts([record('agree', { subject: 'somebody' })])],
      [false, 'whose consent is not known', facts([record('agree')], topic(), { subject: null })],
      [true, 'a guardian decides for the person', facts([record('agree', { grantor: 'guardian' })])],
      [false, 'from tomorrow', facts([record('agree', { decidedAt: at(24) })])],
      [true, 'clocks that differ by a minute', facts([record('agree', { decidedAt: at(1 / 60) })])],
      [false, 'a time that is none', facts([record('agree', { decidedAt: 'soon' })])],
      [
        false,
        'a no from tomorrow counts',
        facts([record('agree'), record('withdrawn', { decidedAt: at(24) })]),
      ],
      [true, 'each session, an hour ago', facts([record('agree', {}, EACH)], EACH)],
      [true, 'each session, 24 hours ago', facts([record('agree', { decidedAt: at(-24) }, EACH)], EACH)],
      [false, 'each session, two days ago', facts([record('agree', { decidedAt: at(-48) }, EACH)], EACH)],
      [false, 'each session, another one', facts([record('agree', { appointment: 'old' }, EACH)], EACH)],
      [true, 'once, months ago', facts([record('agree', { decidedAt: at(-9_999), appointment: 'old' })])],
      [true, 'a circumstance that is not there', facts([], MINOR)],
      [false, 'a circumstance that is there', facts([], MINOR, { circumstances: ['minor'] })],
      [true, 'a choice left open', facts([], topic({ acknowledgement: 'optional' }))],
      [true, 'a choice declined', facts([record('decline')], topic({ acknowledgement: 'optional' }))],
      [false, 'an answer of another kind', facts([record('yes')])],
      [false, 'an answer of another kind takes a yes away', facts([record('agree'), record('read')])],
    ];
    for (const [permits, why, given] of table)
      it(`${permits ? 'permits' : 'does not permit'}: ${why}`, () => {
        expect(permitsMedia(given, NOW)).to.equal(permits);
      });

    it('lets care depend on agreements and information alone', () => {
      for (const kind of KINDS)
        for (const acknowledgement of ['separate', 'joint', 'optional'] as const)
          expect(isRequired(topic({ kind, acknowledgement })), `${kind} ${acknowledgement}`).to.equal(
            (kind === 'agreement' || kind === 'information') && acknowledgement !== 'optional',
          );
    });

    it('knows for each kind and answer whether it settles', () => {
      for (const kind of KINDS)
        for (const decision of DECISIONS) {
          const one = topic({ kind });
          const [first] = standing(facts([record(decision, {}, one)], one), NOW);
          const known = ANSWERS[kind].includes(decision) || decision === 'withdrawn';
          expect(first?.decision, `${kind} ${decision}`).to.equal(known ? decision : null);
          if (isRequired(one))
            expect(
              permitsMedia(facts([record(decision, {}, one)], one), NOW),
              `${kind} ${decision}`,
            ).to.equal(decision === SETTLED_BY[kind]);
        }
    });
  });

  it('tells topics to talk about, declined and unanswered apart', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const topics = ids.map((id) => topic({ id }));
    const decisions = (['talk-first', 'decline', 'withdrawn'] as const).map((decision, index) => ({
      topic: ids[index]!,
      version: '1.0.0',
      decision,
    }));
    const given = { ...facts([record('agree', { decisions })]), document: documentOf(...topics) };
    const idsOf = (list: readonly ConsentTopic[]): string[] => list.map(({ id }) => id);
    expect(idsOf(topicsToTalkAbout(given, NOW))).to.deep.equal(['a']);
    expect(idsOf(declinedTopics(given, NOW))).to.deep.equal(['b', 'c']);
    expect(idsOf(unansweredTopics(given, NOW))).to.deep.equal(['d']);
  });

  it('asks a topic again whose text has a new version, also when the old one was declined', () => {
    const given = facts([record('decline')], topic({ version: '2.0.0' }));
    expect(unansweredTopics(given, NOW).length).to.equal(1);
    expect(declinedTopics(given, NOW)).to.deep.equal([]);
  });

  describe('whatever the history', () => {
    const anyRecord: fc.Arbitrary<ConsentRecord> = fc
      .record({
        decision: fc.constantFrom(...DECISIONS),
        method: fc.constantFrom(...METHODS),
        version: fc.constantFrom('1.0.0', '2.0.0'),
        hours: fc.integer({ min: -72, max: 72 }),
        signed: fc.boolean(),
        attested: fc.boolean(),
        appointment: fc.constantFrom('today', 'old'),
        subject: fc.constantFrom('client', 'somebody'),
      })
      .map(({ decision, method, version, hours, signed, attested, appointment, subject }) =>
        record(decision, {
          method,
          appointment,
          subject,
          decidedAt: at(hours),
          decisions: [{ topic: 'recording', version, decision }],
          signature: signed ? { name: 'Sample Client', statement: 'Mine.' } : null,
          attestedBy: attested ? 'therapist' : null,
        }),
      );
    const anyTopic = fc
      .record({
        kind: fc.constantFrom(...KINDS),
        acknowledgement: fc.constantFrom('separate' as const, 'joint' as const, 'optional' as const),
        repeat: fc.constantFrom('once' as const, 'each-session' as const),
      })
      .map(topic);
    const anyHistory = fc.array(anyRecord, { maxLength: 8 });

    it('a withdrawal at the end means no, wherever care depends on it', () => {
      fc.assert(
        fc.property(anyTopic, anyHistory, (one, history) => {
          const given = facts([...history, record('withdrawn', UNSIGNED, one)], one);
          expect(permitsMedia(given, NOW)).to.equal(!isRequired(one));
        }),
      );
    });

    it("other people's records change nothing", () => {
      fc.assert(
        fc.property(anyTopic, anyHistory, (one, history) => {
          const own = history.filter(({ subject }) => subject === 'client');
          expect(standing(facts(history, one), NOW)).to.deep.equal(standing(facts(own, one), NOW));
        }),
      );
    });

    it('yes always has a record behind it: right version, its time come, and vouched for', () => {
      fc.assert(
        fc.property(anyTopic, anyHistory, (one, history) => {
          const [first] = standing(facts(history, one), NOW);
          if (first?.decision !== SETTLED_BY[one.kind]) return;
          const { record: behind } = first;
          expect(behind?.decisions[0]?.version).to.equal(one.version);
          expect(Date.parse(behind!.decidedAt)).to.be.at.most(NOW + 5 * 60_000);
          expect(behind!.method === 'screen' ? behind!.signature : (behind!.attestedBy ?? behind!.signature))
            .to.not.be.null;
        }),
      );
    });

    it('a yes that counts at the end settles, unless it is put off after a no', () => {
      fc.assert(
        fc.property(anyTopic, anyHistory, (one, history) => {
          const yes = record(SETTLED_BY[one.kind], {}, one);
          expect(permitsMedia(facts([...history, yes], one), NOW)).to.be.true;
        }),
      );
    });

    it('choices never stand in the way', () => {
      fc.assert(
        fc.property(
          fc.constantFrom('data-consent' as const, 'authorisation' as const),
          anyHistory,
          (kind, history) => {
            const one = topic({ kind, acknowledgement: kind === 'data-consent' ? 'optional' : 'separate' });
            expect(permitsMedia(facts(history, one), NOW)).to.be.true;
          },
        ),
      );
    });
  });
});
