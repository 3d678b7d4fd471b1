import { rowsOf } from './support/rows.js';

/** The protections of devices that know each other again. See `encryption-core.js` for the form. */
const at = (file, tests) => (protection, changes) =>
  rowsOf(
    'devices',
    `src/core/${file}.ts`,
    ...tests.map((test) => `test/core/${test}.test.ts`),
  )(protection, ...changes);

const memory = at('encryption/device-memory', ['encryption/device-memory']);
const proof = at('encryption/device-proof', ['encryption/known-devices']);
const devices = at('encryption/known-devices', ['encryption/known-devices']);
const store = at('encryption/device-store', ['encryption/known-devices']);
const decisions = at('session-devices', ['session-devices']);

export const MUTATIONS = [
  proof('What a device says belongs to one channel', [
    [`hashOf('ts-sas/1 device', code, sender, key)`, `hashOf('ts-sas/1 device', sender, key)`],
  ]),
  proof('A device key cannot be read out', [[`{ name: ALGORITHM }, false,`, `{ name: ALGORITHM }, true,`]]),
  memory('A device is known by a proof under a key that was kept', [
    [`provenBy !== null && kept.theirs.includes(provenBy)`, `provenBy !== null`],
  ]),
  memory('The key is shown to nobody before the comparison', [
    [
      `standing.kept !== null && (standing.isCompared || deviceVerdict(standing) === 'known')`,
      `standing.kept !== null`,
    ],
  ]),
  memory('Nothing is remembered before the comparison', [[`kept && isCompared && shown`, `kept && shown`]]),
  memory('Few devices are remembered', [[`.slice(-MOST_DEVICES)`, '']]),
  devices('A key that is shown has to prove itself', [
    [`key !== '' && (await isBy(key)) ? key : null`, `key !== '' ? key : null`],
  ]),
  devices('Nothing is kept under a name that says whose it is', [
    [`toHex(await hashOf('ts-sas/1 relation', relation))`, `await Promise.resolve(relation)`],
  ]),
  store('The store is not opened where nothing is kept', [
    [`(await keepsDevices()) ? within`, `(await Promise.resolve(true)) ? within`],
  ]),
  store('With the last entry everything goes', [
    [`if (left === 0) await forgetEveryDevice();`, 'if (left < 0) throw left;'],
  ]),
  at('session-asks', ['session-devices'])('A device may be remembered only after a comparison', [
    [`return personOf(snapshot, ask.person)?.safety.state === 'checked';`, `return true;`],
  ]),
  at('device-view', ['session-devices'])('A device is offered to be remembered only after a comparison', [
    [`state !== 'checked' || relationWith`, `relationWith`],
  ]),
  at('device-view', ['session-devices'])('A relation is one that outlasts the appointment', [
    [` && consent.subject !== client`, ''],
  ]),
  decisions(
    'A device that was shown is of the channel there is now, and changes nothing where media have stopped',
    [[`mayAnswer(snapshot, fact) && `, '']],
  ),
  decisions('A device undoes no comparison', [[` && safetyOf(snapshot, person).state !== 'checked'`, '']]),
];
