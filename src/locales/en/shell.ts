export default {
  exitNow: 'Leave this page now',
  needSomeoneNow: 'I need someone now',
  ways: 'Ways back, out and to help',
  back: 'Back',
  leave: 'Leave',
  yourConsent: 'What I agreed to',
  closePanel: 'Close this part',
  ended: 'This session is closed. You can close this page.',
  startAgain: 'Start again',
  stepOf: (position: number, count: number) => `Step ${String(position)} of ${String(count)}`,
};
