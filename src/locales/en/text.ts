export default {
  heading: 'Write',
  lines: 'What was written',
  nothingYet: 'Nothing has been written yet.',
  you: 'You',
  label: 'Your text',
  send: 'Send',
  keys: 'Enter sends. Shift and Enter start a new line.',
  left: (count: number) => (count === 1 ? '1 character left.' : `${count} characters left.`),
  state: {
    sending: 'On its way',
    delivered: 'Arrived',
  },
  kept: 'Not sent. Your text is still here.',
  nobodyYet: 'You can send as soon as somebody is here to get it. What you write stays here until then.',
};
