/** The protections of the worker that seals frames: its gates, whose keys it holds, and what cannot be asked of it. */
import { rowsOf } from './support/rows.js';

const IN_WORKER = 'src/core/encryption/worker/';
const BROWSER = 'test/core/encryption/strict-worker.test.ts';
const row = (invariant, file, test = BROWSER) => rowsOf(invariant, `${IN_WORKER}${file}.ts`, test);

const GATES = 'test/core/encryption/worker/frame-gates.test.ts';
const KEYS = 'test/core/encryption/worker/open-keys.test.ts';
const gateOut = row('sealed', 'frame-gates', GATES);
const gateIn = row('opened', 'frame-gates', GATES);
const ownKeys = row('sealed', 'open-keys', KEYS);
const theirKeys = row('opened', 'open-keys', KEYS);
const replay = row('opened', 'replay-window', 'test/core/encryption/worker/replay-window.test.ts');
const sealing = row('sealed', 'sealing-lane');
const opening = row('opened', 'opening-lane');
const shellOut = row('sealed', 'frame-shell');
const shellIn = row('opened', 'frame-shell');

export const MUTATIONS = [
  // The gates
  gateOut('A frame leaves only if it became as much longer as a seal is', [
    `sealed.byteLength === plain.byteLength + SEAL_BYTES &&`,
    '',
  ]),
  gateOut('A frame leaves only under a key of now', [
    `hasTrailer(sealed, indexes) &&
  bodyChanged`,
    'bodyChanged',
  ]),
  gateOut('A frame leaves only if its body is another one', [
    `&&
  bodyChanged(plain, sealed, clear);`,
    ';',
  ]),
  gateOut('The end of a frame says how it was sealed', [`frame.at(-2) === NONCE_BYTES && `, '']),
  gateOut('Only forms of sound and picture that are known go through', [
    `mimeType === undefined || CODECS.includes(mimeType.toLowerCase());`,
    `mimeType !== '';`,
  ]),
  gateIn('Nothing is tried without an open key', [
    `frame.byteLength >= clear + SEAL_BYTES && hasTrailer(frame, indexes);`,
    `frame.byteLength >= clear + SEAL_BYTES && indexes.size >= 0;`,
  ]),
  gateIn('What is too short for a seal is not tried', [
    `frame.byteLength >= clear + SEAL_BYTES && hasTrailer(frame, indexes);`,
    `frame.byteLength >= clear && hasTrailer(frame, indexes);`,
  ]),
  gateIn('What came out as it went in was not opened', [
    `opened.byteLength === sealedBytes - SEAL_BYTES;`,
    `opened.byteLength <= sealedBytes;`,
  ]),
  ownKeys('Nothing leaves before the first key is in its place', [
    `if (this.#live.size > 0) this.#live = new Set`,
    `this.#live = new Set`,
  ]),
  ownKeys('Nothing leaves once there is no key', [
    `this.#turn += 1;
    this.#live = new Set();`,
    `this.#turn += 1;`,
  ]),
  ownKeys('A key that came too late changes nothing', [`if (turn !== this.#turn) return [];`, '']),
  theirKeys('A key that was closed opens nothing', [`for (const index of gone) indexes?.delete(index);`, '']),

  // Around LiveKit’s cryptor, which is believed in nothing
  sealing('What the cryptor did not seal does not leave', [
    `if (entry && isSealed({ ...entry, sealed: new Uint8Array(frame.data), indexes })) {`,
    `if (entry && indexes.size > 0) {`,
  ]),
  sealing('What would have left unsealed raises an alarm', [
    `guard.dropped();
      guard.alarm();`,
    `guard.dropped();`,
  ]),
  opening('What the cryptor did not open is not shown', [
    `if (!isOpened(entry.bytes, new Uint8Array(frame.data))) {`,
    `if (!isOpened(entry.bytes, new Uint8Array(frame.data)) && entry.bytes < 0) {`,
  ]),
  opening('What would have been shown unopened raises an alarm', [
    `this.guard.alarm();
      return;`,
    `return;`,
  ]),
  opening('A frame that came in for somebody is not opened as somebody else’s', [
    `if (this.#laid) hand({ lane, kind, owner: keysOf(person) });`,
    `if (this.#laid) return;`,
  ]),

  // What cannot be asked of it
  row('sealed', 'livekit-cryptor')('No word reaches the switches for plain frames', [
    `scope.onmessage = null;
`,
    '',
  ]),
  shellOut('What no page of ours asks for raises an alarm', [
    `ask satisfies never;
        this.tell({ type: 'alarm', why: 'not-ours' });`,
    `ask satisfies never;`,
  ]),
  shellOut('A worker is one person’s and stays theirs', [
    `if (this.#self !== null && this.#self !== self) this.tell({ type: 'alarm', why: 'not-ours' });
    else this.#self = self;`,
    `this.#self = self;`,
  ]),
  shellOut('Nothing leaves when the own key is taken away', [
    `for (const index of this.#own.stop()) setKey(OWN_KEYS, index, this.blank);
      return;`,
    `return;`,
  ]),
  shellIn('One’s own frames are not opened, whoever sends them back', [
    `if (person === this.#self || this.#self === null`,
    `if (this.#self === null`,
  ]),
  shellIn('A key that is closed opens no further frame', [
    `for (const index of this.#theirs.remove(person, keyIndex)) {
      setKey(keysOf(person), index, this.blank);`,
    `for (const index of [keyIndex ?? 0]) {`,
  ]),

  // Each frame once
  replay('A frame is shown once', [`isTooOld || this.#opened.has(nonce)`, `isTooOld`]),
  replay('A frame that is too old to be remembered is not shown', [
    `if (isTooOld || this.#opened`,
    `if (this.#opened`,
  ]),
];
