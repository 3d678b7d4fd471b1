import { expect } from '@open-wc/testing';
import {
  emptySnapshot,
  NO_SAFETY,
  type Person,
  type PersonEncryption,
  type PersonSafety,
  type PersonState,
  type Problem,
  type Role,
  type SessionSnapshot,
} from '../../src/core/session-snapshot.js';
import {
  begunAgain,
  codeView,
  leavesSealed,
  lineState,
  pageState,
  peopleToTrust,
  protectionTopics,
  stoppedWith,
  trustOf,
  type CodeView,
  type TrustState,
} from '../../src/core/trust-view.js';

const person = (patch: Partial<Person> = {}): Person => ({
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
  ...patch,
});

const agreed: PersonSafety = {
  state: 'unchecked',
  pictures: [1, 2, 3, 4],
  words: ['acorn', 'agent', 'amuse'],
  run: 'run-1',
  runs: 1,
  cannotOpen: false,
  device: 'none',
};

const inState = (state: PersonEncryption, id = 'other'): Person =>
  person({ id, safety: { ...agreed, state } });

const session = (
  role: Role,
  people: readonly Person[],
  patch: Partial<SessionSnapshot> = {},
): SessionSnapshot => ({
  ...emptySnapshot(role, 'rehearsal'),
  phase: { name: 'session' },
  people,
  ...patch,
});

const STATES: readonly PersonEncryption[] = [
  'securing',
  'unchecked',
  'checked',
  'known-device',
  'changed-device',
  'differs',
  'failed',
];

describe('trustOf', () => {
  for (const state of STATES) {
    it(`${state} is told as it is while everything opens`, () => {
      expect(trustOf({ ...agreed, state })).to.equal(state);
    });
  }

  it('tells that nothing opens before anything else, but for a stop that explains it', () => {
    const told = STATES.map((state) => trustOf({ ...agreed, state, cannotOpen: true }));
    const stopped = told.filter((state) => state !== 'cannot-open');
    expect(stopped).to.deep.equal(['differs', 'failed'] satisfies TrustState[]);
  });
});

describe('peopleToTrust', () => {
  const rows: readonly [own: Role, theirs: Role, state: PersonState, told: boolean][] = [
    ['client', 'therapist', 'here', true],
    ['client', 'therapist', 'asking', true],
    ['client', 'therapist', 'lost', true],
    ['client', 'therapist', 'expected', false],
    ['client', 'therapist', 'gone', false],
    ['client', 'client', 'here', true],
    ['client', 'client', 'lost', true],
    ['client', 'client', 'asking', false],
    ['therapist', 'client', 'asking', true],
    ['therapist', 'client', 'here', true],
    ['therapist', 'client', 'expected', false],
    ['therapist', 'client', 'gone', false],
  ];
  for (const [own, role, state, told] of rows) {
    it(`a ${own} is ${told ? 'told' : 'not told'} of a ${role} who is ${state}`, () => {
      expect(peopleToTrust(session(own, [person({ role, state })]))).to.have.length(told ? 1 : 0);
    });
  }

  it('leaves out whoever was removed', () => {
    expect(peopleToTrust(session('therapist', [person({ role: 'client', removed: true })]))).to.deep.equal(
      [],
    );
  });

  it('names therapists first, and keeps the order of the others', () => {
    const people = [
      person({ id: 'one', role: 'client' }),
      person({ id: 'two', role: 'client' }),
      person({ id: 'anchor' }),
    ];
    const ids = peopleToTrust(session('client', people)).map(({ id }) => id);
    expect(ids).to.deep.equal(['anchor', 'one', 'two']);
  });
});

describe('lineState', () => {
  it('tells nothing of anybody while nobody is there', () => {
    expect(lineState(session('client', [person({ state: 'expected' })]))).to.equal('alone');
  });

  const ORDER: readonly PersonEncryption[] = [
    'differs',
    'failed',
    'securing',
    'changed-device',
    'unchecked',
    'known-device',
    'checked',
  ];
  for (const [place, urgent] of ORDER.entries())
    for (const lesser of ORDER.slice(place + 1)) {
      it(`tells ${urgent} rather than ${lesser}, whoever comes first`, () => {
        const people = [inState(lesser, 'one'), inState(urgent, 'two')];
        expect(lineState(session('therapist', people))).to.equal(urgent);
        expect(lineState(session('therapist', [...people].reverse()))).to.equal(urgent);
      });
    }

  it('never calls compared what was compared with one of two people', () => {
    const people = [inState('checked', 'one'), inState('unchecked', 'two')];
    expect(lineState(session('therapist', people))).to.equal('unchecked');
  });

  it('tells what concerns the whole page before what concerns a person', () => {
    const problems: readonly Problem[] = [{ code: 'browser-cannot' }];
    expect(lineState(session('client', [inState('checked')], { problems }))).to.equal('unsupported');
  });
});

describe('pageState', () => {
  const problems = (...codes: string[]): readonly Problem[] => codes.map((code) => ({ code }) as Problem);

  it('knows the problems that mean that nothing can be sealed, and no other', () => {
    expect(pageState(problems('browser-cannot'))).to.equal('unsupported');
    expect(pageState(problems('encryption-unsupported'))).to.equal('unsupported');
    expect(pageState(problems('worker-blocked'))).to.equal('unsupported');
    expect(pageState(problems('connection-lost', 'device-denied'))).to.equal(null);
    expect(pageState([])).to.equal(null);
  });

  it('tells of tampering before everything else', () => {
    expect(pageState(problems('browser-cannot', 'tampering-noticed'))).to.equal('tampering');
  });
});

describe('leavesSealed', () => {
  it('is true by our own counters alone', () => {
    for (const encryption of ['none', 'direct', 'to-server'])
      expect(leavesSealed({ ...session('client', []), encryption } as SessionSnapshot)).to.equal(false);
    const counted: SessionSnapshot = { ...session('client', []), encryption: 'sealed' };
    expect(leavesSealed(counted)).to.equal(true);
  });
});

describe('stoppedWith', () => {
  it('names whose pictures differed, and nobody else', () => {
    const people = [inState('failed', 'one'), inState('differs', 'two'), inState('checked', 'three')];
    expect(stoppedWith(session('therapist', people))?.id).to.equal('two');
    expect(stoppedWith(session('therapist', people.slice(0, 1)))).to.equal(undefined);
  });
});

describe('codeView', () => {
  const rows: readonly (readonly [PersonEncryption, shown: string | null, CodeView])[] = [
    ['securing', null, 'securing'],
    ['securing', 'run-1', 'securing'],
    ...(['unchecked', 'checked', 'known-device', 'changed-device'] as const).flatMap(
      (state) =>
        [
          [state, null, 'offer'],
          [state, 'run-1', 'compare'],
          [state, 'run-0', 'renewed'],
        ] as const,
    ),
    ['differs', null, 'stopped'],
    ['differs', 'run-1', 'stopped'],
    ['failed', null, 'failed'],
    ['failed', 'run-1', 'failed'],
  ];
  for (const [state, shown, view] of rows) {
    it(`${state}, ${shown === null ? 'nothing shown' : `shown ${shown}`}: ${view}`, () => {
      expect(codeView({ ...agreed, state }, shown)).to.equal(view);
    });
  }

  it('shows no pictures of an agreement that has none, whatever its state says', () => {
    for (const state of ['unchecked', 'checked', 'known-device', 'changed-device'] as const) {
      expect(codeView({ ...agreed, state, pictures: null }, 'run-1')).to.equal('securing');
      expect(codeView({ ...agreed, state, run: null }, null)).to.equal('securing');
    }
  });
});

describe('begunAgain', () => {
  it('counts the times after the first', () => {
    expect([0, 1, 2, 5].map((runs) => begunAgain({ ...agreed, runs }))).to.deep.equal([0, 0, 1, 4]);
  });
});

describe('protectionTopics', () => {
  const always = ['content', 'program', 'devices', 'rooms', 'copies', 'phone'];
  const server = { route: { kind: 'server', url: 'wss://media.example.org', waiting: 'strict' } } as const;

  it('always names the program, the devices, the rooms, copies and the phone', () => {
    for (const mode of ['live', 'rehearsal'] as const)
      for (const route of [{}, server])
        expect(protectionTopics(session('client', [], { mode, ...route }))).to.include.members(always);
  });

  it('tells of the server and of what it learns where media pass one, and of the browser where they do not', () => {
    const byServer = protectionTopics(session('client', [], server));
    expect(byServer).to.include.members(['media-server', 'traces']).and.to.not.include('tabs');
    const inTabs = protectionTopics(session('client', []));
    expect(inTabs).to.include('tabs').and.to.not.include.members(['media-server', 'traces']);
  });

  it('tells of the practice’s server in a real session alone', () => {
    expect(protectionTopics(session('client', [], { mode: 'live' }))).to.include('practice');
    expect(protectionTopics(session('client', []))).to.not.include('practice');
  });

  it('tells whether everybody, somebody or nobody was compared with', () => {
    const of = (...states: PersonEncryption[]): readonly string[] =>
      protectionTopics(
        session(
          'therapist',
          states.map((state, place) => inState(state, String(place))),
        ),
      );
    expect(of()).to.include('not-compared');
    expect(of('unchecked')).to.include('not-compared');
    expect(of('changed-device', 'securing')).to.include('not-compared');
    expect(of('checked', 'unchecked')).to.include('partly-compared');
    expect(of('checked', 'known-device')).to.include('compared');
  });

  it('tells what a group cannot know only where there is one', () => {
    expect(protectionTopics(session('therapist', [inState('checked')]))).to.not.include('group');
    expect(
      protectionTopics(session('therapist', [inState('checked', 'a'), inState('checked', 'b')])),
    ).to.include('group');
  });
});
