import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The page as it is, beside what it loads. */
const page = {
  apply: (compiler) =>
    compiler.hooks.thisCompilation.tap('page', (compilation) => {
      const source = new compiler.webpack.sources.RawSource(readFileSync('index.html'));
      compilation.emitAsset('index.html', source);
    }),
};

export default {
  mode: 'production',
  target: ['web', 'es2022'],
  entry: './page.js',
  output: {
    path: fileURLToPath(new URL('dist', import.meta.url)),
    filename: 'page.js',
    // Addresses that begin where the page's script is: the same files work below any path, and from another host.
    publicPath: 'auto',
    // Needed where the page's policy says `require-trusted-types-for 'script'`; its `trusted-types` then names it.
    trustedTypes: { policyName: 'webpack' },
  },
  // HPKE would take Node's own module where a platform has no `crypto`. A browser has one, and never asks.
  resolve: { fallback: { crypto: false } },
  plugins: [page],
  performance: { hints: false },
};
