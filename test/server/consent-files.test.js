/** The book of consent as a file for other systems, from what the server really holds. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';

import { openStore, startPractice } from './support/practice.js';
import { answers, SAMPLE_CONSENT } from './support/sample-consent.js';

const PRACTICE = { id: 'practice-1', name: 'Sample Practice' };
const FHIR = { system: 'urn:oid:2.999.1', base: 'https://practice.example/fhir' };
const SUBJECT = 'subject-1';

let store;
let practice;

before(async () => {
  store = await openStore();
  practice = await startPractice({
    store,
    consent: { documents: [SAMPLE_CONSENT], practice: PRACTICE, fhir: FHIR },
  });
  const { client, therapist } = await practice.meet({ clients: [{ subject: SUBJECT }] });
  await client.post('/consent/records', { answers: answers({ decisions: { care: 'talk-first' } }) });
  await therapist.post('/consent/attestations', {
    subject: client.person,
    topics: ['care'],
    method: 'verbal-attested',
  });
  await client.post('/consent/withdrawals', { topics: ['care'] });
});
after(async () => {
  await practice?.close();
  await store?.close();
});

const fileOf = (query = '', subject = SUBJECT) =>
  practice.backEnd().request('GET', `/practice/consent/${subject}/export${query}`);

describe('the export of what the book holds of somebody', () => {
  it('as our own JSON carries everything that is needed to check it', async () => {
    const response = await fileOf();
    assert.equal(response.headers.get('content-type'), 'application/json');
    const file = await response.json();
    assert.deepEqual([file.format, file.practice], ['safe-session/consent-export', PRACTICE]);
    assert.deepEqual(
      file.entries.map(({ record }) => record.method),
      ['screen', 'verbal-attested', 'screen'],
    );
    for (const { recordHash, previousHash, signature } of file.entries) {
      const { kid } = decodeProtectedHeader(signature);
      const key = await importJWK(file.keys.find((one) => one.kid === kid));
      const { payload } = await compactVerify(signature, key);
      assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), { previousHash, recordHash });
    }
    for (const { record } of file.entries) assert.ok(file.shown[record.document.hash]);
    assert.ok(file.keys.every((key) => !('d' in key)));
  });

  for (const format of ['fhir-r4', 'fhir-r5'])
    it(`as ${format} is a bundle of what was answered, by whom, and what came of it`, async () => {
      const response = await fileOf(`?format=${format}`);
      assert.equal(response.headers.get('content-type'), 'application/fhir+json');
      const { resourceType, entry } = await response.json();
      assert.equal(resourceType, 'Bundle');
      const types = entry.map(({ resource }) => resource.resourceType);
      const count = (type) => types.filter((one) => one === type).length;
      assert.deepEqual(
        [count('QuestionnaireResponse'), count('Provenance'), count('Questionnaire')],
        [3, 3, 1],
      );
      assert.ok(count('Consent') > 0);
      assert.ok(JSON.stringify(entry).includes(FHIR.system));
    });

  it('is the same to the practice’s back end in the same process', async () => {
    for (const format of ['json', 'fhir-r4', 'fhir-r5'])
      assert.deepEqual(
        JSON.parse(JSON.stringify(await practice.handler.practice.exportConsent(SUBJECT, { format }))),
        await (await fileOf(`?format=${format}`)).json(),
      );
  });

  it('is refused in another format, and where nothing is held', async () => {
    const backEnd = practice.backEnd();
    assert.equal(
      await backEnd.refusal('GET', `/practice/consent/${SUBJECT}/export?format=pdf`),
      'bad-request',
    );
    assert.equal(await backEnd.refusal('GET', '/practice/consent/nobody/export'), 'not-found');
  });

  it('says which option is missing', async () => {
    const nameless = await startPractice({ store });
    const halfNamed = await startPractice({
      store,
      consent: { documents: [SAMPLE_CONSENT], practice: PRACTICE },
    });
    const refused = (host, format, detail) =>
      assert.rejects(host.handler.practice.exportConsent(SUBJECT, { format }), {
        code: 'bad-request',
        detail,
      });
    await refused(nameless, 'json', /consent\.practice/u);
    await refused(halfNamed, 'fhir-r5', /consent\.fhir/u);
    await halfNamed.handler.practice.exportConsent(SUBJECT, { format: 'json' });
    await Promise.all([nameless.close(), halfNamed.close()]);
  });

  it('counts what was lawfully deleted, and leaves its hash', async () => {
    const { client } = await practice.meet({ clients: [{ subject: 'subject-2' }] });
    const { record } = await client.post('/consent/records', { answers: answers() });
    await client.post('/consent/records', { answers: answers() });
    await practice.handler.practice.forgetConsent(record.recordId, 'Asked for by the client');
    const { entries } = await (await fileOf('', 'subject-2')).json();
    assert.deepEqual(
      entries.map(({ record: kept }) => kept === null),
      [true, false],
    );
    const { meta } = await (await fileOf('?format=fhir-r4', 'subject-2')).json();
    assert.equal(meta.extension[0].valueUnsignedInt, 1);
  });

  it('hands on nothing whose text is not the one that was hashed', async () => {
    const { client } = await practice.meet({ clients: [{ subject: 'subject-3' }] });
    await client.post('/consent/records', { answers: answers({ language: 'da' }) });
    await store.query(`delete from safe_session.shown_documents where shown->>'language' = 'da'`);
    for (const format of ['json', 'fhir-r4'])
      assert.equal(
        await practice.backEnd().refusal('GET', `/practice/consent/subject-3/export?format=${format}`),
        'not-allowed',
      );
  });
});
