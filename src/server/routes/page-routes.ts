/** What a person asks for from their page. The author is always the session's own person. */
import type { PracticeCommand } from '../../core/services/practice-state.js';
import type { Pass } from '../../core/session-transport.js';
import { readAppointment, type Appointment } from '../appointment-state.js';
import { recordsFor } from '../../core/services/practice-facts.js';
import { proofOf } from '../consent-ledger.js';
import { recordAnswers, recordAttestation, recordWithdrawal } from '../consent-desk.js';
import { perform, type Author } from '../desk.js';
import type { PageContext } from '../handler-context.js';
import { passFor, trialPassFor } from '../media/passes.js';
import { Refusal, type RefusalCode } from '../refusal.js';
import { relay } from '../relay.js';
import {
  answersInput,
  attestationInput,
  declineInput,
  entryInput,
  feedbackInput,
  holdInput,
  lateInput,
  nothing,
  placeInput,
  relayInput,
  withdrawalInput,
} from './inputs.js';
import { PASS, PROOF_ANSWER, RECORD_ANSWER, TRIAL_PASS } from './answers.js';
import { route, type Call, type Route, type Schema } from './route.js';
import type { InferOutput } from 'valibot';
import type { LimitName } from '../rate-limit.js';

const authorOf = ({ session }: PageContext): Author => ({
  appointment: session.appointment,
  person: session.person,
  page: session.id,
});

/** A route that is one command of the rules, and answers nothing: its fact comes with the events. */
const commanding = <S extends Schema>(
  path: string,
  summary: string,
  input: S,
  refusals: readonly RefusalCode[],
  commandOf: (call: Call<InferOutput<S>>) => PracticeCommand,
  limit: LimitName = 'ask',
): Route<PageContext> =>
  route<PageContext, S>({
    method: 'POST',
    path,
    access: 'page',
    summary,
    input,
    answer: null,
    refusals,
    limit,
    run: async (context, call) => {
      await perform(context, authorOf(context), commandOf(call));
    },
  });

const person = ({ parameters }: Call<unknown>): string => parameters.person ?? '';

const ADMISSION: readonly Route<PageContext>[] = [
  route<PageContext, typeof entryInput>({
    method: 'POST',
    path: '/entry',
    access: 'page',
    summary: 'Asks to be let in; a therapist says that they are at the desk.',
    input: entryInput,
    answer: null,
    refusals: ['not-allowed'],
    limit: 'entry',
    run: async (context, { input: { urgent } }) => {
      await perform(context, authorOf(context), { type: 'ask-to-enter', urgent }, (appointment) => {
        if (context.session.role === 'client' && !urgent) refuseTooEarly(appointment, context.now());
      });
    },
  }),
  commanding('/people/:person/admit', 'Lets somebody in.', nothing, ['not-allowed'], (call) => ({
    type: 'admit',
    person: person(call),
  })),
  commanding(
    '/people/:person/hold',
    'Asks somebody to wait some minutes more.',
    holdInput,
    ['not-allowed'],
    (call) => ({
      type: 'hold',
      person: person(call),
      minutes: call.input.minutes,
    }),
  ),
  commanding(
    '/people/:person/decline',
    'Not today, with the therapist’s words.',
    declineInput,
    ['not-allowed'],
    (call) => ({
      type: 'decline',
      person: person(call),
      message: call.input.message,
    }),
  ),
  commanding(
    '/people/:person/remove',
    'Out of the session for good: links, sessions and passes of this person stop working.',
    nothing,
    ['not-allowed'],
    (call) => ({ type: 'remove', person: person(call) }),
  ),
  commanding(
    '/people/:person/place',
    'Which page of a person counts.',
    placeInput,
    ['not-allowed'],
    (call) => ({
      type: 'give-place',
      person: person(call),
      newer: call.input.newer,
    }),
  ),
  commanding('/late', 'The therapist is late, or not any more.', lateInput, ['not-allowed'], ({ input }) => ({
    type: 'tell-late',
    late: input.late && input.late.minutes > 0 ? input.late : null,
  })),
  commanding(
    '/pause',
    'A pause: nobody may send until everybody who paused has ended theirs.',
    nothing,
    ['not-allowed'],
    () => ({ type: 'pause' }),
    'way-out',
  ),
  commanding('/resume', 'Ends this person’s own pause.', nothing, [], () => ({ type: 'resume' })),
];

/** Before it opens nobody stands at the door; whoever needs someone now does not have to wait for that. */
const refuseTooEarly = ({ opensAt }: Appointment, now: number): void => {
  if (opensAt !== null && now + CLOCKS_DIFFER_MS < opensAt) throw new Refusal('not-allowed', 'not open yet');
};

const CLOCKS_DIFFER_MS = 60_000;

const LEAVING: readonly Route<PageContext>[] = [
  route<PageContext, typeof nothing>({
    method: 'POST',
    path: '/leave',
    access: 'any-page',
    summary: 'This person leaves, by their own choice.',
    input: nothing,
    answer: null,
    refusals: ['place-taken'],
    limit: 'way-out',
    run: async (context) => {
      const { session } = context;
      if (session.state === 'active') await perform(context, authorOf(context), { type: 'leave' });
      if (session.state === 'asking')
        await perform(context, authorOf(context), {
          type: 'vanish',
          person: session.person,
          page: session.id,
        });
    },
  }),
];

const PASSES: readonly Route<PageContext>[] = [
  route<PageContext, typeof nothing>({
    method: 'POST',
    path: '/pass',
    access: 'page',
    summary: 'For one room, one page, two minutes. Without rights where people wait in the room.',
    input: nothing,
    answer: PASS,
    refusals: ['not-allowed', 'not-admitted', 'media-unreachable'],
    limit: 'pass',
    run: (context): Promise<Pass> => passFor(context, context.session, authorOf(context)),
  }),
  route<PageContext, typeof nothing>({
    method: 'POST',
    path: '/trial-pass',
    access: 'page',
    summary: 'For a room of its own, in which this page tries the media route.',
    input: nothing,
    answer: TRIAL_PASS,
    refusals: ['media-unreachable'],
    limit: 'pass',
    run: async (context) => ({ pass: await trialPassFor(context, context.session) }),
  }),
];

const CONSENT: readonly Route<PageContext>[] = [
  route<PageContext, typeof answersInput>({
    method: 'POST',
    path: '/consent/records',
    access: 'page',
    summary: 'A person’s own answers, recorded and signed by the server.',
    input: answersInput,
    answer: RECORD_ANSWER,
    refusals: ['not-recorded', 'consent-language-missing'],
    limit: 'record',
    run: (context, { input }) => recordAnswers(context, authorOf(context), input.answers),
  }),
  route<PageContext, typeof attestationInput>({
    method: 'POST',
    path: '/consent/attestations',
    access: 'page',
    summary: 'What a therapist attests after a talk, topic by topic, or puts off in an emergency.',
    input: attestationInput,
    answer: RECORD_ANSWER,
    refusals: ['not-recorded', 'not-allowed', 'consent-language-missing'],
    limit: 'record',
    run: (context, { input }) => recordAttestation(context, authorOf(context), input),
  }),
  route<PageContext, typeof withdrawalInput>({
    method: 'POST',
    path: '/consent/withdrawals',
    access: 'page',
    summary: 'Adds a record that takes these topics back; it counts at once.',
    input: withdrawalInput,
    answer: RECORD_ANSWER,
    refusals: ['not-recorded', 'consent-language-missing'],
    limit: 'record',
    run: (context, { input }) => recordWithdrawal(context, authorOf(context), input.topics),
  }),
  route<PageContext, null>({
    method: 'GET',
    path: '/consent/proofs/:record',
    access: 'page',
    summary:
      'What proves that the practice holds a record: a client’s own, or that of the therapist’s client.',
    input: null,
    answer: PROOF_ANSWER,
    refusals: ['not-found'],
    run: async ({ database, session }, { parameters }) => {
      const { state } = await readAppointment(database, session.appointment);
      const known = recordsFor(state, { id: session.person, role: session.role }).find(
        ({ recordId }) => recordId === parameters.record,
      );
      if (!known) throw new Refusal('not-found');
      return { proof: await proofOf(database, known.recordId) };
    },
  }),
];

const WORDS: readonly Route<PageContext>[] = [
  route<PageContext, typeof relayInput>({
    method: 'POST',
    path: '/relay',
    access: 'page',
    summary: 'Opaque bytes to one person, kept only until they have arrived.',
    input: relayInput,
    answer: null,
    refusals: ['text-not-sent'],
    limit: 'relay',
    run: (context, { input }) => relay(context, authorOf(context), input),
  }),
  route<PageContext, typeof feedbackInput>({
    method: 'POST',
    path: '/feedback',
    access: 'page',
    summary: 'What a person chose to share after the session.',
    input: feedbackInput,
    answer: null,
    refusals: [],
    limit: 'record',
    run: async ({ database, session }, { input }) => {
      await database.query('insert into safe_session.feedback (appointment, answers) values ($1, $2)', [
        session.appointment,
        input.answers,
      ]);
    },
  }),
];

export const PAGE_ROUTES: readonly Route<PageContext>[] = [
  ...ADMISSION,
  ...LEAVING,
  ...PASSES,
  ...CONSENT,
  ...WORDS,
];
