import { LOADABLE_TAGS, loadElement, type LoadableTag } from './element-loaders.js';

const waiting = LOADABLE_TAGS.map((tag) => `${tag}:not(:defined)`).join();

const load = (tag: LoadableTag): void => {
  loadElement(tag).catch((cause: unknown) => {
    // What stands inside the tag stays on the screen, which is what it is there for.
    console.error(`[safe-session] the file of <${tag}> did not arrive`, cause);
  });
};

const loadWithin = (node: ParentNode): void => {
  const found = [...node.querySelectorAll(waiting)];
  if (node instanceof Element && node.matches(waiting)) found.push(node);
  for (const tag of new Set(found.map(({ localName }) => localName as LoadableTag))) load(tag);
};

/**
 * Defines our tags when they appear in the page, so that one script is enough. Sees the document and not the shadow
 * roots in it: what stands there is imported by whoever writes it.
 */
export const defineOnSight = (page: Document): void => {
  loadWithin(page);
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
      if (node instanceof Element) loadWithin(node);
  }).observe(page, { childList: true, subtree: true });
};
