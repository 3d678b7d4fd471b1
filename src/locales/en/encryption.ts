import type { PageState, ProtectionTopic, TrustState } from '../../core/trust-view.js';

/** What is so, what it means, and what it does not cover. Never one without the others. */
export interface TrustWords {
  readonly title: string;
  readonly means: string;
  readonly limit: string;
}

const people: Record<TrustState, (who: string) => TrustWords> = {
  securing: (who) => ({
    title: 'Making keys',
    means: `Your page and the page of ${who} are making keys. Nothing is sent before they have them.`,
    limit: 'If it takes long, the line may be weak. You can also talk by phone.',
  }),
  unchecked: (who) => ({
    title: 'Sealed, not compared yet',
    means: `Your page and the page of ${who} have made keys. No server was given them.`,
    limit:
      'You have not compared yet. A server that put itself in between at the start would not be noticed.',
  }),
  checked: (who) => ({
    title: 'Sealed, and compared together',
    means: `You compared with ${who}. It is next to certain that nobody is in between.`,
    limit:
      'This holds for this page until it is closed or loaded again. It does not cover the devices and the rooms.',
  }),
  'known-device': (who) => ({
    title: 'Sealed, with a device you know',
    means: `It is the device of ${who} that you compared before. You do not have to compare again.`,
    limit: 'It says that the device is the same. It does not say who sits in front of it.',
  }),
  'changed-device': (who) => ({
    title: 'Sealed, with a device that is new here',
    means: `${who} is on another device or browser than last time. That happens often.`,
    limit: 'What you compared before does not count for it. Please compare once more.',
  }),
  differs: (who) => ({
    title: 'We stopped to be careful',
    means: `The pictures were said not to be the same. No sound and no picture goes to ${who} or comes from there.`,
    limit: 'It can be a slip. It can also mean that somebody is in between. We cannot tell which.',
  }),
  failed: (who) => ({
    title: 'The keys could not be made',
    means: `Your page and the page of ${who} tried five times. Nothing is sent.`,
    limit: 'It can be the line, or somebody who disturbs it. We cannot tell which. The phone works, too.',
  }),
  'cannot-open': (who) => ({
    title: 'Something cannot be opened',
    means: `What comes from ${who} does not open with the right key. So it is not shown and not played.`,
    limit: 'New keys often help. If not, leave and come back, or talk by phone.',
  }),
};

const page: Record<PageState, TrustWords> = {
  tampering: {
    title: 'We stopped to be careful',
    means: 'Something was changed on its way. So your page stopped sending at once.',
    limit: 'We cannot tell who did it. Please go on by phone, and tell the practice.',
  },
  unsupported: {
    title: 'This browser cannot seal a session',
    means: 'So nothing is sent from here.',
    limit: 'A newer browser will do. You can also talk by phone.',
  },
};

/** What is protected as far as it goes, and where that ends. `where` is the address of the server, where there is one. */
export interface ProtectionWords {
  readonly title: string;
  readonly holds: string;
  readonly ends: string;
}

const topics: Record<ProtectionTopic, (where: string) => ProtectionWords> = {
  content: () => ({
    title: 'What you say, show and write',
    holds: 'It is sealed on your device, and opened on theirs. What cannot be sealed is not sent.',
    ends: 'A seal holds only if the keys are with the right people. That is what comparing is for.',
  }),
  compared: () => ({
    title: 'Comparing',
    holds: 'You compared with everybody here. It is next to certain that nobody is in between.',
    ends: 'Somebody who could fake a voice or a face in the same moment would not be noticed.',
  }),
  'partly-compared': () => ({
    title: 'Comparing',
    holds: 'You compared with some of the people here.',
    ends: 'With the others, a server that put itself in between at the start would not be noticed.',
  }),
  'not-compared': () => ({
    title: 'Comparing',
    holds: 'You can compare four pictures at any time. It takes a minute.',
    ends: 'If nobody compares, a server that put itself in between at the start would not be noticed.',
  }),
  'media-server': (where) => ({
    title: 'The server for sound and picture',
    holds: `It (${where}) carries what is sealed and has no key. It knows nobody by name.`,
    ends: 'It can hold things back, or end the call. Then you see it, and the phone is the way on.',
  }),
  tabs: () => ({
    title: 'From tab to tab',
    holds: 'Sound and picture stay in this browser. No server carries them.',
    ends: 'Other programs of this website run in the same browser. A rehearsal is no place for real talks.',
  }),
  practice: () => ({
    title: 'The server of the practice',
    holds: 'It carries what your pages tell each other, sealed. It has no key.',
    ends: 'It knows of your appointment, of your consent, and when you came. It also brings you this page.',
  }),
  program: () => ({
    title: 'The program of this page',
    holds: 'It is open. Anybody can read how it works.',
    ends: 'Whoever brings you this page could change it, and then see and hear all. You trust them with that.',
  }),
  devices: () => ({
    title: 'The devices',
    holds: 'The keys of a session are never stored. They are gone when you close the page.',
    ends: 'If somebody else runs a device, or a spy program is on it, they could see and hear all.',
  }),
  remembered: () => ({
    title: 'This device is remembered',
    holds: 'This browser keeps a key that cannot be read out of it. No server is told of it.',
    ends: 'Others who use this browser could pass for you with it, and can see that this page was used. You can forget it at any time.',
  }),
  rooms: () => ({
    title: 'The rooms',
    holds: 'You can pause at any time. Then nothing is sent.',
    ends: 'We cannot see who else is in a room, or who listens at a door.',
  }),
  traces: () => ({
    title: 'That you meet',
    holds: 'The server for sound and picture knows each of you by a random name alone.',
    ends: 'Servers and networks can see that you meet, when, how long, and from which address.',
  }),
  group: () => ({
    title: 'More than two',
    holds: 'Each two pages make keys of their own. You can compare with everybody.',
    ends: 'All of you can open what one sends. So one of you could pass for another in sound and picture.',
  }),
  copies: () => ({
    title: 'Copies',
    holds: 'There is no recording here, and no switch for one.',
    ends: 'Nobody can stop a person from filming their own screen.',
  }),
  phone: () => ({
    title: 'The phone',
    holds: 'It works when nothing here does.',
    ends: 'A phone call is not sealed like this. Phone companies could listen.',
  }),
};

export default {
  heading: 'How this session is protected',
  lead: 'What you say, show and write leaves your device sealed, or it does not leave. Experts call this end-to-end encryption.',
  leaving: {
    sealed: 'Your sound and picture leave this page sealed. The page itself checks that.',
    nothing: 'Right now this page sees no sound and no picture of yours leave.',
  },
  nobody: 'Nobody else is on their page yet. The keys are made when they come.',
  people,
  page,
  phone: (phone: string) => `You can always go on by phone: ${phone}`,
  noPhone: 'You can always go on by phone.',
  protection: 'What this can and cannot protect',
  holds: 'What holds:',
  ends: 'Where it ends:',
  forgetAll: 'Forget all that this browser remembers',
  forgetting: {
    forgotten: 'It is forgotten. Nothing about your devices is kept in this browser any more.',
    stuck:
      'This browser did not let go of it. You can try again, or clear the data of this website in its settings.',
  },
  topics,
};
