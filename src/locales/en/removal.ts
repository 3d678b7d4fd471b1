/** For a therapist: ending the appointment for somebody who should not be there. */
export default {
  lead: 'For when you do not know the person, or somebody else has their link. If you need time to think, pause first. Then nobody sees or hears anybody.',
  begin: (name: string) => `End the session for ${name}`,
  ask: (name: string) => `End it for ${name}?`,
  means: [
    'Their page closes. It says that the session has ended and how to reach the practice. It gives no reason and no blame.',
    'Their link does not work any more today, and neither does any other way in that they have.',
    'You cannot take this back here. You can still call them.',
  ],
  confirm: (name: string) => `Yes, end it for ${name}`,
  keep: 'No, leave it as it is',
  done: (name: string) => `The session has ended for ${name}. Their link does not work any more.`,
};
