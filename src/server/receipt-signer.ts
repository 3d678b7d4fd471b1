/**
 * The server's signature below each consent record (JWS, RFC 7515, compact), so that the client's copy proves what the
 * server held. The first key signs; older ones stay published, so that older receipts can still be checked, and may have
 * lost their private half by then.
 */
import {
  calculateJwkThumbprint,
  CompactSign,
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

/** What is signed, as canonical JSON: which record stands where in which chain. */
export interface SignedEntry {
  readonly recordHash: string;
  readonly previousHash: string | null;
}

export interface ReceiptSigner {
  sign(entry: SignedEntry): Promise<string>;
  /** Whether one of our keys has signed exactly this. Never rejects. */
  verify(signature: string, entry: SignedEntry): Promise<boolean>;
  /** JWK Set (RFC 7517) of the public keys. */
  readonly keys: { readonly keys: readonly JWK[] };
}

/** Ed25519 (RFC 8037): deterministic, small, and one algorithm for all. */
const ALGORITHM = 'EdDSA';

const TYPE = 'safe-session-receipt+jws';

const payloadOf = ({ recordHash, previousHash }: SignedEntry): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ previousHash, recordHash }));

/** A private key for `secrets.receiptKeys`. */
export const generateReceiptKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return exportJWK(privateKey);
};

const wrong = (what: string): TypeError => new TypeError(`[safe-session] secrets.receiptKeys: ${what}`);

interface KnownKey {
  readonly published: JWK & { readonly kid: string };
  readonly check: CryptoKey;
}

const knownKey = async ({ kty, crv, x }: JWK): Promise<KnownKey> => {
  if (kty !== 'OKP' || crv !== 'Ed25519' || !x) throw wrong('expected Ed25519 keys as JWK');
  const published = { kty, crv, x, alg: ALGORITHM, use: 'sig' };
  const kid = await calculateJwkThumbprint(published);
  return { published: { ...published, kid }, check: await imported({ kty, crv, x }) };
};

const imported = async (key: JWK): Promise<CryptoKey> => {
  const result = await importJWK(key, ALGORITHM);
  if (result instanceof Uint8Array) throw wrong('expected Ed25519 keys as JWK');
  return result;
};

const isSignedWith = async ({ check }: KnownKey, signature: string, payload: string): Promise<boolean> => {
  try {
    const signed = await compactVerify(signature, check, { algorithms: [ALGORITHM] });
    return new TextDecoder().decode(signed.payload) === payload;
  } catch {
    return false;
  }
};

/** @throws TypeError where there is no key, the first is not private, or one is no Ed25519 key */
export const receiptSigner = async (keys: readonly JWK[]): Promise<ReceiptSigner> => {
  const [first] = keys;
  if (!first?.d) throw wrong('expected at least one key, and the first of them private');
  const known = await Promise.all(keys.map(knownKey));
  const signing = await imported({ kty: 'OKP', crv: 'Ed25519', x: first.x, d: first.d } as JWK);
  const kid = known[0]?.published.kid ?? '';
  return {
    keys: { keys: known.map(({ published }) => published) },
    sign: (entry) =>
      new CompactSign(payloadOf(entry)).setProtectedHeader({ alg: ALGORITHM, kid, typ: TYPE }).sign(signing),
    verify: async (signature, entry) => {
      const payload = new TextDecoder().decode(payloadOf(entry));
      const checked = await Promise.all(known.map((key) => isSignedWith(key, signature, payload)));
      return checked.includes(true);
    },
  };
};
