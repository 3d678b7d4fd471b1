import { expect } from '@open-wc/testing';
import { admissible } from '../../src/core/admissible-people.js';
import type { ConsentDocument, ConsentRecord, Decision } from '../../src/core/consent.js';
import { permitsMedia } from '../../src/core/consent.js';
import { consentFacts } from '../../src/core/session-journey.js';
import { isStopped } from '../../src/core/session-safety.js';
import { stepsFor } from '../../src/core/session-steps.js';
import { can, reduce, type Effect, type Input } from '../../src/core/session-machine.js';
import {
  emptySnapshot,
  NO_PLAN,
  WAYS_OUT,
  type AppointmentFacts,
  type MediaRoute,
  type PhaseName,
  type Profile,
  type Role,
  type SessionAsk,
  type SessionFact,
  type SessionSnapshot,
} from '../../src/core/session-snapshot.js';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const OTHER = 'person-other';
const SELF = 'person-self';
/** Of a service that names no seats. */
const MET = { person: OTHER, identity: '' };

const document: ConsentDocument = {
  id: 'doc',
  language: 'en',
  practice: { name: 'Sample Practice' },
  topics: [
    { id: 'risks', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' },
    { id: 'reminders', version: '1.0.0', kind: 'data-consent', acknowledgement: 'optional', repeat: 'once' },
  ],
  translations: {},
};

const subjectOf = (role: Role): string => (role === 'client' ? SELF : OTHER);

const recordOf = (role: Role, decision: Decision): ConsentRecord => ({
  schemaVersion: 1,
  recordId: `record-${decision}`,
  rehearsal: true,
  subject: subjectOf(role),
  grantor: subjectOf(role),
  appointment: 'appointment',
  document: { id: 'doc', hash: 'hash', language: 'en' },
  decisions: [{ topic: 'risks', version: '1.0.0', decision }],
  method: 'screen',
  presentedAt: '2026-11-23T09:00:00Z',
  decidedAt: '2026-11-23T09:30:00Z',
  signature: decision === 'agree' ? { name: 'Sample', statement: 'I agree' } : null,
  attestedBy: null,
  supersedes: null,
});

const appointment = (role: Role, change: Partial<AppointmentFacts> = {}): AppointmentFacts => ({
  self: SELF,
  role,
  plan: { ...NO_PLAN, appointment: 'appointment' },
  steps: [],
  people: [{ id: OTHER, role: role === 'client' ? 'therapist' : 'client', state: 'expected', urgent: false }],
  consent: { document, person: subjectOf(role), subject: subjectOf(role), records: [], circumstances: [] },
  late: null,
  pausedBy: [],
  admitted: false,
  ...change,
});

const NOBODY: Profile = { name: '', pronouns: '', wishes: '', speakFreely: '', startWith: '' };

const WARM: MediaRoute = { kind: 'server', url: 'wss://media.example.org', waiting: 'warm' };
const STRICT: MediaRoute = { ...WARM, waiting: 'strict' };

let count = 0;
const step = (
  snapshot: SessionSnapshot,
  input: Input,
  now = NOW,
): { snapshot: SessionSnapshot; effects: readonly Effect[] } =>
  reduce(snapshot, input, { now, id: `id-${String((count += 1))}` });

const after = (snapshot: SessionSnapshot, ...inputs: (SessionAsk | SessionFact)[]): SessionSnapshot =>
  inputs.reduce((state, input) => step(state, toInput(input)).snapshot, snapshot);

const FACTS = new Set<string>([
  'appointment-known',
  'consent-changed',
  'entry-asked',
  'admitted',
  'held',
  'declined',
  'removed',
  'late-told',
  'place-asked',
  'place-moved',
  'stranger-removed',
  'line-changed',
  'proof-known',
  'person-state',
  'paused-by',
  'service-reached',
  'connection-changed',
  'person-joined',
  'person-lost',
  'person-left',
  'person-media',
  'rights-changed',
  'sound-needs-press',
  'own-media',
  'device-unplugged',
  'pause-told',
  'presence-told',
  'profile-told',
  'text-told',
  'text-delivered',
  'problem',
  'problem-solved',
  'opened',
  'ask-refused',
  'feedback-sent',
  'code-agreed',
  'code-gone',
  'code-refused',
  'agreement-failed',
  'tampering',
]);
const toInput = (one: SessionAsk | SessionFact): Input =>
  FACTS.has(one.type) ? { fact: one as SessionFact } : { ask: one as SessionAsk };

const start = (role: Role): SessionSnapshot => ({
  ...emptySnapshot(role, 'rehearsal'),
  journey: { steps: stepsFor(role, null, true), done: [] },
});
const known = (role: Role, change: Partial<AppointmentFacts> = {}): SessionSnapshot =>
  after(
    start(role),
    { type: 'continue' },
    { type: 'appointment-known', appointment: appointment(role, change) },
  );

const agreed = (role: Role): SessionFact => ({ type: 'consent-changed', records: [recordOf(role, 'agree')] });
const letIn = (role: Role): SessionFact => ({
  type: 'admitted',
  person: role === 'client' ? SELF : OTHER,
  by: role === 'client' ? OTHER : SELF,
});
const otherHere: SessionFact = { type: 'person-state', person: OTHER, role: 'client', state: 'asking' };

const waiting = (role: Role): SessionSnapshot =>
  role === 'client'
    ? after(known(role), { type: 'go-in-now' })
    : after(known(role), { type: 'continue' }, otherHere);
const inSession = (role: Role): SessionSnapshot => after(waiting(role), agreed(role), letIn(role));
const talking = (role: Role): SessionSnapshot =>
  after(
    inSession(role),
    { type: 'connection-changed', connection: 'connected' },
    { type: 'person-joined', person: OTHER, role: 'client' },
    { type: 'begin', startWith: 'sound-and-picture' },
    { type: 'own-media', kind: 'microphone', state: 'on' },
    { type: 'own-media', kind: 'camera', state: 'on' },
  );

/** Everything that can come, in kind: what people ask and what the world reports. */
const inputsFor = (role: Role, route?: MediaRoute): Input[] => [
  ...(
    [
      { type: 'continue' },
      { type: 'back' },
      { type: 'go-in-now' },
      { type: 'withdraw-consent', topics: ['risks'] },
      { type: 'admit', person: OTHER },
      { type: 'decline', person: OTHER, message: 'no' },
      { type: 'hold', person: OTHER, minutes: 2 },
      { type: 'remove', person: OTHER },
      { type: 'give-place', person: OTHER, newer: true },
      { type: 'show-pictures' },
      { type: 'begin', startWith: 'sound' },
      { type: 'microphone-on' },
      { type: 'microphone-off' },
      { type: 'pause' },
      { type: 'resume' },
      { type: 'leave' },
      { type: 'exit-now' },
      { type: 'return' },
      { type: 'finish' },
      { type: 'open-panel', panel: 'support' },
      { type: 'close-panel' },
      { type: 'try-again', code: 'connection-lost' },
      { type: 'try-again', code: 'service-unreachable' },
    ] satisfies SessionAsk[]
  ).map((ask): Input => ({ ask })),
  ...(
    [
      { type: 'appointment-known', appointment: appointment(role, route && { route }) },
      { type: 'consent-changed', records: [recordOf(role, 'agree')] },
      { type: 'consent-changed', records: [recordOf(role, 'talk-first')] },
      { type: 'consent-changed', records: [recordOf(role, 'decline')] },
      { type: 'consent-changed', records: [recordOf(role, 'agree'), recordOf(role, 'withdrawn')] },
      { type: 'entry-asked' },
      letIn(role),
      { type: 'admitted', person: 'a-stranger', by: 'somebody' },
      { type: 'declined', person: SELF, message: 'not today' },
      { type: 'removed', person: SELF },
      { type: 'removed', person: OTHER },
      { type: 'place-asked' },
      { type: 'place-moved' },
      { type: 'held', person: SELF, minutes: 2 },
      { type: 'person-state', person: OTHER, role: 'client', state: 'asking' },
      { type: 'person-state', person: OTHER, role: 'client', state: 'asking', asksElsewhere: true },
      { type: 'person-state', person: OTHER, role: 'client', state: 'gone' },
      {
        type: 'person-state',
        person: OTHER,
        role: role === 'client' ? 'therapist' : 'client',
        state: 'here',
      },
      { type: 'person-joined', person: OTHER, role: 'client' },
      { type: 'person-joined', person: 'a-stranger', role: 'therapist' },
      { type: 'person-lost', person: OTHER },
      { type: 'pause-told', person: OTHER, paused: true },
      { type: 'pause-told', person: OTHER, paused: false },
      { type: 'paused-by', people: [OTHER] },
      { type: 'paused-by', people: [] },
      { type: 'service-reached', reached: false },
      { type: 'service-reached', reached: true },
      { type: 'connection-changed', connection: 'connected' },
      { type: 'connection-changed', connection: 'lost' },
      { type: 'own-media', kind: 'microphone', state: 'on' },
      { type: 'own-media', kind: 'microphone', state: 'off' },
      { type: 'rights-changed', rights: 'none' },
      { type: 'line-changed', line: 'narrow' },
      { type: 'line-changed', line: 'good' },
    ] satisfies SessionFact[]
  ).map((fact): Input => ({ fact })),
];

/** What can happen in the room while two people compare their pictures. */
const comparing = (role: Role): Input[] =>
  (
    [
      { type: 'code-agreed', person: OTHER, run: 'run', pictures: [1, 2, 3, 4], words: [], runs: 1 },
      { type: 'code-gone', person: OTHER },
      { type: 'code-refused', person: OTHER, run: 'run' },
      { type: 'agreement-failed', person: OTHER },
      { type: 'tampering' },
      { type: 'confirm-code', person: OTHER, run: 'run' },
      { type: 'refuse-code', person: OTHER, run: 'run' },
      { type: 'new-code', person: OTHER },
      { type: 'dismiss-problem', code: 'code-differs' },
      { type: 'try-again', code: 'code-differs' },
      { type: 'begin', startWith: 'sound' },
      { type: 'microphone-on' },
      { type: 'microphone-off' },
      { type: 'pause' },
      { type: 'resume' },
      { type: 'leave' },
      { type: 'own-media', kind: 'microphone', state: 'on' },
      { type: 'pause-told', person: OTHER, paused: true },
      { type: 'pause-told', person: OTHER, paused: false },
      { type: 'person-joined', person: OTHER, role: 'client' },
      { type: 'person-left', person: OTHER },
      { type: 'removed', person: OTHER },
      { type: 'connection-changed', connection: 'connected' },
      letIn(role),
    ] satisfies (SessionAsk | SessionFact)[]
  ).map(toInput);

/** What is pending and changes what a fact does. The others are only shown. */
const DECIDING: readonly SessionAsk['type'][] = ['continue', 'go-in-now', 'give-consent'];

/** From here nothing leads back into the session: one situation of the kind stands for all. */
const isPast = ({ phase }: SessionSnapshot): boolean =>
  phase.name === 'feedback' ||
  phase.name === 'ended' ||
  (phase.name === 'closing' && ['removed', 'moved', 'not-today'].includes(phase.reason));

/**
 * What makes two situations the same for the walk: everything that decides. A panel, a notice and most of what is pending
 * are only shown.
 */
const keyOf = (s: SessionSnapshot): string => (isPast(s) ? JSON.stringify(s.phase) : wholeKeyOf(s));

const wholeKeyOf = (s: SessionSnapshot): string =>
  JSON.stringify([
    s.phase,
    s.self,
    s.waiting.admitted,
    s.waiting.asked,
    s.waiting.urgent,
    s.consent.status,
    s.consent.records.map((r) => r.recordId),
    s.people.map((p) => [
      p.id,
      p.state,
      p.acceptedBy.length > 0,
      // Decides nothing on a client's page.
      s.role === 'therapist' && [p.asksElsewhere, p.removed],
      // Compared or not, and a channel that is under way, are only shown.
      p.safety.state === 'differs',
      p.safety.run,
    ]),
    isStopped(s),
    s.media,
    s.line,
    s.connection,
    [...s.pausedBy].sort(),
    s.pending.filter((ask) => DECIDING.includes(ask)),
  ]);

interface Visit {
  readonly from: SessionSnapshot;
  readonly input: Input;
  readonly to: SessionSnapshot;
  readonly effects: readonly Effect[];
}

/** Breadth first through everything that can happen; every transition is handed to `see`. */
const walk = (
  role: Role,
  route: MediaRoute | undefined,
  see: (visit: Visit) => void,
  { beginning, inputs }: { readonly beginning: SessionSnapshot; readonly inputs: readonly Input[] } = {
    beginning: start(role),
    inputs: inputsFor(role, route),
  },
): Map<string, SessionSnapshot> => {
  const found = new Map([[keyOf(beginning), beginning]]);
  const queue = [beginning];
  for (let from = queue.shift(); from; from = queue.shift()) {
    for (const input of inputs) {
      const { snapshot: to, effects } = step(from, input);
      see({ from, input, to, effects });
      const key = keyOf(to);
      if (found.has(key)) continue;
      found.set(key, to);
      queue.push(to);
    }
  }
  return found;
};

const inRoom = (s: SessionSnapshot): boolean => s.phase.name === 'session' || s.phase.name === 'paused';
const silences = (effects: readonly Effect[]): boolean =>
  effects.some((effect) => effect.type === 'stop-own-media' && effect.kinds.length === 2);
/** What can lead to waiting, to standing by there, or past the consent step. */
const WAITING_INPUTS: readonly (SessionAsk | SessionFact)[] = [
  { type: 'continue' },
  { type: 'back' },
  { type: 'go-in-now' },
  { type: 'return' },
  { type: 'entry-asked' },
  agreed('client'),
  agreed('therapist'),
];

const does = (effects: readonly Effect[], type: Effect['type']): boolean =>
  effects.some((effect) => effect.type === type);

/** The first few visits that should not be, in words. */
const tell = (visits: readonly Visit[], wrong: (visit: Visit) => boolean): string[] =>
  visits
    .filter(wrong)
    .slice(0, 5)
    .map(({ from, input, to }) => JSON.stringify([from.phase, input, to.phase]));

const showsOrSends = (effect: Effect): boolean =>
  effect.type === 'start-own-media' ||
  ((effect.type === 'show-others' || effect.type === 'show-pictures') && effect.shown);

const showsMedia = (effect: Effect): boolean =>
  effect.type === 'start-own-media' || (effect.type === 'show-others' && effect.shown);

const SENDING = new Set(['tell', 'serve', 'ask-to-enter', 'enter-room']);
const firstSend = (effects: readonly Effect[]): number => effects.findIndex(({ type }) => SENDING.has(type));
const lastSilence = (effects: readonly Effect[]): number =>
  effects.findLastIndex(
    (effect) => effect.type === 'stop-own-media' || (effect.type === 'show-others' && !effect.shown),
  );

describe('session-machine', () => {
  for (const role of ['client', 'therapist'] as const) {
    describe(`walk through everything that can happen to a ${role}`, function () {
      this.timeout(120_000);
      const visits: Visit[] = [];
      let states: Map<string, SessionSnapshot>;
      before(() => {
        // The route changes only what is done, and a warm one changes most of it.
        states = walk(role, WARM, (visit) => {
          if (visit.from !== visit.to || visit.effects.length > 0) visits.push(visit);
        });
      });

      it('reaches every phase', () => {
        const wanted: PhaseName[] =
          role === 'client'
            ? [
                'welcome',
                'consent',
                'space',
                'tech-check',
                'waiting',
                'session',
                'paused',
                'closing',
                'feedback',
                'ended',
              ]
            : ['welcome', 'tech-check', 'waiting', 'session', 'paused', 'closing', 'ended'];
        const reached = new Set([...states.values()].map(({ phase }) => phase.name));
        expect([...reached]).to.include.members(wanted);
        expect(states.size, 'the walk went somewhere').to.be.greaterThan(200);
      });

      it('ends at once with exit-now from everywhere, and nothing of before is left', () => {
        for (const state of states.values()) {
          if (state.phase.name === 'ended' && state.phase.by === 'exit-now') continue;
          const { snapshot, effects } = step(state, { ask: { type: 'exit-now' } });
          expect(snapshot.phase).to.deep.equal({ name: 'ended', by: 'exit-now' });
          expect(snapshot.texts).to.deep.equal([]);
          expect(snapshot.people).to.deep.equal([]);
          expect(snapshot.preferences.name).to.equal('');
          expect(effects.slice(0, 3).map(({ type }) => type)).to.deep.equal([
            'show-others',
            'stop-own-media',
            'leave-room',
          ]);
        }
      });

      it('learns nothing any more after an exit', () => {
        for (const { from, to, effects } of visits) {
          if (from.phase.name !== 'ended' || from.phase.by !== 'exit-now') continue;
          expect(to).to.equal(from);
          expect(effects).to.deep.equal([]);
        }
      });

      it('enters the session only from waiting, only when let in, and only while consent permits', () => {
        for (const { from, to } of visits) {
          if (inRoom(from) || !inRoom(to)) continue;
          const through = from.phase.name === 'waiting' || to.pending.length === 0;
          expect(through && to.waiting.admitted, JSON.stringify(from.phase)).to.equal(true);
          expect(permitsMedia(consentFacts(to), NOW)).to.equal(true);
        }
      });

      it('connects only on entering, or when a lost connection is tried again in the room', () => {
        for (const { effects, to } of visits) {
          if (effects.some(({ type }) => type === 'enter-room')) expect(inRoom(to)).to.equal(true);
        }
      });

      it('allows nobody whom the service did not bring and, for a therapist, nobody let in', () => {
        const allowed = new Set<string>();
        for (const { effects, to } of visits)
          for (const effect of effects) {
            if (effect.type !== 'allow') continue;
            expect(effect.seats).to.deep.equal(admissible(to));
            for (const seat of effect.seats) {
              const person = to.people.find((one) => one.id === seat.person);
              expect(inRoom(to)).to.equal(true);
              if (role === 'client') expect(person?.role).to.equal('therapist');
              else expect(person?.acceptedBy).to.deep.equal([SELF]);
              allowed.add(seat.person);
            }
          }
        expect([...allowed]).to.deep.equal([OTHER]);
      });

      it('takes the permission back in the step in which somebody is no longer to be met', () => {
        for (const { from, to, effects } of visits) {
          const people = admissible(to).map(({ person }) => person);
          const dropped = admissible(from).filter(({ person }) => !people.includes(person));
          if (dropped.length > 0) expect(effects.some(({ type }) => type === 'allow')).to.equal(true);
        }
      });

      it('is never in the room without consent', () => {
        for (const state of states.values())
          if (inRoom(state)) expect(permitsMedia(consentFacts(state), NOW)).to.equal(true);
      });

      it('starts a device only on a press of this person', () => {
        for (const { input, effects } of visits) {
          if (effects.some(({ type }) => type === 'start-own-media'))
            expect('ask' in input, JSON.stringify(input)).to.equal(true);
          if ('fact' in input && input.fact.type !== 'own-media') continue;
        }
      });

      it('switches no media on by itself: not on leaving a pause, not on a fact', () => {
        for (const { from, to, input } of visits) {
          if (from.media.microphone !== 'off' || to.media.microphone === 'off') continue;
          expect(
            'ask' in input && ['begin', 'microphone-on', 'try-again'].includes(input.ask.type),
            JSON.stringify(input),
          ).to.equal(true);
        }
      });

      it('has no media on while anybody has paused', () => {
        for (const state of states.values()) {
          if (state.phase.name === 'paused')
            expect([state.media.microphone, state.media.camera]).to.deep.equal(['off', 'off']);
        }
      });

      it('prepares media only for a media server and after the consent step, and stands by only with consent', () => {
        const prepares = visits.filter(({ effects }) => does(effects, 'prepare-media'));
        expect(
          tell(
            prepares,
            ({ to }) => to.route.kind !== 'server' || ['welcome', 'consent'].includes(to.phase.name),
          ),
        ).to.deep.equal([]);
        const standsBy = visits.filter(({ effects }) => does(effects, 'stand-by'));
        expect(standsBy).to.not.be.empty;
        expect(
          tell(
            standsBy,
            ({ to }) =>
              to.route !== WARM ||
              to.phase.name !== 'waiting' ||
              !to.waiting.asked ||
              (role === 'client' && !permitsMedia(consentFacts(to), NOW)),
          ),
        ).to.deep.equal([]);
      });

      it('prepares nothing from tab to tab, and stands by nowhere but where the practice lets this person wait in the room', () => {
        for (const route of [{ kind: 'tabs' }, STRICT] as const) {
          const told: SessionFact = { type: 'appointment-known', appointment: appointment(role, { route }) };
          const done = new Set<string>();
          for (const state of states.values())
            for (const input of [...WAITING_INPUTS, told])
              for (const { type } of step({ ...state, route }, toInput(input)).effects) done.add(type);
          const isAlwaysIn = role === 'therapist' && route.kind === 'server';
          expect(done.has('stand-by'), route.kind).to.equal(isAlwaysIn);
          expect(done.has('prepare-media'), route.kind).to.equal(route.kind === 'server');
        }
      });

      it('shows, plays, starts and sends no media while somebody waits, and leaves the room with the waiting', () => {
        const waits = visits.filter(({ to }) => to.phase.name === 'waiting');
        expect(waits).to.not.be.empty;
        expect(
          tell(
            waits,
            ({ to, effects }) =>
              to.media.ready || to.media.microphone !== 'off' || effects.some(showsOrSends),
          ),
        ).to.deep.equal([]);
        const leaves = visits.filter(
          ({ from, to }) => from.phase.name === 'waiting' && to.phase.name !== 'waiting' && !inRoom(to),
        );
        expect(
          tell(leaves, ({ from, effects }) => from.route === WARM && !does(effects, 'leave-room')),
        ).to.deep.equal([]);
      });

      it('brings pictures that gave way back only when this person says so, or when another call begins', () => {
        const asked = ({ input }: Visit): boolean => 'ask' in input && input.ask.type === 'show-pictures';
        const begins = ({ from, effects }: Visit): boolean => !inRoom(from) && does(effects, 'enter-room');
        const shows = visits.filter(({ effects }) =>
          effects.some((effect) => effect.type === 'show-pictures' && effect.shown),
        );
        expect(tell(shows, (visit) => !asked(visit) && !begins(visit))).to.deep.equal([]);
        const inOneCall = visits.filter(({ from, to }) => inRoom(from) && inRoom(to));
        expect(inOneCall.some(({ from, to }) => !from.media.picturesHeld && to.media.picturesHeld)).to.equal(
          true,
        );
        expect(
          tell(
            inOneCall,
            (visit) => visit.from.media.picturesHeld && !visit.to.media.picturesHeld && !asked(visit),
          ),
        ).to.deep.equal([]);
      });

      it('has no way back for whoever was sent out or goes on elsewhere', () => {
        const out = new Map<string, SessionSnapshot>();
        for (const { to } of visits)
          if (to.phase.name === 'closing' && ['removed', 'moved'].includes(to.phase.reason))
            out.set(wholeKeyOf(to), to);
        expect(new Set([...out.values()].map((state) => JSON.stringify(state.phase))).size).to.equal(2);
        for (const state of out.values())
          for (const input of inputsFor(role, WARM)) {
            const { snapshot, effects } = step(state, input);
            expect(isPast(snapshot), JSON.stringify(input)).to.equal(true);
            expect(
              effects.some(({ type }) => ['enter-room', 'stand-by', 'ask-to-enter'].includes(type)),
            ).to.equal(false);
          }
      });

      it('lets a therapist alone send somebody out or say which page counts, and only on a press', () => {
        for (const state of states.values()) {
          const other = state.people.find(({ id }) => id === OTHER);
          const mayRemove = can(state, { type: 'remove', person: OTHER }, NOW);
          const mayGive = can(state, { type: 'give-place', person: OTHER, newer: true }, NOW);
          if (role === 'client') expect([mayRemove, mayGive]).to.deep.equal([false, false]);
          else {
            expect(mayGive).to.equal(other?.asksElsewhere === true);
            if (mayRemove) expect(other?.removed).to.equal(false);
          }
          if (!other?.removed) continue;
          expect(can(state, { type: 'admit', person: OTHER }, NOW), 'nobody lets them in again').to.equal(
            false,
          );
          if (role === 'therapist') expect(admissible(state)).to.deep.equal([]);
        }
        for (const { input, effects } of visits)
          for (const effect of effects)
            if (effect.type === 'serve' && ['remove', 'give-place'].includes(effect.ask.type))
              expect('ask' in input && input.ask).to.equal(effect.ask);
      });

      it('shows the others only to a person who is ready and in a session that nobody paused', () => {
        for (const { to, effects, input } of visits) {
          if (!effects.some((effect) => effect.type === 'show-others' && effect.shown)) continue;
          expect(to.phase.name, JSON.stringify(input)).to.equal('session');
          expect(to.media.ready).to.equal(true);
        }
      });

      it('silences before it sends, wherever both happen', () => {
        for (const { effects } of visits) {
          const send = firstSend(effects);
          if (send >= 0 && silences(effects)) expect(lastSilence(effects)).to.be.lessThan(send);
        }
      });

      it('stops all media when the room is left', () => {
        for (const { from, to, effects, input } of visits) {
          if (!inRoom(from) || inRoom(to)) continue;
          expect(silences(effects), JSON.stringify(input)).to.equal(true);
          expect(
            effects.some(({ type }) => type === 'leave-room'),
            JSON.stringify(input),
          ).to.equal(true);
        }
      });

      it('lets nobody end another person’s pause', () => {
        for (const { from, to, input } of visits) {
          if (!from.pausedBy.includes(OTHER) || to.pausedBy.includes(OTHER) || !inRoom(to)) continue;
          const byThem =
            'fact' in input &&
            [
              'pause-told',
              'paused-by',
              'removed',
              'person-state',
              'person-left',
              'appointment-known',
            ].includes(input.fact.type);
          expect(byThem, JSON.stringify(input)).to.equal(true);
        }
      });

      it('keeps the way out open everywhere before the end', () => {
        for (const state of states.values()) {
          if (['closing', 'feedback', 'ended'].includes(state.phase.name)) continue;
          expect(can(state, { type: 'leave' }, NOW)).to.equal(true);
          expect(step(state, { ask: { type: 'leave' } }).snapshot.phase.name).to.equal('closing');
        }
      });

      it('leaves no dead end: from every place something can be asked that leads on', () => {
        const ways: SessionAsk[] = [
          { type: 'continue' },
          { type: 'back' },
          { type: 'leave' },
          { type: 'return' },
          { type: 'finish' },
          { type: 'exit-now' },
        ];
        for (const state of states.values()) {
          if (state.phase.name === 'ended' && state.phase.by === 'exit-now') continue;
          expect(
            ways.some((ask) => can(state, ask, NOW)),
            JSON.stringify(state.phase),
          ).to.equal(true);
        }
      });
    });
    describe(`walk through what a ${role} can compare`, () => {
      const visits: Visit[] = [];
      let states: Map<string, SessionSnapshot>;
      before(() => {
        const from = { beginning: inSession(role), inputs: comparing(role) };
        states = walk(role, undefined, (visit) => visits.push(visit), from);
      });

      it('has no media on while it is stopped to be careful, and shows nobody', () => {
        const stopped = [...states.values()].filter(isStopped);
        expect(stopped).to.not.be.empty;
        for (const state of stopped)
          expect([state.media.microphone, state.media.camera]).to.deep.equal(['off', 'off']);
        expect(tell(visits, ({ to, effects }) => isStopped(to) && effects.some(showsMedia))).to.deep.equal(
          [],
        );
        expect(
          tell(visits, ({ from, to, effects }) => !isStopped(from) && isStopped(to) && !silences(effects)),
        ).to.deep.equal([]);
      });

      it('goes on after a stop only with a new code that this person asked for, or without whom it was about', () => {
        const lifts = visits.filter(({ from, to }) => isStopped(from) && !isStopped(to) && inRoom(to));
        expect(lifts).to.not.be.empty;
        const LIFTING = ['new-code', 'code-agreed', 'removed', 'person-left'];
        expect(
          tell(lifts, ({ from, input }) => {
            const { type } = 'ask' in input ? input.ask : input.fact;
            const asked = from.people.every(({ safety }) => safety.state !== 'differs');
            return !LIFTING.includes(type) || (type === 'code-agreed' && !asked);
          }),
        ).to.deep.equal([]);
      });
    });
  }

  it('leads to waiting with one press from every earlier step, in any state of consent', () => {
    for (const decision of ['agree', 'talk-first', 'decline'] as const) {
      for (const presses of [0, 1, 2]) {
        let state = known('client', {
          consent: {
            document,
            person: SELF,
            subject: SELF,
            records: [recordOf('client', decision)],
            circumstances: [],
          },
        });
        for (let press = 0; press < presses; press += 1) state = after(state, { type: 'continue' });
        const { snapshot, effects } = step(state, { ask: { type: 'go-in-now' } });
        expect(snapshot.phase.name).to.equal('waiting');
        expect(snapshot.panel).to.equal('support');
        expect(effects).to.deep.include({ type: 'ask-to-enter', urgent: true });
      }
    }
  });

  it('opens the service on the first press and not before', () => {
    const { snapshot, effects } = step(start('client'), { ask: { type: 'continue' } });
    expect(effects).to.deep.equal([{ type: 'open-service' }]);
    expect(snapshot.phase.name).to.equal('welcome');
    expect(known('client').phase.name).to.equal('consent');
  });

  it('skips the consent step when it was completed days before', () => {
    const state = known('client', {
      consent: {
        document,
        person: SELF,
        subject: SELF,
        records: [recordOf('client', 'agree')],
        circumstances: [],
      },
    });
    expect(state.phase.name).to.equal('space');
    expect(after(state, { type: 'back' }).phase.name, 'and it can still be read').to.equal('consent');
  });

  it('keeps a person waiting whose therapist let them in before the consent was settled', () => {
    const state = after(waiting('client'), letIn('client'));
    expect(state.phase.name).to.equal('waiting');
    expect(after(state, agreed('client')).phase.name).to.equal('session');
  });

  it('does not let the therapist admit without the consent that media need', () => {
    const state = waiting('therapist');
    expect(can(state, { type: 'admit', person: OTHER }, NOW)).to.equal(false);
    expect(can(after(state, agreed('therapist')), { type: 'admit', person: OTHER }, NOW)).to.equal(true);
  });

  it('lets nobody in because the therapist arrives', () => {
    const state = after(waiting('client'), agreed('client'), {
      type: 'person-state',
      person: OTHER,
      role: 'therapist',
      state: 'here',
    });
    expect(state.phase.name).to.equal('waiting');
  });

  it('gives a client no way to admit, attest or decline', () => {
    const state = after(waiting('client'), agreed('client'), {
      type: 'person-state',
      person: OTHER,
      role: 'client',
      state: 'asking',
    });
    for (const ask of [
      { type: 'admit', person: OTHER },
      { type: 'attest-consent', person: OTHER, topics: ['risks'], method: 'verbal-attested' },
      { type: 'decline', person: OTHER, message: '' },
      { type: 'hold', person: OTHER, minutes: 2 },
      { type: 'tell-late', late: { minutes: 5, words: '' } },
    ] satisfies SessionAsk[])
      expect(can(state, ask, NOW), ask.type).to.equal(false);
  });

  it('covers and silences before a pause is sent to anybody', () => {
    const { snapshot, effects } = step(talking('client'), { ask: { type: 'pause' } });
    expect(effects.map(({ type }) => type)).to.deep.equal(['show-others', 'stop-own-media', 'tell', 'serve']);
    expect(snapshot.phase.name).to.equal('paused');
    expect(snapshot.media).to.include({ microphone: 'off', camera: 'off' });
  });

  it('keeps the own pause, whatever the service says of who pauses', () => {
    const paused = after(talking('client'), { type: 'pause' });
    for (const people of [[], [OTHER]])
      expect(after(paused, { type: 'paused-by', people }).pausedBy).to.deep.equal([SELF, ...people]);
  });

  it('ends a pause when everyone who paused has ended theirs, and leaves media off', () => {
    let state = after(
      talking('client'),
      { type: 'pause' },
      { type: 'pause-told', person: OTHER, paused: true },
    );
    state = after(state, { type: 'resume' });
    expect(state.phase.name, 'the other still pauses').to.equal('paused');
    state = after(state, { type: 'pause-told', person: OTHER, paused: false });
    expect(state.phase.name).to.equal('session');
    expect(state.media).to.include({ microphone: 'off', camera: 'off', ready: true });
  });

  it('keeps a pause through a lost connection, and ends it when that person leaves', () => {
    let state = after(
      talking('client'),
      { type: 'pause-told', person: OTHER, paused: true },
      { type: 'person-lost', person: OTHER },
      { type: 'connection-changed', connection: 'lost' },
    );
    expect(state.phase.name).to.equal('paused');
    state = after(state, { type: 'person-left', person: OTHER });
    expect(state.phase.name).to.equal('session');
  });

  it('ignores a late confirmation of a microphone that was switched off meanwhile', () => {
    const state = after(
      inSession('client'),
      { type: 'begin', startWith: 'sound' },
      { type: 'microphone-off' },
      { type: 'own-media', kind: 'microphone', state: 'on' },
    );
    expect(state.media.microphone).to.equal('off');
  });

  it('ends the session when a required consent is withdrawn, and only records an optional one', () => {
    const { snapshot, effects } = step(talking('client'), {
      ask: { type: 'withdraw-consent', topics: ['risks'] },
    });
    expect(snapshot.phase).to.deep.equal({ name: 'closing', reason: 'consent-withdrawn' });
    expect(effects.findIndex(({ type }) => type === 'serve')).to.be.greaterThan(
      effects.findIndex(({ type }) => type === 'leave-room'),
    );
    const optional = step(talking('client'), { ask: { type: 'withdraw-consent', topics: ['reminders'] } });
    expect(optional.snapshot.phase.name).to.equal('session');
  });

  it('ends when the consent that media need was taken back elsewhere', () => {
    const { snapshot, effects } = step(talking('client'), {
      fact: {
        type: 'consent-changed',
        records: [recordOf('client', 'agree'), recordOf('client', 'withdrawn')],
      },
    });
    expect(snapshot.phase).to.deep.equal({ name: 'closing', reason: 'consent-withdrawn' });
    expect(effects.map(({ type }) => type)).to.deep.equal([
      'show-others',
      'stop-own-media',
      'leave-room',
      'allow',
    ]);
  });

  it('leads a refusal to other ways, and back to the text', () => {
    const state = after(known('client'), {
      type: 'consent-changed',
      records: [recordOf('client', 'decline')],
    });
    expect(state.phase).to.deep.equal({ name: 'closing', reason: 'consent-not-given' });
    expect(after(state, { type: 'return' }).phase.name).to.equal('consent');
  });

  it('leads back to the step that was left, or to waiting', () => {
    const consent = known('client');
    expect(after(consent, { type: 'leave' }, { type: 'return' }).phase.name).to.equal('consent');
    const space = after(consent, { type: 'continue' });
    expect(after(space, { type: 'leave' }, { type: 'return' }).phase.name).to.equal('space');
    expect(after(talking('client'), { type: 'leave' }, { type: 'return' }).phase.name).to.equal('waiting');
  });

  it('changes nothing on a message from somebody who is not in the session', () => {
    const state = talking('client');
    for (const fact of [
      { type: 'pause-told', person: 'a-stranger', paused: true },
      { type: 'text-told', person: 'a-stranger', id: '1', text: 'hello' },
      { type: 'person-media', person: 'a-stranger', kind: 'camera', on: true },
      {
        type: 'profile-told',
        person: 'a-stranger',
        profile: { name: 'x', pronouns: '', wishes: '', speakFreely: '', startWith: '' },
      },
    ] satisfies SessionFact[])
      expect(keyOf(step(state, { fact }).snapshot), fact.type).to.equal(keyOf(state));
  });

  it('shows a text once, however often it arrives, and acknowledges it each time', () => {
    const text: SessionFact = { type: 'text-told', person: OTHER, id: 'one', text: 'hello' };
    const once = step(talking('client'), { fact: text });
    const twice = step(once.snapshot, { fact: text });
    expect(twice.snapshot.texts).to.have.length(1);
    expect(twice.effects.map(({ type }) => type)).to.deep.equal(['tell']);
  });

  it('keeps the newest texts of a page that writes without end', () => {
    let state = talking('client');
    for (let line = 0; line < 600; line += 1)
      state = after(state, {
        type: 'text-told',
        person: OTHER,
        id: String(line),
        text: `line ${String(line)}`,
      });
    expect(state.texts).to.have.length(500);
    expect(state.texts.at(-1)?.text).to.equal('line 599');
  });

  it('tells the service that somebody who waited and then declined waits no more', () => {
    const back = after(
      waiting('client'),
      { type: 'entry-asked' },
      { type: 'back' },
      { type: 'back' },
      { type: 'back' },
    );
    expect(back.phase.name).to.equal('consent');
    const declines: SessionFact = { type: 'consent-changed', records: [recordOf('client', 'decline')] };
    const { effects } = step(back, { fact: declines });
    expect(effects).to.deep.include({ type: 'serve', ask: { type: 'leave' } });
  });

  it('tells a person who arrives what they have to know: who one is, a pause, texts not acknowledged', () => {
    const state = after(
      waiting('client'),
      { type: 'set-preferences', preferences: { name: 'Kim' } },
      { type: 'send-text', text: 'I am here' },
    );
    const { effects } = step(state, {
      fact: { type: 'person-state', person: OTHER, role: 'therapist', state: 'here' },
    });
    expect(effects.flatMap((effect) => (effect.type === 'tell' ? [effect.message.type] : []))).to.deep.equal([
      'profile',
      'text',
    ]);
  });

  it('tells what is said in the room to those alone who are in it, and nothing to whoever only waits', () => {
    const states = ['expected', 'asking', 'here', 'lost', 'gone'] as const;
    const toldIn = (state: SessionSnapshot): string[] => {
      const { effects } = step(state, { ask: { type: 'send-text', text: 'hello' } });
      return effects.flatMap((effect) => (effect.type === 'tell' ? effect.to : []));
    };
    const among = (role: Role, of: Role, base: SessionSnapshot): string[] =>
      toldIn({
        ...base,
        role,
        people: states.flatMap((state) =>
          base.people.map((person) => ({ ...person, id: state, role: of, state })),
        ),
      });
    expect(among('therapist', 'client', talking('therapist')), 'from the room').to.deep.equal(['here']);
    expect(among('therapist', 'client', waiting('therapist')), 'from the desk').to.deep.equal([
      'asking',
      'here',
    ]);
    expect(among('client', 'therapist', waiting('client')), 'to a therapist').to.deep.equal([...states]);
    expect(among('client', 'client', talking('client')), 'to another client').to.deep.equal([]);
  });

  it('keeps what was written to somebody who is gone from whoever comes with their link', () => {
    const lost = after(
      talking('therapist'),
      { type: 'person-state', person: OTHER, role: 'client', state: 'lost', seat: 'first' },
      { type: 'profile-told', person: OTHER, profile: { ...NOBODY, name: 'Kim' } },
      { type: 'send-text', text: 'Are you there?' },
    );
    const told = (state: SessionSnapshot, fact: SessionFact): string[] =>
      step(state, { fact }).effects.flatMap((effect) =>
        effect.type === 'tell' ? [effect.message.type] : [],
      );
    const comes = {
      type: 'person-state',
      person: OTHER,
      role: 'client',
      state: 'asking',
      seat: 'second',
    } as const;
    expect(told(lost, comes)).to.deep.equal([]);
    const there = after(lost, comes);
    expect(there.people[0]?.profile, 'they have said nothing of themselves').to.equal(null);
    expect(told(there, { ...comes, state: 'here' }), 'let in').to.deep.equal(['profile', 'text']);
    const back = { ...comes, state: 'here', seat: 'first' } as const;
    expect(told(lost, back), 'the page of before').to.deep.equal(['profile', 'text']);
    expect(after(lost, back).people[0]?.profile?.name).to.equal('Kim');
  });

  it('waits with asking to be let in until the practice opens, unless somebody is needed now', () => {
    const plan = { ...NO_PLAN, appointment: 'appointment', opensAt: NOW + 60_000 };
    const early = known('client', { plan });
    const later = after(early, { type: 'continue' }, { type: 'continue' });
    const { snapshot, effects } = step(later, { ask: { type: 'continue' } });
    expect(snapshot.phase.name).to.equal('waiting');
    expect(effects.some(({ type }) => type === 'ask-to-enter')).to.equal(false);
    expect(step(snapshot, { fact: { type: 'opened' } }).effects).to.deep.equal([
      { type: 'ask-to-enter', urgent: false },
    ]);
    expect(step(later, { ask: { type: 'go-in-now' } }).effects).to.deep.include({
      type: 'ask-to-enter',
      urgent: true,
    });
  });

  it('never changes the snapshot it was given', () => {
    const frozen = (value: unknown): unknown => {
      if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
      return value;
    };
    for (const role of ['client', 'therapist'] as const) {
      for (const state of [start(role), known(role), waiting(role), inSession(role), talking(role)]) {
        frozen(state);
        for (const input of inputsFor(role)) step(state, input);
      }
    }
  });

  it('allows the ways out by name, and each of them silences', () => {
    expect([...WAYS_OUT].sort()).to.deep.equal([
      'camera-off',
      'exit-now',
      'leave',
      'microphone-off',
      'pause',
      'refuse-code',
      'withdraw-consent',
    ]);
    for (const ask of [
      { type: 'pause' },
      { type: 'leave' },
      { type: 'exit-now' },
      { type: 'withdraw-consent', topics: ['risks'] },
    ] satisfies SessionAsk[]) {
      expect(silences(step(talking('client'), { ask }).effects), ask.type).to.equal(true);
    }
  });

  it('covers and silences on a pause that the service tells together with everything else', () => {
    const told = appointment('client', {
      consent: {
        document,
        person: SELF,
        subject: SELF,
        records: [recordOf('client', 'agree')],
        circumstances: [],
      },
      pausedBy: [OTHER],
    });
    const { snapshot, effects } = step(talking('client'), {
      fact: { type: 'appointment-known', appointment: told },
    });
    expect(snapshot.phase.name).to.equal('paused');
    expect(snapshot.media).to.include({ microphone: 'off', camera: 'off' });
    expect(silences(effects)).to.equal(true);
  });

  it('keeps the own pause when the service tells everything anew and does not know of it', () => {
    const told = appointment('client', {
      consent: {
        document,
        person: SELF,
        subject: SELF,
        records: [recordOf('client', 'agree')],
        circumstances: [],
      },
    });
    const state = after(
      talking('client'),
      { type: 'pause' },
      { type: 'appointment-known', appointment: told },
    );
    expect(state.pausedBy).to.deep.equal([SELF]);
    expect(state.phase.name).to.equal('paused');
  });

  it('says that the service is out of reach for as long as it is so, and not to somebody who has gone', () => {
    const codes = (state: SessionSnapshot): string[] => state.problems.map(({ code }) => code);
    const away = after(waiting('client'), { type: 'service-reached', reached: false });
    expect(codes(away)).to.deep.equal(['service-unreachable']);
    expect(away.phase.name).to.equal('waiting');
    expect(codes(after(away, { type: 'service-reached', reached: true }))).to.deep.equal([]);
    const gone = after(waiting('client'), { type: 'leave' }, { type: 'service-reached', reached: false });
    expect(codes(gone)).to.deep.equal([]);
  });

  it('leaves a person who has gone alone with what is decided about them afterwards', () => {
    const state = after(talking('client'), { type: 'leave' });
    for (const fact of [
      { type: 'declined', person: SELF, message: 'too late' },
      { type: 'removed', person: SELF },
      letIn('client'),
    ] satisfies SessionFact[]) {
      const { snapshot, effects } = step(state, { fact });
      expect(snapshot.phase, fact.type).to.deep.equal(state.phase);
      expect(snapshot.waiting.admitted, fact.type).to.equal(false);
      expect(effects, fact.type).to.deep.equal([]);
    }
  });

  it('asks to be let in again when the service came back', () => {
    const state = after(
      waiting('client'),
      { type: 'ask-refused', ask: 'continue', code: 'service-unreachable' },
      { type: 'try-again', code: 'service-unreachable' },
    );
    expect(state.waiting.asked).to.equal(false);
    const { effects } = step(state, {
      fact: { type: 'appointment-known', appointment: appointment('client') },
    });
    expect(effects).to.deep.include({ type: 'ask-to-enter', urgent: state.waiting.urgent });
  });

  it('takes a notice away in the moment in which it is not true any more', () => {
    const codes = (state: SessionSnapshot): string[] => state.problems.map(({ code }) => code);
    const notRecorded = after(known('client'), {
      type: 'ask-refused',
      ask: 'give-consent',
      code: 'not-recorded',
    });
    expect(codes(after(notRecorded, agreed('client')))).to.deep.equal([]);
    const refused = after(waiting('therapist'), agreed('therapist'), {
      type: 'ask-refused',
      ask: 'admit',
      code: 'not-allowed',
    });
    expect(codes(refused)).to.deep.equal(['not-allowed']);
    expect(codes(after(refused, letIn('therapist')))).to.deep.equal([]);
  });

  it('lets nobody in by an admission that came before they took their consent back', () => {
    let state = after(waiting('client'), agreed('client'));
    state = { ...state, waiting: { ...state.waiting, admitted: true } };
    state = after(state, {
      type: 'consent-changed',
      records: [recordOf('client', 'agree'), recordOf('client', 'withdrawn')],
    });
    expect(state.waiting.admitted).to.equal(false);
    const again = { ...recordOf('client', 'agree'), recordId: 'record-again' };
    state = after(state, {
      type: 'consent-changed',
      records: [recordOf('client', 'agree'), recordOf('client', 'withdrawn'), again],
    });
    expect(state.phase.name).to.equal('waiting');
  });

  it('shows words that came by the service as plain and short as any others', () => {
    const words = `\u202E${'x'.repeat(10_000)}`;
    const state = after(waiting('client'), { type: 'late-told', late: { minutes: 5, words } });
    expect(state.waiting.late?.words).to.match(/^x{300}$/u);
    const declined = after(state, { type: 'declined', person: SELF, message: words });
    expect(declined.waiting.message).to.match(/^x{500}$/u);
  });

  it('does not know a stranger who joins on the media path', () => {
    for (const role of ['client', 'therapist'] as const) {
      const before = talking(role);
      const { snapshot, effects } = step(before, {
        fact: { type: 'person-joined', person: 'a-stranger', role: 'therapist' },
      });
      expect(snapshot).to.equal(before);
      expect(effects).to.deep.equal([]);
    }
  });

  it('meets again whom the service says was let in, after the therapist’s page was loaded anew', () => {
    const person = { id: OTHER, role: 'client', state: 'here', urgent: false } as const;
    const facts = {
      admitted: true,
      consent: { ...appointment('therapist').consent, records: [recordOf('therapist', 'agree')] },
    };
    const back = (acceptedBy: readonly string[]): SessionSnapshot =>
      after(known('therapist', { ...facts, people: [{ ...person, acceptedBy }] }), { type: 'continue' });
    expect(back([SELF]).phase.name).to.equal('session');
    expect(admissible(back([SELF]))).to.deep.equal([MET]);
    expect(admissible(back([]))).to.deep.equal([]);
  });

  it('has somebody let in anew whom the service has told to stand outside', () => {
    for (const state of ['expected', 'asking', 'gone'] as const) {
      const outside: SessionFact = { type: 'person-state', person: OTHER, role: 'client', state };
      const here: SessionFact = { ...outside, state: 'here' };
      expect(admissible(after(talking('therapist'), outside, here)), state).to.deep.equal([]);
    }
    const lost: SessionFact = { type: 'person-state', person: OTHER, role: 'client', state: 'lost' };
    expect(admissible(after(talking('therapist'), lost))).to.deep.equal([MET]);
  });

  describe('a second page', () => {
    const asks: SessionFact = { ...otherHere, asksElsewhere: true };

    it('is a question to a therapist until the practice has settled it, whatever the answer', () => {
      for (const newer of [true, false]) {
        const ask: SessionAsk = { type: 'give-place', person: OTHER, newer };
        const asked = after(talking('therapist'), asks);
        expect(can(asked, ask, NOW)).to.equal(true);
        const { snapshot, effects } = step(asked, { ask });
        expect(effects).to.deep.equal([{ type: 'serve', ask }]);
        expect(snapshot.people[0]?.asksElsewhere, 'only the practice makes it true').to.equal(true);
        expect(snapshot.pending).to.deep.equal(['give-place']);
        const settledNow = after(snapshot, { ...asks, asksElsewhere: false });
        expect(settledNow.pending).to.deep.equal([]);
        expect(can(settledNow, ask, NOW)).to.equal(false);
      }
    });

    it('stands before a closed door until the practice gives it the place', () => {
      const outside = after(start('client'), { type: 'continue' }, { type: 'place-asked' });
      expect(outside.problems).to.deep.equal([{ code: 'place-taken' }]);
      const inside = after(outside, { type: 'appointment-known', appointment: appointment('client') });
      expect(inside.problems).to.deep.equal([]);
      expect(inside.phase.name).to.equal('consent');
    });

    it('ends the first one at once, covered and silent, when the place moves', () => {
      for (const state of [
        waiting('client'),
        talking('client'),
        after(talking('client'), { type: 'pause' }),
      ]) {
        const { snapshot, effects } = step(state, { fact: { type: 'place-moved' } });
        expect(snapshot.phase).to.deep.equal({ name: 'closing', reason: 'moved' });
        expect(silences(effects) && does(effects, 'leave-room')).to.equal(true);
        expect(can(snapshot, { type: 'return' }, NOW)).to.equal(false);
      }
    });
  });

  describe('sending somebody out', () => {
    it('is true only when the practice has done it, and then they are met by nobody', () => {
      const ask: SessionAsk = { type: 'remove', person: OTHER };
      const { snapshot, effects } = step(talking('therapist'), { ask });
      expect(effects).to.deep.equal([{ type: 'serve', ask }]);
      expect(snapshot.pending).to.deep.equal(['remove']);
      expect(admissible(snapshot)).to.deep.equal([MET]);
      const done = step(snapshot, { fact: { type: 'removed', person: OTHER } });
      expect(done.snapshot.pending).to.deep.equal([]);
      expect(done.snapshot.people[0]).to.include({ state: 'gone', removed: true });
      expect(done.effects).to.deep.include({ type: 'allow', seats: [] });
      expect(can(done.snapshot, ask, NOW)).to.equal(false);
    });

    it('stays so when the service tells everything anew, or says that they ask again', () => {
      const out = after(talking('therapist'), { type: 'removed', person: OTHER });
      for (const fact of [
        { type: 'appointment-known', appointment: appointment('therapist') },
        otherHere,
      ] satisfies SessionFact[]) {
        const state = after(out, fact);
        expect(state.people[0]?.removed, fact.type).to.equal(true);
        expect(can(state, { type: 'admit', person: OTHER }, NOW), fact.type).to.equal(false);
      }
    });

    it('is known after the therapist’s page was loaded anew', () => {
      const people = [{ id: OTHER, role: 'client', state: 'gone', urgent: false, removed: true }] as const;
      expect(known('therapist', { people }).people[0]?.removed).to.equal(true);
    });
  });

  describe('a weak line', () => {
    const narrow: SessionFact = { type: 'line-changed', line: 'narrow' };
    const camera = (state: SessionSnapshot): string => state.media.camera;

    it('takes the pictures in both directions and leaves the sound', () => {
      for (const line of ['narrow', 'broken'] as const) {
        const { snapshot, effects } = step(talking('client'), { fact: { type: 'line-changed', line } });
        expect(effects).to.deep.equal([
          { type: 'show-pictures', shown: false },
          { type: 'stop-own-media', kinds: ['camera'] },
        ]);
        expect(snapshot.media).to.include({ microphone: 'on', camera: 'off', picturesHeld: true });
        expect(snapshot.problems).to.deep.equal([{ code: 'pictures-held' }]);
      }
    });

    it('takes nothing from somebody who has not begun, pauses, waits, or has them away already', () => {
      const paused = after(talking('client'), { type: 'pause' });
      const held = after(talking('client'), narrow);
      for (const state of [inSession('client'), paused, waiting('client')])
        expect(step(state, { fact: narrow }).effects).to.deep.equal([]);
      expect(step(held, { fact: { type: 'line-changed', line: 'broken' } }).effects).to.deep.equal([]);
    });

    it('brings nothing back by getting better, and the own camera not even with the others’ pictures', () => {
      const better = after(talking('client'), narrow, { type: 'line-changed', line: 'good' });
      expect(better.media.picturesHeld).to.equal(true);
      const { snapshot, effects } = step(better, { ask: { type: 'show-pictures' } });
      expect(effects).to.deep.equal([{ type: 'show-pictures', shown: true }]);
      expect(snapshot.media.picturesHeld).to.equal(false);
      expect(camera(snapshot)).to.equal('off');
      expect(snapshot.problems).to.deep.equal([]);
      expect(can(snapshot, { type: 'show-pictures' }, NOW)).to.equal(false);
    });

    it('keeps the pictures away through a pause and a line that was lost', () => {
      const state = after(
        talking('client'),
        narrow,
        { type: 'pause' },
        { type: 'resume' },
        { type: 'connection-changed', connection: 'lost' },
        { type: 'connection-changed', connection: 'connected' },
      );
      expect(state.media.picturesHeld).to.equal(true);
    });

    it('is forgotten with the call: the next one begins with pictures', () => {
      const back = after(
        talking('client'),
        narrow,
        { type: 'leave' },
        { type: 'return' },
        { type: 'entry-asked' },
      );
      const { snapshot, effects } = step(back, { fact: letIn('client') });
      expect(snapshot.phase.name).to.equal('session');
      expect(snapshot.media.picturesHeld).to.equal(false);
      expect(snapshot.line).to.equal('good');
      expect(effects).to.deep.include({ type: 'show-pictures', shown: true });
    });

    it('lets a way that was blocked be tried again, and forgets it once there is one', () => {
      const blocked = after(inSession('client'), {
        type: 'ask-refused',
        ask: 'continue',
        code: 'media-unreachable',
      });
      const again = step(blocked, { ask: { type: 'try-again', code: 'media-unreachable' } });
      expect(again.effects).to.deep.equal([{ type: 'enter-room' }]);
      expect(again.snapshot.problems).to.deep.equal([]);
      const connected: SessionFact = {
        type: 'connection-changed',
        connection: 'connected',
      };
      expect(after(blocked, connected).problems).to.deep.equal([]);
    });

    it('tries camera and microphone again together where the same is wrong with both', () => {
      const denied = (['microphone', 'camera'] as const).map((kind) => ({
        code: 'device-denied' as const,
        kind,
      }));
      const other = { code: 'device-busy', kind: 'camera' } as const;
      const ready = { ...inSession('client').media, ready: true, microphone: 'off', camera: 'off' } as const;
      const refused = { ...inSession('client'), media: ready, problems: [...denied, other] };
      const { snapshot, effects } = step(refused, { ask: { type: 'try-again', code: 'device-denied' } });
      expect(snapshot.problems).to.deep.equal([other]);
      expect(effects).to.deep.equal(denied.map(({ kind }) => ({ type: 'start-own-media', kind })));
    });

    it('goes on with what was on, and with what could not be sent, when a line that was given up is tried again', () => {
      const on = { ...inSession('client').media, ready: true, microphone: 'on', camera: 'off' } as const;
      const lost = after(
        { ...inSession('client'), media: on },
        { type: 'connection-changed', connection: 'lost' },
      );
      const tryAgain = (from: SessionSnapshot) =>
        step(from, { ask: { type: 'try-again', code: 'connection-lost' } });
      const microphone = { type: 'start-own-media', kind: 'microphone' } as const;
      const camera = { type: 'start-own-media', kind: 'camera' } as const;
      expect(tryAgain(lost).effects).to.deep.equal([{ type: 'enter-room' }, microphone]);
      expect(tryAgain(lost).snapshot.media).to.include({ microphone: 'starting', camera: 'off' });
      const unsent = after(lost, { type: 'problem', problem: { code: 'connection-lost', kind: 'camera' } });
      expect(tryAgain(unsent).effects).to.deep.equal([{ type: 'enter-room' }, microphone, camera]);
      expect(tryAgain(unsent).snapshot.problems).to.deep.equal([]);
      const off = step(
        { ...unsent, media: { ...on, camera: 'on' } },
        { ask: { type: 'camera-off' } },
      ).snapshot;
      expect(tryAgain(off).effects, 'switched off meanwhile').to.deep.equal([
        { type: 'enter-room' },
        microphone,
      ]);
      const paused = { ...unsent, phase: { name: 'paused' } as const, pausedBy: ['other'] };
      expect(tryAgain(paused).effects, 'in a pause').to.deep.equal([{ type: 'enter-room' }]);
    });
  });

  describe('a media server', () => {
    const onTheWay = (role: Role, route: MediaRoute): SessionSnapshot =>
      after(known(role, { route }), { type: 'continue' });
    const effectsOf = (state: SessionSnapshot, input: SessionAsk | SessionFact): string[] =>
      step(state, toInput(input)).effects.map(({ type }) => type);

    it('is made ready for from the first step after the consent on', () => {
      for (const route of [WARM, STRICT]) {
        expect(effectsOf(known('client', { route }), { type: 'continue' })).to.include('prepare-media');
        const told: SessionFact = {
          type: 'appointment-known',
          appointment: appointment('client', { route }),
        };
        const first = after(start('client'), { type: 'continue' });
        expect(effectsOf(first, told), 'at the consent').to.not.include('prepare-media');
      }
    });

    it('is stood by at as soon as somebody has asked, with the consent that media need', () => {
      const waits = after(onTheWay('client', WARM), { type: 'go-in-now' });
      expect(effectsOf(waits, { type: 'entry-asked' }), 'without it').to.not.include('stand-by');
      const settledLater = after(waits, { type: 'entry-asked' });
      expect(effectsOf(settledLater, agreed('client'))).to.deep.equal(['prepare-media', 'stand-by']);
      expect(effectsOf(after(settledLater, agreed('client')), agreed('client')), 'once').to.deep.equal([]);
      const settledBefore = after(waits, agreed('client'));
      expect(effectsOf(settledBefore, { type: 'entry-asked' })).to.deep.equal(['prepare-media', 'stand-by']);
    });

    it('is entered from there without leaving it first', () => {
      const standing = after(
        onTheWay('client', WARM),
        agreed('client'),
        { type: 'go-in-now' },
        { type: 'entry-asked' },
      );
      const entering = effectsOf(standing, letIn('client'));
      expect(entering).to.include('enter-room').and.not.include('leave-room');
      expect(effectsOf(standing, { type: 'back' }), 'going back leaves it').to.include('leave-room');
    });
  });

  describe('what proves a record', () => {
    const held = (role: Role, change: Partial<ConsentRecord> = {}): ConsentRecord => ({
      ...recordOf(role, 'agree'),
      rehearsal: false,
      ...change,
    });
    const proof = { recordHash: 'hash', previousHash: null, signature: 'a.b.c' };
    const wanted = (state: SessionSnapshot, input: SessionAsk | SessionFact): readonly string[] =>
      step(state, toInput(input)).effects.flatMap((effect) =>
        effect.type === 'fetch-proofs' ? effect.records : [],
      );
    const recorded: SessionFact = { type: 'consent-changed', records: [held('client')] };

    it('is fetched when the person has their own record on the screen', () => {
      expect(wanted(known('client'), recorded)).to.deep.equal(['record-agree']);
      const later = after(waiting('client'), recorded);
      expect(wanted(later, { type: 'open-panel', panel: 'consent' })).to.deep.equal(['record-agree']);
    });

    it('is fetched once, and again only where it did not come', () => {
      const open = after(waiting('client'), recorded, { type: 'open-panel', panel: 'consent' });
      expect(wanted(open, recorded)).to.deep.equal([]);
      const closed = after(open, { type: 'close-panel' });
      expect(wanted(closed, { type: 'open-panel', panel: 'consent' })).to.deep.equal(['record-agree']);
      const proved = after(closed, { type: 'proof-known', recordId: 'record-agree', proof });
      expect(proved.consent.proofs).to.deep.equal({ 'record-agree': proof });
      expect(wanted(proved, { type: 'open-panel', panel: 'consent' })).to.deep.equal([]);
      const told: SessionFact = { type: 'appointment-known', appointment: appointment('client') };
      expect(after(proved, told).consent.proofs, 'and kept').to.deep.equal({ 'record-agree': proof });
    });

    it('is fetched for nobody else’s record, for no rehearsal, and unasked for nobody', () => {
      expect(wanted(waiting('client'), recorded), 'not on the screen').to.deep.equal([]);
      for (const change of [{ rehearsal: true }, { subject: OTHER }])
        expect(
          wanted(known('client'), { type: 'consent-changed', records: [held('client', change)] }),
        ).to.deep.equal([]);
      const desk = after(waiting('therapist'), { type: 'consent-changed', records: [held('therapist')] });
      expect(wanted(desk, { type: 'open-panel', panel: 'consent' })).to.deep.equal([]);
    });

    it('is gone with everything else after an exit', () => {
      const state = after(known('client'), recorded, {
        type: 'proof-known',
        recordId: 'record-agree',
        proof,
      });
      expect(after(state, { type: 'exit-now' }).consent.proofs).to.deep.equal({});
    });
  });
});
