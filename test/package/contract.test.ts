import { expect } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { EVERY_ELEMENT, show, within } from '../support/every-element.js';

/** What custom-elements.json says of an element. */
interface Declaration {
  readonly tagName?: string;
  readonly attributes?: readonly { readonly name: string; readonly fieldName?: string }[];
  readonly members?: readonly { readonly kind: string; readonly name: string; readonly static?: boolean }[];
  readonly slots?: readonly { readonly name: string; readonly description: string }[];
  readonly cssParts?: readonly { readonly name: string }[];
}
interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
}

const PARTS =
  'step heading lead body actions primary secondary control remote self status problem exit'.split(' ');
const CONTROLS = 'button, input, select, textarea, summary, a[href]';

/** From Lit, for whoever extends an element; no part of what a page uses. */
const OF_THE_PLATFORM = ['defer-hydration'];

const manifest = (await (
  await fetch(new URL('../../custom-elements.json', import.meta.url))
).json()) as Manifest;
const declarations = manifest.modules.flatMap((module) => module.declarations);
const documented = (tag: string): Declaration => {
  const found = declarations.find(({ tagName }) => tagName === tag);
  if (!found) throw new Error(`<${tag}> is not in custom-elements.json`);
  return found;
};

const classOf = (tag: string): typeof LitElement => customElements.get(tag) as typeof LitElement;
const partsOf = (element: Element): string[] => [...element.part];

/** What a page can reach with `::part`: the element's own parts, and what it hands on from the elements inside. */
const reachable = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((inner) => {
    const handedOn = (inner.getAttribute('exportparts') ?? '').split(',').map((name) => name.trim());
    return [...partsOf(inner), ...reachable(inner).filter((name) => handedOn.includes(name))];
  });

/** An answer is pressed as a whole row: the part is on the row. */
const partOfControl = (control: Element): string[] => {
  const row = control.closest('label');
  return [...partsOf(control), ...(row ? partsOf(row) : [])];
};

describe('what is documented', () => {
  it('is every element that a page may write, and no other', () => {
    expect(declarations.map(({ tagName }) => tagName).sort()).to.deep.equal(
      EVERY_ELEMENT.map(([tag]) => tag).sort(),
    );
  });

  const seenAnywhere = new Set<string>();
  for (const [tag, states] of EVERY_ELEMENT) {
    describe(tag, () => {
      const { attributes = [], members = [], cssParts = [] } = documented(tag);
      // A document in a script is read, not shown.
      const slots = (documented(tag).slots ?? []).filter(
        ({ description }) => !description.includes('<script'),
      );

      it('has each attribute with its property, and no attribute in secret', () => {
        const element = document.createElement(tag);
        for (const { name, fieldName = '' } of attributes) expect(fieldName in element, name).to.equal(true);
        const observed = classOf(tag).observedAttributes.filter((name) => !OF_THE_PLATFORM.includes(name));
        expect(observed.sort()).to.deep.equal(attributes.map(({ name }) => name).sort());
      });

      it('has each member, and no property in secret', () => {
        const element = document.createElement(tag);
        for (const { kind, name, static: ofClass } of members) {
          const owner = (ofClass ? classOf(tag) : element) as unknown as Record<string, unknown>;
          expect(name in owner, name).to.equal(true);
          const value = owner[name];
          if (kind === 'method') expect(value, name).to.be.a('function');
        }
        const names = members.map(({ name }) => name);
        for (const [name, { state }] of classOf(tag).elementProperties)
          if (!state) expect(names, `${String(name)} is a property of <${tag}>`).to.include(name);
      });

      it('shows each part in one of its states, and only parts of the fixed list', async () => {
        // The shell hands on what the elements of its steps have.
        const seen = new Set(tag === 'safe-session' ? seenAnywhere : []);
        for (const state of states) {
          const element = await show(state);
          for (const name of reachable(element)) seen.add(name);
          for (const inner of within(element)) expect(PARTS, state.name).to.include.members(partsOf(inner));
        }
        for (const name of seen) seenAnywhere.add(name);
        expect([...seen].sort()).to.deep.equal(cssParts.map(({ name }) => name).sort());
      });

      it('has a part on every control, in every state', async () => {
        for (const state of states) {
          const element = await show(state);
          const bare = within(element).filter(
            (inner) =>
              inner.matches(CONTROLS) &&
              partOfControl(inner).length === 0 &&
              // What is hidden is no control yet, and links in a practice's own text are text.
              inner.checkVisibility() &&
              !inner.closest('.text'),
          );
          expect(
            bare.map(({ localName, textContent }) => `<${localName}> ${textContent.trim()}`),
            state.name,
          ).to.deep.equal([]);
        }
      });

      if (slots.length > 0)
        it('shows what a page puts into each slot, in one of its states', async () => {
          const open = new Set(slots.map(({ name }) => name));
          for (const state of states) {
            const create = (): HTMLElement => {
              const element = state.create();
              for (const { name } of slots) {
                const own = Object.assign(document.createElement('p'), { textContent: `own ${name}` });
                if (name) own.slot = name;
                element.append(own);
              }
              return element;
            };
            const element = await show({ ...state, create });
            for (const own of element.querySelectorAll(':scope > p'))
              if (own.checkVisibility()) open.delete(own.slot);
          }
          expect([...open]).to.deep.equal([]);
        });
    });
  }
});
