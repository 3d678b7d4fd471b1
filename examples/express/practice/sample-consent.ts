/** Sample data. A practice's own document is a JSON file that it names in CONSENT_DOCUMENT. */
export const sampleConsent = {
  id: 'sample-practice-online-sessions',
  language: 'en',
  practice: {
    name: 'Sample Practice',
    phone: '020 7946 0123',
    alternatives: 'We can meet in our rooms, talk by phone, or find a later date.',
  },
  topics: [
    { id: 'your-choice', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' },
    { id: 'data-security', version: '1.0.0', kind: 'information', acknowledgement: 'joint', repeat: 'once' },
  ],
  translations: {
    en: {
      reviewedBy: 'Sample Reviewer, who does not exist',
      title: 'Meeting online',
      topics: {
        'your-choice': {
          heading: 'You choose',
          summary: 'You can say no, stop, or change your mind.',
          text: 'Meeting online is **your choice**. You can stop at any time, without a reason.',
        },
        'data-security': {
          heading: 'How it is protected',
          summary: 'Sound, picture and text are encrypted from your page to theirs.',
          text: 'This is a demonstration, with **made-up people**. The servers carry what they cannot read.',
        },
      },
    },
  },
};
