/** Every way in which a consent record comes about, as the facts of an export. */
import { attested, EVERYTHING, sampleFacts, withDeleted, withdrawn } from './sample-ledger.js';

const REFUSED = { ...EVERYTHING, reminders: 'no', research: 'no', 'contact-person': 'no' };
export const TALK_FIRST = {
  'your-choice': 'agree',
  limits: 'talk-first',
  place: 'agree',
  fees: 'talk-first',
};
export const sampleCases = {
  'everything agreed on the screen': () => sampleFacts({ decisions: EVERYTHING }),
  'everything optional refused': () => sampleFacts({ decisions: REFUSED }),
  'nothing but read': () => sampleFacts({ decisions: { fees: 'read' } }),
  'talked about first, then attested': () =>
    sampleFacts({ decisions: TALK_FIRST }, attested('verbal-attested', { limits: 'agree', fees: 'read' })),
  'deferred in an emergency': () =>
    sampleFacts(attested('emergency-deferred', { 'your-choice': 'agree', limits: 'agree', fees: 'read' })),
  'deferred in an emergency, then asked again': () =>
    sampleFacts(attested('emergency-deferred', { 'your-choice': 'agree' }), { decisions: EVERYTHING }),
  'a required topic withdrawn': () => sampleFacts({ decisions: EVERYTHING }, withdrawn('limits')),
  'an optional topic withdrawn': () => sampleFacts({ decisions: EVERYTHING }, withdrawn('research')),
  'on paper, attested': () =>
    sampleFacts({ decisions: EVERYTHING, method: 'paper', attestedBy: 'therapist-1' }),
  'on paper, signed alone': () => sampleFacts({ decisions: EVERYTHING, method: 'paper' }),
  'by a guardian, in Danish': () =>
    sampleFacts({
      decisions: { ...EVERYTHING, 'age-guardian': 'agree' },
      grantor: 'guardian-1',
      circumstances: ['minor'],
      language: 'da',
    }),
  'the first record lawfully deleted': async () =>
    withDeleted(await sampleFacts({ decisions: TALK_FIRST }, { decisions: EVERYTHING }), 0),
  'all records lawfully deleted': async () => withDeleted(await sampleFacts({ decisions: EVERYTHING }), 0),
  'from a page whose clock is ahead': () =>
    sampleFacts({ decisions: EVERYTHING, presentedAt: '2026-03-02T12:00:00.000Z' }),
};
