import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import '../../src/index.js';
import '../../src/elements/text-line.js';
import { examples as admissionDesk } from '../../src/examples/admission-desk.js';
import { examples as consentForm } from '../../src/examples/consent-form.js';
import { exampleSession, type SnapshotPatch } from '../../src/examples/example-session.js';
import { examples as feedbackForm } from '../../src/examples/feedback-form.js';
import { examples as spaceCheck } from '../../src/examples/space-check.js';
import { examples as waitingRoom } from '../../src/examples/waiting-room.js';
import { settled } from '../support/element-suite.js';

const WRITTEN = 'textarea, input:not([type]), input[type="text"]';

const fieldsIn = (root: ParentNode): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(WRITTEN),
  ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? fieldsIn(shadowRoot) : [])),
];

/** Where people write, with every fold and every button that opens a field opened. */
const written = async (tag: string, patch: SnapshotPatch): Promise<HTMLElement[]> => {
  const element = document.createElement(tag) as LitElement & { session: unknown };
  element.session = exampleSession(patch);
  await fixture(html`<main>${element}</main>`);
  await settled(element);
  const openIn = (root: ParentNode): void => {
    for (const opener of root.querySelectorAll<HTMLElement>('button[aria-expanded="false"]')) opener.click();
    // A yes asks for a name.
    root.querySelector<HTMLElement>('fieldset input[type="radio"]')?.click();
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) openIn(shadowRoot);
  };
  if (element.shadowRoot) openIn(element.shadowRoot);
  await settled(element);
  return element.shadowRoot ? fieldsIn(element.shadowRoot) : [];
};

/** Tag, its examples, and how many fields of the fullest one are known to be there. */
const PLACES: readonly (readonly [string, Record<string, SnapshotPatch>, number])[] = [
  ['consent-form', consentForm, 1],
  ['space-check', spaceCheck, 3],
  ['waiting-room', waitingRoom, 4],
  ['admission-desk', admissionDesk, 3],
  ['feedback-form', feedbackForm, 4],
];

describe('fields that people write in', () => {
  for (const [tag, examples, least] of PLACES)
    it(`of <${tag}> are remembered by no browser and handed to no spelling service`, async () => {
      let most = 0;
      for (const [name, patch] of Object.entries(examples)) {
        const fields = await written(tag, patch);
        most = Math.max(most, fields.length);
        for (const field of fields) {
          const which = `${name}: ${field.id}`;
          expect(field.getAttribute('autocomplete'), which).to.equal('off');
          expect(field.spellcheck, which).to.equal(false);
          expect(field.hasAttribute('name'), `${which} has no name for a browser to remember`).to.equal(
            false,
          );
        }
      }
      expect(most, 'fields were found').to.be.at.least(least);
    });
});
