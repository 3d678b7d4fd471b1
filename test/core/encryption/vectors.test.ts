import { expect } from '@open-wc/testing';
import { commitmentOf } from '../../../src/core/encryption/agreement-values.js';
import { isProvenBy, proveDevice, publicBytes } from '../../../src/core/encryption/device-proof.js';
import { fromHex, toHex, type Bytes } from '../../../src/core/encryption/encoding.js';
import { DATA_EXPORT, dataKey, keyIndexOf, mediaMaterial } from '../../../src/core/encryption/epoch-keys.js';
import { sealAway } from '../../../src/core/encryption/sealed-away.js';
import { groupDigest } from '../../../src/core/encryption/group-code.js';
import { KeyAgreement } from '../../../src/core/encryption/key-agreement.js';
import { decodeNote, encodeNote } from '../../../src/core/encryption/pair-notes.js';
import { pairContext, type Party, type Place } from '../../../src/core/encryption/party.js';
import { rosterOf } from '../../../src/core/encryption/roster.js';
import { codePictures, codeWords, groupPictures } from '../../../src/core/encryption/safety-code.js';
import {
  openEnvelope,
  readHeader,
  sealEnvelope,
  type EnvelopeType,
} from '../../../src/core/encryption/sealed-envelope.js';
import { goodbyeWord } from '../../../src/core/transports/goodbye-words.js';
import { keyPairOf, listedRandomness, signingPairOf } from './support/fixed-randomness.js';
import { TwoPages } from './support/two-pages.js';

type Side = 'a' | 'b';
type PerSide<T> = Record<Side, T>;

interface Vectors {
  readonly place: Place;
  readonly parties: PerSide<Party & { readonly e: string; readonly x: string; readonly n: string }>;
  readonly run: string;
  readonly request: string;
  readonly agreement: {
    readonly ctx: string;
    readonly ctxh: string;
    readonly E: PerSide<string>;
    readonly X: PerSide<string>;
    readonly C: PerSide<string>;
    readonly T: string;
    readonly messages: readonly { readonly from: Side; readonly bytes: string }[];
  };
  readonly code: { readonly D: string; readonly pictures: number[]; readonly words: number[] };
  readonly epoch: {
    readonly epoch: number;
    readonly sender: string;
    readonly roster: string;
    readonly S: string;
    readonly note: string;
    readonly sealed: string;
    readonly answer: string;
    readonly media: string;
    readonly goodbye: string;
    readonly P: { readonly aToB: string; readonly bToA: string };
  };
  readonly envelopes: readonly {
    readonly from: string;
    readonly to: string;
    readonly epoch: number;
    readonly sequence: number;
    readonly type: EnvelopeType;
    readonly number: number;
    readonly content: string;
    readonly bytes: string;
  }[];
  readonly group: {
    readonly people: readonly Party[];
    readonly roster: string;
    readonly T: readonly string[];
    readonly note: string;
    readonly G: string;
    readonly pictures: number[];
  };
  readonly device: {
    readonly sender: string;
    readonly seed: string;
    readonly key: string;
    readonly proof: string;
  };
}

/** Keys that nobody can read out are the same when the same comes out of them. */
const probe = async (key: CryptoKey): Promise<string> => {
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(1), info: new Uint8Array(1) };
  return toHex(new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256)));
};

const flipped = ([first, ...rest]: Bytes): Bytes => new Uint8Array([first! ^ 1, ...rest]);

describe('the encryption and its vectors', () => {
  let vectors: Vectors;

  before(async () => {
    const file = await fetch(new URL('../../encryption/vectors.json', import.meta.url));
    vectors = (await file.json()) as Vectors;
  });

  const agreementOf = async (self: Side, other: Side, first: string): Promise<KeyAgreement> => {
    const { e, x, n, ...party } = vectors.parties[self];
    const context = await pairContext(vectors.place, party, vectors.parties[other]);
    return new KeyAgreement(
      context!,
      listedRandomness([fromHex(first), fromHex(n)], [fromHex(e), fromHex(x)]),
    );
  };

  const replayed = async (): Promise<TwoPages> => {
    const pages = new TwoPages([
      await agreementOf('a', 'b', vectors.run),
      await agreementOf('b', 'a', vectors.request),
    ]);
    await pages.begin(1);
    await pages.settle();
    return pages;
  };

  it('have the same context and commitments', async () => {
    const { place, parties, agreement, run } = vectors;
    const context = await pairContext(place, parties.a, parties.b);
    expect(toHex(context!.encoded)).to.equal(agreement.ctx);
    expect(toHex(context!.hash)).to.equal(agreement.ctxh);
    for (const side of ['a', 'b'] as const) {
      const [key, encapsulated] = [fromHex(agreement.E[side]), fromHex(agreement.X[side])];
      const revealed = { key, encapsulated, nonce: fromHex(parties[side].n) };
      const made = await commitmentOf(context!, parties[side], fromHex(run), revealed);
      expect(toHex(made)).to.equal(agreement.C[side]);
      const { publicKey } = await keyPairOf(fromHex(parties[side].e));
      const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
      expect(toHex(raw)).to.equal(agreement.E[side]);
    }
  });

  it('say every message of the agreement byte by byte', async () => {
    const pages = await replayed();
    const said = pages.said.map(({ from, bytes }) => ({ from: from === 0 ? 'a' : 'b', bytes: toHex(bytes) }));
    expect(said).to.deep.equal(vectors.agreement.messages.map(({ from, bytes }) => ({ from, bytes })));
  });

  it('come to the same transcript and code on both sides', async () => {
    for (const { transcript, code } of (await replayed()).agreed()) {
      expect(toHex(transcript)).to.equal(vectors.agreement.T);
      expect(toHex(code)).to.equal(vectors.code.D);
      expect(codePictures(code)).to.deep.equal(vectors.code.pictures);
      expect(codeWords(code)).to.deep.equal(vectors.code.words);
    }
  });

  it('seal and open the notes of an epoch', async () => {
    const { place, parties, epoch } = vectors;
    const pages = await replayed();
    const roster = await rosterOf(place, [parties.b, parties.a]);
    expect(roster!.hash).to.equal(epoch.roster);
    const note = {
      type: 'epoch',
      epoch: 1,
      secret: fromHex(epoch.S),
      roster: fromHex(epoch.roster),
    } as const;
    expect(toHex(encodeNote(note))).to.equal(epoch.note);
    expect(decodeNote(fromHex(epoch.note))).to.deep.equal(note);
    expect(toHex((await pages.ends[1].seal(encodeNote(note)))!)).to.equal(epoch.sealed);
    const opened = await pages.deliver(0, fromHex(epoch.sealed));
    expect(opened).to.deep.equal({ type: 'note', plaintext: fromHex(epoch.note) });
    const answer = encodeNote({ type: 'installed', epoch: 1 });
    expect(toHex((await pages.ends[0].seal(answer))!)).to.equal(epoch.answer);
  });

  it('derive the same keys for media', async () => {
    const { place, epoch } = vectors;
    const material = await mediaMaterial(fromHex(epoch.S), place, epoch.epoch, epoch.sender);
    expect(material.extractable).to.equal(false);
    expect(await probe(material)).to.equal(await probe(await sealAway(fromHex(epoch.media))));
  });

  it('export the same for both directions', async () => {
    const [{ channel }] = (await replayed()).agreed();
    expect(toHex(await channel.exportSending(DATA_EXPORT))).to.equal(vectors.epoch.P.aToB);
    expect(toHex(await channel.exportReceiving(DATA_EXPORT))).to.equal(vectors.epoch.P.bToA);
  });

  it('seal and open the same envelopes', async () => {
    const { place, parties, epoch, envelopes } = vectors;
    expect(envelopes).to.have.lengthOf(4);
    for (const { from, to, epoch: of, sequence, type, number, content, bytes } of envelopes) {
      const header = { type, epoch: of, sequence };
      const exported = fromHex(from === parties.a.identity ? epoch.P.aToB : epoch.P.bToA);
      const secret: Bytes = header.epoch === 0 ? new Uint8Array(0) : fromHex(epoch.S);
      const path = { sender: from, recipient: to, exported: await sealAway(exported) };
      const key = await dataKey(secret, place, header.epoch, path);
      const route = { place, sender: from, recipient: to };
      const said = { number, content: fromHex(content) };
      expect(toHex(await sealEnvelope(key, route, header, said))).to.equal(bytes);
      const read = readHeader(fromHex(bytes));
      expect(read).to.deep.equal(header);
      expect(await openEnvelope(key, route, read!, fromHex(bytes))).to.deep.equal(said);
    }
  });

  it('have the same code for a room of three', async () => {
    const { place, group } = vectors;
    const roster = await rosterOf(place, group.people);
    expect(roster!.hash).to.equal(group.roster);
    const note = decodeNote(fromHex(group.note));
    expect(note!.type).to.equal('pairs');
    const pairs = note!.type === 'pairs' ? note!.pairs : [];
    expect(pairs.map(({ transcript }) => toHex(transcript))).to.deep.equal(group.T);
    const digest = await groupDigest(roster!, pairs);
    expect(toHex(digest)).to.equal(group.G);
    expect(groupPictures(digest)).to.deep.equal(group.pictures);
  });

  it('say the same word when they leave', async () => {
    const { place, epoch } = vectors;
    const material = await mediaMaterial(fromHex(epoch.S), place, epoch.epoch, epoch.sender);
    const key = { epoch: epoch.epoch, keyIndex: keyIndexOf(epoch.epoch), material };
    expect(await goodbyeWord(key)).to.equal(epoch.goodbye);
  });

  it('prove a device in the same way, and only in one channel and for one sender', async () => {
    const { parties, device } = vectors;
    const place = { code: fromHex(vectors.code.D), sender: device.sender };
    const [key, proof] = [fromHex(device.key), fromHex(device.proof)];
    const keys = await signingPairOf(fromHex(device.seed));
    expect(toHex(await publicBytes(keys))).to.equal(device.key);
    expect(toHex(await proveDevice(keys, place))).to.equal(device.proof);
    expect(await isProvenBy(key, place, proof)).to.equal(true);
    const otherKey = await publicBytes(await signingPairOf(fromHex(parties.a.e)));
    for (const [changed, by, where, said] of [
      ['key', otherKey, place, proof],
      ['code', key, { ...place, code: flipped(place.code) }, proof],
      ['sender', key, { ...place, sender: parties.b.identity }, proof],
      ['proof', key, place, flipped(proof)],
    ] as const)
      expect(await isProvenBy(by, where, said), changed).to.equal(false);
  });
});
