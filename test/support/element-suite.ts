import { aTimeout, expect, fixture, html, nextFrame } from '@open-wc/testing';
import { waitUntil } from './wait-until.js';
import { ContextProvider } from '@lit/context';
// A script, not a module: it leaves `axe` on the window.
import 'axe-core';
import type axe from 'axe-core';
import type { LitElement } from 'lit';
import {
  exampleSession,
  type ExampleSession,
  type SnapshotPatch,
} from '../../src/examples/example-session.js';
import type { Session } from '../../src/core/session-controller.js';
import { sessionContext } from '../../src/elements/session-link.js';
import { usePseudoRtl } from './pseudo-rtl.js';

type SessionHost = LitElement & { session: Session | undefined };

/** Everything an element shows, across its own and nested shadow roots, as one line of text. */
export const shownText = (root: Node): string => {
  if (root instanceof HTMLStyleElement || root instanceof HTMLScriptElement) return '';
  if (root.nodeType === Node.TEXT_NODE) return root.textContent ?? '';
  const inner = root instanceof Element && root.shadowRoot ? root.shadowRoot : root;
  return [...inner.childNodes].map(shownText).join(' ').replace(/\s+/g, ' ').trim();
};

/** Finds inside open shadow roots, however deep. */
export const deepQuery = <T extends Element>(root: ParentNode, selector: string): T | null => {
  const own = root instanceof Element && root.shadowRoot ? deepQuery<T>(root.shadowRoot, selector) : null;
  const here = own ?? root.querySelector<T>(selector);
  if (here) return here;
  for (const element of root.querySelectorAll('*')) {
    const found = element.shadowRoot && deepQuery<T>(element.shadowRoot, selector);
    if (found) return found;
  }
  return null;
};

/** What has the focus within, however deep. */
export const focused = (root: Element): Element | null => {
  const active = root.shadowRoot?.activeElement;
  return active?.shadowRoot?.activeElement ? focused(active) : (active ?? null);
};

/** The button with these words, wherever it is; fails with what buttons there are. */
export const button = (root: Element, name: string | RegExp): HTMLButtonElement => {
  const all: HTMLButtonElement[] = [];
  const collect = (parent: ParentNode): void => {
    for (const element of parent.querySelectorAll('*')) {
      if (element instanceof HTMLButtonElement) all.push(element);
      if (element.shadowRoot) collect(element.shadowRoot);
    }
  };
  if (root.shadowRoot) collect(root.shadowRoot);
  collect(root);
  const found = all.find((candidate) => {
    const label = candidate.getAttribute('aria-label') ?? candidate.textContent.replace(/\s+/g, ' ').trim();
    return typeof name === 'string' ? label === name : name.test(label);
  });
  if (!found)
    throw new Error(
      `No button "${String(name)}". There are: ${all.map((one) => one.textContent.trim()).join(' | ')}`,
    );
  return found;
};

/** Puts an element on the page with a session that stands still. */
export const withSession = async <E extends SessionHost>(
  tag: string,
  patch: SnapshotPatch,
): Promise<{ element: E; session: ExampleSession }> => {
  const session = exampleSession(patch);
  const element = document.createElement(tag) as E;
  element.session = session;
  await fixture(html`<main>${element}</main>`);
  await settled(element);
  return { element, session };
};

/** Waits until the element and what is nested in it have rendered, words included. */
export const settled = async (element: LitElement): Promise<void> => {
  await element.updateComplete;
  await aTimeout(0);
  await nextFrame();
  await element.updateComplete;
};

/** Zero violations of WCAG 2.2 A and AA and of axe's best practices that concern a part of a page. */
export const expectAccessible = async (element: Element, note: string): Promise<void> => {
  const { axe: audit } = window as unknown as { axe: typeof axe };
  const results = await audit.run(element, {
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    resultTypes: ['violations'],
  });
  const told = results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html).join(', ')})`,
  );
  expect(told, note).to.deep.equal([]);
};

interface SuiteOptions {
  /** How an example becomes an element on the page, where `session` alone does not do. */
  readonly create?: (patch: SnapshotPatch) => Promise<SessionHost>;
}

/**
 * What holds for every element: accessible in every named state, light and dark in English, once in Danish
 * and once from right to left; stands alone; survives being moved.
 */
export const elementSuite = (
  tag: string,
  examples: Record<string, SnapshotPatch>,
  options: SuiteOptions = {},
): void => {
  const create = options.create ?? (async (patch: SnapshotPatch) => (await withSession(tag, patch)).element);
  const first = Object.values(examples)[0] ?? {};

  for (const scheme of ['light', 'dark'] as const) {
    for (const [name, patch] of Object.entries(examples)) {
      it(`is accessible: ${name}, ${scheme}`, async () => {
        // As a page would set it; what the system prefers reaches us only through the page.
        document.documentElement.style.colorScheme = scheme;
        document.documentElement.style.background = scheme === 'dark' ? '#161c1b' : '#f8f5ef';
        const element = await create(patch);
        await expectAccessible(element, name);
        expect(shownText(element), 'never a blank screen').to.not.equal('');
      });
    }
  }

  it('speaks Danish when the element is Danish', async () => {
    const element = await create(first);
    const english = shownText(element);
    element.lang = 'da';
    await waitUntil(() => shownText(element) !== english, 'the words change');
    expect(element.shadowRoot?.querySelector('.root')?.getAttribute('lang')).to.equal('da');
    await expectAccessible(element, 'da');
  });

  it('runs from right to left', async () => {
    usePseudoRtl();
    const element = await create(first);
    element.lang = 'ar-XB';
    await waitUntil(() => element.shadowRoot?.querySelector('.root')?.getAttribute('dir') === 'rtl', 'turns');
    await expectAccessible(element, 'rtl');
    expect(element.scrollWidth, 'no sideways scroll').to.be.at.most(element.clientWidth + 1);
  });

  it('stands alone without a session', async () => {
    const element = await fixture<LitElement>(html`${document.createElement(tag)}`);
    await settled(element);
    expect(shownText(element)).to.not.equal('');
  });

  it('takes the session around it when it is given none', async () => {
    const around = document.createElement('div');
    new ContextProvider(around, { context: sessionContext, initialValue: exampleSession(first) });
    const nested = document.createElement(tag) as SessionHost;
    around.append(nested);
    await fixture(html`<main>${around}</main>`);
    await settled(nested);
    expect(nested.session?.snapshot.plan.practiceName).to.equal('Sample Practice');
    const given = await create(first);
    expect(shownText(nested)).to.equal(shownText(given));
  });

  it('goes on listening after it was moved', async () => {
    const session = exampleSession(first);
    const element = document.createElement(tag) as SessionHost;
    element.session = session;
    const [from, to] = [document.createElement('div'), document.createElement('div')];
    await fixture(html`<main>${from}${to}</main>`);
    from.append(element);
    await settled(element);
    to.append(element);
    await settled(element);
    let renders = 0;
    element.addController({
      hostUpdated: () => {
        renders += 1;
      },
    });
    session.update({});
    await settled(element);
    expect(renders, 'renders once for a change').to.be.greaterThan(0);
  });
};
