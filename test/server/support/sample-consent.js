/** A sample practice's consent document, and what people say to it. */

const words = (heading) => ({ heading, summary: `${heading}.`, text: `${heading}, in short.` });

const HEADINGS = { care: 'Care', limits: 'Limits', contact: 'Contact', guardian: 'Young people' };

const translation = (title) => ({
  title,
  topics: Object.fromEntries(Object.entries(HEADINGS).map(([id, heading]) => [id, words(heading)])),
});

const topic = (id, kind, acknowledgement, more = {}) => ({
  id,
  version: '1.0.0',
  kind,
  acknowledgement,
  repeat: 'once',
  ...more,
});

/** In English and Danish; nobody has reviewed the French words. */
export const SAMPLE_CONSENT = {
  id: 'sample-consent',
  language: 'en',
  practice: { name: 'Sample Practice' },
  topics: [
    topic('care', 'agreement', 'separate'),
    topic('limits', 'information', 'joint'),
    topic('contact', 'data-consent', 'optional'),
    topic('guardian', 'agreement', 'separate', { appliesWhen: 'minor' }),
  ],
  translations: {
    en: { ...translation('Sample consent'), reviewedBy: 'Sample Reviewer' },
    da: { ...translation('Eksempel på samtykke'), reviewedBy: 'Sample Reviewer' },
    fr: translation('Exemple de consentement'),
  },
};

const DECISIONS = { care: 'agree', limits: 'read', contact: 'no' };

export const SIGNATURE = { name: 'Sample Client', statement: 'I have read this and decide for myself.' };

/** `decisions` by topic, where they differ from a yes to all that is required; `null` leaves a topic out. */
export function answers({ decisions = {}, ...change } = {}) {
  return {
    language: 'en',
    decisions: Object.entries({ ...DECISIONS, ...decisions })
      .filter(([, decision]) => decision !== null)
      .map(([id, decision]) => ({ topic: id, version: '1.0.0', decision })),
    signature: SIGNATURE,
    presentedAt: Date.now() - 60_000,
    ...change,
  };
}
