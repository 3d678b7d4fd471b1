/** The protections that people see: no way to go on regardless, nothing claimed that was not seen, no way out in secret. */
import { rowsOf } from './support/rows.js';

const row = (invariant, file, ...tests) =>
  rowsOf(invariant, `src/elements/${file}.ts`, ...tests.map((test) => `test/elements/${test}.test.ts`));

/** What somebody might add with the best of intentions. */
const REGARDLESS = `{ type: 'dismiss-problem', code: 'code-differs' }`;

export const MUTATIONS = [
  row(
    'compared',
    'code-stopped',
    'safety-code',
  )('After pictures that differed nobody goes on regardless', [
    `\${press(words.anotherTime, { type: 'leave' })}`,
    `\${press(words.anotherTime, { type: 'leave' })} \${press(words.later, ${REGARDLESS})}`,
  ]),
  row(
    'compared',
    'room-notice',
    'session-room',
  )('Nor in the room', [
    `\${way(words.anotherTime, { type: 'leave' })}`,
    `\${way(words.anotherTime, { type: 'leave' })} \${way(words.wait, ${REGARDLESS})}`,
  ]),
  row(
    'compared',
    'safety-code',
    'safety-code',
  )('Pictures are shown to whoever asks, and not before', [
    `codeView(person.safety, this.shown.get(person.id) ?? null);`,
    `codeView(person.safety, this.shown.get(person.id) ?? person.safety.run);`,
  ]),
  row(
    'compared',
    'safety-code',
    'safety-code',
  )('An answer names the run that is on the screen', [`const run = safety.run ?? '';`, `const run = '';`]),
  row(
    'counted',
    'encryption-status',
    'encryption-status',
  )('Nothing is called sealed that was not seen', [`leavesSealed(snapshot)`, `!!snapshot`]),
  row(
    'silence',
    'session-events',
    'safe-session',
  )('No page can take a way out over', [`cancelable: !isWayOut(request),`, `cancelable: true,`]),
];
