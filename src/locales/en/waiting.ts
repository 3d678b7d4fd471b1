export default {
  heading: 'You can wait here',
  lead: 'Nobody can see or hear you through this page. Nothing from your camera or microphone is sent.',
  newsHeading: 'What is known right now',
  urgentSeen: 'You said that you need someone now. This stands on your therapist’s screen.',
  urgentUnseen:
    'You said that you need someone now. Your therapist is not on this page yet, and sees it when they come. If you do not want to wait, please use the phone.',
  notOpen: (when: string) => `This opens ${when}. Please come back then. You have not missed anything.`,
  letIn: 'Your therapist has let you in.',
  held: (minutes: number) =>
    minutes === 1
      ? 'Your therapist knows that you are here, and needs about one more minute.'
      : `Your therapist knows that you are here, and needs about ${minutes} more minutes.`,
  late: (minutes: number) =>
    minutes === 1
      ? 'Your therapist is running late, by about one minute.'
      : `Your therapist is running late, by about ${minutes} minutes.`,
  lateUnknown: 'Your therapist is running late.',
  theirWords: 'Your therapist writes:',
  therapistHere: 'Your therapist is here and sees that you wait. They let you in when they are ready.',
  therapistHereNotAsked: 'Your therapist is here.',
  therapistAway: 'Your therapist is not here yet. They see that you wait as soon as they come.',
  therapistAwayNotAsked: 'Your therapist is not here yet.',
  therapistLost: 'The line to your therapist broke off. They can come straight back. You keep your place.',
  notAsked: 'Your therapist has not been told yet that you are here. We are trying.',
  consentOpen: 'Before you can see and hear each other, these are still open:',
  consentHow:
    'You can write about them here, or talk on the phone. Then your therapist notes what you decided, or you go back to the questions and answer yourself.',
  ease: 'There is no hurry. You do not have to do anything. Being nervous is common, and so are silence and tears.',
  ways: 'The buttons to leave, to go back and to say “I need someone now” stay on this page all the time.',
  aboutHeading: 'What you said about today',
  aboutNothing: 'Nothing. That is fine.',
  aboutName: 'Name',
  aboutPronouns: 'Pronouns',
  aboutSpeakFreely: 'Speaking freely here',
  aboutStartWith: 'To begin',
  aboutWishes: 'Wishes',
  change: 'Change or add something',
  notSentUntil: 'Nothing changes for the others until you press “Send the change”.',
  keep: 'Leave it as it is',
  changed: 'Your change is noted.',
  writeHeading: 'Write to your therapist',
};
