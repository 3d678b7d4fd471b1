/**
 * Writes the worked example of docs/encryption.md, 14, from the code, with fixed private keys and random bytes. Run it only when
 * the protocol changes on purpose: a difference in the file is a difference in the protocol, and needs a new version.
 *
 *   node test/encryption/make-vectors.js
 */
import { createHash, webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { format } from 'prettier';

import { loadSource } from '../package/support/load-source.js';
import * as second from './second-implementation.js';

const MODULES = [
  'encryption/agreement-values',
  'encryption/device-proof',
  'encryption/encoding',
  'encryption/epoch-keys',
  'encryption/group-code',
  'encryption/key-agreement',
  'encryption/pair-notes',
  'encryption/party',
  'encryption/roster',
  'encryption/safety-code',
  'encryption/sealed-away',
  'encryption/sealed-envelope',
  'transports/goodbye-words',
];

const core = await loadSource(MODULES.map((name) => `export * from './src/core/${name}';`).join(''));

const hex = (bytes) => Buffer.from(bytes).toString('hex');

/** Bytes that look random and that anybody can make again. */
const made = (name, length = 32) =>
  new Uint8Array(createHash('sha256').update(`ts-sas/1 vector ${name}`).digest().subarray(0, length));

const text = (words) => new TextEncoder().encode(words);

const place = { appointment: 'sample-appointment-1', room: 'sample-room-1' };
const a = { identity: 'person-a', role: 'client', e: made('a e'), x: made('a x'), n: made('a n') };
const b = { identity: 'person-b', role: 'therapist', e: made('b e'), x: made('b x'), n: made('b n') };
const run = made('run', 16);
const request = made('request', 16);

/** A pair of the second implementation as the code has it. */
const imported = async (name, { key, raw }, uses, publicUses) => {
  const pkcs8 = key.export({ format: 'der', type: 'pkcs8' });
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, { name }, false, uses),
    publicKey: await webcrypto.subtle.importKey('raw', raw, { name }, true, publicUses),
  };
};

/** Gives out what is written above, in the order in which the code asks for it. */
const fixed = ({ e, x, n }, first) => {
  const bytes = [first, n];
  const pairs = [e, x];
  return {
    bytes: () => bytes.shift(),
    keyPair: () => imported('X25519', second.keyPair(pairs.shift()), ['deriveBits'], []),
  };
};

const party = ({ identity, role }) => ({ identity, role });
const contexts = [
  await core.pairContext(place, party(a), party(b)),
  await core.pairContext(place, party(b), party(a)),
];
const agreements = [
  new core.KeyAgreement(contexts[0], fixed(a, run)),
  // Side 1 asks first; the nonce comes with the commitment.
  new core.KeyAgreement(contexts[1], fixed(b, request)),
];

/** Everything that side `from` says, until both have nothing more to say. */
const messages = [];
const names = { 1: 'hello', 2: 'commit', 3: 'reveal', 4: 'confirm', 5: 'sealed' };
const underWay = (await agreements[1].begin()).send.map((bytes) => ({ from: 1, bytes }));
while (underWay.length > 0) {
  const { from, bytes } = underWay.shift();
  messages.push({ from: 'ab'[from], kind: names[bytes[1]], bytes: hex(bytes) });
  const { send } = await agreements[1 - from].receive(bytes, 0);
  underWay.push(...send.map((answer) => ({ from: 1 - from, bytes: answer })));
}

const [{ agreed }, { agreed: other }] = agreements;
if (!agreed || !other || hex(agreed.code) !== hex(other.code)) throw new Error('The two sides do not agree.');

const { transcript, code, channel } = agreed;
const values = (person) => {
  const [E, X] = [second.keyPair(person.e).raw, second.keyPair(person.x).raw];
  return { key: new Uint8Array(E), encapsulated: new Uint8Array(X), nonce: person.n };
};
const commitments = {
  a: await core.commitmentOf(contexts[0], party(a), run, values(a)),
  b: await core.commitmentOf(contexts[1], party(b), run, values(b)),
};

// An epoch of the therapist, sealed for the client, and the client's answer.
const roster = await core.rosterOf(place, [a, b].map(party));
const secret = made('secret of b for epoch 1');
const epochNote = core.encodeNote({ type: 'epoch', epoch: 1, secret, roster: core.fromHex(roster.hash) });
const epochSealed = await agreements[1].seal(epochNote);
const installedSealed = await agreements[0].seal(core.encodeNote({ type: 'installed', epoch: 1 }));

const material = await core.mediaMaterial(Uint8Array.from(secret), place, 1, b.identity);
const goodbye = await core.goodbyeWord({ material });

// Keys cannot be read out of the code, so their bytes are the second implementation's; the tests of the code use them.
const exported = {
  aToB: await channel.exportSending(core.DATA_EXPORT),
  bToA: await channel.exportReceiving(core.DATA_EXPORT),
};
const noSecret = new Uint8Array(0);
const envelopes = [
  { from: a, to: b, epoch: 0, sequence: 0, type: 'message', number: 1, content: text('Sample text') },
  { from: b, to: a, epoch: 0, sequence: 0, type: 'acknowledgement', number: 0, content: core.uint32(1) },
  { from: b, to: a, epoch: 1, sequence: 0, type: 'passing', number: 0, content: text('{}') },
  { from: b, to: a, epoch: 1, sequence: 1, type: 'message', number: 1, content: text('æ'.repeat(150)) },
];
const sealedEnvelopes = [];
for (const { from, to, number, content, ...header } of envelopes) {
  const route = { place, sender: from.identity, recipient: to.identity };
  const shared = from === a ? exported.aToB : exported.bToA;
  const salt = header.epoch === 0 ? noSecret : secret;
  const path = { ...route, exported: await core.sealAway(Uint8Array.from(shared)) };
  const key = await core.dataKey(salt, place, header.epoch, path);
  sealedEnvelopes.push({
    from: from.identity,
    to: to.identity,
    ...header,
    number,
    content: hex(content),
    key: hex(second.dataKey(shared, salt, place, header.epoch, from.identity, to.identity)),
    bytes: hex(await core.sealEnvelope(key, route, header, { number, content })),
  });
}

// A third person in the room.
const three = await core.rosterOf(place, [party(a), party(b), { identity: 'person-c', role: 'client' }]);
const pairs = [
  { low: 0, high: 1, transcript },
  { low: 0, high: 2, transcript: made('transcript of a and c') },
  { low: 1, high: 2, transcript: made('transcript of b and c') },
];
const group = await core.groupDigest(three, pairs);

// A device of the client, which the therapist's page is to know again.
const seed = made('device of a');
const device = second.signingPair(seed);
const deviceKeys = await imported('Ed25519', device, ['sign'], ['verify']);
const proof = await core.proveDevice(deviceKeys, { code, sender: a.identity });

const shown = (person) => ({
  identity: person.identity,
  role: person.role,
  e: hex(person.e),
  x: hex(person.x),
  n: hex(person.n),
});

const vectors = {
  comment:
    'Made by make-vectors.js; explained in docs/encryption.md, 14. The private keys are public: never use them.',
  place,
  parties: { a: shown(a), b: shown(b) },
  run: hex(run),
  request: hex(request),
  agreement: {
    ctx: hex(contexts[0].encoded),
    ctxh: hex(contexts[0].hash),
    E: { a: hex(values(a).key), b: hex(values(b).key) },
    X: { a: hex(values(a).encapsulated), b: hex(values(b).encapsulated) },
    C: { a: hex(commitments.a), b: hex(commitments.b) },
    T: hex(transcript),
    messages,
  },
  code: {
    K: hex(await channel.exportSending('ts-sas/1 code')),
    D: hex(code),
    pictures: core.codePictures(code),
    words: core.codeWords(code),
  },
  epoch: {
    epoch: 1,
    sender: b.identity,
    roster: roster.hash,
    S: hex(secret),
    note: hex(epochNote),
    sealed: hex(epochSealed),
    answer: hex(installedSealed),
    media: hex(second.mediaKey(secret, place, 1, b.identity)),
    goodbye,
    P: { aToB: hex(exported.aToB), bToA: hex(exported.bToA) },
  },
  envelopes: sealedEnvelopes,
  group: {
    people: three.members,
    roster: three.hash,
    T: pairs.map((pair) => hex(pair.transcript)),
    note: hex(core.encodeNote({ type: 'pairs', roster: core.fromHex(three.hash), pairs })),
    G: hex(group),
    pictures: core.groupPictures(group),
  },
  device: {
    sender: a.identity,
    seed: hex(seed),
    key: hex(await core.publicBytes(deviceKeys)),
    statement: hex(second.deviceStatement(code, a.identity, device.raw)),
    proof: hex(proof),
  },
};

const path = new URL('vectors.json', import.meta.url);
writeFileSync(path, await format(JSON.stringify(vectors), { parser: 'json', printWidth: 110 }));
console.log(`${path.pathname.split('/').slice(-3).join('/')}: ${messages.length} messages`);
