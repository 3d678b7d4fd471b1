import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** The scripts of a folder, as `serveFiles` takes them: `filesOf('cdn')['/cdn/safe-session.js']`. */
export function filesOf(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'));
  const path = (name) => `/${join(folder, name).split(sep).join('/')}`;
  return Object.fromEntries(names.map((name) => [path(name), readFileSync(join(folder, name))]));
}

/**
 * Serves files as a CDN does: compressed beforehand, kept for good, open to every page.
 *
 * @param {Record<string, string | Buffer>} files by their path, which begins with a slash
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} `url` ends without a slash
 */
export async function serveFiles(files) {
  const packed = new Map(
    Object.entries(files).map(([path, body]) => [
      path,
      { br: brotliCompressSync(body), gzip: gzipSync(body) },
    ]),
  );
  const server = createServer((request, response) => {
    const found = packed.get(request.url);
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    const encoding = /\bbr\b/.test(request.headers['accept-encoding'] ?? '') ? 'br' : 'gzip';
    response.writeHead(200, {
      'Content-Type': TYPES[extname(request.url)],
      'Content-Encoding': encoding,
      'Content-Length': found[encoding].length,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Access-Control-Allow-Origin': '*',
    });
    response.end(found[encoding]);
  });
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
