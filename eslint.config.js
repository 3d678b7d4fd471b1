import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The folders of src, for the import zones below. */
const FOLDERS = ['core', 'elements', 'styles', 'locales', 'examples', 'server'];

/** Nobody may reach into these, wherever they are. */
const HTML_SINKS = {
  regex: '^lit(-html)?/(directives/unsafe-|static-html)',
  message: 'No HTML from strings: render templates.',
};

/**
 * Who may import whom: the table of the architecture, one call per row. The rule for static imports does not see
 * `import()`, so the same patterns are put to dynamic imports as well.
 *
 * @param {string[]} files
 * @param {{ folders: string[], types?: string[], packages?: string[], denied?: string[], lazy?: string[] }} may
 *   `folders` may be imported, from `types` types only; `denied` (paths) never; `lazy` (paths) only by `import()`
 */
function zone(files, { folders, types = [], packages = [], denied = [], lazy = [] }) {
  const others = FOLDERS.filter((folder) => !folders.includes(folder) && !types.includes(folder));
  const path = (names) => `^\\.\\.?/(.*/)?(${names.join('|')})(/|\\.js$)`;
  const outside = [
    {
      regex: path([...others, ...denied, 'index', 'embed', 'demo', 'test']),
      message: 'Outside this import zone.',
    },
    {
      regex: `^(?!\\.)${packages.length ? `(?!(${packages.join('|')})(/|$))` : ''}`,
      message: 'This folder may not import this package.',
    },
    HTML_SINKS,
  ];
  const only = (names, message) =>
    names.length ? [{ regex: path(names), message, allowTypeImports: true }] : [];
  const patterns = [...outside, ...only(types, 'Types only.'), ...only(lazy, 'Types, or by import() alone.')];
  const dynamic = [...outside, ...only(types, 'Types only.')];
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
      'no-restricted-syntax': [
        'error',
        ...SYNTAX,
        ...dynamic.map(({ regex, message }) => ({
          selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
          message,
        })),
      ],
    },
  };
}

const SYNTAX = [
  {
    selector: 'TemplateElement[value.raw=/\\.(innerHTML|outerHTML|srcdoc)=/i]',
    message: 'No HTML from strings: render templates.',
  },
];

const SINK_PROPERTIES = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'createContextualFragment',
  'parseFromString',
  'setHTMLUnsafe',
  'parseHTMLUnsafe',
  'srcdoc',
  'writeln',
].map((property) => ({ property, message: 'No HTML from strings: render templates.' }));

export default defineConfig(
  globalIgnores(['.cache/', 'dist/', 'cdn/', 'coverage/']),
  eslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-properties': ['error', ...SINK_PROPERTIES, { object: 'document', property: 'write' }],
      'no-restricted-syntax': ['error', ...SYNTAX],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    // Scripts that run in a page, or are handed to one.
    files: ['demo/**/*.js', 'test/**/*.js', 'bench/**/*.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  {
    files: ['**/*.ts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      lit['flat/recommended'],
      wc['flat/best-practice'],
      litA11y.configs.recommended,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // A number in a sentence is what a template string is for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An empty name is as good as none, and `||` says so.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // Arrow functions that only pass a call on read well without braces.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Every class is made for a tag, but registered by our own `define`, which the rules do not know.
      'wc/define-tag-after-class-definition': 'off',
      'wc/file-name-matches-element': 'off',
      'wc/tag-name-matches-class': 'off',
    },
  },

  zone(['src/*.ts'], { folders: ['core', 'elements', 'styles', 'locales'], lazy: ['livekit-transport'] }),
  zone(['src/core/**'], { folders: ['core'] }),
  zone(['src/core/transports/livekit-{transport,vendor}.ts'], {
    folders: ['core'],
    packages: ['livekit-client'],
  }),
  zone(['src/core/encryption/**'], { folders: ['core'], packages: ['@hpke/core'] }),
  // LiveKit's cryptor, in the worker's own file and nowhere else.
  zone(['src/core/encryption/worker/livekit-cryptor.ts'], {
    folders: ['core'],
    packages: ['livekit-client/e2ee-worker'],
  }),
  zone(['src/elements/**'], {
    folders: ['core', 'elements', 'styles', 'locales'],
    packages: ['lit', '@lit/context'],
    denied: ['transports', 'services'],
  }),
  // The shell alone makes the ports of a session.
  zone(['src/elements/{safe-session,shell-ports}.ts'], {
    folders: ['core', 'elements', 'styles', 'locales'],
    packages: ['lit', '@lit/context'],
    lazy: ['transports', 'services'],
  }),
  zone(['src/examples/**'], { folders: ['core', 'examples'] }),
  zone(['src/styles/**'], { folders: ['styles'], packages: ['lit'] }),
  zone(['src/locales/**'], { folders: ['locales'], types: ['core'] }),
  // What a page does for itself is no business of the server's: it shares the decisions.
  zone(['src/server/**'], {
    folders: ['core', 'server'],
    packages: ['valibot', 'jose', 'livekit-server-sdk', 'hono'],
    denied: ['transports', 'services/(local|http|event)-.*', 'services/practice-(channel|line|log)'],
  }),
  // The store alone knows the drivers, and both of them only when it needs them.
  zone(['src/server/store/**'], {
    folders: ['server'],
    packages: ['pg', '@electric-sql/pglite', 'node:fs'],
  }),
  {
    files: ['src/locales/*/*.ts'],
    // A sentence with a gap is a function, and returns what it says.
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: ['demo/**/*.js'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '(^|/)(src|dist|test)/', message: 'The demo uses the public entry points.' }] },
      ],
    },
  },
  {
    // Projects of their own, whose packages are not installed here: each is compiled by itself, in test/hosts.
    files: ['examples/**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic, tseslint.configs.disableTypeChecked],
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // `expect(x).to.be.true` is a statement in chai, and `.to.equal()` is typed as a promise by open-wc's plugins.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['Equal', 'equal'], package: 'chai' }] },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An element found or made by its name: the test says which class that is.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  prettier,
);
