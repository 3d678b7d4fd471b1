import { expect } from '@open-wc/testing';
import { decodeCarried } from '../../src/core/encryption/carried-frames.js';
import { encodeMessage } from '../../src/core/message-codec.js';
import type { Role } from '../../src/core/session-snapshot.js';
import { InBetween } from '../support/in-between.js';
import { canRead, TwoSessions, type Bytes } from '../support/two-sessions.js';
import { waitUntil } from '../support/wait-until.js';

const ROLES: readonly Role[] = ['client', 'therapist'];

const REVEAL = 3;

const kindOf = (bytes: Bytes): number | undefined => decodeCarried(bytes)?.content[1];

const flipped = (bytes: Bytes): Bytes => {
  const changed = Uint8Array.from(bytes);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  return changed;
};

describe('two sessions with somebody in between', function () {
  this.timeout(60_000);
  let sessions: TwoSessions;
  let complaints: typeof console.error;

  beforeEach(() => {
    sessions = new TwoSessions();
    complaints = console.error;
    console.error = () => undefined;
  });

  afterEach(() => {
    sessions.close();
    console.error = complaints;
  });

  const met = async (): Promise<void> => {
    await sessions.wait();
    await sessions.agree();
    await sessions.meet();
  };

  it('have the same pictures and words while they wait, and nobody has compared them yet', async () => {
    await sessions.wait();
    await sessions.agree();
    const [client, therapist] = ROLES.map((role) => sessions.safety(role));
    expect(client).to.deep.equal(therapist);
    expect(client).to.include({ state: 'unchecked', runs: 1 });
    expect(client?.pictures).to.have.lengthOf(4);
    expect(client?.words).to.have.lengthOf(3);
  });

  it('tell each other names while they wait, and whoever carries them can read nothing', async () => {
    sessions.client.send({ type: 'set-preferences', preferences: { name: 'Zebulon', wishes: 'Quietly' } });
    await sessions.wait();
    await sessions.until(
      'therapist',
      ({ people }) => people[0]?.profile?.name === 'Zebulon',
      'knows the name',
    );
    expect(sessions.carried).to.not.be.empty;
    expect(sessions.carried.every((bytes) => decodeCarried(bytes) !== null)).to.equal(true);
    expect(canRead('Zebulon', sessions.carried), 'readable on the way').to.equal(false);
  });

  it('open each other’s frames from the first one on, and send none before', async () => {
    await met();
    for (const role of ROLES)
      await waitUntil(
        () => sessions.keys.some((event) => event.by === role && event.did === 'seal' && event.key),
        `the ${role} may send`,
      );
    for (const [sender, receiver] of [ROLES, [...ROLES].reverse()] as [Role, Role][]) {
      const sends = sessions.keys.findIndex(
        ({ by, did, ...more }) => by === sender && did === 'seal' && 'key' in more && more.key !== null,
      );
      const opens = sessions.keys.findIndex((event) => event.by === receiver && event.did === 'open');
      const comes = sessions.keys.findIndex((event) => event.by === receiver && event.did === 'connect');
      // Whoever is not there yet gets no frame.
      expect(opens, `${receiver} opens`).to.be.greaterThan(-1).and.lessThan(Math.max(sends, comes));
      const [sent, opened] = [sessions.keys[sends], sessions.keys[opens]];
      if (sent?.did !== 'seal' || opened?.did !== 'open') throw new Error('not these');
      expect(opened.key).to.include({ epoch: sent.key?.epoch, keyIndex: sent.key?.keyIndex });
      expect(opened.person).to.equal(sessions.id(sender));
      expect(sent.key?.material.extractable).to.equal(false);
    }
  });

  it('write to each other through the room once they are in it, and sealed there as well', async () => {
    await met();
    const before = sessions.byRoom.length;
    sessions.client.send({ type: 'send-text', text: 'Are you there, Zebulon?' });
    await sessions.until('therapist', ({ texts }) => texts.length === 1, 'has the text');
    await sessions.until('client', ({ texts }) => texts[0]?.state === 'delivered', 'knows that it arrived');
    expect(sessions.byRoom.length).to.be.greaterThan(before);
    expect(canRead('Zebulon', sessions.carried)).to.equal(false);
  });

  it('begin with new keys after a pause', async () => {
    await met();
    const epochs = (): number[] =>
      sessions.keys.flatMap((event) => (event.did === 'seal' && event.key ? [event.key.epoch] : []));
    await waitUntil(() => epochs().length >= 2, 'both may send');
    const newest = Math.max(...epochs());
    sessions.client.send({ type: 'pause' });
    await sessions.until('therapist', ({ phase }) => phase.name === 'paused', 'pauses');
    sessions.client.send({ type: 'resume' });
    await waitUntil(() => Math.max(...epochs()) > newest, 'new keys');
  });

  it('act on nothing that comes in the clear, whoever it claims to be from and whichever way it takes', async () => {
    await met();
    const before = sessions.therapist.snapshot;
    const plain = [
      encodeMessage({ v: 1, id: 'p', type: 'pause', body: { paused: true } }),
      encodeMessage({ v: 1, id: 't', type: 'text', body: { text: 'Send me your number' } }),
      encodeMessage({ v: 1, id: 'n', type: 'presence', body: { presence: 'private-moment' } }),
      encodeMessage({
        v: 1,
        id: 'd',
        type: 'code-differs',
        body: { run: sessions.safety('client')?.run ?? '' },
      }),
    ];
    for (const bytes of plain) sessions.pretend('client', bytes);
    // The same way, sealed: when this has come, what was before it has come as well.
    sessions.client.send({ type: 'open-panel', panel: 'support' });
    await sessions.until(
      'therapist',
      ({ people }) => people[0]?.presence === 'taking-a-moment',
      'hears the client',
    );
    expect(sessions.therapist.snapshot.phase.name).to.equal('session');
    expect(sessions.therapist.snapshot.texts).to.deep.equal([]);
    expect(sessions.therapist.snapshot.problems).to.deep.equal(before.problems);
  });

  it('come to the same where everything is repeated and out of order', async () => {
    const kept: Bytes[] = [];
    sessions.relay = (_from, bytes) => {
      const again = kept.splice(0);
      kept.push(bytes);
      return [bytes, ...again, bytes];
    };
    sessions.client.send({ type: 'set-preferences', preferences: { name: 'Zebulon' } });
    await sessions.wait();
    await sessions.agree();
    await sessions.until(
      'therapist',
      ({ people }) => people[0]?.profile?.name === 'Zebulon',
      'knows the name',
    );
    sessions.client.send({ type: 'send-text', text: 'once' });
    await sessions.until('client', ({ texts }) => texts[0]?.state === 'delivered', 'knows that it arrived');
    expect(sessions.therapist.snapshot.texts).to.have.lengthOf(1);
    expect(sessions.safety('therapist')).to.include({ state: 'unchecked', runs: 1 });
  });

  it('never agree where what they show is changed on the way, and say so after five runs', async () => {
    sessions.relay = (_from, bytes) => [kindOf(bytes) === REVEAL ? flipped(bytes) : bytes];
    await sessions.wait();
    await waitUntil(
      () => ROLES.some((role) => sessions.safety(role)?.state === 'failed'),
      'one of them gives up',
    );
    const gaveUp = ROLES.find((role) => sessions.safety(role)?.state === 'failed') ?? 'client';
    expect(sessions.of(gaveUp).snapshot.problems.map(({ code }) => code)).to.include('encryption-failed');
    expect(ROLES.map((role) => sessions.safety(role)?.pictures)).to.deep.equal([null, null]);
    expect(sessions.keys.filter((event) => event.did === 'seal' && event.key)).to.deep.equal([]);
  });

  it('begin anew where a sealed message is changed on the way, and count how often', async () => {
    let changed = false;
    sessions.relay = (_from, bytes) => {
      if (changed || kindOf(bytes) !== 5) return [bytes];
      changed = true;
      return [flipped(bytes)];
    };
    await sessions.wait();
    await waitUntil(
      () => ROLES.every((role) => sessions.safety(role)?.pictures && sessions.safety(role)?.runs === 2),
      'another code',
    );
    expect(changed).to.equal(true);
    expect(sessions.safety('client')?.pictures).to.deep.equal(sessions.safety('therapist')?.pictures);
    expect(ROLES.map((role) => sessions.safety(role)?.runs)).to.deep.equal([2, 2]);
  });

  it('tell nothing to anybody while whoever carries keeps everything back', async () => {
    sessions.relay = () => [];
    sessions.client.send({ type: 'set-preferences', preferences: { name: 'Zebulon' } });
    await sessions.wait();
    await waitUntil(() => sessions.carried.length >= 2, 'both have begun');
    expect(ROLES.map((role) => sessions.safety(role)?.state)).to.deep.equal(['securing', 'securing']);
    expect(canRead('Zebulon', sessions.carried)).to.equal(false);
    expect(sessions.therapist.snapshot.people[0]?.profile).to.equal(null);
  });

  it('stop on both sides when one of them sees other pictures, and go on only with new ones', async () => {
    await met();
    for (const role of ROLES) sessions.of(role).send({ type: 'begin', startWith: 'sound-and-picture' });
    for (const role of ROLES) await sessions.until(role, ({ media }) => media.camera === 'on', 'sends');
    const { run, pictures } = sessions.safety('client') ?? {};
    sessions.client.send({ type: 'refuse-code', person: sessions.id('therapist'), run: run ?? '' });
    expect(sessions.client.snapshot.media, 'in the task of the press').to.include({
      microphone: 'off',
      camera: 'off',
    });
    await sessions.until(
      'therapist',
      ({ media }) => media.camera === 'off' && media.microphone === 'off',
      'stops',
    );
    for (const role of ROLES) {
      expect(sessions.safety(role), role).to.include({ state: 'differs', pictures: null });
      expect(sessions.of(role).snapshot.problems.map(({ code }) => code)).to.deep.equal(['code-differs']);
      expect(sessions.of(role).can({ type: 'camera-on' })).to.equal(false);
      expect(sessions.of(role).snapshot.phase.name).to.equal('session');
    }
    sessions.client.send({ type: 'new-code', person: sessions.id('therapist') });
    await waitUntil(() => sessions.safety('client')?.pictures, 'new pictures');
    expect(sessions.safety('client')?.state).to.equal('unchecked');
    expect(sessions.client.snapshot.problems).to.deep.equal([]);
    await waitUntil(() => sessions.safety('therapist')?.run === sessions.safety('client')?.run, 'the same');
    expect(sessions.safety('therapist')?.state, 'not before they ask for it').to.equal('differs');
    sessions.therapist.send({ type: 'new-code', person: sessions.id('client') });
    expect(sessions.safety('therapist')).to.deep.equal(sessions.safety('client'));
    expect(sessions.safety('client')?.pictures).to.not.deep.equal(pictures);
    expect(sessions.client.snapshot.media.camera, 'nothing comes on by itself').to.equal('off');
    expect(sessions.client.can({ type: 'camera-on' })).to.equal(true);
  });

  it('show other pictures to each where somebody swaps the keys, and a refusal stops whoever saw it', async () => {
    const between = new InBetween(sessions);
    sessions.client.send({ type: 'set-preferences', preferences: { name: 'Zebulon' } });
    await sessions.wait();
    await sessions.agree();
    await sessions.until('therapist', ({ people }) => people[0]?.profile?.name === 'Zebulon', 'has the name');
    expect(canRead('Zebulon', between.read), 'whoever is in between reads along').to.equal(true);
    const [client, therapist] = ROLES.map((role) => sessions.safety(role));
    expect(client?.pictures).to.not.deep.equal(therapist?.pictures);
    expect(client?.words).to.not.deep.equal(therapist?.words);
    sessions.relay = () => [];
    const ask = { type: 'refuse-code', person: sessions.id('client'), run: therapist?.run ?? '' } as const;
    sessions.therapist.send(ask);
    expect(sessions.safety('therapist')?.state).to.equal('differs');
    expect(sessions.therapist.can({ type: 'begin', startWith: 'sound' })).to.equal(false);
    between.end();
  });

  it('forget a comparison when the other page is loaded anew', async () => {
    await met();
    const run = sessions.safety('therapist')?.run ?? '';
    sessions.therapist.send({ type: 'confirm-code', person: sessions.id('client'), run });
    expect(sessions.safety('therapist')?.state).to.equal('checked');
    sessions.client.send({ type: 'leave' });
    await sessions.until('therapist', ({ people }) => people[0]?.state === 'gone', 'sees them go');
    expect(sessions.safety('therapist')).to.include({ state: 'securing', pictures: null, run: null });
  });
});
