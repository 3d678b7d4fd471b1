/** The protections of the session itself: what the machine refuses, stops and forgets, and what people are told. */
import { rowsOf } from './support/rows.js';

const core = (file) => `src/core/${file}.ts`;
const row = (invariant, file, ...tests) =>
  rowsOf(invariant, core(file), ...tests.map((test) => `test/core/${test}.test.ts`));

const SAFETY = 'session-safety';
const MACHINE = 'session-machine';
const compared = row('compared', 'session-safety', SAFETY);
const machineStops = (file) => row('compared', file, SAFETY, MACHINE);
const wayIn = row('admission', 'session-way-in', MACHINE);
const people = row('room', 'admissible-people', 'admissible-people');
const aim = row('room', 'encryption-aim', 'encryption-aim');
const pauses = row('silence', 'session-pauses', MACHINE);
const closing = (invariant, ...tests) => row(invariant, 'session-closing', ...tests);
const watch = row('counted', 'encryption/frame-watch', 'encryption/frame-watch');
const trust = (invariant) => row(invariant, 'trust-view', 'trust-view');

export const MUTATIONS = [
  // Pictures that differ
  compared('Pictures that differ silence in the task of the press', [
    `effects: [...SILENCE, { type: 'tell', id, to: [person]`,
    `effects: [{ type: 'tell', id, to: [person]`,
  ]),
  compared('Pictures that differ switch the own devices off', [
    `  }),
  media: { ...snapshot.media, microphone: 'off', camera: 'off' },`,
    `  }),`,
  ]),
  compared('What the other one saw silences as well', [
    `{ snapshot: stopped(snapshot, person), effects: SILENCE }`,
    `{ snapshot: stopped(snapshot, person), effects: [] }`,
  ]),
  compared('A refusal counts for the code that both see', [
    `mayAnswer(snapshot, { person, run })
    ?`,
    `personOf(snapshot, person) !== undefined && run !== null
    ?`,
  ]),
  compared('An answer is for the code on the screen', [
    `return COMPARABLE.includes(state) && shown === run;`,
    `return COMPARABLE.includes(state) && shown !== null && run !== null;`,
  ]),
  compared('A comparison is forgotten with every new run', [
    `const next = withSafety(snapshot, person, { ...agreed, state: 'unchecked' });`,
    `const known = safetyOf(snapshot, person).state;
  const next = withSafety(snapshot, person, { ...agreed, state: known === 'checked' ? 'checked' : 'unchecked' });`,
  ]),
  compared('A run that somebody forces takes no stop away', [
    `if (safetyOf(snapshot, person).state === 'differs') return stay(withSafety(snapshot, person, agreed));`,
    '',
  ]),
  compared('A channel that is gone takes no stop away', [
    `withSafety(snapshot, person, { ...NO_CODE, state: state === 'differs' ? 'differs' : 'securing' }),`,
    `withSafety(snapshot, person, { ...NO_CODE, state: 'securing' }),`,
  ]),
  compared('A comparison is gone with its channel', [
    `withSafety(snapshot, person, { ...NO_CODE, state: state === 'differs' ? 'differs' : 'securing' }),`,
    `withSafety(snapshot, person, { ...NO_CODE, state }),`,
  ]),
  machineStops('session-own-media')('While media are stopped none can be started', [
    `snapshot.media.ready && !isStopped(snapshot);`,
    `snapshot.media.ready;`,
  ]),
  machineStops('session-asks')('While media are stopped nobody begins', [
    `!snapshot.media.ready && !isStopped(snapshot);`,
    `!snapshot.media.ready;`,
  ]),
  machineStops('session-asks')('A stop is no notice that can be put away', [
    `return !STOPS.includes(ask.code);`,
    `return true;`,
  ]),
  machineStops('session-people')('Whoever comes is not shown while media are stopped', [
    `next.phase.name === 'session' && next.media.ready && !isStopped(next);`,
    `next.phase.name === 'session' && next.media.ready;`,
  ]),
  machineStops('session-pauses')('The end of the own pause shows nobody while media are stopped', [
    `pausedBy.length === 0 && snapshot.media.ready && !isStopped(snapshot)`,
    `pausedBy.length === 0 && snapshot.media.ready`,
  ]),
  machineStops('session-pauses')('The end of another pause shows nobody while media are stopped', [
    `next.media.ready && snapshot.pausedBy.length > 0 && !isStopped(next)`,
    `next.media.ready && snapshot.pausedBy.length > 0`,
  ]),
  closing('compared', SAFETY)('A comparison does not outlast the session', [
    `people: snapshot.people.map(forgotten),`,
    '',
  ]),
  compared('A comparison does not outlast the person’s being there', [
    `lifted(withPerson(snapshot, id, forgotten),`,
    `lifted(snapshot,`,
  ]),
  row(
    'compared',
    'session-people',
    SAFETY,
  )('A comparison is not for another page of the same person', [
    `safety: isAnotherPage(person, fact) ? forgotten(person).safety : person.safety,`,
    `safety: person.safety,`,
  ]),
  trust('compared')('Pictures of a run that is over are covered', [
    `return shown === run ? 'compare' : 'renewed';`,
    `return 'compare';`,
  ]),
  row(
    'compared',
    'session-ask-words',
    'session-controller',
  )('Nobody can keep a refusal from stopping', [
    `  /* Somebody saw other pictures than the other person: sound and picture stop before anything else. */
  'refuse-code',
`,
    '',
  ]),

  // Tampering
  row(
    'sealed',
    'session-safety',
    SAFETY,
  )('Whoever tampers ends everything at once', [
    `effects: [...SILENCE, { type: 'leave-room' }],`,
    `effects: [],`,
  ]),
  row(
    'sealed',
    'session-safety',
    SAFETY,
  )('Where somebody tampered nothing can be gone on with', [
    `['code-differs', 'tampering-noticed']`,
    `['code-differs']`,
  ]),

  // The door
  wayIn('Nobody goes in who was not let in', [
    `snapshot.waiting.admitted &&
    permitsMedia`,
    `permitsMedia`,
  ]),
  wayIn('Nobody goes in without the consent that media need', [
    `permitsMedia(consentFacts(snapshot), now);
  if (!open)`,
    `now > 0;
  if (!open)`,
  ]),
  wayIn('A client stands by only with the consent that media need', [
    `snapshot.role === 'therapist' || permitsMedia(consentFacts(snapshot), now);`,
    `snapshot.role === 'therapist' || now > 0;`,
  ]),
  row(
    'admission',
    'session-consent',
    MACHINE,
  )('A consent that is taken back ends the session', [
    `if (isInRoom(next) && !permits) return close(next, 'consent-withdrawn');`,
    '',
  ]),
  row(
    'admission',
    'session-consent',
    MACHINE,
  )('Whoever takes a consent back has to be let in anew', [
    `permitted && !permits ? { ...snapshot.waiting, admitted: false } : snapshot.waiting,`,
    `snapshot.waiting,`,
  ]),
  row(
    'admission',
    'session-asks',
    MACHINE,
  )('Nobody who was removed is let in', [
    `personOf(snapshot, ask.person)?.state === 'asking' &&
        personOf(snapshot, ask.person)?.removed === false &&
        hasConsentOf`,
    `personOf(snapshot, ask.person)?.state === 'asking' &&
        hasConsentOf`,
  ]),

  // Who may be met
  people('Outside the room nobody is met', [`if (!isInRoom(snapshot)) return [];`, '']),
  people('A client meets no other client', [
    `role === 'therapist' && (state === 'here' || state === 'lost');`,
    `role !== undefined && (state === 'here' || state === 'lost');`,
  ]),
  people('A therapist meets whom a therapist let in', [
    `acceptedBy.length > 0 && state !== 'gone' && !removed;`,
    `acceptedBy.length >= 0 && state !== 'gone' && !removed;`,
  ]),
  aim('Keys are given to nobody who was removed or has left', [
    `if (removed || state === 'gone') return false;`,
    '',
  ]),
  aim('Keys are given to nobody who was not let in', [
    `state === 'here' || state === 'lost' : acceptedBy.length > 0;`,
    `state === 'here' || state === 'lost' : acceptedBy.length >= 0;`,
  ]),
  aim('There is no channel with whoever was removed or has left', [
    `.filter(({ removed, state }) => !removed && state !== 'gone')`,
    '',
  ]),
  row(
    'room',
    'key-renewal',
    'key-renewal',
  )('After a pause there are new keys', [`return isBack || goesOn;`, `return isBack;`]),
  row(
    'room',
    'key-renewal',
    'key-renewal',
  )('After a line that was made anew there are new keys', [`return isBack || goesOn;`, `return goesOn;`]),

  // Silence
  pauses('Whoever pauses is silent before anybody is told', [
    `    ...SILENCE,
    { type: 'tell', id, to: hearers(snapshot)`,
    `    { type: 'tell', id, to: hearers(snapshot)`,
  ]),
  pauses('The pause of another silences as well', [
    `    effects: SILENCE,
  };
};`,
    `    effects: [],
  };
};`,
  ]),
  pauses('Only whoever called a pause takes it back', [
    `return pausedNow(snapshot, [...own, ...pausedBy`,
    `return pausedNow(snapshot, [...own.slice(1), ...pausedBy`,
  ]),
  closing('silence', MACHINE)('Whoever leaves is silent first', [
    `effects: [...SILENCE, { type: 'leave-room' }, ...after],`,
    `effects: [{ type: 'leave-room' }, ...after],`,
  ]),
  closing('silence', MACHINE)('Whoever goes at once is silent first', [
    `effects: [...SILENCE, { type: 'leave-room' }, { type: 'forget' }],`,
    `effects: [{ type: 'leave-room' }, { type: 'forget' }],`,
  ]),
  row(
    'silence',
    'session-own-media',
    MACHINE,
  )('A device that answers too late stays off', [
    `if (state === 'on' && snapshot.media[kind] !== 'starting') return stay(snapshot);`,
    '',
  ]),

  // What is told of it
  watch('Nothing is called sealed that was not seen to leave sealed', [
    `if (counts.sealed > this.#counted) this.#sealed = true;`,
    `this.#sealed = true;`,
  ]),
  watch('Without a key nothing is called sealed', [
    `this.#sealed = false;
    return`,
    `return`,
  ]),
  watch('Frames that do not open are told', [
    `if (seen.cannot || now - seen.closedSince < CANNOT_OPEN_MS) return [];`,
    `if (now >= 0) return [];`,
  ]),
  trust('counted')('What leaves is called sealed by the counters alone', [
    `encryption === 'sealed';`,
    `encryption !== undefined;`,
  ]),
  trust('counted')('Nobody is called compared with while one of several is not', [
    `return compared === people.length ? 'compared' : 'partly-compared';`,
    `return 'compared';`,
  ]),

  // What is told by the other page
  row(
    'messages',
    'encryption/session-encryption',
    'session-controller',
  )('What comes in the clear is not acted on', [
    `if (!frame || !link) this.#dropped += 1;`,
    `if (!frame || !link) this.port.heard(from, new Uint8Array(bytes));`,
  ]),
  row(
    'messages',
    'session-messenger',
    'session-controller',
  )('What is malformed changes nothing', [
    `this.#dropped += 1;
      return;
    }
    const { message } = decoded;`,
    `this.onFact({ type: 'pause-told', person: from, paused: true });
      return;
    }
    const { message } = decoded;`,
  ]),
  row(
    'memory',
    'media-keys',
    'media-keys',
  )('Keys for media are forgotten with the room', [
    `forget(): void {
    this.sealWith(null);`,
    `forget(): void {`,
  ]),
];
