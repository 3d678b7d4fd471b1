/**
 * The comparison of codes, decided: what two people may answer, what stops when their pictures differ, and what brings it
 * back. A code that was compared holds for its own handshake alone and lives in memory only.
 */
import type { ProblemCode } from './problems.js';
import { isInRoom, SILENCE, stay, withPerson, withProblem } from './session-changes.js';
import type { Effect, Moment, Transition } from './session-machine.js';
import {
  NO_SAFETY,
  personOf,
  type Person,
  type PersonEncryption,
  type PersonId,
  type PersonSafety,
  type Problem,
  type SessionAsk,
  type SessionFact,
  type SessionSnapshot,
} from './session-snapshot.js';

type Ask<T extends SessionAsk['type']> = Extract<SessionAsk, { readonly type: T }>;
type Fact<T extends SessionFact['type']> = Extract<SessionFact, { readonly type: T }>;

/** While one of these stands, nothing of the person is sent and nothing of the others is shown. Nobody can wave it away. */
export const STOPS: readonly ProblemCode[] = ['code-differs', 'tampering-noticed'];

export const isStopped = ({ problems }: SessionSnapshot): boolean =>
  problems.some(({ code }) => STOPS.includes(code));

/** There is a code that can be compared, and nobody has said that it differs. */
const COMPARABLE: readonly PersonEncryption[] = ['unchecked', 'checked', 'known-device', 'changed-device'];

export const safetyOf = (snapshot: SessionSnapshot, person: PersonId): PersonSafety =>
  personOf(snapshot, person)?.safety ?? NO_SAFETY;

export const withSafety = (
  snapshot: SessionSnapshot,
  id: PersonId,
  change: Partial<PersonSafety>,
): SessionSnapshot =>
  withPerson(snapshot, id, (person) => ({ ...person, safety: { ...person.safety, ...change } }));

const NO_CODE = { pictures: null, words: null, run: null } as const;

/** An answer is for the code that was on the screen, and for no later one. */
export const mayAnswer = (
  snapshot: SessionSnapshot,
  { person, run }: Ask<'confirm-code'> | Ask<'refuse-code'>,
): boolean => {
  const { state, run: shown } = safetyOf(snapshot, person);
  return COMPARABLE.includes(state) && shown === run;
};

/** While one is under way, or none is left, there is nothing to begin. */
export const mayBeginAnew = (snapshot: SessionSnapshot, { person }: Ask<'new-code'>): boolean => {
  const { state } = safetyOf(snapshot, person);
  return state === 'differs' || COMPARABLE.includes(state);
};

export const confirmCode = (snapshot: SessionSnapshot, { person }: Ask<'confirm-code'>): Transition =>
  stay(withSafety(snapshot, person, { state: 'checked' }));

/** Silent on this page, whatever the other one is told. */
const stopped = (snapshot: SessionSnapshot, person: PersonId): SessionSnapshot => ({
  ...withProblem(withSafety(snapshot, person, { ...NO_CODE, state: 'differs' }), {
    code: 'code-differs',
    person,
  }),
  media: { ...snapshot.media, microphone: 'off', camera: 'off' },
});

/** Told to that person alone: what the others have with each other is not touched by it. */
export const refuseCode = (
  snapshot: SessionSnapshot,
  { person, run }: Ask<'refuse-code'>,
  { id }: Moment,
): Transition => ({
  snapshot: stopped(snapshot, person),
  effects: [...SILENCE, { type: 'tell', id, to: [person], message: { type: 'code-differs', body: { run } } }],
});

/** The other one refused the code that both see. Of an earlier one it says nothing any more. */
export const codeRefused = (snapshot: SessionSnapshot, { person, run }: Fact<'code-refused'>): Transition =>
  mayAnswer(snapshot, { type: 'refuse-code', person, run })
    ? { snapshot: stopped(snapshot, person), effects: SILENCE }
    : stay(snapshot);

/** The others are shown again where nothing else keeps them covered; what the person sent before stays off until a press. */
const lifted = (snapshot: SessionSnapshot, isAbout: (problem: Problem) => boolean): Transition => {
  const next = { ...snapshot, problems: snapshot.problems.filter((problem) => !isAbout(problem)) };
  const shows =
    isStopped(snapshot) &&
    !isStopped(next) &&
    isInRoom(next) &&
    next.pausedBy.length === 0 &&
    next.media.ready;
  return { snapshot: next, effects: shows ? [{ type: 'show-others', shown: true }] : [] };
};

const isOf =
  (id: PersonId, ...codes: readonly ProblemCode[]) =>
  ({ code, person }: Problem): boolean =>
    person === id && codes.includes(code);

/**
 * New pictures from a fresh handshake. Where the other side was quicker, there is one already: it is shown now, and not
 * before this person asks, or a server could take the stop away by forcing one.
 */
export const newCode = (snapshot: SessionSnapshot, { person }: Ask<'new-code'>): Transition => {
  const { state, run } = safetyOf(snapshot, person);
  if (state === 'differs' && run !== null)
    return lifted(withSafety(snapshot, person, { state: 'unchecked' }), isOf(person, 'code-differs'));
  const effect: Effect = { type: 'agree-anew', person };
  return { snapshot: withSafety(snapshot, person, { ...NO_CODE, state: 'securing' }), effects: [effect] };
};

/** What was compared before does not hold for it. */
export const codeAgreed = (
  snapshot: SessionSnapshot,
  { person, run, pictures, words, runs }: Fact<'code-agreed'>,
): Transition => {
  const agreed = { run, pictures, words, runs };
  if (safetyOf(snapshot, person).state === 'differs') return stay(withSafety(snapshot, person, agreed));
  const next = withSafety(snapshot, person, { ...agreed, state: 'unchecked' });
  return lifted(next, isOf(person, 'code-differs', 'encryption-failed'));
};

export const codeGone = (snapshot: SessionSnapshot, person: PersonId): Transition => {
  const { state } = safetyOf(snapshot, person);
  return stay({
    ...withSafety(snapshot, person, { ...NO_CODE, state: state === 'differs' ? 'differs' : 'securing' }),
    // It was made of every channel, and one of them is gone.
    group: snapshot.group && { state: 'open' },
  });
};

export const agreementFailed = (snapshot: SessionSnapshot, person: PersonId): Transition => {
  if (!personOf(snapshot, person)) return stay(snapshot);
  const { state } = safetyOf(snapshot, person);
  return stay(
    withProblem(
      withSafety(snapshot, person, { ...NO_CODE, state: state === 'differs' ? 'differs' : 'failed' }),
      { code: 'encryption-failed', person },
    ),
  );
};

/** Nothing is sent, shown or connected any more. There is no way back but another session. */
export const tampered = (snapshot: SessionSnapshot): Transition => ({
  snapshot: withProblem(
    {
      ...snapshot,
      media: { ...snapshot.media, microphone: 'off', camera: 'off' },
      connection: isInRoom(snapshot) ? 'lost' : snapshot.connection,
      encryption: 'none',
    },
    { code: 'tampering-noticed' },
  ),
  effects: [...SILENCE, { type: 'leave-room' }],
});

/** How often it had to be begun stays: that is counted until the page is loaded again. */
export const forgotten = (person: Person): Person => ({
  ...person,
  safety: { ...NO_SAFETY, runs: person.safety.runs },
});

/** Somebody has left, and with them what was agreed, and what stood in its way. */
export const withoutSafety = (snapshot: SessionSnapshot, id: PersonId): Transition =>
  lifted(withPerson(snapshot, id, forgotten), ({ person }) => person === id);
