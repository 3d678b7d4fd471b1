import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { loadSources } from './support/load-sources.js';
import { sampleCases as cases, TALK_FIRST } from './support/sample-cases.js';
import { EVERYTHING, NAMING, SIGNED } from './support/sample-ledger.js';

const { fhirBundle } = await loadSources('server/fhir/fhir-bundle.ts');

const VERSIONS = ['R4', 'R5'];

/** What a case says, by type of resource, in both versions. */
const bundleOf = async (name, version) => fhirBundle(version, await cases[name](), NAMING);

const ofType = ({ entry }, type) =>
  entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);

const kindOf = ({ category }) => category[0].coding[1].code;

const consentTo = (bundle, kind) => ofType(bundle, 'Consent').findLast((one) => kindOf(one) === kind);

const codesOf = (concepts) => concepts.map(({ coding }) => coding[0].code);

const answersIn = ({ item }) =>
  Object.fromEntries(item.map(({ linkId, answer }) => [linkId, answer[0].valueCoding.code]));

const extensionOf = ({ extension = [] }, name) =>
  extension.find(({ url }) => url === `${NAMING.base}/StructureDefinition/${name}`);

function* within(value) {
  if (typeof value !== 'object' || value === null) return;
  yield value;
  for (const member of Object.values(value)) yield* within(member);
}

describe('what a bundle says', () => {
  it('shows every topic with all its words in the questionnaire', async () => {
    for (const version of VERSIONS) {
      const [shown] = ofType(await bundleOf('everything agreed on the screen', version), 'Questionnaire');
      assert.deepEqual(
        shown.item.map(({ linkId }) => linkId),
        Object.keys(EVERYTHING),
      );
      const limits = shown.item.find(({ linkId }) => linkId === 'limits');
      assert.equal(limits.text, 'When online may not fit');
      assert.deepEqual(
        limits.item.map(({ text }) => text),
        ['When online may not fit.', 'When online may not fit, in **short**.', 'All of it.\n\n* one\n* two'],
      );
      assert.equal(extensionOf(shown, 'document-sha256').valueString, shown.id);
    }
  });

  it('keeps every answer, and makes no consent of what was read or is to be talked about', async () => {
    for (const version of VERSIONS) {
      const bundle = await bundleOf('talked about first, then attested', version);
      const [first, second] = ofType(bundle, 'QuestionnaireResponse');
      assert.deepEqual(answersIn(first), TALK_FIRST);
      assert.deepEqual(answersIn(second), { limits: 'agree', fees: 'read' });
      assert.ok(!JSON.stringify(ofType(bundle, 'Consent')).includes('"fees"'));
      assert.ok(!JSON.stringify(ofType(bundle, 'Consent')[0]).includes('"limits"'));
      const onlyRead = await bundleOf('nothing but read', version);
      assert.deepEqual(ofType(onlyRead, 'Consent'), []);
    }
  });

  it('makes one consent per kind, with scope and nested decisions in R4', async () => {
    const bundle = await bundleOf('everything optional refused', 'R4');
    const told = ofType(bundle, 'Consent').map((one) => [
      kindOf(one),
      one.scope.coding[0].code,
      one.status,
      ...one.provision.provision.map(({ type, code }) => `${type} ${codesOf(code)}`),
    ]);
    assert.deepEqual(told, [
      ['agreement', 'treatment', 'active', 'permit your-choice', 'permit limits', 'permit place'],
      ['data-consent', 'patient-privacy', 'active', 'deny reminders', 'deny research'],
      ['authorisation', 'patient-privacy', 'active', 'deny contact-person'],
    ]);
    const agreement = consentTo(bundle, 'agreement');
    assert.equal(agreement.dateTime, '2026-03-02T09:00:00.000Z');
    assert.equal(agreement.provision.type, undefined, 'R4 does not allow a type in the root rule');
    assert.equal(
      extensionOf(agreement.provision.provision[0], 'lawful-basis').valueString,
      'Professional duty',
    );
    assert.equal(agreement.policy[0].uri, ofType(bundle, 'Questionnaire')[0].url);
  });

  it('makes one decision per kind in R5, and says permit only where everything is permitted', async () => {
    const all = consentTo(await bundleOf('everything agreed on the screen', 'R5'), 'agreement');
    assert.deepEqual([all.decision, all.provision], ['permit', undefined]);
    assert.deepEqual([all.scope, all.date], [undefined, '2026-03-02']);
    assert.deepEqual(all.regulatoryBasis, [{ text: 'Professional duty' }]);

    const some = consentTo(await bundleOf('an optional topic withdrawn', 'R5'), 'data-consent');
    assert.equal(some.decision, 'deny');
    assert.deepEqual(codesOf(some.provision[0].code), ['reminders'], 'what is excepted from the no');
    assert.deepEqual(
      some.extension
        .slice(1)
        .map(({ extension: [{ valueCoding }, { valueCode }] }) => [valueCoding.code, valueCode]),
      [
        ['reminders', 'yes'],
        ['research', 'withdrawn'],
      ],
    );

    const none = consentTo(await bundleOf('everything optional refused', 'R5'), 'data-consent');
    assert.deepEqual([none.decision, none.provision], ['deny', undefined]);
  });

  it('leaves one consent of a kind in force, which leads back to the ones before', async () => {
    for (const version of VERSIONS) {
      const bundle = await bundleOf('talked about first, then attested', version);
      const [first, second] = ofType(bundle, 'Consent').filter((one) => kindOf(one) === 'agreement');
      assert.deepEqual([first.status, second.status], ['inactive', 'active']);
      assert.deepEqual([first.meta.versionId, second.meta.versionId], ['1', '2']);
      const sources = [second.sourceReference].flat().map(({ reference }) => reference);
      assert.ok(sources.includes(`Consent/${first.id}`));
      const revised = ofType(bundle, 'Provenance')[1].entity.filter(({ role }) => role === 'revision');
      assert.ok(revised.some(({ what }) => what.reference === `Consent/${first.id}`));
    }
  });

  it('tells a withdrawal as an inactive consent and an event of its own', async () => {
    for (const version of VERSIONS) {
      const bundle = await bundleOf('a required topic withdrawn', version);
      assert.equal(consentTo(bundle, 'agreement').status, 'inactive');
      assert.equal(consentTo(bundle, 'data-consent').status, 'active', 'what was not touched stands');
      const [given, taken] = ofType(bundle, 'Provenance').map(({ activity }) => codes(activity));
      assert.deepEqual(given, ['CREATE', 'answered']);
      assert.deepEqual(taken, ['UPDATE', 'withdrawn']);
      const partly = await bundleOf('an optional topic withdrawn', version);
      assert.equal(consentTo(partly, 'data-consent').status, 'active');
    }
  });

  const codes = ({ coding }) => coding.map(({ code }) => code);

  it('takes an emergency for nobody’s consent', async () => {
    for (const [version, status] of [
      ['R4', 'proposed'],
      ['R5', 'draft'],
    ]) {
      const bundle = await bundleOf('deferred in an emergency', version);
      const consent = consentTo(bundle, 'agreement');
      assert.equal(consent.status, status);
      assert.deepEqual([consent.decision, consent.provision?.provision], [undefined, undefined]);
      const [response] = ofType(bundle, 'QuestionnaireResponse');
      assert.deepEqual([...new Set(Object.values(answersIn(response)))], ['deferred']);
      assert.deepEqual([response.status, response.source], ['in-progress', undefined]);
      const [provenance] = ofType(bundle, 'Provenance');
      assert.deepEqual(
        provenance.agent.map(({ type }) => codes(type)[0]),
        ['attester', 'custodian'],
      );
      const [why] = provenance.reason ?? provenance.authorization.map(({ concept }) => concept);
      assert.deepEqual(codes(why), ['ETREAT']);

      const later = await bundleOf('deferred in an emergency, then asked again', version);
      assert.deepEqual(
        ofType(later, 'Consent').map((one) => one.status),
        ['inactive', 'active', 'active', 'active'],
      );
    }
  });

  it('names the therapist who attests as the second agent, with a signature of their own', async () => {
    for (const version of VERSIONS) {
      const [, attestation] = ofType(
        await bundleOf('talked about first, then attested', version),
        'Provenance',
      );
      assert.deepEqual(
        attestation.agent.map(({ type, who }) => [codes(type)[0], who.type, who.identifier.value]),
        [
          ['author', 'Patient', 'subject-1'],
          ['attester', 'Practitioner', 'therapist-1'],
          ['custodian', 'Organization', 'practice-1'],
        ],
      );
      assert.deepEqual(
        attestation.signature.map(({ type, who }) => [type[0].display, who.type]),
        [
          ['Verification Signature', 'Practitioner'],
          ['Source Signature', 'Organization'],
        ],
      );
      const [, paper] = ofType(await bundleOf('on paper, attested', version), 'Provenance')[0].signature;
      assert.equal(paper.who.identifier.value, 'therapist-1');
    }
  });

  it('tells who signed what, and when', async () => {
    for (const version of VERSIONS) {
      const [provenance] = ofType(await bundleOf('everything agreed on the screen', version), 'Provenance');
      const [signature] = provenance.signature;
      assert.equal(signature.type[0].code, '1.2.840.10065.1.12.1.7');
      assert.equal(signature.who.display, SIGNED.name);
      assert.equal(signature.when, '2026-03-02T09:00:00.000Z');
      assert.equal(extensionOf(signature, 'signed-statement').valueString, SIGNED.statement);
      assert.deepEqual(provenance.occurredPeriod, {
        start: '2026-03-02T08:59:00.000Z',
        end: '2026-03-02T09:00:00.000Z',
      });
    }
  });

  it('takes the time of the server where the clock of the page was ahead', async () => {
    const [provenance] = ofType(await bundleOf('from a page whose clock is ahead', 'R4'), 'Provenance');
    assert.equal(provenance.occurredPeriod, undefined);
    assert.equal(provenance.occurredDateTime, '2026-03-02T09:00:00.000Z');
  });

  it('lets a guardian consent on behalf of the patient, in the language of the text', async () => {
    for (const version of VERSIONS) {
      const bundle = await bundleOf('by a guardian, in Danish', version);
      const consent = consentTo(bundle, 'agreement');
      const [by] = consent.performer ?? consent.grantor;
      assert.deepEqual([by.type, by.identifier.value], ['RelatedPerson', 'guardian-1']);
      assert.equal((consent.patient ?? consent.subject).identifier.value, 'subject-1');
      const [agent] = ofType(bundle, 'Provenance')[0].agent;
      assert.deepEqual(codes(agent.role[0]), ['GUARD']);
      assert.equal(agent.onBehalfOf.identifier.value, 'subject-1');
      for (const { resource } of bundle.entry) assert.equal(resource.language, 'da');
    }
  });

  it('carries the signature of the server as it was made', async () => {
    for (const version of VERSIONS) {
      const facts = await cases['a required topic withdrawn']();
      const seals = ofType(fhirBundle(version, facts, NAMING), 'Provenance').map(({ signature }) =>
        signature.at(-1),
      );
      seals.forEach(({ sigFormat, data, who }, index) => {
        assert.equal(sigFormat, 'application/jose');
        assert.equal(Buffer.from(data, 'base64').toString('ascii'), facts.ledger[index].signature);
        assert.equal(who.identifier.value, 'practice-1');
      });
    }
  });

  it('carries the hashes of the chain', async () => {
    const facts = await cases['a required topic withdrawn']();
    const provenances = ofType(fhirBundle('R5', facts, NAMING), 'Provenance');
    facts.ledger.forEach(({ recordHash, previousHash }, index) => {
      assert.equal(extensionOf(provenances[index], 'record-sha256').valueString, recordHash);
      const previous = extensionOf(provenances[index], 'previous-record-sha256');
      assert.equal(previous?.valueString ?? null, previousHash);
    });
  });

  it('counts what was lawfully deleted, and says nothing of it', async () => {
    for (const version of VERSIONS) {
      const bundle = await bundleOf('the first record lawfully deleted', version);
      assert.equal(extensionOf(bundle.meta, 'deleted-records').valueUnsignedInt, 1);
      assert.equal(ofType(bundle, 'QuestionnaireResponse').length, 1);
      const [, revised] = ofType(bundle, 'Provenance')[0].entity;
      assert.deepEqual([revised.role, revised.what.reference], ['revision', undefined]);
      assert.equal((await bundleOf('all records lawfully deleted', version)).entry, undefined);
      assert.equal((await bundleOf('on paper, attested', version)).meta, undefined);
    }
  });

  it('names nobody but in a signature, and identifies everybody in the practice’s own system', async () => {
    for (const version of VERSIONS)
      for (const facts of Object.values(cases)) {
        const bundle = fhirBundle(version, await facts(), NAMING);
        const signed = ofType({ entry: [], ...bundle }, 'Provenance').flatMap(({ signature = [] }) =>
          signature.filter(({ who }) => who.display === SIGNED.name),
        );
        assert.equal(JSON.stringify(bundle).split(SIGNED.name).length - 1, signed.length);
        assert.ok(!JSON.stringify(bundle).includes('Sample Reviewer'));
        for (const { identifier, valueIdentifier, hash } of within(bundle)) {
          for (const one of [identifier, valueIdentifier].flat())
            assert.equal(one?.system ?? NAMING.system, NAMING.system);
          assert.equal(hash, undefined, 'the hash of an Attachment is SHA-1');
        }
      }
  });

  it('names every extension and code of ours below the base', async () => {
    const ours = new Set();
    for (const version of VERSIONS)
      for (const facts of Object.values(cases))
        for (const { url, system } of within(fhirBundle(version, await facts(), NAMING)))
          for (const name of [url, system])
            if (name?.includes('practice.example')) ours.add(name.replace(/[0-9a-f]{64}$/, '…'));
    assert.deepEqual(
      [...ours].sort(),
      [
        'CodeSystem/consent-answer',
        'CodeSystem/consent-event',
        'CodeSystem/consent-kind',
        'CodeSystem/consent-topic',
        'Questionnaire/…',
        'StructureDefinition/appointment',
        'StructureDefinition/consent-method',
        'StructureDefinition/decided-topic',
        'StructureDefinition/deleted-records',
        'StructureDefinition/document-sha256',
        'StructureDefinition/lawful-basis',
        'StructureDefinition/previous-record-sha256',
        'StructureDefinition/record-sha256',
        'StructureDefinition/signed-statement',
      ].map((name) => `${NAMING.base}/${name}`),
    );
  });

  it('refuses names that another system could not use', async () => {
    const facts = await cases['nothing but read']();
    const refuses = (naming) =>
      assert.throws(() => fhirBundle('R4', facts, { ...NAMING, ...naming }), { name: 'TypeError' });
    for (const system of ['', 'https://practice.example/ids', 'urn:', 'urn:oid: 1']) refuses({ system });
    for (const base of [
      '',
      'practice.example',
      'http://practice.example/fhir',
      'https://practice.example/fhir/',
      'https://user:word@practice.example',
      'https://practice.example/fhir?x=1',
      'https://practice.example/fhir#x',
      'https://practice.example/a|b',
    ])
      refuses({ base });
  });

  it('changes nothing that it was given', async () => {
    const facts = await cases['a required topic withdrawn']();
    const before = JSON.stringify(facts);
    for (const version of VERSIONS) fhirBundle(version, facts, NAMING);
    assert.equal(JSON.stringify(facts), before);
  });
});
