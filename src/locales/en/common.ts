/** Words that more than one step uses. Grade 6–8, no blame, no alarm. */
export default {
  continue: 'Continue',
  back: 'Back',
  close: 'Close',
  leave: 'Leave',
  tryAgain: 'Try again',
  rehearsal: 'Rehearsal in this browser only. No server checks who comes in.',
  loading: 'One moment…',
  missing: 'This part did not arrive.',
  callPractice: (phone: string) => `Call the practice: ${phone}`,
  yourTherapist: 'your therapist',
  yourClient: 'your client',
  optional: 'optional',
  /** "Who sees this", made from the table of homes. */
  audience: {
    device: 'Only you see this. It is gone when you close the page.',
    therapist: 'Your therapist sees this. It is not kept.',
    people: 'The people in this session see this. It is not kept.',
    waiting: 'The person who waits sees this. The practice passes it on.',
    practice: 'The practice keeps this with your file.',
    file: 'The practice keeps this with their file.',
  },
};
