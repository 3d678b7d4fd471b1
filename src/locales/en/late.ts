/** For a therapist who runs late. */
export default {
  lateMinutes: 'About how many minutes?',
  lateWords: 'Your own words to them',
  lateSend: 'Tell them',
  lateNow: (minutes: number) =>
    minutes === 1
      ? 'They can read: late by about one minute.'
      : `They can read: late by about ${minutes} minutes.`,
  lateOver: 'I am not late any more',
};
