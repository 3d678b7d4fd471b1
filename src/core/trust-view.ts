/** What is said of how a session is protected, and what there is to compare. Codes only; words are found when they are shown. */
import type { Person, PersonEncryption, PersonSafety, Problem, SessionSnapshot } from './session-snapshot.js';

/** How it stands with one person, as it is told. */
export type TrustState = PersonEncryption | 'cannot-open';

/** What concerns the whole page, whoever else is there. */
export type PageState = 'tampering' | 'unsupported';

/** `alone`: nobody is there yet with whom anything could be sealed. */
export type LineState = TrustState | PageState | 'alone';

/** The most urgent first: of several people the line tells this one. */
const URGENCY: readonly TrustState[] = [
  'differs',
  'failed',
  'cannot-open',
  'securing',
  'changed-device',
  'unchecked',
  'known-device',
  'checked',
];

/** By the code of a problem. */
const PAGE_STATES = new Map<string, PageState>([
  ['tampering-noticed', 'tampering'],
  ['encryption-unsupported', 'unsupported'],
  ['worker-blocked', 'unsupported'],
  ['browser-cannot', 'unsupported'],
]);

/** A stop is told before everything that it explains. */
export const trustOf = ({ state, cannotOpen }: PersonSafety): TrustState =>
  cannotOpen && state !== 'differs' && state !== 'failed' ? 'cannot-open' : state;

export const pageState = (problems: readonly Problem[]): PageState | null => {
  const states = problems.map(({ code }) => PAGE_STATES.get(code));
  return states.find((state) => state === 'tampering') ?? states.find(Boolean) ?? null;
};

/** On their page now, and of this session. Whoever asks to come in may be anybody with the link: that is the therapist's to see. */
const isConcerned = ({ role, state, removed }: Person, ownRole: SessionSnapshot['role']): boolean =>
  !removed &&
  (state === 'here' ||
    state === 'lost' ||
    (state === 'asking' && (ownRole === 'therapist' || role === 'therapist')));

/** With whom this page seals what it sends. Therapists first: with them everybody compares. */
export const peopleToTrust = ({ role, people }: SessionSnapshot): readonly Person[] => {
  const concerned = people.filter((person) => isConcerned(person, role));
  const isAnchor = (person: Person): boolean => person.role === 'therapist';
  return [...concerned.filter(isAnchor), ...concerned.filter((person) => !isAnchor(person))];
};

/** The one thing that the quiet line tells. */
export const lineState = (snapshot: SessionSnapshot): LineState => {
  const states = peopleToTrust(snapshot).map(({ safety }) => trustOf(safety));
  return pageState(snapshot.problems) ?? URGENCY.find((state) => states.includes(state)) ?? 'alone';
};

/** With whom media have stopped because the pictures differed, and nothing was begun anew since. */
export const stoppedWith = (snapshot: SessionSnapshot): Person | undefined =>
  peopleToTrust(snapshot).find(({ safety }) => safety.state === 'differs');

/** Whether our own counters saw what leaves this page leave it sealed. Never a library's word. */
export const leavesSealed = ({ encryption }: SessionSnapshot): boolean => encryption === 'sealed';

/** What a person has in front of them of the comparison with somebody. */
export type CodeView =
  | 'securing'
  | 'failed'
  | 'stopped'
  /** There are pictures, and nobody has asked to see them. */
  | 'offer'
  | 'compare'
  /** Those that were shown belong to an earlier agreement: an answer to them would be one to these. */
  | 'renewed';

/** `shown` is the run whose pictures the person asked to see, `null` before they did. */
export const codeView = ({ state, pictures, run }: PersonSafety, shown: string | null): CodeView => {
  if (state === 'differs') return 'stopped';
  if (state === 'failed') return 'failed';
  if (state === 'securing' || pictures === null || run === null) return 'securing';
  if (shown === null) return 'offer';
  return shown === run ? 'compare' : 'renewed';
};

/** How often the agreement with somebody had to begin anew on this page. */
export const begunAgain = ({ runs }: PersonSafety): number => Math.max(0, runs - 1);

/** One thing each that is protected as far as it goes, in the order in which it is told. */
export type ProtectionTopic =
  | 'content'
  | 'compared'
  | 'partly-compared'
  | 'not-compared'
  | 'media-server'
  | 'tabs'
  | 'practice'
  | 'program'
  | 'devices'
  | 'remembered'
  | 'rooms'
  | 'traces'
  | 'group'
  | 'copies'
  | 'phone';

const isCompared = ({ safety }: Person): boolean =>
  safety.state === 'checked' || safety.state === 'known-device';

/** Whether this browser remembers its device for this person. */
export const keepsDevice = ({ safety }: Person): boolean =>
  safety.device === 'kept' || safety.device === 'stuck';

const comparison = (people: readonly Person[]): ProtectionTopic => {
  const compared = people.filter(isCompared).length;
  if (compared === 0) return 'not-compared';
  return compared === people.length ? 'compared' : 'partly-compared';
};

/**
 * What this very session can and cannot protect, from how it is set up and how it stands.
 *
 * @param remembers whether this browser remembers a device, of whoever that is
 */
export const protectionTopics = (
  snapshot: SessionSnapshot,
  remembers = false,
): readonly ProtectionTopic[] => {
  const people = peopleToTrust(snapshot);
  const carried: readonly ProtectionTopic[] =
    snapshot.route.kind === 'server' ? ['media-server', 'traces'] : ['tabs'];
  return [
    'content',
    comparison(people),
    ...(people.length > 1 ? (['group'] as const) : []),
    ...carried,
    ...(snapshot.mode === 'live' ? (['practice'] as const) : []),
    'program',
    'devices',
    ...(remembers || people.some(keepsDevice) ? (['remembered'] as const) : []),
    'rooms',
    'copies',
    'phone',
  ];
};
