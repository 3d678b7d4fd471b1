import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * What a bundler has made of an example's page, as `serveFiles` takes it.
 *
 * @param {string} folder that the bundler wrote
 * @returns {{ scripts: Record<string, Buffer>, page: (how?: { policy?: string, from?: string }) => string }} `page` is the page under a
 *   Content-Security-Policy, with its scripts `from` another host where that is given
 */
export function builtPage(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'));
  const scripts = names.map((name) => [`/${name.split(sep).join('/')}`, readFileSync(join(folder, name))]);
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  return {
    scripts: Object.fromEntries(scripts),
    page: ({ policy, from = '' }) =>
      html
        .replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy}" />`)
        // A bundler may have left out the quotation marks.
        .replaceAll(/\b(src|href)="?(?:\.\/)?([\w/.-]+\.js)"?/g, `$1="${from}/$2"`),
  };
}
