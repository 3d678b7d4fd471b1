import type { SupportEntry } from '../../core/support.js';

export default {
  heading: 'People you can reach now',
  lead: 'Reach out to any of these. You do not have to give a reason.',
  seen: 'Your therapist can see that you need someone now. You keep your place in the waiting room while you read this.',
  willBeSeen:
    'Your therapist is not here yet. They will see that you need someone as soon as they come. You keep your place in the waiting room.',
  emergency:
    'If somebody may be in danger, call the emergency number of the place where you are. Any phone will do.',
  empty: 'The practice has not put any numbers here.',
  kinds: {
    emergency: 'In an emergency',
    practice: 'Your practice',
    line: 'Someone to talk to',
  } satisfies Record<SupportEntry['kind'], string>,
  practice: 'The practice',
  call: 'Call',
  text: 'Send a text',
  chat: 'Write in a chat',
  callLabel: 'Phone',
  textLabel: 'Text',
  hours: 'Open',
  languages: 'Languages',
  cost: 'Cost',
  chatOpens: (site: string) => `The chat opens another website: ${site}`,
  checkedOn: (date: string) => `Checked on ${date}.`,
  outdated: (date: string) => `Checked on ${date}. This may be out of date.`,
  unchecked: 'We do not know when this was last checked.',
  next: 'Lines can be busy. If nobody answers, try the next one.',
  trace:
    'We keep no note of what you press here. Your phone may list the call, and your browser the website.',
};
