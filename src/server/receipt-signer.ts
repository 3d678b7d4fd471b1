/**
 * The server's signature below each consent record (JWS, RFC 7515, compact), so that the client's copy proves what the
 * server held. The first key signs; older ones stay published, so that older receipts can still be checked.
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

/** @throws TypeError where there is no key, or one that is no private Ed25519 key */
export const receiptSigner = async (privateKeys: readonly JWK[]): Promise<ReceiptSigner> => {
  const known = await Promise.all(
    privateKeys.map(async ({ kty, crv, x, d }) => {
      if (kty !== 'OKP' || crv !== 'Ed25519' || !x || !d)
        throw new TypeError('[safe-session] secrets.receiptKeys: expected private Ed25519 keys as JWK');
      const published = { kty, crv, x, alg: ALGORITHM, use: 'sig' };
      const kid = await calculateJwkThumbprint(published);
      return {
        kid,
        published: { ...published, kid },
        sign: await importJWK({ kty, crv, x, d }, ALGORITHM),
        check: await importJWK({ kty, crv, x }, ALGORITHM),
      };
    }),
  );
  const [signing] = known;
  if (!signing) throw new TypeError('[safe-session] secrets.receiptKeys: expected at least one key');
  return {
    keys: { keys: known.map(({ published }) => published) },
    sign: (entry) =>
      new CompactSign(payloadOf(entry))
        .setProtectedHeader({ alg: ALGORITHM, kid: signing.kid, typ: TYPE })
        .sign(signing.sign),
    verify: async (signature, entry) => {
      const expected = new TextDecoder().decode(payloadOf(entry));
      for (const { check } of known)
        try {
          const { payload } = await compactVerify(signature, check, { algorithms: [ALGORITHM] });
          return new TextDecoder().decode(payload) === expected;
        } catch {
          // Not this key.
        }
      return false;
    },
  };
};
