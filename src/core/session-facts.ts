/** What the world reports: only here something becomes true. */
import { declinedTopics, permitsMedia } from './consent.js';
import { close, goOn, goTo, hasProfile, isTold, profileOf, waitsInRoom, withText } from './session-asks.js';
import {
  isInRoom,
  isOver,
  SILENCE,
  stay,
  withoutProblem,
  withPerson,
  withProblem,
} from './session-changes.js';
import { consentFacts } from './session-journey.js';
import {
  agreementFailed,
  codeAgreed,
  codeGone,
  codeRefused,
  forgotten,
  isStopped,
  tampered,
  withoutSafety,
} from './session-safety.js';
import { stepsFor } from './session-steps.js';
import type { Effect, Moment, Transition } from './session-machine.js';
import { LIMITS, plainText } from './session-messages.js';
import {
  NO_SAFETY,
  personOf,
  type AppointmentFacts,
  type Connection,
  type Late,
  type Line,
  type Person,
  type PersonId,
  type PersonState,
  type Problem,
  type Role,
  type SessionAsk,
  type SessionFact,
  type SessionSnapshot,
} from './session-snapshot.js';

const settled = (snapshot: SessionSnapshot, ...asks: SessionAsk['type'][]): SessionSnapshot =>
  snapshot.pending.some((type) => asks.includes(type))
    ? { ...snapshot, pending: snapshot.pending.filter((type) => !asks.includes(type)) }
    : snapshot;

/** Of whom nothing is known but who they are. */
export const stranger = (id: PersonId, role: Role): Person => ({
  id,
  role,
  state: 'expected',
  acceptedBy: [],
  presence: 'here',
  profile: null,
  media: { microphone: false, camera: false },
  urgent: false,
  seat: '',
  asksElsewhere: false,
  removed: false,
  safety: NO_SAFETY,
});

/**
 * The only door into the room: from waiting, let in, and with the consent that media need. Everything that
 * could open it comes through here.
 */
const enterIfOpen = (snapshot: SessionSnapshot, { now }: Moment): Transition => {
  const open =
    snapshot.phase.name === 'waiting' &&
    snapshot.waiting.admitted &&
    permitsMedia(consentFacts(snapshot), now);
  if (!open) return stay(snapshot);
  return {
    snapshot: { ...snapshot, phase: { name: 'session' } },
    effects: [
      { type: 'show-others', shown: false },
      // Pictures that gave way in an earlier call are no matter of this one.
      { type: 'show-pictures', shown: true },
      { type: 'enter-room' },
    ],
  };
};

/**
 * Whoever waits in the room stands by there as soon as they have asked: hidden, with every right off, and a client only
 * once everything that media need is agreed to.
 */
const standByInRoom = (snapshot: SessionSnapshot, { now }: Moment): Transition => {
  const may = snapshot.role === 'therapist' || permitsMedia(consentFacts(snapshot), now);
  return snapshot.phase.name === 'waiting' && snapshot.waiting.asked && waitsInRoom(snapshot) && may
    ? { snapshot, effects: [{ type: 'prepare-media' }, { type: 'stand-by' }] }
    : stay(snapshot);
};

const then = (first: Transition, next: (snapshot: SessionSnapshot) => Transition): Transition => {
  const second = next(first.snapshot);
  return { snapshot: second.snapshot, effects: [...first.effects, ...second.effects] };
};

/**
 * What a person who arrives has to know: the last state, and texts that were never acknowledged. These were written for
 * whoever was there before: with a link alone a client gets them no sooner than they are let in.
 */
const tellAgain = (snapshot: SessionSnapshot, to: PersonId, { id }: Moment): Effect[] => {
  const person = personOf(snapshot, to);
  if (!person || !isTold(snapshot, person)) return [];
  const state: Effect[] = [];
  if (hasProfile(snapshot.preferences))
    state.push({
      type: 'tell',
      id: `${id}-a`,
      to: [to],
      message: { type: 'profile', body: profileOf(snapshot.preferences) },
    });
  if (snapshot.pausedBy.includes(snapshot.self))
    state.push({ type: 'tell', id: `${id}-b`, to: [to], message: { type: 'pause', body: { paused: true } } });
  if (snapshot.presence !== 'here')
    state.push({
      type: 'tell',
      id: `${id}-c`,
      to: [to],
      message: { type: 'presence', body: { presence: snapshot.presence } },
    });
  const isOutsider = person.role === 'client' && person.state !== 'here';
  const texts = isOutsider ? [] : snapshot.texts.filter(({ state: delivery }) => delivery === 'sending');
  return [
    ...state,
    ...texts.map((text): Effect => ({
      type: 'tell',
      id: text.id,
      to: [to],
      message: { type: 'text', body: { text: text.text } },
    })),
  ];
};

/** Somebody else's words, whatever service brought them. */
const lateAsShown = (late: Late | null): Late | null =>
  late && { ...late, words: plainText(late.words, LIMITS.lateWords) };

/** What can be in the way of opening the practice's service. */
const OF_OPENING: readonly Problem['code'][] = [
  'service-unreachable',
  'place-taken',
  'link-not-valid',
  'page-not-allowed',
  'too-many-tries',
];

const appointmentKnown = (snapshot: SessionSnapshot, facts: AppointmentFacts, moment: Moment): Transition => {
  const known: SessionSnapshot = {
    ...withoutProblem(settled(snapshot, 'continue', 'go-in-now'), ...OF_OPENING),
    self: facts.self,
    role: facts.role,
    route: facts.route ?? { kind: 'tabs' },
    plan: {
      ...facts.plan,
      support: facts.plan.support.length > 0 ? facts.plan.support : snapshot.plan.support,
    },
    consent: {
      status: facts.consent.document ? 'ready' : 'none',
      ...facts.consent,
      proofs: snapshot.consent.proofs,
    },
    // Told again when somebody new is known: what people have said about themselves stays.
    people: facts.people
      .filter(({ id }) => id !== facts.self)
      .map(({ id, role, state, urgent, acceptedBy, seat = '', asksElsewhere = false, removed }) => {
        const person = personOf(snapshot, id) ?? stranger(id, role);
        return {
          ...person,
          ...{ state, urgent, seat, asksElsewhere },
          acceptedBy: acceptedBy ?? person.acceptedBy,
          removed: removed ?? person.removed,
        };
      }),
    waiting: { ...snapshot.waiting, late: lateAsShown(facts.late), admitted: facts.admitted },
    journey: {
      ...snapshot.journey,
      steps: stepsFor(
        facts.role,
        facts.steps.length > 0 ? facts.steps : snapshot.journey.steps,
        facts.consent.document !== null,
      ),
    },
  };
  const own = known.pausedBy.includes(facts.self) ? [facts.self] : [];
  const told = then(pausedNow(known, [...new Set([...own, ...facts.pausedBy])]), (now) => ({
    snapshot: now,
    effects: now.people.flatMap((person) =>
      person.state === 'expected' ? [] : tellAgain(now, person.id, moment),
    ),
  }));
  if (isInRoom(known) && !permitsMedia(consentFacts(known), moment.now))
    return close(known, 'consent-withdrawn');
  if (snapshot.pending.includes('continue'))
    return then(told, (now) =>
      then(goOn(now, { type: 'continue' }, moment), (there) => enterIfOpen(there, moment)),
    );
  if (snapshot.pending.includes('go-in-now'))
    return then(told, (now) =>
      then(goTo(now, 'waiting', moment, true), (there) => enterIfOpen(there, moment)),
    );
  if (known.phase.name === 'waiting' && !known.waiting.asked)
    return then(told, (now) => goTo(now, 'waiting', moment, now.waiting.urgent));
  return told;
};

/** Who asked to be let in and then decided otherwise is not waited for any more. */
const LEAVES: readonly Effect[] = [{ type: 'serve', ask: { type: 'leave' } }];

const consentChanged = (
  snapshot: SessionSnapshot,
  records: SessionSnapshot['consent']['records'],
  moment: Moment,
): Transition => {
  const changed = { ...snapshot, consent: { ...snapshot.consent, records } };
  const permitted = permitsMedia(consentFacts(snapshot), moment.now);
  const permits = permitsMedia(consentFacts(changed), moment.now);
  const next: SessionSnapshot = {
    ...withoutProblem(settled(changed, 'give-consent', 'attest-consent', 'withdraw-consent'), 'not-recorded'),
    // Whoever takes back what they were let in with has to be let in anew.
    waiting: permitted && !permits ? { ...snapshot.waiting, admitted: false } : snapshot.waiting,
  };
  if (isInRoom(next) && !permits) return close(next, 'consent-withdrawn');
  const declined =
    next.role === 'client' &&
    next.phase.name === 'consent' &&
    declinedTopics(consentFacts(next), moment.now).length > 0;
  if (declined && records.at(-1)?.decisions.some(({ decision }) => decision === 'decline'))
    return close(next, 'consent-not-given', next.waiting.asked ? LEAVES : []);
  return then(enterIfOpen(next, moment), (now) => (permitted ? stay(now) : standByInRoom(now, moment)));
};

const admitted = (
  snapshot: SessionSnapshot,
  fact: SessionFact & { type: 'admitted' },
  moment: Moment,
): Transition => {
  const accepted = withPerson(
    withoutProblem(settled(snapshot, 'admit'), 'not-allowed', 'not-admitted'),
    fact.person,
    (person) => ({ ...person, acceptedBy: [...new Set([...person.acceptedBy, fact.by])] }),
  );
  // The therapist goes in with the person they let in; a client only when it was they who were let in.
  const mine = fact.person === snapshot.self || fact.by === snapshot.self;
  return mine && !isOver(snapshot)
    ? enterIfOpen(
        { ...accepted, waiting: { ...accepted.waiting, admitted: true, holdMinutes: null } },
        moment,
      )
    : stay(accepted);
};

const declined = (snapshot: SessionSnapshot, fact: SessionFact & { type: 'declined' }): Transition => {
  if (fact.person !== snapshot.self)
    return stay(
      settled(
        withPerson(snapshot, fact.person, (person) => ({
          ...person,
          state: 'expected',
          urgent: false,
          acceptedBy: [],
        })),
        'decline',
      ),
    );
  // Whoever has gone is not called back for it.
  if (isOver(snapshot)) return stay(snapshot);
  const closed = close(snapshot, 'not-today');
  const message = plainText(fact.message, LIMITS.message);
  return {
    ...closed,
    snapshot: { ...closed.snapshot, waiting: { ...closed.snapshot.waiting, message } },
  };
};

/** Whom the service tells to stand outside has to be let in anew; only to a broken line a place is kept. */
const isOutside = (state: PersonState): boolean => state !== 'here' && state !== 'lost';

/** Somebody came with the link in the place of a page that is gone: what that one said is not their word. */
const isAnotherPage = (
  { seat }: Person,
  { state, seat: now = seat }: SessionFact & { type: 'person-state' },
): boolean => isOutside(state) && seat !== '' && now !== seat;

const NOT_SENDING = { microphone: false, camera: false } as const;

const personState = (
  snapshot: SessionSnapshot,
  fact: SessionFact & { type: 'person-state' },
  moment: Moment,
): Transition => {
  if (fact.person === snapshot.self) return stay(snapshot);
  const before = personOf(snapshot, fact.person);
  const answered = before?.asksElsewhere === true && fact.asksElsewhere === false;
  const known = answered ? settled(snapshot, 'give-place') : snapshot;
  const base = before ? known : { ...known, people: [...known.people, stranger(fact.person, fact.role)] };
  const next = withPerson(base, fact.person, (person) => ({
    ...person,
    state: fact.state,
    urgent: fact.urgent ?? person.urgent,
    seat: fact.seat ?? person.seat,
    profile: isAnotherPage(person, fact) ? null : person.profile,
    safety: isAnotherPage(person, fact) ? forgotten(person).safety : person.safety,
    asksElsewhere: fact.asksElsewhere ?? person.asksElsewhere,
    acceptedBy: isOutside(fact.state) ? [] : person.acceptedBy,
    media: fact.state === 'here' ? person.media : NOT_SENDING,
  }));
  const arrived = fact.state !== before?.state && (fact.state === 'here' || fact.state === 'asking');
  return then(
    whenGone({ snapshot: next, effects: arrived ? tellAgain(next, fact.person, moment) : [] }, fact.person),
    stay,
  );
};

/** Gone, and not by their own choice: there is no way back for them. */
const removedOther = (snapshot: SessionSnapshot, person: PersonId): Transition =>
  whenGone(
    stay(
      withPerson(settled(snapshot, 'remove'), person, (one) => ({
        ...one,
        state: 'gone',
        removed: true,
        urgent: false,
        acceptedBy: [],
        asksElsewhere: false,
        media: NOT_SENDING,
      })),
    ),
    person,
  );

/** Somebody who left by choice has ended their pause with it, and what was agreed with them; somebody whose line broke has not. */
const whenGone = (transition: Transition, id: PersonId): Transition => {
  if (personOf(transition.snapshot, id)?.state !== 'gone') return transition;
  const { snapshot, effects } = withoutSafety(transition.snapshot, id);
  return {
    snapshot: snapshot.pausedBy.includes(id)
      ? { ...snapshot, pausedBy: snapshot.pausedBy.filter((person) => person !== id) }
      : snapshot,
    effects: [...transition.effects, ...effects],
  };
};

const joined = (
  snapshot: SessionSnapshot,
  fact: SessionFact & { type: 'person-joined' },
  moment: Moment,
): Transition => {
  // Who belongs to the appointment is the service's to say, and never the media path's.
  if (!personOf(snapshot, fact.person)) return stay(snapshot);
  const next = withPerson(snapshot, fact.person, (person) => ({ ...person, state: 'here' }));
  const shown = next.phase.name === 'session' && next.media.ready && !isStopped(next);
  return {
    snapshot: next,
    effects: [{ type: 'show-others', shown }, ...tellAgain(next, fact.person, moment)],
  };
};

/** Covered and silenced here before anything else. What the others send is shown again when the last pause ends. */
const pausedNow = (snapshot: SessionSnapshot, pausedBy: readonly PersonId[]): Transition => {
  const next = { ...snapshot, pausedBy };
  if (!isInRoom(snapshot)) return stay(next);
  if (pausedBy.length === 0)
    return {
      snapshot: next,
      effects:
        next.media.ready && snapshot.pausedBy.length > 0 && !isStopped(next)
          ? [{ type: 'show-others', shown: true }]
          : [],
    };
  return {
    snapshot: { ...next, media: { ...next.media, microphone: 'off', camera: 'off' } },
    effects: SILENCE,
  };
};

/** Only the person themself can take their pause back. */
const othersPaused = (snapshot: SessionSnapshot, pausedBy: readonly PersonId[]): Transition => {
  const own = snapshot.pausedBy.includes(snapshot.self) ? [snapshot.self] : [];
  return pausedNow(snapshot, [...own, ...pausedBy.filter((person) => person !== snapshot.self)]);
};

const pauseTold = (
  snapshot: SessionSnapshot,
  { person, paused }: SessionFact & { type: 'pause-told' },
): Transition => {
  if (!personOf(snapshot, person)) return stay(snapshot);
  const without = snapshot.pausedBy.filter((id) => id !== person);
  return othersPaused(snapshot, paused ? [...without, person] : without);
};

const connectionChanged = (snapshot: SessionSnapshot, connection: Connection): Transition => {
  if (!isInRoom(snapshot)) return stay(snapshot);
  const holds = connection === 'connected' || connection === 'reconnecting';
  const next = { ...snapshot, connection, encryption: holds ? snapshot.encryption : 'none' } as const;
  return stay(
    connection === 'lost'
      ? withProblem(next, { code: 'connection-lost' })
      : connection === 'connected'
        ? withoutProblem(next, 'connection-lost', 'media-unreachable')
        : next,
  );
};

/** Sound comes before pictures: they give way when the line is too narrow, and come back only when the person says so. */
const lineChanged = (snapshot: SessionSnapshot, line: Line): Transition => {
  if (!isInRoom(snapshot)) return stay(snapshot);
  const next = { ...snapshot, line };
  const { ready, picturesHeld } = snapshot.media;
  if (line === 'good' || !ready || picturesHeld || snapshot.pausedBy.length > 0) return stay(next);
  return {
    snapshot: withProblem(
      { ...next, media: { ...next.media, camera: 'off', picturesHeld: true } },
      { code: 'pictures-held' },
    ),
    effects: [
      { type: 'show-pictures', shown: false },
      { type: 'stop-own-media', kinds: ['camera'] },
    ],
  };
};

const entryAsked = (snapshot: SessionSnapshot, moment: Moment): Transition =>
  then(enterIfOpen({ ...snapshot, waiting: { ...snapshot.waiting, asked: true } }, moment), (now) =>
    standByInRoom(now, moment),
  );

const textTold = (
  snapshot: SessionSnapshot,
  { person, id, text }: SessionFact & { type: 'text-told' },
  moment: Moment,
): Transition => {
  if (!personOf(snapshot, person)) return stay(snapshot);
  const known = snapshot.texts.some((one) => one.id === id);
  return {
    snapshot: known
      ? snapshot
      : { ...snapshot, texts: withText(snapshot, { id, from: person, text, state: 'received' }) },
    effects: [{ type: 'tell', id: moment.id, to: [person], message: { type: 'ack', body: { of: id } } }],
  };
};

const ownMedia = (
  snapshot: SessionSnapshot,
  { kind, state }: SessionFact & { type: 'own-media' },
): Transition => {
  // Confirmed too late: the person has stopped, paused or left meanwhile.
  if (state === 'on' && snapshot.media[kind] !== 'starting') return stay(snapshot);
  return stay({ ...snapshot, media: { ...snapshot.media, [kind]: state } });
};

const opened = (snapshot: SessionSnapshot): Transition =>
  snapshot.phase.name === 'waiting' && !snapshot.waiting.asked
    ? { snapshot, effects: [{ type: 'ask-to-enter', urgent: false }] }
    : stay(snapshot);

const refused = (
  snapshot: SessionSnapshot,
  { ask, code }: SessionFact & { type: 'ask-refused' },
): Transition => stay(withProblem(settled(snapshot, ask), { code }));

/** What a fact makes of the snapshot. A fact about nobody we know changes nothing.  */
export const learn = (snapshot: SessionSnapshot, fact: SessionFact, moment: Moment): Transition => {
  switch (fact.type) {
    case 'appointment-known':
      return appointmentKnown(snapshot, fact.appointment, moment);
    case 'consent-changed':
      return consentChanged(snapshot, fact.records, moment);
    case 'entry-asked':
      return entryAsked(snapshot, moment);
    case 'admitted':
      return admitted(snapshot, fact, moment);
    case 'held':
      return stay(
        fact.person === snapshot.self
          ? { ...snapshot, waiting: { ...snapshot.waiting, holdMinutes: fact.minutes } }
          : settled(snapshot, 'hold'),
      );
    case 'declined':
      return declined(snapshot, fact);
    case 'removed':
      if (fact.person === snapshot.self)
        return isOver(snapshot) ? stay(snapshot) : close(snapshot, 'removed');
      return removedOther(snapshot, fact.person);
    case 'stranger-removed':
      return stay(withProblem(snapshot, { code: 'stranger-removed' }));
    case 'place-asked':
      return stay(withProblem(snapshot, { code: 'place-taken' }));
    case 'place-moved':
      return isOver(snapshot) ? stay(snapshot) : close(snapshot, 'moved');
    case 'late-told':
      return stay(
        settled({ ...snapshot, waiting: { ...snapshot.waiting, late: lateAsShown(fact.late) } }, 'tell-late'),
      );
    case 'person-state':
      return personState(snapshot, fact, moment);
    case 'paused-by':
      return othersPaused(snapshot, fact.people);
    case 'service-reached':
      return stay(
        fact.reached || isOver(snapshot)
          ? withoutProblem(snapshot, 'service-unreachable')
          : withProblem(snapshot, { code: 'service-unreachable' }),
      );
    case 'connection-changed':
      return connectionChanged(snapshot, fact.connection);
    case 'frames':
      return stay(
        isInRoom(snapshot) ? { ...snapshot, encryption: fact.sealed ? 'sealed' : 'none' } : snapshot,
      );
    case 'person-joined':
      return joined(snapshot, fact, moment);
    case 'person-left':
      return whenGone(
        stay(
          withPerson(snapshot, fact.person, (person) => ({ ...person, state: 'gone', media: NOT_SENDING })),
        ),
        fact.person,
      );
    case 'person-lost':
      return stay(
        withPerson(snapshot, fact.person, (person) => ({
          ...person,
          state: person.state === 'gone' ? 'gone' : 'lost',
          media: NOT_SENDING,
        })),
      );
    case 'person-media':
      return stay(
        withPerson(snapshot, fact.person, (person) => ({
          ...person,
          media: { ...person.media, [fact.kind]: fact.on },
        })),
      );
    case 'line-changed':
      return lineChanged(snapshot, fact.line);
    case 'rights-changed':
      return fact.rights === 'none' && isInRoom(snapshot) ? close(snapshot, 'removed') : stay(snapshot);
    case 'sound-needs-press':
      return stay({ ...snapshot, media: { ...snapshot.media, soundNeedsPress: fact.needed } });
    case 'own-media':
      return ownMedia(snapshot, fact);
    case 'device-unplugged':
      return isInRoom(snapshot)
        ? stay(
            withProblem(
              { ...snapshot, media: { ...snapshot.media, [fact.kind]: 'off' } },
              { code: 'device-unplugged', kind: fact.kind },
            ),
          )
        : stay(snapshot);
    case 'devices-changed':
      return stay(snapshot);
    case 'profile-told':
      return stay(withPerson(snapshot, fact.person, (person) => ({ ...person, profile: fact.profile })));
    case 'presence-told':
      return stay(withPerson(snapshot, fact.person, (person) => ({ ...person, presence: fact.presence })));
    case 'pause-told':
      return pauseTold(snapshot, fact);
    case 'text-told':
      return textTold(snapshot, fact, moment);
    case 'code-refused':
      return codeRefused(snapshot, fact);
    case 'code-agreed':
      return codeAgreed(snapshot, fact);
    case 'code-gone':
      return codeGone(snapshot, fact.person);
    case 'agreement-failed':
      return agreementFailed(snapshot, fact.person);
    case 'tampering':
      return isOver(snapshot) ? stay(snapshot) : tampered(snapshot);
    case 'cannot-open':
      return stay(
        withPerson(snapshot, fact.person, (person) => ({
          ...person,
          safety: { ...person.safety, cannotOpen: fact.cannot },
        })),
      );
    case 'text-delivered':
      return stay({
        ...snapshot,
        texts: snapshot.texts.map((text) =>
          text.id === fact.id && text.state === 'sending' ? { ...text, state: 'delivered' } : text,
        ),
      });
    case 'problem':
      return stay(
        withProblem(
          fact.problem.kind
            ? { ...snapshot, media: { ...snapshot.media, [fact.problem.kind]: 'off' } }
            : snapshot,
          fact.problem,
        ),
      );
    case 'problem-solved':
      return stay(withoutProblem(snapshot, fact.code));
    case 'feedback-sent':
      return stay({
        ...withoutProblem(settled(snapshot, 'send-feedback'), 'not-recorded'),
        feedbackSent: true,
      });
    case 'proof-known':
      return stay({
        ...snapshot,
        consent: {
          ...snapshot.consent,
          proofs: { ...snapshot.consent.proofs, [fact.recordId]: fact.proof },
        },
      });
    case 'opened':
      return opened(snapshot);
    case 'ask-refused':
      return refused(snapshot, fact);
    case 'settings-changed':
      return stay({ ...snapshot, plan: { ...snapshot.plan, support: fact.support } });
    case 'received':
    case 'relayed':
      return stay(snapshot);
    default:
      return fact satisfies never;
  }
};
