import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import {
  canonicalJson,
  hashOf,
  makeReceipt,
  makeRecord,
  readConsentDocument,
  recordHashOf,
  sha256Hex,
  verifyReceipt,
  type ConsentReceipt,
  type RecordFacts,
} from '../../src/core/consent-document.js';
import { shownDocument, translationFor } from '../../src/core/consent-shown.js';
import { receiptHtml, receiptJson } from '../../src/core/consent-receipt.js';
import { SessionError } from '../../src/core/problems.js';
import type { ConsentAnswers } from '../../src/core/session-snapshot.js';
import { exampleDocument } from '../../src/examples/consent-form.js';
import words from '../../src/locales/en/receipt.js';

const shown = shownDocument(exampleDocument, 'en', []);

const answers: ConsentAnswers = {
  language: 'en',
  decisions: [
    { topic: 'recording', version: '1.0.0', decision: 'agree' },
    { topic: 'who-i-am', version: '1.0.0', decision: 'talk-first' },
  ],
  signature: { name: 'Sample Client', statement: 'Mine.' },
  presentedAt: Date.parse('2026-11-23T09:00:00Z'),
};

const recordFacts: RecordFacts = {
  recordId: 'r1',
  rehearsal: true,
  subject: 'self',
  grantor: 'self',
  appointment: 'today',
  supersedes: null,
  now: Date.parse('2026-11-23T09:10:00Z'),
};

const receipt = async (change: Partial<ConsentAnswers> = {}): Promise<ConsentReceipt> =>
  makeReceipt(await makeRecord(shown, { ...answers, ...change }, recordFacts), shown, null);

/** Of an entry that was there before. */
const BEFORE = 'b'.repeat(64);

const refusal = async (attempt: () => unknown): Promise<SessionError> => {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof SessionError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

const changed = (change: object): unknown => ({ ...exampleDocument, ...change });
const first = exampleDocument.topics[0]!;

describe('consent-document', () => {
  describe('reading', () => {
    it('gives a good document back as it is, without notes for editors', () => {
      expect(readConsentDocument({ $comment: 'x', $schema: 'y', ...exampleDocument })).to.deep.equal(
        exampleDocument,
      );
    });

    const bad: Record<string, [value: unknown, message: string]> = {
      nothing: [undefined, 'the document must be an object'],
      'a list': [[], 'the document must be an object'],
      'no id': [changed({ id: '' }), 'id must be text of 1 to 200 characters'],
      'an id of blanks': [changed({ id: '   ' }), 'id must be text'],
      'a misspelt field': [changed({ titel: 'x' }), 'titel must be one of id, language'],
      'a field of null': [changed({ practice: { name: 'x', phone: null } }), 'practice.phone must be text'],
      'no topics': [changed({ topics: [] }), 'topics must be a list of 1 to 100'],
      'too many topics': [
        changed({ topics: Array.from({ length: 101 }, () => first) }),
        'topics must be a list',
      ],
      'an unknown kind': [
        changed({ topics: [{ ...first, kind: 'wish' }] }),
        'topics[0].kind must be one of "agreement"',
      ],
      'a version with two numbers': [
        changed({ topics: [{ ...first, version: '1.0' }] }),
        'topics[0].version',
      ],
      'a topic id that is a path': [changed({ topics: [{ ...first, id: '../x' }] }), 'topics[0].id'],
      'the same topic twice': [
        changed({ topics: [...exampleDocument.topics, first] }),
        'topics[5].id must be unique; "your-choice" was used before',
      ],
      'data consent that care depends on': [
        changed({ topics: [{ ...first, kind: 'data-consent' }] }),
        'topics[0].acknowledgement must be "optional"',
      ],
      'no translation into its own language': [changed({ language: 'fr' }), 'translations.fr must be there'],
      'a topic without words': [
        changed({ topics: [...exampleDocument.topics, { ...first, id: 'constructor' }] }),
        'translations.en.topics.constructor must be the words',
      ],
      'words without a topic': [
        changed({ topics: exampleDocument.topics.slice(1) }),
        'translations.en.topics.your-choice must be the id of one of the topics',
      ],
      'a language that is none': [
        changed({ translations: { ...exampleDocument.translations, 'not a tag': {} } }),
        'translations.not a tag must be a language tag',
      ],
      'a text of ten megabytes': [changed({ id: 'x'.repeat(10_000_000) }), 'id must be text'],
      'a prototype in disguise': [
        JSON.parse(`{"__proto__": {"id": "x"}, "id": "y"}`),
        '__proto__ must be one of',
      ],
    };
    for (const [name, [value, message]] of Object.entries(bad))
      it(`says what was expected where: ${name}`, async () => {
        const error = await refusal(() => readConsentDocument(value));
        expect(error.code).to.equal('consent-document-invalid');
        expect(error.message).to.include(message);
        expect(error.message.length, 'short enough for a log').to.be.below(300);
      });

    it('never throws anything else, whatever arrives', () => {
      fc.assert(
        fc.property(fc.anything(), (value) => {
          try {
            readConsentDocument(value);
          } catch (error) {
            expect(error).to.be.instanceOf(SessionError);
          }
        }),
      );
    });
  });

  describe('what is shown', () => {
    it('leaves out topics whose circumstance is not there', () => {
      const document = { ...exampleDocument, topics: [{ ...first, appliesWhen: 'minor' }] };
      expect(shownDocument(document, 'en', []).topics).to.deep.equal([]);
      expect(shownDocument(document, 'en', ['minor']).topics.length).to.equal(1);
    });

    it('never falls back to another language', async () => {
      expect((await refusal(() => shownDocument(exampleDocument, 'fr', []))).code).to.equal(
        'consent-language-missing',
      );
      expect((await refusal(() => shownDocument(exampleDocument, 'toString', []))).code).to.equal(
        'consent-language-missing',
      );
    });

    it('finds the same language elsewhere, and no other', () => {
      expect(translationFor(exampleDocument, 'EN')).to.equal('en');
      expect(translationFor(exampleDocument, 'da-DK')).to.equal('da');
      expect(translationFor(exampleDocument, 'fr')).to.be.null;
    });
  });

  describe('canonical JSON (RFC 8785)', () => {
    it("spells numbers as the scheme's own table does", () => {
      const table: readonly [bits: string, json: string][] = [
        ['0000000000000000', '0'],
        ['8000000000000000', '0'],
        ['0000000000000001', '5e-324'],
        ['8000000000000001', '-5e-324'],
        ['7fefffffffffffff', '1.7976931348623157e+308'],
        ['4340000000000000', '9007199254740992'],
        ['4430000000000000', '295147905179352830000'],
        ['44b52d02c7e14af5', '9.999999999999997e+22'],
        ['44b52d02c7e14af6', '1e+23'],
        ['444b1ae4d6e2ef4e', '999999999999999700000'],
        ['3eb0c6f7a0b5ed8d', '0.000001'],
        ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
        ['41b3de4355555553', '333333333.3333332'],
        ['becbf647612f3696', '-0.0000033333333333333333'],
        ['43143ff3c1cb0959', '1424953923781206.2'],
      ];
      for (const [bits, json] of table) {
        const view = new DataView(new ArrayBuffer(8));
        view.setBigUint64(0, BigInt(`0x${bits}`));
        expect(canonicalJson(view.getFloat64(0)), bits).to.equal(json);
      }
    });

    it('sorts names by UTF-16 code units, not by code points', () => {
      const value = {
        '\u20ac': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '\u{1f600}': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        '\u00f6': 'Latin Small Letter O With Diaeresis',
      };
      const names = [...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map(([, name]) => name);
      expect(names).to.deep.equal([
        'Carriage Return',
        'One',
        'Control',
        'Latin Small Letter O With Diaeresis',
        'Euro Sign',
        'Emoji: Grinning Face',
        'Hebrew Letter Dalet With Dagesh',
      ]);
    });

    it("writes the scheme's own example", () => {
      const value = {
        numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
        string: '\u20ac$\u000f\nA\'B"\\\\"/',
        literals: [null, true, false],
      };
      expect(canonicalJson(value)).to.equal(
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
      );
    });

    it('refuses what has no JSON form', () => {
      for (const value of [NaN, Infinity, '\ud800', undefined, () => 1, { '\udc00': 1 }])
        expect(() => canonicalJson(value)).to.throw(TypeError);
    });

    it('is JSON that reads back the same, in any order of names', () => {
      fc.assert(
        fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
          const plain: unknown = JSON.parse(JSON.stringify(value));
          expect(JSON.parse(canonicalJson(plain))).to.deep.equal(plain);
        }),
      );
      expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).to.equal(
        canonicalJson({ a: [{ c: 2, d: 1 }], b: 1 }),
      );
    });
  });

  it('hashes with SHA-256', async () => {
    expect(await sha256Hex('abc')).to.equal(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  describe('recording', () => {
    it('records what was shown and decided, and who stands behind it', async () => {
      const { record } = await receipt();
      expect(record.document).to.deep.equal({
        id: 'sample-consent',
        hash: await hashOf(shown),
        language: 'en',
      });
      expect(record.presentedAt).to.equal('2026-11-23T09:00:00.000Z');
      expect(record.decidedAt).to.equal('2026-11-23T09:10:00.000Z');
      expect(record.method).to.equal('screen');
    });

    const bad: Record<string, Partial<ConsentAnswers>> = {
      'agreed without a signature': { signature: null },
      'signed with blanks': { signature: { name: '  ', statement: 'x' } },
      'in another language': { language: 'da' },
      'an answer that is not offered': {
        decisions: [{ topic: 'recording', version: '1.0.0', decision: 'yes' }],
      },
      'a topic that was not shown': { decisions: [{ topic: 'x', version: '1.0.0', decision: 'agree' }] },
      'another version': { decisions: [{ topic: 'recording', version: '9.0.0', decision: 'agree' }] },
      'two answers to one topic': {
        decisions: (['agree', 'decline'] as const).map((decision) => ({
          topic: 'recording',
          version: '1.0.0',
          decision,
        })),
      },
    };
    for (const [name, change] of Object.entries(bad))
      it(`refuses: ${name}`, async () => {
        expect((await refusal(() => receipt(change))).code).to.equal('not-recorded');
      });

    it('takes a signature below a text that nobody has reviewed in a rehearsal, and nowhere else', async () => {
      const unreviewed = { ...shown, reviewedBy: null };
      expect((await makeRecord(unreviewed, answers, recordFacts)).signature).to.equal(answers.signature);
      const live = { ...recordFacts, rehearsal: false };
      expect((await refusal(() => makeRecord(unreviewed, answers, live))).code).to.equal('not-recorded');
      const talk = { topic: 'recording', version: '1.0.0', decision: 'talk-first' } as const;
      const unsigned = { ...answers, decisions: [talk], signature: null };
      expect((await makeRecord(unreviewed, unsigned, live)).decisions).to.deep.equal([talk]);
    });
  });

  describe('a receipt', () => {
    it('breaks with any one changed character of what was shown', async () => {
      const good = await receipt();
      expect(await verifyReceipt(good)).to.be.true;
      const json = JSON.stringify(good.shown);
      // Not the letters of an escape or of `null`, which would not be JSON any more.
      const letters = [...json.matchAll(/(?<!\\)[a-z](?!ull)/g)]
        .map(({ index }) => index)
        .filter((index) => !json.slice(index - 3, index + 4).includes('null'));
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...letters), async (index) => {
          const swapped = json[index] === 'x' ? 'y' : 'x';
          const altered = JSON.parse(
            json.slice(0, index) + swapped + json.slice(index + 1),
          ) as typeof good.shown;
          expect(await verifyReceipt({ ...good, shown: altered })).to.be.false;
        }),
        { numRuns: 200 },
      );
    });

    it('is JSON that verifies again', async () => {
      expect(await verifyReceipt(JSON.parse(receiptJson(await receipt())) as ConsentReceipt)).to.be.true;
    });

    it('breaks when an answer, or the page before it, is not the one that the proof is about', async () => {
      const good = await receipt();
      const proof = {
        recordHash: await recordHashOf(good.record, BEFORE),
        previousHash: BEFORE,
        signature: 'a.b.c',
      };
      expect(await verifyReceipt({ ...good, proof })).to.be.true;
      const [decided, ...others] = good.record.decisions;
      const altered = { ...good.record, decisions: [{ ...decided!, decision: 'no' as const }, ...others] };
      for (const broken of [
        { ...good, record: altered, proof },
        { ...good, proof: { ...proof, previousHash: null } },
        { ...good, proof: { ...proof, recordHash: BEFORE } },
      ])
        expect(await verifyReceipt(broken)).to.be.false;
    });

    const page = async (name = 'Sample Client', change: Partial<ConsentReceipt> = {}): Promise<Document> => {
      const made = { ...(await receipt({ signature: { name, statement: 'Mine.' } })), ...change };
      const html = receiptHtml(made, words, { language: 'en', direction: 'ltr' });
      const frame = document.createElement('iframe');
      frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
      document.body.append(frame);
      await new Promise((loaded) => {
        frame.addEventListener('load', loaded, { once: true });
      });
      return frame.contentDocument!;
    };

    it('is a page that opens by itself: everything shown, no script, nothing fetched', async () => {
      const opened = await page();
      expect(opened.documentElement.lang).to.equal('en');
      expect(opened.querySelectorAll('script, link, img, [style], [onclick]').length).to.equal(0);
      const text = opened.body.textContent;
      for (const topic of shown.topics) expect(text).to.include(topic.heading).and.include(topic.summary);
      expect(text)
        .to.include('I would like to talk about it first')
        .and.include(await hashOf(shown));
      expect(text).to.include('from a rehearsal').and.include('No answer this time');
      expect([...opened.querySelectorAll('strong')].map((one) => one.textContent)).to.include('no');
      opened.defaultView?.frameElement?.remove();
    });

    it('shows what the practice’s server has signed, for whoever wants to check it', async () => {
      const proof = { recordHash: 'c0ffee', previousHash: BEFORE, signature: 'eyJhbGci.payload.signed' };
      const opened = await page('Sample Client', { proof });
      const text = opened.body.textContent;
      for (const value of Object.values(proof)) expect(text).to.include(value);
      expect(text).to.include(words.proofHow).and.not.include(words.firstEntry);
      expect(text).to.not.include(words.noProof).and.not.include(words.noProofRehearsal);
      opened.defaultView?.frameElement?.remove();
      const first = await page('Sample Client', { proof: { ...proof, previousHash: null } });
      expect(first.body.textContent).to.include(words.firstEntry);
      first.defaultView?.frameElement?.remove();
    });

    it('says that nobody has signed it, and why', async () => {
      const rehearsed = await page();
      expect(rehearsed.body.textContent).to.include(words.noProofRehearsal).and.not.include(words.noProof);
      rehearsed.defaultView?.frameElement?.remove();
      const real = await page('Sample Client', { rehearsal: false });
      expect(real.body.textContent).to.include(words.noProof).and.not.include(words.noProofRehearsal);
      real.defaultView?.frameElement?.remove();
    });

    it('shows markup in a name as text', async () => {
      const opened = await page(`<img src=x onerror="alert(1)"> & 'more'`);
      expect(opened.querySelectorAll('img').length).to.equal(0);
      expect(opened.body.textContent).to.include(`<img src=x onerror="alert(1)"> & 'more'`);
      opened.defaultView?.frameElement?.remove();
    });
  });
});
