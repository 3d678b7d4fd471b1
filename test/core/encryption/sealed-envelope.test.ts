import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { concat, fields, uint32, utf8, type Bytes } from '../../../src/core/encryption/encoding.js';
import { dataKey } from '../../../src/core/encryption/epoch-keys.js';
import { sealAway } from '../../../src/core/encryption/sealed-away.js';
import {
  isEnvelope,
  MAX_CONTENT_BYTES,
  openEnvelope,
  readHeader,
  sealEnvelope,
  type EnvelopeContent,
  type EnvelopeHeader,
  type Route,
} from '../../../src/core/encryption/sealed-envelope.js';
import { CLIENT, PLACE, THERAPIST } from './support/two-pages.js';

const ROUTE: Route = { place: PLACE, sender: CLIENT.identity, recipient: THERAPIST.identity };
const HEADER: EnvelopeHeader = { type: 'message', epoch: 3, sequence: 5 };
const HELLO: EnvelopeContent = { number: 1, content: utf8('Good morning') };

const freshKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

const flipped = (bytes: Bytes, bit: number): Bytes => {
  const copy = Uint8Array.from(bytes);
  const at = (bit >> 3) % copy.byteLength;
  copy[at] = copy[at]! ^ (1 << (bit & 7));
  return copy;
};

describe('a sealed envelope', () => {
  let key: CryptoKey;
  let sealed: Bytes;

  before(async () => {
    key = await freshKey();
    sealed = await sealEnvelope(key, ROUTE, HEADER, HELLO);
  });

  /** As a page does it: what the bytes say of themselves, and then the seal. */
  const opened = async (bytes: Bytes, route = ROUTE, by = key): Promise<EnvelopeContent | null> => {
    const header = readHeader(bytes);
    return header && openEnvelope(by, route, header, bytes);
  };

  it('is opened with its key, for its route', async () => {
    expect(await opened(sealed)).to.deep.equal(HELLO);
    expect(readHeader(sealed)).to.deep.equal(HEADER);
    expect(isEnvelope(sealed)).to.equal(true);
  });

  it('is opened for no other appointment, room, sender or recipient, even with its key', async () => {
    const others: readonly Route[] = [
      { ...ROUTE, place: { ...PLACE, appointment: 'another-appointment' } },
      { ...ROUTE, place: { ...PLACE, room: 'another-room' } },
      { ...ROUTE, sender: 'p-another' },
      { ...ROUTE, recipient: 'p-another' },
      { ...ROUTE, sender: THERAPIST.identity, recipient: CLIENT.identity },
    ];
    for (const route of others) expect(await opened(sealed, route)).to.equal(null);
  });

  it('is opened under no other version, type, epoch or sequence, even with its key', async () => {
    const table: readonly [string, number, number][] = [
      ['version', 0, 2],
      ['type', 1, 0x11],
      ['epoch', 5, 4],
      ['sequence', 9, 6],
    ];
    for (const [name, at, value] of table) {
      const changed = Uint8Array.from(sealed);
      changed[at] = value;
      expect(await opened(changed), name).to.equal(null);
      // Also where the one who opens it believes what the envelope said when it was sealed.
      expect(await openEnvelope(key, ROUTE, HEADER, changed), name).to.equal(null);
    }
  });

  it('is opened with no other key', async () => {
    expect(await opened(sealed, ROUTE, await freshKey())).to.equal(null);
  });

  it('is refused when a single bit was turned, anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.byteLength * 8 - 1), async (bit) => {
        expect(await opened(flipped(sealed, bit))).to.equal(null);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('is refused when it was cut or made longer, by whatever number of bytes', async () => {
    for (const length of [0, 1, 9, 10, 26, 281]) expect(await opened(sealed.slice(0, length))).to.equal(null);
    for (const more of [1, 256, 65_536])
      expect(await opened(new Uint8Array([...sealed, ...new Uint8Array(more)]))).to.equal(null);
  });

  it('shows of its length only how many times 256 bytes it has', async () => {
    const lengthOf = async (content: number): Promise<number> =>
      (await sealEnvelope(key, ROUTE, HEADER, { number: 1, content: new Uint8Array(content) })).byteLength;
    const table: readonly [content: number, envelope: number][] = [
      [0, 282],
      [1, 282],
      [248, 282],
      [249, 538],
      [504, 538],
      [505, 794],
      [MAX_CONTENT_BYTES, 16_666],
    ];
    for (const [content, envelope] of table) expect(await lengthOf(content)).to.equal(envelope);
  });

  it('gives back what was put in, of every length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 1_200 }), fc.nat(0xffff_ffff), async (content, number) => {
        const said = { number, content: Uint8Array.from(content) };
        expect(await opened(await sealEnvelope(key, ROUTE, HEADER, said))).to.deep.equal(said);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('is refused where its padding says anything, or is longer than it has to be', async () => {
    const covered = concat(Uint8Array.of(1, 0x10), uint32(HEADER.epoch), uint32(HEADER.sequence));
    const sealPlain = async (plaintext: Bytes): Promise<Bytes> => {
      const additionalData = fields(
        'ts-sas/1 envelope',
        PLACE.appointment,
        PLACE.room,
        ROUTE.sender,
        ROUTE.recipient,
        covered,
      );
      const iv = concat(new Uint8Array(8), uint32(HEADER.sequence));
      const name = { name: 'AES-GCM', iv, additionalData };
      return concat(covered, new Uint8Array(await crypto.subtle.encrypt(name, key, plaintext)));
    };
    const plain = (length: number, size: number, last = 0): Bytes => {
      const bytes = concat(uint32(1), uint32(length), new Uint8Array(size - 8));
      bytes[size - 1] = last;
      return bytes;
    };
    expect(await opened(await sealPlain(plain(12, 256)))).not.to.equal(null);
    const wrong: readonly [string, Bytes][] = [
      ['a bit in the padding', plain(12, 256, 1)],
      ['a bucket too many', plain(12, 512)],
      ['more than there is', plain(249, 256)],
      ['far more than there is', plain(0xffff_ffff, 256)],
      ['more than people may say', plain(MAX_CONTENT_BYTES + 1, 16_640)],
    ];
    for (const [name, plaintext] of wrong)
      expect(await opened(await sealPlain(plaintext)), name).to.equal(null);
  });

  it('has a header to read in nothing else', () => {
    for (const [place, value] of [
      [0, 2],
      [1, 0x0f],
      [1, 0x13],
    ] as const) {
      const other = Uint8Array.from(sealed);
      other[place] = value;
      expect(readHeader(other)).to.equal(null);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (noise) => {
        const header = readHeader(noise);
        const fits = noise.byteLength >= 282 && (noise.byteLength - 26) % 256 === 0;
        if (!fits || noise[0] !== 1) expect(header).to.equal(null);
      }),
      { numRuns: 500, seed: 6 },
    );
  });

  describe('has a key of its own for each', () => {
    const secret = new Uint8Array(32).fill(1);
    const exported = (): Promise<CryptoKey> => sealAway(new Uint8Array(32).fill(2));
    const path = async (): Promise<Parameters<typeof dataKey>[3]> => ({
      sender: ROUTE.sender,
      recipient: ROUTE.recipient,
      exported: await exported(),
    });

    const opensWith = async (other: CryptoKey): Promise<boolean> => {
      const own = await dataKey(secret, PLACE, 3, await path());
      return (await opened(await sealEnvelope(own, ROUTE, HEADER, HELLO), ROUTE, other)) !== null;
    };

    it('secret, appointment, room, epoch, sender, recipient and channel', async () => {
      expect(await opensWith(await dataKey(secret, PLACE, 3, await path()))).to.equal(true);
      const others = [
        await dataKey(new Uint8Array(32).fill(3), PLACE, 3, await path()),
        await dataKey(new Uint8Array(0), PLACE, 3, await path()),
        await dataKey(secret, { ...PLACE, appointment: 'another' }, 3, await path()),
        await dataKey(secret, { ...PLACE, room: 'another' }, 3, await path()),
        await dataKey(secret, PLACE, 4, await path()),
        await dataKey(secret, PLACE, 3, {
          ...(await path()),
          sender: ROUTE.recipient,
          recipient: ROUTE.sender,
        }),
        await dataKey(secret, PLACE, 3, { ...(await path()), sender: 'p-another' }),
        await dataKey(secret, PLACE, 3, { ...(await path()), recipient: 'p-another' }),
        await dataKey(secret, PLACE, 3, {
          ...(await path()),
          exported: await sealAway(new Uint8Array(32).fill(4)),
        }),
      ];
      for (const other of others) expect(await opensWith(other)).to.equal(false);
    });

    it('and none of them can be read out', async () => {
      expect((await dataKey(secret, PLACE, 3, await path())).extractable).to.equal(false);
      const raw = new Uint8Array(32).fill(7);
      expect((await sealAway(raw)).extractable).to.equal(false);
      expect(raw).to.deep.equal(new Uint8Array(32));
    });
  });
});
