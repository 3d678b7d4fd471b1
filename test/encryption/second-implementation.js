/**
 * TS-SAS/1 once more, written from docs/encryption.md and from RFC 9180 alone, with nothing but node:crypto. It exists so that the
 * document is checked as well as the code: whatever one of them means differently, they do not understand each other.
 *
 * It takes every value that is random as an argument, and throws where the document says that something is refused or fails.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  sign,
  verify,
} from 'node:crypto';

// 2. Encoding

export const u32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const u16 = (value) => Buffer.from([value >> 8, value & 255]);

export const fields = (...parts) =>
  Buffer.concat(parts.map((part) => Buffer.from(part)).flatMap((part) => [u32(part.length), part]));

export const hash = (...parts) =>
  createHash('sha256')
    .update(fields(...parts))
    .digest();

// X25519, Ed25519 and HKDF, with the tools of Node

/** What stands before the 32 bytes of a key in PKCS #8 and in SPKI. */
const X25519 = {
  pkcs8: Buffer.from('302e020100300506032b656e04220420', 'hex'),
  spki: Buffer.from('302a300506032b656e032100', 'hex'),
};
const ED25519 = {
  pkcs8: Buffer.from('302e020100300506032b657004220420', 'hex'),
  spki: Buffer.from('302a300506032b6570032100', 'hex'),
};

const publicKey = ({ spki }, raw) =>
  createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });

const pairOf = ({ pkcs8 }, secret) => {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, secret]), format: 'der', type: 'pkcs8' });
  return { key, raw: createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32) };
};

/** A key pair from 32 secret bytes. */
export const keyPair = (secret) => pairOf(X25519, secret);

/** The same for signatures. */
export const signingPair = (seed) => pairOf(ED25519, seed);

const dh = (pair, raw) => diffieHellman({ privateKey: pair.key, publicKey: publicKey(X25519, raw) });

const hmac = (key, ...parts) =>
  createHmac('sha256', key)
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();

const extract = (salt, ikm) => hmac(salt.length ? salt : Buffer.alloc(32), ikm);

const expand = (prk, info, length) => {
  let block = Buffer.alloc(0);
  let out = Buffer.alloc(0);
  for (let count = 1; out.length < length; count += 1) {
    block = hmac(prk, block, info, [count]);
    out = Buffer.concat([out, block]);
  }
  return out.subarray(0, length);
};

export const hkdf = (ikm, salt, info, length = 32) => expand(extract(salt, ikm), info, length);

// 6. HPKE in Auth mode (RFC 9180, 4.1, 5.1 and 5.2)

const KEM = Buffer.concat([Buffer.from('KEM'), u16(0x0020)]);
const HPKE = Buffer.concat([Buffer.from('HPKE'), u16(0x0020), u16(0x0001), u16(0x0002)]);

const labeledExtract = (suite, salt, label, ikm) =>
  extract(salt, Buffer.concat([Buffer.from('HPKE-v1'), suite, Buffer.from(label), ikm]));

const labeledExpand = (suite, prk, label, info, length) =>
  expand(prk, Buffer.concat([u16(length), Buffer.from('HPKE-v1'), suite, Buffer.from(label), info]), length);

const EMPTY = Buffer.alloc(0);

const keySchedule = (shared, info) => {
  const pskId = labeledExtract(HPKE, EMPTY, 'psk_id_hash', EMPTY);
  const infoHash = labeledExtract(HPKE, EMPTY, 'info_hash', info);
  const context = Buffer.concat([Buffer.from([2]), pskId, infoHash]);
  const secret = labeledExtract(HPKE, shared, 'secret', EMPTY);
  return {
    key: labeledExpand(HPKE, secret, 'key', context, 32),
    baseNonce: labeledExpand(HPKE, secret, 'base_nonce', context, 12),
    exporter: labeledExpand(HPKE, secret, 'exp', context, 32),
  };
};

const sharedSecret = (dhBytes, kemContext) =>
  labeledExpand(KEM, labeledExtract(KEM, EMPTY, 'eae_prk', dhBytes), 'shared_secret', kemContext, 32);

const gcm = (key, nonce, covered, plaintext) => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(covered);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
};

const gcmOpen = (key, nonce, covered, ciphertext) => {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(covered);
  decipher.setAuthTag(ciphertext.subarray(-16));
  return Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]);
};

const direction = (shared, transcript) => {
  const { key, baseNonce, exporter } = keySchedule(shared, transcript);
  const nonce = (sequence) => {
    const bytes = Buffer.from(baseNonce);
    bytes.writeUInt32BE((bytes.readUInt32BE(8) ^ sequence) >>> 0, 8);
    return bytes;
  };
  return {
    seal: (sequence, covered, plaintext) => gcm(key, nonce(sequence), covered, plaintext),
    open: (sequence, covered, ciphertext) => gcmOpen(key, nonce(sequence), covered, ciphertext),
    export: (label) => labeledExpand(HPKE, exporter, 'sec', Buffer.from(label), 32),
  };
};

/** `own`: pairs `e` and `x`; `theirs`: raw public keys `E` and `X`. */
export const channel = (own, theirs, transcript) => ({
  sending: direction(
    sharedSecret(
      Buffer.concat([dh(own.x, theirs.E), dh(own.e, theirs.E)]),
      Buffer.concat([own.x.raw, theirs.E, own.e.raw]),
    ),
    transcript,
  ),
  receiving: direction(
    sharedSecret(
      Buffer.concat([dh(own.e, theirs.X), dh(own.e, theirs.E)]),
      Buffer.concat([theirs.X, own.e.raw, theirs.E]),
    ),
    transcript,
  ),
});

// 3. Parties and context

export const sorted = (parties) =>
  [...parties].sort((one, other) => Buffer.compare(Buffer.from(one.identity), Buffer.from(other.identity)));

export const context = ({ appointment, room }, self, other) => {
  for (const id of [appointment, room, self.identity, other.identity])
    if (!/^[!-~]{1,128}$/.test(id)) throw new Error('not an opaque id');
  if (self.identity === other.identity) throw new Error('the same identity');
  const [a, b] = sorted([self, other]);
  const ctx = fields('ts-sas/1', appointment, room, a.identity, a.role, b.identity, b.role);
  return { ctx, ctxh: hash('ts-sas/1 context', ctx), side: a.identity === self.identity ? 0 : 1 };
};

// 4 and 5. The agreement

const KIND = { hello: 1, commit: 2, reveal: 3, confirm: 4, sealed: 5 };

const message = (kind, side, run, ...rest) =>
  Buffer.concat([Buffer.from([1, KIND[kind], side]), run, ...rest]);

export const commitment = (ctx, run, { identity, role }, { E, X, N }) =>
  hash('ts-sas/1 commit', ctx, run, identity, role, E, X, N);

export const transcript = (ctx, run, a, b) =>
  hash('ts-sas/1 transcript', ctx, run, a.C, b.C, a.E, a.X, a.N, b.E, b.X, b.N);

const P = 2n ** 255n - 19n;

const isCanonical = (raw) => BigInt(`0x${Buffer.from(raw).reverse().toString('hex')}`) < P;

const isZero = (own, raw) => {
  try {
    return dh(own, raw).every((byte) => byte === 0);
  } catch {
    return true;
  }
};

/** One end of one run, which expects its messages in order. */
export class SecondAgreement {
  /** `own`: `{ e, x, n }`, two secrets and a nonce of 32 bytes. `run` at side 0 only. */
  constructor(place, self, other, own, run = null) {
    Object.assign(this, { place, self, other, run, ...context(place, self, other) });
    this.own = { e: keyPair(own.e), x: keyPair(own.x) };
    this.shown = { E: this.own.e.raw, X: this.own.x.raw, N: own.n };
    this.sent = 0;
    this.opened = 0;
  }

  hello(request) {
    return message('hello', 1, request, this.ctxh);
  }

  commit() {
    this.shown.C = commitment(this.ctx, this.run, this.self, this.shown);
    return message('commit', this.side, this.run, this.ctxh, this.shown.C);
  }

  reveal() {
    return message('reveal', this.side, this.run, this.shown.E, this.shown.X, this.shown.N);
  }

  /** The messages that answer this one. */
  receive(bytes) {
    bytes = Buffer.from(bytes);
    if (bytes[0] !== 1) throw new Error('wrong-version');
    if (bytes[2] !== 1 - this.side) throw new Error('reflected');
    const run = bytes.subarray(3, 19);
    const rest = bytes.subarray(19);
    const length = { 1: 32, 2: 64, 3: 96, 4: 52 }[bytes[1]] ?? rest.length;
    if (rest.length !== length) throw new Error('malformed');
    if (bytes[1] <= KIND.commit && !rest.subarray(0, 32).equals(this.ctxh)) throw new Error('wrong-context');
    if (bytes[1] === KIND.hello) return [this.commit()];
    if (bytes[1] === KIND.commit && this.side === 1) this.run = run;
    if (!this.run?.equals(run)) throw new Error('stale');
    if (bytes[1] === KIND.commit) {
      this.theirs = { C: rest.subarray(32) };
      return this.side === 0 ? [this.reveal()] : [this.commit(), this.reveal()];
    }
    if (bytes[1] === KIND.reveal) return [this.confirm(rest)];
    const plaintext = this.open(bytes);
    if (bytes[1] === KIND.sealed) return [];
    if (!plaintext.equals(hash('ts-sas/1 confirm', this.T, this.other.identity)))
      throw new Error('confirmation-differs');
    this.agreed = true;
    return [];
  }

  confirm(rest) {
    const theirs = {
      ...this.theirs,
      E: rest.subarray(0, 32),
      X: rest.subarray(32, 64),
      N: rest.subarray(64),
    };
    if (!commitment(this.ctx, this.run, this.other, theirs).equals(theirs.C))
      throw new Error('commitment-differs');
    const keys = [theirs.E, theirs.X];
    if (!keys.every(isCanonical)) throw new Error('bad-key');
    if (keys.some((key) => key.equals(this.shown.E) || key.equals(this.shown.X))) throw new Error('own-key');
    if (keys.some((key) => isZero(this.own.e, key))) throw new Error('low-order');
    const [a, b] = this.side === 0 ? [this.shown, theirs] : [theirs, this.shown];
    this.T = transcript(this.ctx, this.run, a, b);
    this.channel = channel(this.own, theirs, this.T);
    const { sending, receiving } = this.channel;
    this.K = (this.side === 0 ? sending : receiving).export('ts-sas/1 code');
    this.D = hash('ts-sas/1 code', this.T, this.K);
    return this.seal('confirm', hash('ts-sas/1 confirm', this.T, this.self.identity));
  }

  seal(kind, plaintext) {
    const covered = message(kind, this.side, this.run, u32(this.sent));
    const sealed = this.channel.sending.seal(this.sent, covered, plaintext);
    this.sent += 1;
    return Buffer.concat([covered, sealed]);
  }

  open(bytes) {
    bytes = Buffer.from(bytes);
    const sequence = bytes.readUInt32BE(19);
    if (sequence !== this.opened) throw new Error(sequence < this.opened ? 'repeated' : 'channel-broken');
    const plaintext = this.channel.receiving.open(sequence, bytes.subarray(0, 23), bytes.subarray(23));
    this.opened += 1;
    return plaintext;
  }
}

// 7. The code

const bits = (bytes) => [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');

const numbers = (digest, from, count, width) =>
  Array.from({ length: count }, (_, index) =>
    Number.parseInt(bits(digest).slice(from + index * width, from + (index + 1) * width), 2),
  );

export const pictures = (digest) => numbers(digest, 0, 4, 6);
export const words = (digest) => numbers(digest, 24, 3, 8);
export const groupPictures = (digest) => numbers(digest, 0, 10, 6);

// 8. Notes and roster

export const epochNote = (epoch, secret, roster) =>
  Buffer.concat([Buffer.from([1]), u32(epoch), secret, roster]);
export const installedNote = (epoch) => Buffer.concat([Buffer.from([2]), u32(epoch)]);
export const newestNote = (epoch) => Buffer.concat([Buffer.from([3]), u32(epoch)]);

export const pairsNote = (roster, pairs) =>
  Buffer.concat([
    Buffer.from([4]),
    roster,
    Buffer.from([pairs.length]),
    ...pairs.flatMap(({ i, j, T }) => [Buffer.from([i, j]), T]),
  ]);

export const readEpochNote = (note) => {
  if (note[0] !== 1 || note.length !== 69) throw new Error('no epoch note');
  return { epoch: note.readUInt32BE(1), secret: note.subarray(5, 37), roster: note.subarray(37) };
};

export const rosterHash = ({ appointment, room }, people) =>
  hash(
    'ts-sas/1 roster',
    appointment,
    room,
    ...sorted(people).flatMap(({ identity, role }) => [identity, role]),
  );

// 9. Keys

export const mediaKey = (secret, { appointment, room }, epoch, sender) =>
  hkdf(secret, EMPTY, fields('ts-sas/1 media', appointment, room, u32(epoch), sender));

export const dataKey = (exported, secret, { appointment, room }, epoch, sender, recipient) =>
  hkdf(exported, secret, fields('ts-sas/1 data', appointment, room, u32(epoch), sender, recipient));

// 10. The envelope

const TYPE = { message: 0x10, passing: 0x11, acknowledgement: 0x12 };

const envelopeParts = (header, { appointment, room }, sender, recipient) => ({
  nonce: Buffer.concat([Buffer.alloc(8), header.subarray(6, 10)]),
  covered: fields('ts-sas/1 envelope', appointment, room, sender, recipient, header),
});

export const sealEnvelope = (key, place, sender, recipient, { type, epoch, sequence, number, content }) => {
  const header = Buffer.concat([Buffer.from([1, TYPE[type]]), u32(epoch), u32(sequence)]);
  const { nonce, covered } = envelopeParts(header, place, sender, recipient);
  const used = Buffer.concat([u32(number), u32(content.length), content]);
  const padded = Buffer.concat([used, Buffer.alloc((256 - (used.length % 256)) % 256)]);
  return Buffer.concat([header, gcm(key, nonce, covered, padded)]);
};

export const openEnvelope = (key, place, sender, recipient, bytes) => {
  bytes = Buffer.from(bytes);
  const header = bytes.subarray(0, 10);
  const { nonce, covered } = envelopeParts(header, place, sender, recipient);
  const plaintext = gcmOpen(key, nonce, covered, bytes.subarray(10));
  const end = 8 + plaintext.readUInt32BE(4);
  if (plaintext.length !== Math.ceil(end / 256) * 256 || plaintext.subarray(end).some((byte) => byte !== 0))
    throw new Error('malformed');
  return {
    type: Object.keys(TYPE).find((type) => TYPE[type] === header[1]),
    epoch: header.readUInt32BE(2),
    sequence: header.readUInt32BE(6),
    number: plaintext.readUInt32BE(0),
    content: plaintext.subarray(8, end),
  };
};

// 12. Rooms of three and more

export const groupDigest = (roster, transcripts) => hash('ts-sas/1 group', roster, ...transcripts);

// 15. Frames

export const goodbyeWord = (media) => hkdf(media, EMPTY, fields('ts-sas/1 goodbye'), 16).toString('hex');

// 16. Devices that know each other again

export const deviceStatement = (D, sender, raw) => hash('ts-sas/1 device', D, sender, raw);

/** `pair`: of `signingPair`. */
export const deviceProof = (pair, D, sender) => sign(null, deviceStatement(D, sender, pair.raw), pair.key);

export const isProof = (raw, D, sender, proof) =>
  verify(null, deviceStatement(D, sender, raw), publicKey(ED25519, raw), proof);
