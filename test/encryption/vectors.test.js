/** The worked example of docs/encryption.md, computed again from the document. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import {
  commitment,
  context,
  dataKey,
  deviceProof,
  deviceStatement,
  epochNote,
  goodbyeWord,
  groupDigest,
  groupPictures,
  installedNote,
  isProof,
  mediaKey,
  openEnvelope,
  pairsNote,
  pictures,
  rosterHash,
  SecondAgreement,
  sealEnvelope,
  signingPair,
  words,
} from './second-implementation.js';

const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));
const { place, parties, agreement, code, epoch, envelopes, group, device } = vectors;
const bytes = (hex) => Buffer.from(hex, 'hex');
const hex = (buffer) => buffer.toString('hex');
const own = ({ e, x, n }) => ({ e: bytes(e), x: bytes(x), n: bytes(n) });
const NO_SECRET = Buffer.alloc(0);
const flipped = ([first, ...rest]) => Buffer.from([first ^ 1, ...rest]);

/** Both ends, after every message of the file was made again and found to be the same. */
const replayed = () => {
  const { a, b } = parties;
  const ends = {
    a: new SecondAgreement(place, a, b, own(a), bytes(vectors.run)),
    b: new SecondAgreement(place, b, a, own(b)),
  };
  const underWay = [{ from: 'b', message: ends.b.hello(bytes(vectors.request)) }];
  for (const { from, bytes: expected } of agreement.messages) {
    const next = underWay.shift();
    assert.equal(next.from, from);
    assert.equal(hex(next.message), expected);
    const to = from === 'a' ? 'b' : 'a';
    underWay.push(...ends[to].receive(next.message).map((message) => ({ from: to, message })));
  }
  assert.equal(underWay.length, 0);
  return ends;
};

describe('the second implementation and the vectors', () => {
  it('have the same context and commitments', () => {
    const { a, b } = parties;
    const { ctx, ctxh } = context(place, a, b);
    assert.equal(hex(ctx), agreement.ctx);
    assert.equal(hex(ctxh), agreement.ctxh);
    for (const side of ['a', 'b']) {
      const shown = { E: bytes(agreement.E[side]), X: bytes(agreement.X[side]), N: bytes(parties[side].n) };
      const made = commitment(ctx, bytes(vectors.run), parties[side], shown);
      assert.equal(hex(made), agreement.C[side]);
    }
  });

  it('say every message of the agreement byte by byte', () => {
    const { a, b } = replayed();
    assert.ok(a.agreed && b.agreed);
    assert.equal(hex(a.T), agreement.T);
    assert.equal(hex(b.T), agreement.T);
  });

  it('show the same code on both sides', () => {
    for (const end of Object.values(replayed())) {
      assert.equal(hex(end.K), code.K);
      assert.equal(hex(end.D), code.D);
      assert.deepEqual(pictures(end.D), code.pictures);
      assert.deepEqual(words(end.D), code.words);
    }
  });

  it('seal and open the notes of an epoch', () => {
    const { a, b } = replayed();
    assert.equal(hex(rosterHash(place, Object.values(parties))), epoch.roster);
    const note = epochNote(epoch.epoch, bytes(epoch.S), bytes(epoch.roster));
    assert.equal(hex(note), epoch.note);
    assert.equal(hex(b.seal('sealed', note)), epoch.sealed);
    assert.equal(hex(a.open(bytes(epoch.sealed))), epoch.note);
    assert.equal(hex(a.seal('sealed', installedNote(epoch.epoch))), epoch.answer);
    assert.equal(hex(b.open(bytes(epoch.answer))), hex(installedNote(epoch.epoch)));
  });

  it('derive the same keys', () => {
    const { a, b } = replayed();
    assert.equal(hex(a.channel.sending.export('ts-sas/1 data')), epoch.P.aToB);
    assert.equal(hex(b.channel.receiving.export('ts-sas/1 data')), epoch.P.aToB);
    assert.equal(hex(b.channel.sending.export('ts-sas/1 data')), epoch.P.bToA);
    assert.equal(hex(mediaKey(bytes(epoch.S), place, epoch.epoch, epoch.sender)), epoch.media);
    for (const envelope of envelopes) {
      const exported = bytes(envelope.from === parties.a.identity ? epoch.P.aToB : epoch.P.bToA);
      const secret = envelope.epoch === 0 ? NO_SECRET : bytes(epoch.S);
      const key = dataKey(exported, secret, place, envelope.epoch, envelope.from, envelope.to);
      assert.equal(hex(key), envelope.key);
    }
  });

  it('seal and open the same envelopes', () => {
    for (const { from, to, key, bytes: sealed, content, ...rest } of envelopes) {
      const made = sealEnvelope(bytes(key), place, from, to, { ...rest, content: bytes(content) });
      assert.equal(hex(made), sealed);
      const opened = openEnvelope(bytes(key), place, from, to, bytes(sealed));
      assert.deepEqual({ ...opened, content: hex(opened.content) }, { ...rest, content });
    }
  });

  it('have the same code for a room of three', () => {
    const [T01, T02, T12] = group.T.map(bytes);
    const roster = rosterHash(place, group.people);
    assert.equal(hex(roster), group.roster);
    const pairs = [
      { i: 0, j: 1, T: T01 },
      { i: 0, j: 2, T: T02 },
      { i: 1, j: 2, T: T12 },
    ];
    assert.equal(hex(pairsNote(roster, pairs)), group.note);
    const digest = groupDigest(roster, [T01, T02, T12]);
    assert.equal(hex(digest), group.G);
    assert.deepEqual(groupPictures(digest), group.pictures);
  });

  it('say the same word when they leave', () => {
    assert.equal(goodbyeWord(bytes(epoch.media)), epoch.goodbye);
  });

  it('prove a device in the same way, and only in one channel and for one sender', () => {
    const { sender } = device;
    const [D, key, proof] = [code.D, device.key, device.proof].map(bytes);
    const pair = signingPair(bytes(device.seed));
    assert.equal(hex(pair.raw), device.key);
    assert.equal(hex(deviceStatement(D, sender, key)), device.statement);
    assert.equal(hex(deviceProof(pair, D, sender)), device.proof);
    assert.equal(isProof(key, D, sender, proof), true);
    const otherKey = signingPair(bytes(parties.a.e)).raw;
    for (const [changed, ...wrong] of [
      ['key', otherKey, D, sender, proof],
      ['code', key, flipped(D), sender, proof],
      ['sender', key, D, parties.b.identity, proof],
      ['proof', key, D, sender, flipped(proof)],
    ])
      assert.equal(isProof(...wrong), false, changed);
  });
});
