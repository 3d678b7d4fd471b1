/**
 * Core and element tests, and the package's, in a real browser. Chromium is the gate; with `WTR_BROWSER=firefox` the
 * element tests run in Firefox, and what both media paths promise where it has sound. `npx wtr --group elements`, or a path as in `npx wtr test/core/consent.test.ts`, narrows a run.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';

import { CHROME_FLAGS, ensureBrowser, findFirefox, FIREFOX_PREFS, MEDIA_FLAGS } from './scripts/browser.js';
import { soundForTests } from './scripts/sound-server.js';
import { suiteReporter } from './scripts/suite-reporter.js';
import { livekitPlugin } from './test/support/livekit-plugin.js';
import { practicePlugin } from './test/support/practice-plugin.js';
import { strictWorkerPlugin } from './test/support/strict-worker-plugin.js';

const firefox = process.env.WTR_BROWSER === 'firefox';
const results = process.env.SUITE_RESULTS;
const sound = firefox && (await soundForTests());

const core = { name: 'core', files: 'test/core/**/*.test.ts' };
const elements = { name: 'elements', files: 'test/elements/**/*.test.ts' };
/** What Firefox does in another way than Chromium: it seals and opens by script transforms. */
const mediaPaths = {
  name: 'core',
  files: ['test/core/transports/*-contract.test.ts', 'test/core/encryption/self-test.test.ts'],
};
/** What holds for all elements of the package together. */
const everyElement = { name: 'package', files: 'test/package/**/*.test.ts' };
const inFirefox = sound?.skip ? [elements] : [elements, mediaPaths];

// A path on the command line narrows the run; the runner itself would add it to the groups.
const named = process.argv.slice(2).filter((word) => word.endsWith('.test.ts'));

/** A tab behind another tab draws no frames, and whoever waits for one waits for ever. */
function inItsOwnWindow({ context }) {
  return context.newPage({ type: 'window' });
}

function chromium() {
  return chromeLauncher({
    launchOptions: { executablePath: ensureBrowser(), args: [...CHROME_FLAGS, ...MEDIA_FLAGS] },
    createPage: inItsOwnWindow,
  });
}

function firefoxLauncher() {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('No Firefox: install one or name it in FIREFOX_PATH.');
  const launcher = chromeLauncher({
    launchOptions: {
      browser: 'firefox',
      executablePath,
      env: { ...process.env, ...sound.env },
      extraPrefsFirefox: FIREFOX_PREFS,
      // No bars: the focus that a test leads out of the page would stay in the address bar for every test after it.
      args: ['--kiosk'],
    },
    createPage: inItsOwnWindow,
  });
  launcher.name = 'Firefox';
  return launcher;
}

export default {
  // A group without a folder would be an error.
  groups:
    named.length > 0
      ? []
      : (firefox ? inFirefox : [core, elements, everyElement]).filter(({ name }) =>
          existsSync(`test/${name}`),
        ),
  browsers: [firefox ? firefoxLauncher() : chromium()],
  // In Firefox a window behind another one has no focus, and half of what we promise is where the focus goes.
  concurrency: firefox ? 1 : 2,
  nodeResolve: { exportConditions: ['development', 'browser'] },
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
    livekitPlugin(),
    practicePlugin(),
    strictWorkerPlugin(),
    // HPKE would take Node's own module where a platform has no `crypto`. A browser never asks for it.
    {
      name: 'no-node-crypto',
      resolveImport: ({ source }) => (source === 'crypto' ? source : undefined),
    },
  ],
  testFramework: { config: { timeout: 60_000 } },
  // Firefox takes long where other tests run beside it.
  browserStartTimeout: 2 * 60_000,
  testsFinishTimeout: 5 * 60_000,
  filterBrowserLogs: ({ args }) =>
    !args.some((arg) => typeof arg === 'string' && arg.includes('Lit is in dev mode')),
  reporters: [
    defaultReporter({ reportTestProgress: !results || Boolean(process.stdout.isTTY) }),
    ...(results ? [suiteReporter(results)] : []),
  ],
};
