import { expect } from '@open-wc/testing';
import { FEEDBACK_QUESTIONS, isShared, NO_FEEDBACK, sharedAnswers } from '../../src/core/feedback.js';

describe('feedback', () => {
  it('starts with four questions, nothing answered and nothing shared', () => {
    expect(FEEDBACK_QUESTIONS).to.have.length(4);
    for (const question of FEEDBACK_QUESTIONS)
      expect(NO_FEEDBACK[question]).to.deep.equal({ step: '', words: '', shared: false });
    expect(sharedAnswers(NO_FEEDBACK)).to.deep.equal({});
  });

  it('sends only what is ticked, the step and the words', () => {
    const answers = sharedAnswers({
      heard: { step: 'partly', words: 'private', shared: false },
      focus: { step: 'no', words: ' We ran out of time. ', shared: true },
      tooMuch: { step: '', words: 'The start.', shared: true },
      different: { step: 'yes', words: '  ', shared: true },
    });
    expect(answers).to.deep.equal({
      focus: 'no',
      'focus-words': 'We ran out of time.',
      'tooMuch-words': 'The start.',
      different: 'yes',
    });
  });

  it('does not count a tick without an answer', () => {
    expect(isShared({ step: '', words: '  ', shared: true })).to.equal(false);
    expect(isShared({ step: '', words: 'a', shared: true })).to.equal(true);
    expect(isShared({ step: 'no', words: '', shared: false })).to.equal(false);
  });

  it('cuts and cleans the words', () => {
    const words = `\u202Ea${'b'.repeat(10_000)}`;
    const sent = sharedAnswers({ ...NO_FEEDBACK, heard: { step: '', words, shared: true } })['heard-words'];
    expect(sent).to.have.length(2_000);
    expect(sent).to.match(/^ab+$/);
  });
});
