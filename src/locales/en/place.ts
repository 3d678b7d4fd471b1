/** For a therapist: somebody's link was opened on one more device. It says what that can mean, and never who it is. */
export default {
  heading: 'The same link was opened on one more device',
  lead: (name: string) =>
    `Both say that they are ${name}. Only one of them can be in the session. You decide which.`,
  means:
    'It may be harmless: a page that was loaded once more, or a phone instead of a laptop. It may also be somebody else who has the link. This page cannot tell.',
  unsure: 'If you are not sure, call them first, on a number that you know.',
  sees: 'The newer one reads that the session is open in another place, and that you know. It learns no name. It cannot see or hear anybody. The first one is told nothing.',
  newer: {
    title: 'Go on with the newer one',
    text: 'The page on the first one closes. It says that the session goes on in another place.',
  },
  first: { title: 'Stay with the first one', text: 'Nothing changes there. The newer one stays outside.' },
};
