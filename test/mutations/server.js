/** The protections of the practice's server: who is let in, what a pass is worth, and who does not come back. */
import { rowsOf } from './support/rows.js';

const row = (invariant, file, ...tests) =>
  rowsOf(
    invariant,
    `src/${file}.ts`,
    ...tests.map((test) =>
      test.startsWith('practice') ? `test/core/services/${test}.test.ts` : `test/server/${test}.test.js`,
    ),
  );

const rules = row('admission', 'core/services/practice-rules', 'practice-reducer');
const reducer = row('admission', 'core/services/practice-reducer', 'practice-reducer');
const rights = (...tests) => row('admission', 'server/media/media-rights', ...tests);
const passes = (...tests) => row('admission', 'server/media/passes', ...tests);

export const MUTATIONS = [
  rules('A therapist decides who is let in', [
    `const decides = author.role === 'therapist' && target?.role === 'client';`,
    `const decides = target?.role === 'client';`,
  ]),
  rules('Nobody is let in who does not ask, or without the consent that media need', [
    `allowedIf(decides && target.state === 'asking' && mayHaveMedia(state, target.id, now));`,
    `allowedIf(decides);`,
  ]),
  rules('A pass is for whoever was let in', [
    `return through.length === 0 ? 'not-admitted' : null;`,
    `return null;`,
  ]),
  rules('A pass needs the consent that media need', [
    `if (!subjects.every((id) => mayHaveMedia(state, id, now))) return 'not-allowed';`,
    '',
  ]),
  reducer('Who comes on another page has to be let in anew', [
    `: changed(state, by, { page, seat, ...OUTSIDE });`,
    `: changed(state, by, { page, seat, state: back });`,
  ]),
  reducer('A consent that is taken back ends the admission', [
    `person.admittedBy !== null && !mayHaveMedia(state, person.id, now)`,
    `person.admittedBy !== null && now < 0`,
  ]),
  row(
    'silence',
    'core/services/practice-reducer',
    'practice-reducer',
  )('A pause is its owner’s to end', [
    `return { ...state, pausedBy: state.pausedBy.filter((id) => id !== by) };
    case 'leave':`,
    `return { ...state, pausedBy: [] };
    case 'leave':`,
  ]),

  // The media server
  row(
    'silence',
    'server/media/media-rights',
    'admission',
  )('During a pause nobody may send', [
    `return state.pausedBy.length > 0 ? 'receive' : 'media';`,
    `return 'media';`,
  ]),
  rights('media-order')('Whoever is in the room without a seat of the practice’s is sent out', [
    `if (!person) return 'stranger';`,
    `if (!person) return 'expected';`,
  ]),
  rights('media-order')('Whoever has more rights than theirs gets those that are due', [
    `if (due !== 'none') return due === rights ? 'expected' : 'wrong-rights';`,
    `if (due !== 'none') return 'expected';`,
  ]),
  rights('media-order')('Whoever is not let in any more is taken out', [
    `return stays ? left : [...left, { type: 'remove', identity: now.seat }];`,
    `return stays || left.length === 0 ? left : left;`,
  ]),
  rights('media-order')('Waiting in the room is for one to one alone', [
    `route.waiting === 'warm' && people.length <= 2;`,
    `route.waiting === 'warm' && people.length > 0;`,
  ]),
  rights('media-order')('Whoever waits in the room has no rights there', [
    `return rights === 'none' ? 'expected' : 'wrong-rights';`,
    `return 'expected';`,
  ]),
  rights('media-order')('Only a therapist lays out anything before somebody is let in', [
    `mayHaveMedia(state, person.id, now) ? 'none' : null;`,
    `mayHaveMedia(state, person.id, now) ? 'ready' : null;`,
  ]),
  row(
    'admission',
    'server/media/livekit-media',
    'media-livekit',
  )('Whoever is ready to send is given nothing', [
    `ready: { publish: true, receive: false },`,
    `ready: { publish: true, receive: true },`,
  ]),
  passes('media-order')('What was decided while a pass was made counts', [
    `if (inRoom === null) throw new Refusal('not-admitted');`,
    '',
  ]),
  passes('media-order')('No pass opens a room that was closed meanwhile', [
    `if (!now.closed) return now;`,
    `if (now) return now;`,
  ]),

  // Pages and links
  row(
    'admission',
    'server/desk',
    'admission',
  )('The links of whoever was removed open nothing', [
    `await revokeInvitations(tx, command.person, now);`,
    '',
  ]),
  row(
    'admission',
    'server/desk',
    'admission',
  )('The pages of whoever was removed are over', [
    `await endSessions(tx, command.person, { states: ['active', 'asking'], because: 'removed', now });`,
    '',
  ]),
  row(
    'admission',
    'server/invitations',
    'exchange',
  )('A link that was revoked opens nothing', [
    `if (!row || row.revoked) throw new Refusal('link-not-valid');`,
    `if (!row) throw new Refusal('link-not-valid');`,
  ]),
  row(
    'admission',
    'server/invitations',
    'exchange',
  )('A link opens nothing after the end', [
    `if (row.expires_at.getTime() < now()) throw new Refusal('appointment-over');`,
    '',
  ]),
  row(
    'messages',
    'server/page-place',
    'exchange',
  )('Messages for a page are not given to the one that gets its place', [
    `await forgetRelayed(tx, person);`,
    '',
  ]),
  row(
    'messages',
    'server/relay',
    'events',
  )('Messages go to people of the appointment alone', [
    `if (!recipient || recipient.removed || to === person) throw`,
    `if (to === person) throw`,
  ]),
];
