import { expect } from '@open-wc/testing';
import { announcements, type AnnouncementCode } from '../../src/core/announcements.js';
import {
  emptySnapshot,
  NO_SAFETY,
  type OwnMedia,
  type Person,
  type PersonSafety,
  type SessionSnapshot,
} from '../../src/core/session-snapshot.js';
import words from '../../src/locales/en/room.js';

const ON: OwnMedia = {
  microphone: 'on',
  camera: 'on',
  ready: true,
  soundNeedsPress: false,
  picturesHeld: false,
};

const other: Person = {
  id: 'other',
  role: 'therapist',
  state: 'here',
  acceptedBy: [],
  presence: 'here',
  profile: null,
  media: { microphone: true, camera: true },
  urgent: false,
  seat: '',
  asksElsewhere: false,
  removed: false,
  safety: NO_SAFETY,
};

const room = (patch: Partial<SessionSnapshot> = {}): SessionSnapshot => ({
  ...emptySnapshot('client', 'rehearsal'),
  self: 'self',
  phase: { name: 'session' },
  connection: 'connected',
  people: [other],
  media: ON,
  ...patch,
});

const safety = (patch: Partial<PersonSafety>): SessionSnapshot =>
  room({ people: [{ ...other, safety: { ...NO_SAFETY, ...patch } }] });

const withOther = (patch: Partial<Person>): SessionSnapshot => room({ people: [{ ...other, ...patch }] });
const own = (patch: Partial<OwnMedia>): SessionSnapshot => room({ media: { ...ON, ...patch } });
const text = (from: string, state: 'received' | 'delivered') =>
  [{ id: '1', from, text: 'x', state }] as const;

type Row = readonly [what: string, before: SessionSnapshot, after: SessionSnapshot, told: AnnouncementCode[]];

const TABLE: readonly Row[] = [
  ['nothing changed', room(), room(), []],
  ['somebody arrives', withOther({ state: 'expected' }), room(), ['person-here']],
  ['somebody nobody knew arrives', room({ people: [] }), room(), ['person-here']],
  ['somebody asks to be let in', withOther({ state: 'expected' }), withOther({ state: 'asking' }), []],
  ['somebody leaves', room(), withOther({ state: 'gone' }), ['person-gone']],
  ['the line to somebody breaks', room(), withOther({ state: 'lost' }), ['person-lost']],
  ['they come back', withOther({ state: 'lost' }), room(), ['person-back']],
  [
    'they leave, and their camera goes with them',
    room(),
    withOther({ state: 'gone', media: { microphone: false, camera: false } }),
    ['person-gone'],
  ],
  [
    'their camera goes off',
    room(),
    withOther({ media: { microphone: true, camera: false } }),
    ['person-camera-off'],
  ],
  [
    'both of theirs come on',
    withOther({ media: { microphone: false, camera: false } }),
    room(),
    ['person-microphone-on', 'person-camera-on'],
  ],
  [
    'theirs change before this person has begun',
    own({ ready: false }),
    {
      ...withOther({ media: { microphone: false, camera: true } }),
      media: { ...ON, ready: false },
    },
    [],
  ],
  ['they take a moment', room(), withOther({ presence: 'taking-a-moment' }), ['person-taking-a-moment']],
  ['they need privacy', room(), withOther({ presence: 'private-moment' }), ['person-private-moment']],
  ['they are back', withOther({ presence: 'taking-a-moment' }), room(), ['person-present-again']],
  ['connecting', room({ connection: 'idle' }), room({ connection: 'connecting' }), ['connecting']],
  ['connected', room({ connection: 'connecting' }), room(), ['connected']],
  ['the line breaks', room(), room({ connection: 'reconnecting' }), ['reconnecting']],
  ['the line is gone', room({ connection: 'reconnecting' }), room({ connection: 'lost' }), ['line-lost']],
  [
    'the line takes their picture with it',
    room(),
    { ...withOther({ media: { microphone: false, camera: false } }), connection: 'reconnecting' },
    ['reconnecting'],
  ],
  ['own microphone starts', own({ microphone: 'off' }), own({ microphone: 'starting' }), []],
  ['own microphone is on', own({ microphone: 'starting' }), room(), ['own-microphone-on']],
  ['own microphone goes off', room(), own({ microphone: 'off' }), ['own-microphone-off']],
  ['own camera does not start after all', own({ camera: 'starting' }), own({ camera: 'off' }), []],
  [
    'their microphone goes off',
    room(),
    withOther({ media: { microphone: false, camera: true } }),
    ['person-microphone-off'],
  ],
  ['own camera is on', own({ camera: 'starting' }), room(), ['own-camera-on']],
  ['own camera goes off', room(), own({ camera: 'off' }), ['own-camera-off']],
  [
    'this person pauses, and everything goes off',
    room(),
    { ...own({ microphone: 'off', camera: 'off' }), pausedBy: ['self'] },
    ['own-pause'],
  ],
  [
    'somebody else pauses, and everything goes off',
    room(),
    {
      ...withOther({ media: { microphone: false, camera: false } }),
      media: { ...ON, microphone: 'off', camera: 'off' },
      pausedBy: ['other'],
    },
    ['person-paused'],
  ],
  [
    'this person ends theirs while the other goes on',
    room({ pausedBy: ['self', 'other'] }),
    room({ pausedBy: ['other'] }),
    ['own-pause-ended'],
  ],
  [
    'the other ends theirs while this person goes on',
    room({ pausedBy: ['self', 'other'] }),
    room({ pausedBy: ['self'] }),
    ['person-pause-ended'],
  ],
  ['the pause is over', room({ pausedBy: ['other'] }), room(), ['pause-over']],
  ['a line of text arrives', room(), room({ texts: text('other', 'received') }), ['person-wrote']],
  ['it arrives where it is read', room(), room({ texts: text('other', 'received'), panel: 'text' }), []],
  ['this person wrote it', room(), room({ texts: text('self', 'delivered') }), []],
  ['sound needs a press', room(), own({ soundNeedsPress: true, picturesHeld: false }), ['sound-needs-press']],
  ['the line gets weak', room(), room({ line: 'narrow' }), ['line-narrow']],
  ['the line gets very weak', room({ line: 'narrow' }), room({ line: 'broken' }), ['line-broken']],
  ['the line is good again', room({ line: 'broken' }), room(), ['line-good']],
  [
    'pictures give way, and the own camera with them',
    room(),
    { ...own({ camera: 'off', picturesHeld: true }), line: 'narrow' },
    ['pictures-held'],
  ],
  [
    'pictures give way to a line that broke',
    room(),
    { ...own({ camera: 'off', picturesHeld: true }), line: 'broken' },
    ['line-broken', 'pictures-held'],
  ],
  [
    'the line is good again, and the pictures wait',
    { ...own({ camera: 'off', picturesHeld: true }), line: 'narrow' },
    own({ camera: 'off', picturesHeld: true }),
    ['pictures-may-return'],
  ],
  ['they come back on a press', own({ camera: 'off', picturesHeld: true }), own({ camera: 'off' }), []],
  [
    'the line changes in a pause',
    room({ pausedBy: ['other'] }),
    room({ pausedBy: ['other'], line: 'narrow' }),
    [],
  ],
  [
    'the line changes while it is being found again',
    room({ connection: 'reconnecting' }),
    room({ connection: 'reconnecting', line: 'narrow' }),
    [],
  ],
  [
    'a second page of somebody asks, and a therapist is told',
    { ...room(), role: 'therapist' },
    { ...withOther({ asksElsewhere: true }), role: 'therapist' },
    ['person-elsewhere'],
  ],
  [
    'it still asks',
    { ...withOther({ asksElsewhere: true }), role: 'therapist' },
    { ...withOther({ asksElsewhere: true, presence: 'here' }), role: 'therapist' },
    [],
  ],
  [
    'somebody asks to come in, and a therapist is told',
    { ...withOther({ state: 'lost' }), role: 'therapist' },
    { ...withOther({ state: 'asking' }), role: 'therapist' },
    ['person-asks'],
  ],
  [
    'they still ask',
    { ...withOther({ state: 'asking' }), role: 'therapist' },
    { ...withOther({ state: 'asking', urgent: true }), role: 'therapist' },
    [],
  ],
  ['a client hears of nobody who asks', room(), withOther({ state: 'asking' }), []],
  ['a client hears of no second page', room(), withOther({ asksElsewhere: true }), []],
  [
    'the pictures differed',
    safety({ state: 'unchecked' }),
    safety({ state: 'differs' }),
    ['person-code-differs'],
  ],
  ['they differ still', safety({ state: 'differs' }), safety({ state: 'differs', runs: 2 }), []],
  ['the pictures match', safety({ state: 'unchecked' }), safety({ state: 'checked' }), []],
  [
    'nothing of theirs opens',
    safety({ state: 'checked' }),
    safety({ state: 'checked', cannotOpen: true }),
    ['person-cannot-open'],
  ],
  ['it opens again', safety({ state: 'checked', cannotOpen: true }), safety({ state: 'checked' }), []],
  ['sound plays', own({ soundNeedsPress: true, picturesHeld: false }), room(), []],
];

describe('announcements', () => {
  for (const [what, before, after, told] of TABLE) {
    it(`${what}: ${told.join(', ') || 'nothing to tell'}`, () => {
      expect(announcements(before, after).map(({ code }) => code)).to.deep.equal(told);
    });
  }

  it('says whom it is about, and of oneself nobody', () => {
    const [theirs] = announcements(room(), withOther({ state: 'gone' }));
    const [mine] = announcements(room(), own({ camera: 'off' }));
    expect(theirs?.person).to.equal('other');
    expect(mine).to.not.have.property('person');
  });

  it('tells each of several people apart', () => {
    const second = { ...other, id: 'second' };
    const told = announcements(
      room({ people: [other, second] }),
      room({ people: [other, { ...second, state: 'gone' }] }),
    );
    expect(told).to.deep.equal([{ code: 'person-gone', person: 'second' }]);
  });

  it('has every code of the words in its table', () => {
    const reached = new Set(TABLE.flatMap(([, , , told]) => told));
    const missing = Object.keys(words.announcements).filter((code) => !reached.has(code as AnnouncementCode));
    expect(missing).to.deep.equal([]);
  });
});
