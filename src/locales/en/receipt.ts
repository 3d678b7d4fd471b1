import type { ReceiptWords } from '../../core/consent-receipt.js';

/** The copy that a person takes with them. */
const receipt: ReceiptWords & {
  /** Says nothing to somebody who looks over the shoulder. */
  readonly fileName: string;
} = {
  fileName: 'my-copy',
  title: 'Your answers: a copy for you',
  intro: 'This is what you read and how you answered. Keep it in a place that only you can open.',
  rehearsal: 'This copy is from a rehearsal. It does not count as an agreement.',
  practice: 'Practice',
  shownAt: 'First shown to you',
  answeredAt: 'Answered',
  how: 'How you answered',
  methods: {
    screen: 'On the screen',
    'verbal-attested': 'In a talk. Your therapist noted it down.',
    'emergency-deferred': 'Put off, because it was urgent. You will be asked again.',
    paper: 'On paper',
  },
  signedBy: 'Signed by',
  notSigned: 'Nobody. No signature was needed for these answers.',
  answer: 'Your answer',
  decisions: {
    agree: 'I agree',
    decline: 'I do not agree',
    'talk-first': 'I would like to talk about it first',
    read: 'I have read this',
    yes: 'Yes',
    no: 'No',
    withdrawn: 'I take my answer back',
  },
  notAnswered: 'No answer this time',
  version: (version) => `Version ${version} of this text`,
  fullText: 'Full text',
  changeHeading: 'If you change your mind',
  change:
    'You can take back any answer, at any time, without giving a reason. Do it in the same place, or tell your therapist or the practice.',
  checkHeading: 'How this copy can be checked',
  check:
    'The line of letters and numbers below was made from the exact text. If one character of the text is changed, it no longer fits. The file with the data has all that is needed to check it.',
  documentId: 'Text',
  recordId: 'Number of this answer',
  fingerprint: 'Fingerprint of the text (SHA-256)',
  proof:
    'The practice keeps your answers like a page in a book: each page holds the fingerprint of the page before it. The server of the practice has signed these lines. With them you can show later what was written down.',
  recordHash: 'Fingerprint of your answers (SHA-256)',
  previousHash: 'Fingerprint of the page before',
  firstEntry: 'None. This is the first page about you.',
  signature: 'Signature of the practice’s server (JWS)',
  proofHow:
    'Anybody can check the signature with the key that the practice makes public. No program of ours is needed. The steps are in the guide of safe-session named “consent-receipt”.',
  noProof:
    'The signature of the practice is not in this copy. You can save it once more later, or ask the practice.',
  noProofRehearsal: 'No practice holds these answers, so nobody has signed them.',
};

export default receipt;
