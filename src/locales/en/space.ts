import type { RoomHelp, AskedHelp } from '../../core/room-helps.js';

const helps: Record<RoomHelp, string> = {
  headset: 'Use a headset or earphones. Then nobody near you hears the other side.',
  background: 'Let a steady sound run outside your door, such as music, a fan or a tap.',
  door: 'Sit so that you face the door. Then you see when somebody comes in.',
  elsewhere: 'Go somewhere else, such as a parked car, a quiet bench or a short walk.',
  writing: 'Write instead of speaking. There is a text line in the session.',
  'yes-no': 'Let your therapist ask what you can answer with yes or no.',
  shorter: 'Make today shorter.',
  phone: 'Talk by phone for a few minutes instead.',
  'other-time': 'Move the session to another time.',
  'in-person': 'Come to the practice, or ask for a room there.',
};

const asks: Record<AskedHelp, string> = {
  writing: 'I would like to write instead of speaking.',
  'yes-no': 'Please ask me questions that I can answer with yes or no.',
  shorter: 'I would like a shorter session today.',
};

export default {
  heading: 'The place where you are',
  lead: 'You can leave all of this out. Nothing is sent until you press “Continue”.',
  speakFreely: 'Can you speak freely where you are?',
  speakFreelyHint: 'It does not have to be perfect.',
  speakFreelyAnswers: {
    yes: 'Yes',
    partly: 'Partly',
    no: 'No',
    'rather-not-say': 'I would rather not say',
  },
  helpsHeading: 'What can help',
  helpsAppear: 'Below are some things that can help.',
  helpsLead: 'You can go on either way. Take what fits.',
  ratherNotSay: 'That is fine. Your therapist can ask you gently about your place.',
  helps,
  asks,
  /** A toggle; its state says whether it is in. */
  askFor: 'Put this in my wishes:',
  aboutHeading: 'What your therapist should know today',
  name: 'What would you like to be called?',
  nameHint: 'It can be any name. It does not have to be the one on paper.',
  pronouns: 'Your pronouns',
  pronounsHint: 'For example: she, he, they.',
  wishes: 'Wishes for today',
  wishesHint: 'What you want to talk about, what you would rather leave out, or how we can say “stop”.',
  mediaHeading: 'Sound and picture',
  startWith: 'How would you like to begin?',
  startWithHint: 'Nothing is switched on by this. You choose again when you are let in.',
  startWithAnswers: {
    'sound-and-picture': 'With sound and picture',
    sound: 'With sound only',
    listening: 'Only listen at first',
  },
  headset: 'Do you have a headset or earphones with you?',
  headsetAnswers: { yes: 'Yes', no: 'No' },
  selfView: 'Your own picture in the session',
  selfViewHint:
    'Looking at yourself all the time can be tiring, so it starts hidden. You can take a short look whenever you like. Others see you only when your camera is on.',
  selfViewAnswers: { hidden: 'Hidden', shown: 'Shown to me' },
  /** Where somebody changes it later, in the waiting room. */
  send: 'Send the change',
};
