import { expect } from '@open-wc/testing';
import {
  askingElsewhere,
  askingToComeIn,
  audience,
  pauseSide,
  peopleInRoom,
  personView,
  roomNotice,
} from '../../src/core/person-view.js';
import {
  emptySnapshot,
  NO_SAFETY,
  type Connection,
  type Person,
  type PersonState,
  type SessionSnapshot,
} from '../../src/core/session-snapshot.js';

const person = (patch: Partial<Person> = {}): Person => ({
  id: 'other',
  role: 'client',
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
  ...patch,
});

const room = (patch: Partial<SessionSnapshot> = {}): SessionSnapshot => ({
  ...emptySnapshot('therapist', 'rehearsal'),
  connection: 'connected',
  people: [person()],
  media: { microphone: 'on', camera: 'on', ready: true, soundNeedsPress: false, picturesHeld: false },
  ...patch,
});

describe('personView', () => {
  const { media } = room();
  const rows: readonly [PersonState, Connection, boolean, string][] = [
    ['here', 'connected', true, 'picture'],
    ['here', 'connected', false, 'camera-off'],
    ['here', 'idle', true, 'connecting'],
    ['here', 'connecting', true, 'connecting'],
    ['here', 'reconnecting', true, 'reconnecting'],
    ['here', 'lost', true, 'line-lost'],
    ['lost', 'connected', true, 'lost'],
    ['lost', 'reconnecting', true, 'lost'],
    ['gone', 'connected', true, 'gone'],
    ['gone', 'lost', false, 'gone'],
    ['expected', 'connected', true, 'not-here'],
    ['asking', 'connected', true, 'not-here'],
  ];
  for (const [state, connection, camera, view] of rows) {
    it(`${state}, ${connection}, camera ${camera ? 'on' : 'off'}: ${view}`, () => {
      const seen = person({ state, media: { microphone: true, camera } });
      expect(personView(seen, { connection, media })).to.equal(view);
    });
  }

  it('tells a picture that gave way to sound from a camera that is off', () => {
    const held = { connection: 'connected', media: { ...media, picturesHeld: true } } as const;
    expect(personView(person(), held)).to.equal('pictures-held');
    const off = person({ media: { microphone: true, camera: false } });
    expect(personView(off, held)).to.equal('camera-off');
    expect(personView(person({ state: 'gone' }), held)).to.equal('gone');
    expect(personView(person(), { ...held, connection: 'lost' })).to.equal('line-lost');
  });
});

describe('peopleInRoom', () => {
  it('draws nobody who was not let in beside somebody who was', () => {
    const here = person();
    const asking = person({ id: 'second', state: 'asking' });
    expect(peopleInRoom([asking, here])).to.deep.equal([here]);
  });

  it('shows whom an empty room is kept for', () => {
    const expected = person({ state: 'expected' });
    expect(peopleInRoom([expected])).to.deep.equal([expected]);
  });
});

describe('askingElsewhere', () => {
  const twice = { people: [person(), person({ id: 'second', asksElsewhere: true })] };

  it('is asked of a therapist, about whom it concerns', () => {
    expect(askingElsewhere(room(twice)).map(({ id }) => id)).to.deep.equal(['second']);
  });

  it('is told to no client', () => {
    expect(askingElsewhere(room({ ...twice, role: 'client' }))).to.deep.equal([]);
  });
});

describe('askingToComeIn', () => {
  const people = [
    person(),
    person({ id: 'second', state: 'asking' }),
    person({ id: 'third', state: 'lost' }),
  ];

  it('is whoever asks, for a therapist alone', () => {
    expect(askingToComeIn(room({ people })).map(({ id }) => id)).to.deep.equal(['second']);
    expect(askingToComeIn(room({ people, role: 'client' }))).to.deep.equal([]);
  });
});

describe('audience', () => {
  it('is whoever is here', () => {
    expect(audience(room())).to.have.length(1);
  });
  const nobody: Record<string, Partial<SessionSnapshot>> = {
    'while somebody pauses': { pausedBy: ['other'] },
    'while the line is broken': { connection: 'reconnecting' },
    'before this person has begun': {
      media: { microphone: 'off', camera: 'off', ready: false, soundNeedsPress: false, picturesHeld: false },
    },
    'when the other has left': { people: [person({ state: 'gone' })] },
    'when the line to them broke': { people: [person({ state: 'lost' })] },
  };
  for (const [when, patch] of Object.entries(nobody)) {
    it(`is nobody ${when}`, () => {
      expect(audience(room(patch))).to.deep.equal([]);
    });
  }
});

describe('roomNotice', () => {
  const media = room().media;
  const rows: readonly [string, Partial<SessionSnapshot>, string | null][] = [
    ['an ordinary moment', {}, null],
    ['everybody left', { people: [person({ state: 'gone' })] }, 'gone'],
    ['the line to everybody broke', { people: [person({ state: 'lost' })] }, 'lost'],
    ['one of two left', { people: [person({ state: 'gone' }), person({ id: 'second' })] }, null],
    ['nobody came yet', { people: [] }, null],
    ['sound waits', { media: { ...media, soundNeedsPress: true, picturesHeld: false } }, 'sound-needs-press'],
    [
      'sound waits and everybody left',
      {
        media: { ...media, soundNeedsPress: true, picturesHeld: false },
        people: [person({ state: 'gone' })],
      },
      'gone',
    ],
    [
      'the pictures differed',
      { people: [person({ safety: { ...NO_SAFETY, state: 'differs' } })] },
      'stopped',
    ],
    [
      'the pictures differed with one of two, and the line is lost',
      {
        connection: 'lost',
        people: [person(), person({ id: 'second', safety: { ...NO_SAFETY, state: 'differs' } })],
      },
      'stopped',
    ],
    ['the own line is lost', { connection: 'lost', people: [person({ state: 'gone' })] }, null],
    ['a therapist ended it for them', { people: [person({ state: 'gone', removed: true })] }, 'removed'],
    [
      'one was sent out and one left',
      { people: [person({ state: 'gone', removed: true }), person({ id: 'second', state: 'gone' })] },
      'gone',
    ],
    ['the line is weak', { line: 'narrow' }, null],
    ['the line is very weak', { line: 'broken' }, 'line-broken'],
    ['pictures gave way', { line: 'narrow', media: { ...media, picturesHeld: true } }, 'pictures-held'],
    [
      'pictures gave way to a line that broke',
      { line: 'broken', media: { ...media, picturesHeld: true } },
      'line-broken',
    ],
    ['pictures may come back', { media: { ...media, picturesHeld: true } }, 'pictures-may-return'],
    [
      'the line is found again meanwhile',
      { connection: 'reconnecting', media: { ...media, picturesHeld: true } },
      null,
    ],
    [
      'pictures gave way, and sound waits',
      { line: 'narrow', media: { ...media, picturesHeld: true, soundNeedsPress: true } },
      'sound-needs-press',
    ],
  ];
  for (const [what, patch, notice] of rows) {
    it(`${what}: ${String(notice)}`, () => {
      expect(roomNotice(room(patch))).to.equal(notice);
    });
  }
});

describe('pauseSide', () => {
  it('tells one’s own, theirs and both apart', () => {
    expect(pauseSide(['self'], 'self')).to.equal('own');
    expect(pauseSide(['other'], 'self')).to.equal('theirs');
    expect(pauseSide(['other', 'self'], 'self')).to.equal('both');
  });
});
