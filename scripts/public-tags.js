import { readFileSync } from 'node:fs';

/**
 * The tags that a page writes itself: the shell, and whatever the loaders bring when it appears. Every other element
 * is a piece of one of these and may change.
 *
 * @returns {string[]} in the order of the alphabet
 */
export function publicTags() {
  const loaders = readFileSync('src/elements/element-loaders.ts', 'utf8').match(
    /const LOADERS = \{(.*?)\n\}/s,
  );
  const loadable = [...(loaders?.[1] ?? '').matchAll(/^ {2}'([a-z-]+)':/gm)].map(([, tag]) => tag);
  if (loadable.length === 0) throw new Error('src/elements/element-loaders.ts: found no list of tags');
  return ['safe-session', ...loadable].sort();
}
