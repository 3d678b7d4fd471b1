import type { FeedbackQuestion, FeedbackStep } from '../../core/feedback.js';

interface QuestionWords {
  readonly question: string;
  readonly steps: Record<FeedbackStep, string>;
}

const plain: Record<FeedbackStep, string> = { yes: 'Yes', partly: 'Partly', no: 'No' };

const questions: Record<FeedbackQuestion, QuestionWords> = {
  heard: { question: 'Did you feel heard?', steps: plain },
  focus: { question: 'Did we spend time on what matters to you?', steps: plain },
  tooMuch: {
    question: 'Did anything feel too much, or not right?',
    steps: { yes: 'Yes', partly: 'A little', no: 'No' },
  },
  different: {
    question: 'What should be different next time?',
    steps: { yes: 'A lot', partly: 'Something small', no: 'Nothing' },
  },
};

export default {
  heading: 'How was it for you?',
  lead: 'You can skip this. If something was not good, that is worth saying. It helps to know what to change.',
  notNow: 'Not now',
  questions,
  words: 'In your own words',
  share: 'Share this answer',
  sendHeading: 'Send what you share',
  sendNothing: 'No answer is shared yet. Tick “Share this answer” below each answer you want to send.',
  sendCount: (count: number) =>
    count === 1
      ? 'One answer will be sent. The others stay here.'
      : `${count} answers will be sent. The others stay here.`,
  whoSees: 'Your therapist and the practice can read what you send. You cannot take it back.',
  whoSeesRehearsal: 'This is a rehearsal. What you send goes nowhere.',
  send: 'Send to my therapist',
  sending: 'Sending…',
  notSent: 'It was not sent. Your answers are still here. You can try again, or leave it.',
  sentHeading: 'This was sent',
  sentLead: 'Thank you. Your therapist and the practice can read this. They see nothing else.',
  sentLeadRehearsal: 'Thank you. This was a rehearsal, so it went nowhere.',
  finish: 'Finish',
  therapistHeading: 'That is all for now',
  therapistLead:
    'Your client may share how it was for them. If they do, it reaches you through the practice.',
};
