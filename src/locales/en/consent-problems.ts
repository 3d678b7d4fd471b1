import type { ConsentProblemCode } from '../../core/problems.js';
import type { ProblemWords } from './problems.js';

/** Apart from the other problems, because the consent form shows these and no others. */
const codes: Record<ConsentProblemCode, ProblemWords> = {
  'consent-document-invalid': {
    title: 'The consent text cannot be shown',
    body: 'The practice has to correct it. You did nothing wrong.',
  },
  'consent-document-unreachable': {
    title: 'The consent text did not arrive',
    body: 'Try again in a moment, or call.',
  },
  'consent-language-missing': {
    title: 'The text is not there in your language',
    body: 'You can talk about it with your therapist, with an interpreter if you like.',
  },
  'consent-not-reviewed': {
    title: 'This text has not been checked yet',
    body: 'So it cannot be signed here. You can talk about it with your therapist.',
  },
};

export default codes;
