import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { EVERY_ELEMENT, show, within } from '../support/every-element.js';

/** A theme in which no value is one of ours. */
const THEME = {
  '--safe-color-surface': 'rgb(1, 2, 3)',
  '--safe-color-raised': 'rgb(4, 5, 6)',
  '--safe-color-text': 'rgb(250, 251, 252)',
  '--safe-color-quiet': 'rgb(210, 211, 212)',
  '--safe-color-accent': 'rgb(160, 220, 90)',
  '--safe-color-on-accent': 'rgb(7, 8, 9)',
  '--safe-color-line': 'rgb(130, 131, 132)',
  '--safe-color-focus': 'rgb(240, 90, 200)',
  '--safe-color-caution': 'rgb(230, 180, 20)',
  '--safe-font': 'monospace',
  '--safe-radius': '3px',
  '--safe-space': '5px',
};

/** A page that means no good by anything in it. The text size of its root stays: that is what people set. */
const HOSTILE = `
  body, body * { all: unset !important; font-size: 3px !important; color: red !important; letter-spacing: 1em !important }
  button, input, h1, p, a, svg, .step, .body, .actions, .primary, .root { display: none !important; margin: 90px !important }
`;

/** What a page has a right to say: where an element stands, how wide it is, and what is inherited from there. */
const SEEN = [
  ...[
    'display',
    'visibility',
    'position',
    'fontSize',
    'fontFamily',
    'fontWeight',
    'lineHeight',
    'letterSpacing',
  ],
  ...[
    'textTransform',
    'textIndent',
    'color',
    'backgroundColor',
    'borderTopWidth',
    'borderTopColor',
    'cursor',
  ],
  ...['paddingTop', 'paddingInlineStart', 'marginTop', 'minHeight', 'opacity', 'listStyleType', 'whiteSpace'],
] as const;

const looksOf = (element: Element): string[] =>
  within(element).map((inner) => {
    const style = getComputedStyle(inner) as unknown as Record<string, string>;
    return `${inner.localName}.${inner.getAttribute('class') ?? ''}: ${SEEN.map((name) => style[name]).join(' | ')}`;
  });

const withStyle = async <T>(css: string, look: () => T | Promise<T>): Promise<T> => {
  const sheet = document.createElement('style');
  sheet.textContent = css;
  document.head.append(sheet);
  try {
    return await look();
  } finally {
    sheet.remove();
  }
};

/** The browser here cannot be switched to forced colours; what our sheets say about them is put in force instead. */
const inForcedColours = (element: Element, look: () => void): void => {
  const sheets = [element, ...within(element)].flatMap((inner) => inner.shadowRoot?.adoptedStyleSheets ?? []);
  const rules = [...new Set(sheets)]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule)
    .filter(({ media }) => media.mediaText.includes('forced-colors'));
  expect(rules, 'rules for forced colours').to.not.be.empty;
  const before = rules.map(({ media }) => media.mediaText);
  try {
    for (const { media } of rules) media.mediaText = 'all';
    look();
  } finally {
    rules.forEach(({ media }, index) => (media.mediaText = before[index]!));
  }
};

const themed = `:root { ${Object.entries(THEME)
  .map((line) => line.join(':'))
  .join(';')} }`;

const PAINT = [
  'color',
  'backgroundColor',
  'borderTopColor',
  'borderInlineStartColor',
  'outlineColor',
] as const;

/** Every colour that is really painted on something that is shown. */
const paints = (element: Element): Set<string> =>
  new Set(
    [element, ...within(element)]
      .filter((inner) => inner.checkVisibility())
      .flatMap((inner) => {
        const style = getComputedStyle(inner);
        return PAINT.map((name) => style[name]);
      }),
  );

const lengthsOf = (element: Element): string =>
  within(element)
    .map((inner) => {
      const { gap, paddingTop, borderTopLeftRadius, fontFamily } = getComputedStyle(inner);
      return [gap, paddingTop, borderTopLeftRadius, fontFamily].join(' ');
    })
    .join('\n');

describe('looks', () => {
  // The system's own: what is not painted, and what a browser gives to what it paints itself.
  const neutral = ['rgba(0, 0, 0, 0)', 'rgb(0, 0, 0)'];

  for (const [tag, states] of EVERY_ELEMENT) {
    describe(tag, () => {
      it('takes every colour, the font, the corners and the distances from the tokens, in every state', async () => {
        for (const state of states) {
          const element = await show(state);
          const before = { paints: paints(element), lengths: lengthsOf(element) };
          await withStyle(themed, () => {
            const after = paints(element);
            const ours = [...before.paints].filter((colour) => !neutral.includes(colour));
            expect(ours, `${state.name}: nothing painted`).to.not.be.empty;
            for (const colour of ours)
              expect([...after], `${state.name}: a colour of its own`).to.not.include(colour);
            expect(lengthsOf(element), state.name).to.not.equal(before.lengths);
            for (const inner of within(element))
              expect(getComputedStyle(inner).fontFamily, `${state.name}: ${inner.localName}`).to.equal(
                'monospace',
              );
          });
        }
      });

      it('looks the same in a page that styles everything, in every state', async () => {
        for (const state of states) {
          const element = await show(state);
          // The page may have the element itself: that is its own.
          element.style.setProperty('display', 'block', 'important');
          element.style.setProperty('width', '40rem', 'important');
          const before = looksOf(element);
          const after = await withStyle(HOSTILE, () => looksOf(element));
          expect(
            after.filter((line, index) => line !== before[index]),
            state.name,
          ).to.deep.equal([]);
        }
      });

      it('leaves the page’s own styles alone', async () => {
        const [first] = states;
        if (!first) throw new Error('no state');
        const sheets = document.styleSheets.length;
        await show(first);
        expect(document.adoptedStyleSheets).to.have.length(0);
        expect(document.styleSheets.length).to.equal(sheets);
      });

      it('moves nothing for whoever asked for less motion', async () => {
        await emulateMedia({ reducedMotion: 'reduce' });
        try {
          expect(matchMedia('(prefers-reduced-motion: reduce)').matches).to.equal(true);
          for (const state of states) {
            const element = await show(state);
            for (const inner of within(element)) {
              const { animationName, transitionProperty, transitionDuration } = getComputedStyle(inner);
              expect(animationName, inner.localName).to.equal('none');
              expect(transitionProperty === 'none' || transitionDuration === '0s', inner.localName).to.equal(
                true,
              );
            }
          }
        } finally {
          await emulateMedia({ reducedMotion: 'no-preference' });
        }
      });

      it('keeps its edges and what is chosen in forced colours, in every state', async () => {
        for (const state of states) {
          const element = await show(state);
          inForcedColours(element, () => {
            for (const inner of within(element)) {
              const style = getComputedStyle(inner);
              expect(style.forcedColorAdjust, inner.localName).to.not.equal('none');
              if (!inner.checkVisibility()) continue;
              // Grounds are taken away: what can be pressed has to have an edge, and a choice a mark of its own.
              if (inner.matches('button:not(.link), .button')) {
                expect(style.borderTopStyle, inner.textContent).to.not.equal('none');
                expect(style.borderTopColor, inner.textContent).to.not.equal('rgba(0, 0, 0, 0)');
              }
              if (inner.matches('button[aria-pressed=true], .answer:has(:checked)'))
                expect(style.outlineStyle, inner.textContent).to.equal('solid');
            }
          });
        }
      });
    });
  }

  it('follows `theme`, whatever the page around it has', async () => {
    const ground = async (theme: string): Promise<string> => {
      const create = (): HTMLElement => {
        const element = document.createElement('safe-session');
        element.setAttribute('mode', 'rehearsal');
        element.setAttribute('exit-url', '/');
        element.setAttribute('theme', theme);
        return element;
      };
      return getComputedStyle(await show({ name: theme, create })).backgroundColor;
    };
    document.documentElement.style.colorScheme = 'light';
    expect(await ground('dark')).to.equal('rgb(22, 28, 27)');
    document.documentElement.style.colorScheme = 'dark';
    expect(await ground('light')).to.equal('rgb(248, 245, 239)');
    document.documentElement.style.removeProperty('color-scheme');
  });
});
