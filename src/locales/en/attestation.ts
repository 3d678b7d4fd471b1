import type { Decision } from '../../core/consent.js';

const decisions: Partial<Record<Decision, string>> = {
  'talk-first': 'They want to talk about this first.',
  decline: 'They did not agree.',
  withdrawn: 'They took their agreement back.',
};

/** For a therapist: what is still to talk about, and recording what was agreed to. */
export default {
  unanswered: 'Not answered yet.',
  decisions,
  talked: 'We talked about this, and they agreed',
  attest: 'Record what they agreed to',
  attestWho: 'It is recorded as agreed in a talk, with the time and your id.',
  chooseFirst: 'Tick what they agreed to. Then you can record it.',
  emergency: 'In an emergency',
  emergencyLead: (id: string) =>
    `You can start now and ask again afterwards. This is recorded under your id (${id}) with the time. It counts for today only, and the topics are asked again.`,
  emergencyRecord: 'Record an emergency and ask again afterwards',
  emergencyRefused: 'They said no to a topic. An emergency does not change that. Please use the phone.',
};
