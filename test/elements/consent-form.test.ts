import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { hashOf, verifyReceipt, type ConsentReceipt } from '../../src/core/consent-document.js';
import { shownDocument } from '../../src/core/consent-shown.js';
import type { ConsentDocument } from '../../src/core/consent.js';
import type { ConsentFormElement } from '../../src/elements/consent-form.js';
import '../../src/elements/consent-form.js';
import type { SessionProblemEvent, SessionReceiptEvent } from '../../src/elements/session-events.js';
import { EXAMPLE_HASH, exampleDocument, exampleRecord, examples } from '../../src/examples/consent-form.js';
import { registerLanguage } from '../../src/locales/catalogue.js';
import da from '../../src/locales/da.js';
import {
  button,
  deepQuery,
  elementSuite,
  expectAccessible,
  settled,
  shownText,
  withSession,
} from '../support/element-suite.js';

const inTree = <T extends Element>(element: Element, selector: string): T => {
  const found = deepQuery<T>(element.shadowRoot!, selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
};

/** Presses one answer of a topic or of a joint group, by its words. */
const answer = async (element: ConsentFormElement, place: string, words: string): Promise<void> => {
  const labels = [...inTree(element, `#${place}`).querySelectorAll<HTMLLabelElement>('fieldset label')];
  const label = labels.find((one) => one.textContent.trim() === words);
  if (!label) throw new Error(`no answer "${words}" at ${place}`);
  label.click();
  await element.updateComplete;
};

const answerEverything = async (element: ConsentFormElement): Promise<void> => {
  await answer(element, 'topic-your-choice', 'I agree');
  await answer(element, 'topic-recording', 'I agree');
  await answer(element, 'joint-information', 'I have read this');
};

const write = async (element: ConsentFormElement, name: string): Promise<void> => {
  const field = inTree<HTMLInputElement>(element, '#name');
  field.focus();
  await sendKeys({ type: name });
  await element.updateComplete;
};

const step = (patch = examples['nothing answered']) => withSession<ConsentFormElement>('consent-form', patch);

/** A document given to an element that stands alone is read first. */
const arrived = async (element: ConsentFormElement): Promise<void> => {
  await settled(element);
  await waitUntil(() => !shownText(element).includes('The text is on its way'), 'the text is here');
  await settled(element);
};

const alone = async (document: unknown = exampleDocument): Promise<ConsentFormElement> => {
  const element = await fixture<ConsentFormElement>(
    html`<consent-form .consentDocument=${document}></consent-form>`,
  );
  await arrived(element);
  return element;
};

describe('consent-form', () => {
  before(() => {
    registerLanguage('da', da);
  });

  elementSuite('consent-form', examples);

  describe('in a session', () => {
    it('begins with nothing ticked and nothing typed', async () => {
      const { element } = await step();
      const inputs = [...element.shadowRoot!.querySelectorAll('input')];
      expect(inputs.length).to.be.greaterThan(8);
      expect(inputs.some(({ checked }) => checked)).to.be.false;
    });

    it('offers each kind its own answers, all of the same size', async () => {
      await setViewport({ width: 1280, height: 800 });
      const { element } = await step();
      const at = (place: string): HTMLElement[] => [
        ...inTree(element, `#${place}`).querySelectorAll<HTMLElement>('fieldset .answer'),
      ];
      const words = (place: string): string[] => at(place).map((one) => one.textContent.trim());
      expect(words('topic-recording')).to.deep.equal([
        'I agree',
        'I do not agree',
        'I would like to talk about it first',
      ]);
      expect(words('joint-information')).to.deep.equal([
        'I have read this',
        'I would like to talk about it first',
      ]);
      expect(words('topic-reminders')).to.deep.equal(['Yes', 'No']);
      const looks = at('topic-recording').map((one) => {
        const { backgroundColor, fontSize, fontWeight } = getComputedStyle(one);
        return [one.offsetHeight, backgroundColor, fontSize, fontWeight].join();
      });
      expect(new Set(looks).size, 'one look').to.equal(1);
    });

    it('tells what is still open after a press, takes the focus there and leads to each', async () => {
      const { element, session } = await step();
      await answer(element, 'topic-recording', 'I agree');
      expect(element.shadowRoot!.querySelector('#open') === null, 'calm until the press').to.be.true;
      button(element, 'Sign and send my answers').click();
      await settled(element);
      expect(session.asks).to.deep.equal([]);
      const summary = inTree<HTMLElement>(element, '#open');
      expect(element.shadowRoot!.activeElement === summary, 'focus').to.be.true;
      expect(shownText(summary)).to.include('You choose').and.include('Your full name');
      expect(shownText(summary)).to.not.include('No recording');
      await expectAccessible(element, 'with open answers');
      button(summary, 'You choose').click();
      expect(element.shadowRoot!.activeElement?.closest('.topic')?.id).to.equal('topic-your-choice');
    });

    it('asks for give-consent with exactly what was answered and signed', async () => {
      const { element, session } = await step();
      await answerEverything(element);
      inTree<HTMLInputElement>(element, '#joint-information input[type=checkbox]').click();
      await write(element, '  Sample Client ');
      button(element, 'Sign and send my answers').click();
      const ask = session.asks[0];
      if (ask?.type !== 'give-consent') throw new Error('nothing was asked');
      expect(ask.answers.language).to.equal('en');
      expect(ask.answers.signature?.name).to.equal('Sample Client');
      expect(ask.answers.decisions.map(({ topic, decision }) => `${topic} ${decision}`)).to.deep.equal([
        'your-choice agree',
        'recording agree',
        'who-i-am talk-first',
        'record-keeping read',
      ]);
    });

    it('goes on without a name when there is only something to talk about', async () => {
      const { element, session } = await step();
      await answer(element, 'topic-your-choice', 'I would like to talk about it first');
      await answer(element, 'topic-recording', 'I would like to talk about it first');
      await answer(element, 'joint-information', 'I would like to talk about it first');
      expect(element.shadowRoot!.querySelector('#name') === null).to.be.true;
      button(element, 'Send my answers').click();
      const ask = session.asks[0];
      if (ask?.type !== 'give-consent') throw new Error('nothing was asked');
      expect(ask.answers.signature).to.be.null;
      expect(ask.answers.decisions.every(({ decision }) => decision === 'talk-first')).to.be.true;
    });

    it('shows other ways to whoever declines, and lets them think again', async () => {
      const { element } = await step();
      await answer(element, 'topic-recording', 'I do not agree');
      const topic = inTree(element, '#topic-recording');
      expect(shownText(topic)).to.include('That is your right').and.include('talk by phone');
      expect(topic.querySelector('a[href="tel:02079460123"]') !== null).to.be.true;
      await answer(element, 'topic-recording', 'I agree');
      expect(shownText(topic)).to.not.include('That is your right');
    });

    it('takes an optional answer away again', async () => {
      const { element } = await step();
      await answer(element, 'topic-reminders', 'Yes');
      button(element, /^Take this answer away/).click();
      await element.updateComplete;
      expect(inTree(element, '#topic-reminders').querySelector('input:checked') === null).to.be.true;
    });

    it('moves the focus to what was answered once the record is there, and goes on', async () => {
      const { element, session } = await step();
      await answerEverything(element);
      await write(element, 'Sample Client');
      button(element, 'Sign and send my answers').click();
      session.update({ pending: ['give-consent'] });
      await settled(element);
      expect(shownText(element)).to.include('Your answers are being sent');
      session.update({ pending: [], consent: examples.signed.consent! });
      await settled(element);
      expect(shownText(element)).to.include('Your answers are stored');
      expect(element.shadowRoot!.activeElement?.className).to.equal('heading');
      button(element, 'Continue').click();
      expect(session.asks.at(-1)).to.deep.equal({ type: 'continue' });
    });

    it('goes on when everything may stay open and does', async () => {
      const topics = exampleDocument.topics.filter(({ id }) => id === 'reminders');
      const consent = { ...examples.signed.consent!, records: [], document: { ...exampleDocument, topics } };
      const { element, session } = await step({ consent });
      button(element, 'Send my answers').click();
      await settled(element);
      expect(session.asks).to.deep.equal([{ type: 'continue' }]);
    });

    it('keeps the answers when they could not be stored, and says so', async () => {
      const { element, session } = await step();
      await answerEverything(element);
      await write(element, 'Sample Client');
      button(element, 'Sign and send my answers').click();
      session.update({ problems: [{ code: 'not-recorded' }] });
      await settled(element);
      expect(shownText(element)).to.include('They are still here');
      expect(inTree<HTMLInputElement>(element, '#name').value).to.equal('Sample Client');
    });

    it('withdraws one topic, or all that a session needs, with one press each', async () => {
      const { element, session } = await step(examples.signed);
      button(element, 'Take my answer back: No recording').click();
      button(element, 'Take all of it back').click();
      expect(session.asks).to.deep.equal([
        { type: 'withdraw-consent', topics: ['recording'] },
        { type: 'withdraw-consent', topics: ['your-choice', 'recording', 'who-i-am', 'record-keeping'] },
      ]);
    });

    it('lets somebody who declined answer again, that topic alone, or leave it', async () => {
      const { element } = await step(examples.declined);
      expect(shownText(element)).to.include('talk by phone');
      button(element, 'Answer again: No recording').click();
      await settled(element);
      expect([...element.shadowRoot!.querySelectorAll('.topic')].map(({ id }) => id)).to.deep.equal([
        'topic-recording',
      ]);
      button(element, 'Go back without a change').click();
      await settled(element);
      expect(shownText(element)).to.include('You did not agree');
    });

    it('never lets an unreviewed text be signed outside a rehearsal, and leads on', async () => {
      const { element, session } = await step(examples['unreviewed live']);
      expect(element.shadowRoot!.querySelector('input') === null).to.be.true;
      button(element, 'Go on and talk about it first').click();
      const ask = session.asks[0];
      if (ask?.type !== 'give-consent') throw new Error('nothing was asked');
      expect(ask.answers.decisions.map(({ decision }) => decision)).to.deep.equal(
        Array.from({ length: 4 }, () => 'talk-first'),
      );
    });

    it('says when the language is missing, and shows another only when it is chosen', async () => {
      const { element } = await step(examples['missing language']);
      expect(shownText(element)).to.not.include('Du bestemmer');
      button(element, /dansk/i).click();
      await settled(element);
      expect(inTree(element, '#topic-your-choice h3').getAttribute('lang')).to.equal('da');
      expect(inTree(element, '.root').getAttribute('lang')).to.equal('en');
    });

    it('never shows English to a page in a language that nobody wrote', async () => {
      const { element } = await step();
      element.lang = 'fi';
      await settled(element);
      expect(shownText(element)).to.include('Finnish');
      expect(element.shadowRoot!.querySelector('fieldset') === null).to.be.true;
    });

    it('shows a text again in the language in which it was answered', async () => {
      const { element } = await step({
        ...examples.signed,
        consent: {
          ...examples.signed.consent!,
          records: [
            exampleRecord(
              { 'your-choice': 'agree', recording: 'agree', 'who-i-am': 'read', 'record-keeping': 'read' },
              { document: { id: exampleDocument.id, hash: '0', language: 'da' } },
            ),
          ],
        },
      });
      expect(shownText(element)).to.include('Du bestemmer').and.include('You agreed');
    });

    it('moves the focus to the heading after a withdrawal, but not away from where the person went', async () => {
      for (const elsewhere of [false, true]) {
        const { element, session } = await step(examples.signed);
        const other = document.createElement('button');
        element.after(other);
        const back = button(element, 'Take all of it back');
        back.focus();
        back.click();
        if (elsewhere) other.focus();
        session.update({ consent: examples.withdrawn.consent! });
        await settled(element);
        expect(element.shadowRoot!.activeElement?.className ?? 'elsewhere').to.equal(
          elsewhere ? 'elsewhere' : 'heading',
        );
      }
    });

    it('can be answered with the keyboard alone', async () => {
      const { element, session } = await step();
      for (const place of ['topic-your-choice', 'topic-recording', 'joint-information']) {
        inTree<HTMLElement>(element, `#${place} fieldset input`).focus();
        await sendKeys({ press: ' ' });
      }
      await element.updateComplete;
      await write(element, 'Sample Client');
      await sendKeys({ press: 'Enter' });
      expect(session.asks, 'Enter in the name signs nothing').to.deep.equal([]);
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      expect(session.asks.map(({ type }) => type)).to.deep.equal(['give-consent']);
    });

    it('keeps what was begun when it is taken away and comes back, until the session ends', async () => {
      const { element, session } = await step();
      await answer(element, 'topic-recording', 'I agree');
      element.remove();
      const again = document.createElement('consent-form');
      again.session = session;
      await fixture(html`<main>${again}</main>`);
      await settled(again);
      expect(inTree(again, '#topic-recording').querySelector('input:checked') !== null).to.be.true;
      session.update({ phase: { name: 'ended', by: 'exit-now' } });
      await settled(again);
      expect(again.shadowRoot!.querySelector('input:checked') === null).to.be.true;
    });

    it('shows markup in texts and names as text', async () => {
      const { element } = await step(examples['long texts']);
      expect(shownText(element)).to.include('<b>markup</b>');
      expect(element.shadowRoot!.querySelector('b') === null).to.be.true;
    });

    it('fits a narrow page', async () => {
      await setViewport({ width: 320, height: 640 });
      const { element } = await step(examples['long texts']);
      expect(element.scrollWidth).to.be.at.most(element.clientWidth + 1);
      await setViewport({ width: 1280, height: 800 });
    });

    /** What a person has on their disk after saving both copies of the one record. */
    const saveBoth = async (
      element: ConsentFormElement,
    ): Promise<readonly { readonly name: string; readonly blob: Blob }[]> => {
      const saved: { readonly name: string; readonly blob: Blob }[] = [];
      const createObjectURL = URL.createObjectURL.bind(URL);
      let blob = new Blob();
      URL.createObjectURL = (made: Blob) => {
        blob = made;
        return createObjectURL(made);
      };
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement): void {
        saved.push({ name: this.download, blob });
      };
      try {
        button(element, 'Save as a page to read').click();
        await waitUntil(() => saved.length === 1, 'the page');
        button(element, 'Save as data').click();
        await waitUntil(() => saved.length === 2, 'the data');
      } finally {
        URL.createObjectURL = createObjectURL;
        Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
      }
      return saved;
    };

    it('saves a copy as a page and as data, made in the page alone', async () => {
      const { element } = await step(examples.signed);
      const saved = await saveBoth(element);
      expect(saved.map(({ name }) => name)).to.deep.equal(['my-copy.html', 'my-copy.json']);
      expect(await saved[0]!.blob.text())
        .to.match(/^<!doctype html>/)
        .and.include('No recording');
      const receipt = JSON.parse(await saved[1]!.blob.text()) as ConsentReceipt;
      expect(await verifyReceipt(receipt)).to.be.true;
      expect(receipt.record.recordId).to.equal('sample-record');
      expect(receipt.proof).to.equal(null);
    });

    it('puts what proves that the practice holds it into both copies', async () => {
      const { element, session } = await step(examples['signed, held by the practice']);
      const proof = session.snapshot.consent.proofs['sample-record']!;
      const saved = await saveBoth(element);
      const receipt = JSON.parse(await saved[1]!.blob.text()) as ConsentReceipt;
      expect(receipt.proof).to.deep.equal(proof);
      expect(await verifyReceipt(receipt)).to.be.true;
      expect(await saved[0]!.blob.text())
        .to.contain(proof.recordHash)
        .and.contain(proof.signature);
    });

    it('says when no exact copy can be made any more', async () => {
      const record = exampleRecord(
        { recording: 'agree' },
        { document: { id: 'sample-consent', hash: '0', language: 'en' } },
      );
      const { element } = await step({
        ...examples.signed,
        consent: { ...examples.signed.consent!, records: [...examples.signed.consent!.records, record] },
      });
      button(element, 'Save as data').click();
      await waitUntil(() => shownText(element).includes('no exact copy'), 'says so');
    });
  });

  describe('alone', () => {
    const sign = async (element: ConsentFormElement): Promise<ConsentReceipt> => {
      await answerEverything(element);
      await write(element, 'Sample Client');
      const told = oneEvent(element, 'session-receipt') as unknown as Promise<SessionReceiptEvent>;
      button(element, 'Sign and send my answers').click();
      const { receipt } = await told;
      await settled(element);
      return receipt;
    };

    it('tells the page the whole receipt, and one changed character breaks it', async () => {
      const element = await alone();
      const receipt = await sign(element);
      expect(receipt.record.subject).to.equal('self');
      expect(receipt.record.signature?.name).to.equal('Sample Client');
      expect(element.receipt).to.equal(receipt);
      expect(await verifyReceipt(receipt)).to.be.true;
      expect(
        await verifyReceipt({ ...receipt, shown: { ...receipt.shown, title: 'What online sessions mean.' } }),
      ).to.be.false;
      expect(shownText(element)).to.include('Your answers are stored');
    });

    it('records a withdrawal in a second receipt and erases nothing', async () => {
      const element = await alone();
      const first = await sign(element);
      const told = oneEvent(element, 'session-receipt') as unknown as Promise<SessionReceiptEvent>;
      button(element, 'Take my answer back: No recording').click();
      const { receipt } = await told;
      expect(receipt.record.supersedes).to.equal(first.record.recordId);
      expect(receipt.record.decisions).to.deep.equal([
        { topic: 'recording', version: '1.0.0', decision: 'withdrawn' },
      ]);
    });

    it('takes part in a form of the page: validity, value, reset, disabled', async () => {
      const form = await fixture<HTMLFormElement>(html`
        <form>
          <fieldset>
            <consent-form name="consent" required .consentDocument=${exampleDocument}></consent-form>
          </fieldset>
        </form>
      `);
      const element = form.querySelector('consent-form')!;
      await arrived(element);
      expect(element.form === form, 'its form').to.be.true;
      expect(form.checkValidity()).to.be.false;
      expect(element.validity.valueMissing).to.be.true;
      expect(element.validationMessage).to.not.equal('');
      expect(new FormData(form).get('consent')).to.be.null;
      await sign(element);
      expect(form.checkValidity()).to.be.true;
      const sent = JSON.parse(new FormData(form).get('consent') as string) as ConsentReceipt;
      expect(await verifyReceipt(sent)).to.be.true;
      form.reset();
      await settled(element);
      expect(new FormData(form).get('consent')).to.be.null;
      expect(form.checkValidity()).to.be.false;
      expect(element.shadowRoot!.querySelector('input:checked') === null).to.be.true;
      form.querySelector('fieldset')!.disabled = true;
      await settled(element);
      expect(inTree<HTMLInputElement>(element, '#topic-recording input').matches(':disabled')).to.be.true;
      expect(button(element, 'Send my answers').disabled).to.be.true;
      expect(form.checkValidity(), 'a disabled control does not hold a form back').to.be.true;
    });

    it('reads the document from a script inside, even one that comes later', async () => {
      const element = await fixture<ConsentFormElement>(html`<consent-form></consent-form>`);
      await arrived(element);
      expect(shownText(element)).to.include('cannot be shown');
      const script = Object.assign(document.createElement('script'), {
        type: 'application/json',
        textContent: JSON.stringify(exampleDocument),
      });
      element.append(script);
      await waitUntil(() => shownText(element).includes('You choose'), 'shows the document');
    });

    it('fetches the document from consent-src', async () => {
      const src = `data:application/json,${encodeURIComponent(JSON.stringify(exampleDocument))}`;
      const element = await fixture<ConsentFormElement>(
        html`<consent-form consent-src=${src}></consent-form>`,
      );
      await waitUntil(() => shownText(element).includes('You choose'), 'shows the document');
    });

    it('says calmly that a text did not arrive, tells the page why, and tries again', async () => {
      const element = document.createElement('consent-form');
      element.consentSrc = '/nothing/here.json';
      const told = oneEvent(element, 'session-problem') as unknown as Promise<SessionProblemEvent>;
      await fixture(html`<main>${element}</main>`);
      const { code, message } = await told;
      expect(code).to.equal('consent-document-unreachable');
      expect(message).to.include('consent-src="/nothing/here.json"').and.include('404');
      await settled(element);
      expect(shownText(element)).to.include('did not arrive');
      const again = oneEvent(element, 'session-problem');
      button(element, 'Try again').click();
      await again;
    });

    const bad: Record<string, [unknown, RegExp]> = {
      'not an object': ['hello', /the document must be an object/],
      'a topic twice': [
        { ...exampleDocument, topics: [...exampleDocument.topics, exampleDocument.topics[0]] },
        /topics\[5\]\.id must be unique/,
      ],
      'a kind nobody knows': [
        { ...exampleDocument, topics: [{ ...exampleDocument.topics[0], kind: 'wish' }] },
        /topics\[0\]\.kind must be one of/,
      ],
    };
    for (const [name, [document, expected]] of Object.entries(bad))
      it(`shows calm words and tells the page what was expected: ${name}`, async () => {
        const element = globalThis.document.createElement('consent-form');
        element.consentDocument = document;
        const told = oneEvent(element, 'session-problem') as unknown as Promise<SessionProblemEvent>;
        await fixture(html`<main>${element}</main>`);
        const event = await told;
        expect(event.code).to.equal('consent-document-invalid');
        expect(event.message).to.match(expected).and.include('consentDocument');
        await settled(element);
        expect(shownText(element)).to.include('cannot be shown');
        await expectAccessible(element, name);
      });

    it('forgets answers to a text that changed its version', async () => {
      const element = await alone();
      await answer(element, 'topic-recording', 'I agree');
      const changed: ConsentDocument = {
        ...exampleDocument,
        topics: exampleDocument.topics.map((topic) =>
          topic.id === 'recording' ? { ...topic, version: '2.0.0' } : topic,
        ),
      };
      element.consentDocument = changed;
      await arrived(element);
      expect(inTree(element, '#topic-recording').querySelector('input:checked') === null).to.be.true;
    });

    it('cuts a name of ten thousand characters and takes out what turns text round', async () => {
      const element = await alone();
      await answerEverything(element);
      const field = inTree<HTMLInputElement>(element, '#name');
      field.value = `\u202E<img src=x onerror=alert(1)>${'n'.repeat(10_000)}`;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await element.updateComplete;
      const told = oneEvent(element, 'session-receipt') as unknown as Promise<SessionReceiptEvent>;
      button(element, 'Sign and send my answers').click();
      const name = (await told).receipt.record.signature!.name;
      expect(Array.from(name).length).to.equal(120);
      expect(name).to.not.include('\u202E');
    });
  });

  it('has an example whose fingerprint fits', async () => {
    expect(await hashOf(shownDocument(exampleDocument, 'en', []))).to.equal(EXAMPLE_HASH);
  });
});
