/** What is recorded, refused, taken back and proved: the book of consent behind its routes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';

import { hashOf, recordHashOf } from '../../dist/core/consent-document.js';
import { shownDocument } from '../../dist/core/consent-shown.js';
import { generateReceiptKey } from '../../dist/server/receipt-signer.js';
import { openStore, startPractice } from './support/practice.js';
import { answers, SAMPLE_CONSENT, SIGNATURE } from './support/sample-consent.js';

let store;
let practice;

before(async () => {
  store = await openStore();
  practice = await startPractice({ store });
});
after(async () => {
  await practice?.close();
  await store?.close();
});

const record = (client, change) => client.post('/consent/records', { answers: answers(change) });
const refusal = (client, change) => client.refusal('POST', '/consent/records', { answers: answers(change) });
const historyOf = (subject) => practice.handler.practice.consentHistory(subject);
const SHOWN_HASH = await hashOf(shownDocument(SAMPLE_CONSENT, 'en', []));

describe('a record', () => {
  it('names exactly what was on the screen, who decided, when, and what it replaces', async () => {
    const { appointment, client } = await practice.meet();
    const first = await record(client);
    const { decidedAt, presentedAt, recordId, ...rest } = first.record;
    assert.deepEqual(rest, {
      schemaVersion: 1,
      rehearsal: false,
      subject: client.person,
      grantor: client.person,
      appointment: appointment.id,
      supersedes: null,
      document: { id: 'sample-consent', hash: SHOWN_HASH, language: 'en' },
      decisions: answers().decisions,
      method: 'screen',
      signature: SIGNATURE,
      attestedBy: null,
    });
    assert.ok(Date.parse(presentedAt) < Date.parse(decidedAt));
    const second = await record(client, { decisions: { contact: 'yes' } });
    assert.equal(second.record.supersedes, recordId);
    assert.equal(second.proof.previousHash, first.proof.recordHash);
  });

  it('reaches the others as it is kept', async () => {
    const { client, therapist } = await practice.meet();
    const { record: kept } = await record(client);
    for (const page of [client, therapist])
      assert.deepEqual((await page.line.fact({ type: 'consent-changed' })).records, [kept]);
  });

  it('was shown in the past, whatever the page’s clock says', async () => {
    const { client } = await practice.meet();
    const { record: kept } = await record(client, { presentedAt: practice.clock.now() + 60 * 60_000 });
    assert.ok(Date.parse(kept.presentedAt) <= Date.parse(kept.decidedAt));
  });

  it('of a text that was not offered is refused, and leaves nothing', async () => {
    const { client } = await practice.meet();
    for (const change of [
      { language: 'de' },
      { language: 'constructor' },
      { decisions: { guardian: 'agree' } },
      { decisions: { nothing: 'agree' } },
      { decisions: { care: 'yes' } },
      { decisions: { contact: 'read' } },
      { signature: null },
      { signature: { name: ' ', statement: 'x' } },
    ])
      assert.match(
        await refusal(client, change),
        /^(not-recorded|consent-language-missing)$/u,
        JSON.stringify(change),
      );
    const version = [{ topic: 'care', version: '2.0.0', decision: 'agree' }];
    const twice = [...answers().decisions, answers().decisions[0]];
    for (const decisions of [version, twice]) {
      const changed = { ...answers(), decisions };
      assert.equal(await client.refusal('POST', '/consent/records', { answers: changed }), 'not-recorded');
    }
    assert.deepEqual((await historyOf(client.person)).entries, []);
  });

  it('in a language that nobody has reviewed is neither signed nor attested', async () => {
    const { client, therapist } = await practice.meet();
    assert.equal(await refusal(client, { language: 'fr' }), 'not-recorded');
    // Whoever reads it may say no, or that they want to talk: nothing is signed by that.
    const talk = { language: 'fr', signature: null, decisions: { care: 'talk-first', limits: null } };
    assert.equal(await refusal(client, talk), null);
    const attest = (method) =>
      therapist.refusal('POST', '/consent/attestations', {
        subject: client.person,
        topics: ['care'],
        method,
      });
    assert.equal(await attest('verbal-attested'), 'not-recorded');
    assert.equal(
      await attest('emergency-deferred'),
      null,
      'in an emergency nothing is agreed to in these words',
    );
  });

  it('is made by nobody for somebody else', async () => {
    const { client, therapist } = await practice.meet();
    assert.equal(await refusal(therapist), 'not-recorded');
    const attest = { subject: client.person, topics: ['care'], method: 'verbal-attested' };
    assert.equal(await client.refusal('POST', '/consent/attestations', attest), 'not-recorded');
    const own = { ...attest, subject: therapist.person };
    assert.equal(await therapist.refusal('POST', '/consent/attestations', own), 'not-recorded');
  });

  it('is not taken where the appointment asks for no consent', async () => {
    const { client } = await practice.meet({ consentDocument: null });
    assert.equal(await refusal(client), 'not-recorded');
  });

  it('is kept in a number that a person can make', async (t) => {
    practice.clock.stop();
    t.after(() => practice.clock.start());
    const { client } = await practice.meet();
    const outcomes = [];
    for (let index = 0; index < 31; index += 1) outcomes.push(await refusal(client));
    assert.deepEqual([outcomes[0], outcomes.at(-1)], [null, 'too-many-tries']);
  });
});

describe('what a therapist attests', () => {
  it('carries who attested, and settles the topics', async () => {
    const { client, therapist } = await practice.meet();
    await client.post('/entry', { urgent: false });
    const { record: kept } = await therapist.post('/consent/attestations', {
      subject: client.person,
      topics: ['care', 'limits'],
      method: 'verbal-attested',
    });
    assert.deepEqual(
      [kept.attestedBy, kept.signature, kept.subject],
      [therapist.person, null, client.person],
    );
    await therapist.post(`/people/${client.person}/admit`);
  });

  it('puts topics off in an emergency, unless the practice has switched that off', async () => {
    const strict = await startPractice({
      store,
      consent: { documents: [SAMPLE_CONSENT], emergencyDeferral: false },
    });
    for (const [host, expected] of [
      [practice, null],
      [strict, 'not-allowed'],
    ]) {
      const { client, therapist } = await host.meet();
      const deferral = { subject: client.person, topics: ['care', 'limits'], method: 'emergency-deferred' };
      assert.equal(await therapist.refusal('POST', '/consent/attestations', deferral), expected);
    }
    await strict.close();
  });
});

describe('a withdrawal', () => {
  it('is one more record, and ends the admission on the live session', async () => {
    const { client, therapist } = await practice.admitted();
    await client.post('/pass');
    const { record: kept } = await client.post('/consent/withdrawals', { topics: ['care'] });
    assert.deepEqual(kept.decisions, [{ topic: 'care', version: '1.0.0', decision: 'withdrawn' }]);
    assert.equal(await client.refusal('POST', '/pass'), 'not-allowed');
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'expected' });
    assert.equal((await historyOf(client.person)).entries.length, 2);
  });

  it('in one appointment ends the admission in every other one of the same person', async () => {
    const clients = [{ subject: 'subject-withdraws' }];
    const { client, therapist } = await practice.admitted({ clients });
    await client.post('/pass');
    const elsewhere = await practice.meet({ clients });
    await elsewhere.client.post('/consent/withdrawals', { topics: ['care'] });
    await client.line.fact({ type: 'consent-changed' });
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'expected' });
    assert.equal(await client.refusal('POST', '/pass'), 'not-allowed');
    assert.equal((await therapist.get('/appointment')).facts.admitted, false);
  });
});

describe('consent that was given once', () => {
  it('counts in every appointment of the same person, and of nobody else', async () => {
    const clients = [{ subject: 'subject-returns' }];
    await record((await practice.meet({ clients })).client);
    const { client, therapist } = await practice.meet({ clients });
    await client.post('/entry', { urgent: false });
    await therapist.post(`/people/${client.person}/admit`);
    const other = await practice.meet({ clients: [{ subject: 'subject-another' }] });
    await other.client.post('/entry', { urgent: false });
    assert.equal(
      await other.therapist.refusal('POST', `/people/${other.client.person}/admit`),
      'not-allowed',
    );
  });

  it('counts at once where both appointments are open', async () => {
    const clients = [{ subject: 'subject-prepares' }];
    const today = await practice.meet({ clients });
    const tomorrow = await practice.meet({ clients });
    const { record: kept } = await record(tomorrow.client);
    assert.deepEqual((await today.therapist.line.fact({ type: 'consent-changed' })).records, [kept]);
  });
});

describe('paper', () => {
  const paper = ({ appointment, client }, change = {}) => ({
    appointment: appointment.id,
    person: client.person,
    language: 'en',
    decisions: answers().decisions,
    signature: SIGNATURE,
    signedAt: new Date(practice.clock.now() - 24 * 60 * 60_000).toISOString(),
    ...change,
  });
  const enter = (body) => practice.backEnd().refusal('POST', '/practice/consent/paper', body);

  it('counts like a signature on the screen, from the day it was signed', async () => {
    const met = await practice.meet();
    const body = paper(met);
    const { record: kept } = await practice.backEnd().post('/practice/consent/paper', body);
    assert.deepEqual([kept.method, kept.decidedAt, kept.attestedBy], ['paper', body.signedAt, null]);
    await met.client.post('/entry', { urgent: false });
    await met.therapist.post(`/people/${met.client.person}/admit`);
  });

  it('does not undo what its signer has said since', async () => {
    const met = await practice.meet();
    await record(met.client, { decisions: { care: 'decline' } });
    assert.equal(await enter(paper(met)), 'not-recorded');
    assert.equal(await enter(paper(met, { signedAt: new Date(practice.clock.now()).toISOString() })), null);
  });

  it('was signed in the past, by a client of this appointment', async () => {
    const met = await practice.meet();
    for (const signedAt of ['tomorrow', '', '2999-01-01T00:00:00Z', '+275760-09-13T00:00:00Z'])
      assert.equal(await enter(paper(met, { signedAt })), 'bad-request', signedAt);
    assert.equal(await enter(paper(met, { person: met.therapist.person })), 'not-recorded');
    assert.equal(await enter(paper(met, { person: 'nobody' })), 'not-recorded');
    assert.equal(await enter(paper(met, { appointment: 'nothing' })), 'not-found');
    assert.equal(await enter(paper(met, { language: 'fr' })), 'not-recorded');
  });

  it('takes a withdrawal that came by letter after the end', async () => {
    const met = await practice.atTheDoor();
    await practice.handler.practice.closeAppointment(met.appointment.id);
    const decisions = [{ topic: 'care', version: '1.0.0', decision: 'withdrawn' }];
    const signedAt = new Date(practice.clock.now()).toISOString();
    assert.equal(await enter(paper(met, { decisions, signedAt })), null);
    assert.deepEqual((await historyOf(met.client.person)).faults, []);
  });
});

describe('the proof of a record', () => {
  /** As somebody checks it who has the receipt and the published keys, and nothing else. */
  const proves = async ({ record: kept, proof }, keys) => {
    const { kid, alg, typ } = decodeProtectedHeader(proof.signature);
    assert.deepEqual([alg, typ], ['EdDSA', 'safe-session-receipt+jws']);
    const key = keys.find((one) => one.kid === kid);
    if (!key) return false;
    const { payload } = await compactVerify(proof.signature, await importJWK(key));
    assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), {
      previousHash: proof.previousHash,
      recordHash: proof.recordHash,
    });
    return (await recordHashOf(kept, proof.previousHash)) === proof.recordHash;
  };

  it('is checked with the published key, and is found again later', async () => {
    const { client, therapist } = await practice.meet();
    const answer = await record(client);
    const { keys } = await practice.page().get('/keys');
    assert.equal(await proves(answer, keys), true);
    for (const page of [client, therapist])
      assert.deepEqual(await page.get(`/consent/proofs/${answer.record.recordId}`), { proof: answer.proof });
    assert.equal(await proves({ ...answer, record: { ...answer.record, method: 'paper' } }, keys), false);
  });

  it('is told to nobody of another appointment', async () => {
    const { record: kept } = await record((await practice.meet()).client);
    const { client, therapist } = await practice.meet();
    for (const page of [client, therapist])
      assert.equal(await page.refusal('GET', `/consent/proofs/${kept.recordId}`), 'not-found');
  });

  it('holds after the keys were changed, and after the old one has lost its private half', async () => {
    const [older, newer] = [await generateReceiptKey(), await generateReceiptKey()];
    const { d, ...publicHalf } = older;
    assert.ok(d);
    const clients = [{ subject: 'subject-of-two-keys' }];
    const withKeys = (...receiptKeys) => startPractice({ store, secrets: { receiptKeys } });

    const before = await withKeys(older);
    const first = await record((await before.meet({ clients })).client);
    await before.close();

    const after = await withKeys(newer, publicHalf);
    const second = await record((await after.meet({ clients })).client);
    const { keys } = await after.page().get('/keys');
    assert.equal(keys.length, 2);
    for (const answer of [first, second]) assert.equal(await proves(answer, keys), true);
    assert.notEqual(
      decodeProtectedHeader(first.proof.signature).kid,
      decodeProtectedHeader(second.proof.signature).kid,
    );
    assert.deepEqual((await after.handler.practice.consentHistory('subject-of-two-keys')).faults, []);
    await after.close();

    const without = await withKeys(newer);
    const { faults } = await without.handler.practice.consentHistory('subject-of-two-keys');
    assert.deepEqual(
      faults.map(({ fault }) => fault),
      ['forged'],
      'a key that is not known any more proves nothing',
    );
    await without.close();
  });
});
