/** The comparison of four pictures. Nothing in it hurries, and no answer is the better one. */
export default {
  nobody: 'There is nobody here yet to compare with.',
  /* closed */
  offer:
    'You can check together that nobody is in between. It takes a minute, and you can do it at any time.',
  open: 'Compare four pictures',
  again: 'Look at the pictures again',
  openWith: (who: string) => `Compare four pictures with ${who}`,
  /** The number of times after the first. */
  begunAgain: (times: number) =>
    `Your pages had to begin again ${times === 1 ? 'once' : `${times} times`}. A weak line can do that. If it goes on, compare with care, or talk by phone.`,
  securing: 'One moment. Your pages are making the pictures.',
  renewed: 'There are new pictures. Those from before do not count any more.',
  showNew: 'Show the new pictures',
  /* open */
  heading: 'Look at these four pictures',
  how: (who: string) =>
    `Say them to each other, one by one, or sign them. If nobody is in between, ${who} has the same four in the same order.`,
  speak: 'Say or sign them rather than type them. What is typed could be changed by whoever is in between.',
  headingWords: 'Look at these three words',
  howWords: (who: string) =>
    `Say them to each other, one by one, or spell them. If nobody is in between, ${who} has the same three in the same order.`,
  pictures: 'The four pictures, in order',
  words: 'The three words, in order',
  useWords: 'Use three words instead',
  usePictures: 'Use four pictures instead',
  enlarge: 'Make them large, to show to the camera',
  reduce: 'Make them small again',
  largeHow: 'Hold this screen up to the camera of your call, or let it be read from further away.',
  /* answers */
  match: 'They match',
  differ: 'They differ',
  later: 'Later',
  done: 'Close',
  agreed: 'You said that they match. This holds until one of you closes or reloads the page.',
  /* for next time */
  deviceOffer: (who: string) =>
    `Remember this device for next time? If ${who} does so, too, your pages know each other again, and you do not have to compare each time.`,
  deviceCosts:
    'Better not on a device that others use: they could pass for you here, and see that this page was used. No server gets the key.',
  rememberDevice: 'Remember this device',
  deviceKept: 'This device is remembered. Others who use this browser can see that this page was used here.',
  forgetDevice: 'Forget this device',
  deviceRefused: 'This browser keeps nothing here. Your session goes on, and you can compare each time.',
  deviceStuck:
    'This browser did not let go of it. You can try again, or clear the data of this website in its settings.',
  /* stopped */
  stopped: 'We stopped to be careful',
  stoppedNow:
    'One of you said that they are not the same. Sound and picture are off on both sides. You did nothing wrong.',
  stoppedWhy:
    'It can be a slip, or one of you looked at older ones. It can also mean that somebody is in between. We cannot tell which.',
  stoppedNext:
    'You can make new pictures and compare again. You can go on by phone. Or you can meet another time.',
  renew: 'Make new pictures',
  anotherTime: 'Leave, and meet another time',
  byPhone: (phone: string) => `Call: ${phone}`,
  failed: 'Your pages could not agree on keys',
  failedNow: 'They tried five times. Nothing is sent. You did nothing wrong.',
  failedWhy: 'It can be the line. It can also be that somebody disturbs it. We cannot tell which.',
  failedNext: 'You can go on by phone, or meet another time.',
};
