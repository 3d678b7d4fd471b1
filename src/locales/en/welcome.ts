export default {
  headingClient: (therapist: string) => `Welcome. You are here to meet ${therapist}.`,
  headingTherapist: 'Welcome. This is where you meet your client.',
  leadClient:
    'Nothing has started. Your camera and microphone are off here. Nobody can see or hear you through this page.',
  leadTherapist:
    'Nothing has started. Your camera and microphone are off here. Nobody waiting can see or hear you.',
  expected: (when: string) => `You are expected at ${when}.`,
  nextHeading: 'What will happen, in this order',
  steps: {
    consent: 'You read what online sessions mean, and you decide.',
    space: 'You think about the place you are in. You can skip this.',
    'tech-check': 'You try your sound and picture. You can skip this too.',
    waiting: 'You wait until your therapist lets you in.',
    admit: 'You see who is waiting, and you let them in.',
    session: 'You talk. You choose what is on and what is off.',
  },
  whoHeading: 'Who can see and hear you',
  whoClient: 'Nobody yet. Later, only the people who are named on your screen, and only what you switch on.',
  whoTherapist: 'Nobody yet. Later, only the person you let in, and only what you switch on.',
  stopHeading: 'How to stop',
  stop: 'You can pause, go back or leave at any time. You do not have to say why. Where you see the button “Leave this page now”, it closes everything at once. It does not erase the history of your browser.',
  begin: 'Start getting ready',
};
