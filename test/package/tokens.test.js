import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { sourcesIn } from './support/sources.js';

const TOKENS = [
  ...['surface', 'raised', 'text', 'quiet', 'accent', 'on-accent', 'line', 'focus', 'caution'].map(
    (role) => `--safe-color-${role}`,
  ),
  '--safe-font',
  '--safe-radius',
  '--safe-space',
].sort();

const comments = /\/\*[\s\S]*?\*\//g;

/** The styles alone, with the file that holds them. */
const styles = [...sourcesIn('src/styles'), ...sourcesIn('src/elements')].flatMap(({ path, text }) =>
  [...text.matchAll(/css`([^`]*)`/g)].map(([, css]) => ({ path, css: css.replace(comments, '') })),
);
const all = styles.map(({ css }) => css).join('\n');
const found = (pattern) => [...new Set([...all.matchAll(pattern)].map(([, name]) => name))].sort();

describe('tokens', () => {
  it('are exactly the twelve that are promised, in the styles and in the manifest', () => {
    assert.deepEqual(found(/var\((--safe-[\w-]+)/g), TOKENS);
    const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
    const shell = modules
      .flatMap(({ declarations }) => declarations)
      .find((one) => one.tagName === 'safe-session');
    assert.deepEqual(shell.cssProperties.map(({ name }) => name).sort(), TOKENS);
  });

  it('are read in one place only', () => {
    for (const { path, css } of styles)
      if (css.includes('--safe-')) assert.equal(path, 'src/styles/tokens.ts');
  });

  it('leave no private name without a meaning, and none without a use', () => {
    assert.deepEqual(found(/(--_[\w-]+)\s*:/g), found(/var\((--_[\w-]+)/g));
  });

  it('hold every colour: the styles name none themselves', () => {
    const COLOUR =
      /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|light-dark)\(|:\s*[^;]*\b(?:white|black|red|green|blue|gr[ae]y|orange|yellow)\b/gi;
    for (const { path, css } of styles) {
      if (path === 'src/styles/tokens.ts') continue;
      const values = css.replace(/[^{}]*\{/g, (selector) => (selector.includes(';') ? selector : '{'));
      assert.deepEqual(values.match(COLOUR) ?? [], [], path);
    }
  });
});

describe('styles', () => {
  it('know no left and no right, so that every language runs its own way', () => {
    const PHYSICAL =
      /(?:^|[\s;{])((?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|float|text-align:\s*(?:left|right))\b\s*[:;]/gm;
    for (const { path, css } of styles)
      assert.deepEqual(
        [...css.matchAll(PHYSICAL)].map(([, name]) => name),
        [],
        path,
      );
  });

  it('move nothing by themselves', () => {
    for (const { path, css } of styles) assert.doesNotMatch(css, /@keyframes|animation(?!: none)/, path);
  });
});
