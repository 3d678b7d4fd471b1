import { expect } from '@open-wc/testing';
import type { Person, SessionSnapshot } from '../../src/core/session-snapshot.js';
import { waitingNews } from '../../src/core/waiting-news.js';
import { exampleConsent, settledAnswers } from '../../src/examples/example-consent.js';
import { exampleSnapshot, exampleTherapist, type SnapshotPatch } from '../../src/examples/example-session.js';

const NOW = Date.UTC(2026, 10, 23, 10);
const { plan, waiting } = exampleSnapshot();

const waitingWith = (patch: SnapshotPatch = {}): SessionSnapshot =>
  exampleSnapshot({ phase: { name: 'waiting' }, waiting: { ...waiting, asked: true }, ...patch });

const therapist = (state: Person['state']): SnapshotPatch => ({ people: [{ ...exampleTherapist, state }] });

const kinds = (snapshot: SessionSnapshot): string[] => waitingNews(snapshot, NOW).map(({ kind }) => kind);

describe('waiting news', () => {
  it('tells where the therapist is, and never more than is known', () => {
    expect(kinds(waitingWith(therapist('here')))).to.deep.equal(['therapist-here']);
    expect(kinds(waitingWith(therapist('expected')))).to.deep.equal(['therapist-away']);
    expect(kinds(waitingWith(therapist('gone')))).to.deep.equal(['therapist-away']);
    expect(kinds(waitingWith(therapist('lost')))).to.deep.equal(['therapist-lost']);
    expect(kinds(waitingWith({ people: [] }))).to.deep.equal(['therapist-away']);
  });

  it('takes one therapist who is here for enough', () => {
    const people = [
      { ...exampleTherapist, state: 'expected' as const },
      { ...exampleTherapist, id: 'person-u' },
    ];
    expect(kinds(waitingWith({ people }))).to.deep.equal(['therapist-here']);
  });

  it('does not take another client for a therapist', () => {
    expect(kinds(waitingWith({ people: [{ ...exampleTherapist, role: 'client' }] }))).to.deep.equal([
      'therapist-away',
    ]);
  });

  it('puts what the therapist said before where they are', () => {
    const late = { minutes: 10, words: 'Soon.' };
    expect(waitingNews(waitingWith({ waiting: { ...waiting, asked: true, late } }), NOW)).to.deep.equal([
      { kind: 'late', late },
    ]);
    expect(
      waitingNews(waitingWith({ waiting: { ...waiting, asked: true, late, holdMinutes: 2 } }), NOW),
    ).to.deep.equal([{ kind: 'held', minutes: 2 }]);
  });

  it('says when to come back only before it opens, and not to somebody who has asked', () => {
    const opensAt = NOW + 60_000;
    const early = { plan: { ...plan, opensAt }, waiting };
    expect(waitingNews(waitingWith(early), NOW)).to.deep.equal([{ kind: 'not-open', opensAt }]);
    expect(waitingNews(waitingWith(early), opensAt).map(({ kind }) => kind)).to.deep.equal([
      'not-asked',
      'therapist-here',
    ]);
    expect(kinds(waitingWith({ plan: { ...plan, opensAt } }))).to.deep.equal(['therapist-here']);
  });

  it('sends nobody away who needs someone now', () => {
    const patch = { plan: { ...plan, opensAt: NOW + 60_000 }, waiting: { ...waiting, urgent: true } };
    expect(kinds(waitingWith(patch))).to.not.include('not-open');
  });

  it('claims that an urgent wish is seen only when it was told and a therapist is here', () => {
    const seen = (patch: SnapshotPatch): unknown => waitingNews(waitingWith(patch), NOW)[0];
    const urgent = { ...waiting, asked: true, urgent: true };
    expect(seen({ waiting: urgent })).to.deep.equal({ kind: 'urgent', seen: true });
    expect(seen({ waiting: urgent, ...therapist('expected') })).to.deep.equal({
      kind: 'urgent',
      seen: false,
    });
    expect(seen({ waiting: { ...urgent, asked: false } })).to.deep.equal({ kind: 'urgent', seen: false });
  });

  it('names every required topic that is open, in the order of the document', () => {
    const open = (consent: SnapshotPatch['consent']): unknown =>
      waitingNews(waitingWith(consent ? { consent } : {}), NOW).flatMap((news) =>
        news.kind === 'consent-open' ? news.topics.map(({ id }) => id) : [],
      );
    expect(open(exampleConsent())).to.deep.equal(['your-choice', 'limits', 'fees']);
    expect(open(exampleConsent({ 'your-choice': 'talk-first', limits: 'decline' }))).to.deep.equal([
      'your-choice',
      'limits',
      'fees',
    ]);
    expect(open(exampleConsent({ ...settledAnswers, limits: 'talk-first' }))).to.deep.equal(['limits']);
    expect(open(exampleConsent(settledAnswers))).to.deep.equal([]);
  });
});
