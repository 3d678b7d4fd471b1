import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { startDemo } from '../../demo/serve.js';

const STRICT =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; media-src blob:; require-trusted-types-for 'script'";

const pages = readdirSync('demo/site').filter((file) => file.endsWith('.html'));

let demo;
before(async () => {
  demo = await startDemo({ port: 0 });
});
after(() => demo.close());

test('serves the pages under /strict/ with exactly the strict policy', async () => {
  const { headers, status } = await fetch(`${demo.url}strict/client.html`);
  assert.equal(status, 200);
  assert.equal(headers.get('content-security-policy'), STRICT);
});

test('asks for no more than the strict policy and what a practice adds', async () => {
  const { headers } = await fetch(demo.url);
  assert.ok(headers.get('content-security-policy').startsWith(STRICT));
  assert.match(headers.get('permissions-policy'), /camera=\(self\), microphone=\(self\)/);
});

test('keeps what is not a page to itself', async () => {
  for (const path of ['serve.js', '../serve.js', '..%2fserve.js', 'package.json', 'cdn/../package.json'])
    assert.equal((await fetch(demo.url + path)).status, 404, path);
});

for (const page of pages) {
  test(`has no dead address and nothing inline: ${page}`, async () => {
    const html = await (await fetch(demo.url + page)).text();
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    for (const [, address] of html.matchAll(/\s(?:src|href|consent-src|exit-url)="([^"#]+)"/g)) {
      const response = await fetch(new URL(address, demo.url + page));
      assert.equal(response.status, 200, address);
      assert.equal(new URL(response.url).origin, new URL(demo.url).origin, `${address} is on another host`);
    }
  });
}
