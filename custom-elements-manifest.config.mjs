import { publicTags } from './scripts/public-tags.js';

const tags = publicTags();

export default {
  globs: ['src/elements/*.ts'],
  litelement: true,
  packagejson: false,
  plugins: [asPublished()],
};

/**
 * The manifest describes what is published: the elements that a page writes itself, under the path they are imported
 * from, and of them what a page can use: public members, and the events that the class comment promises (the analyzer guesses more from the code).
 * Our elements are registered by a helper that the analyzer does not know, so that a tag is read from `@tagname`.
 */
function asPublished() {
  return {
    name: 'as-published',
    packageLinkPhase({ customElementsManifest: manifest }) {
      manifest.modules = manifest.modules.filter((module) => module.declarations.some(isElement));
      for (const module of manifest.modules) {
        for (const declaration of module.declarations) {
          declaration.members = declaration.members?.filter(isPublic);
          declaration.events = declaration.events?.filter(({ description }) => description);
        }
        module.exports = [
          ...module.exports.filter(({ kind }) => kind === 'js'),
          ...module.declarations.filter(isElement).map((element) => definition(element, module)),
        ];
      }
      manifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));
      rewritePaths(manifest);
    },
  };
}

function isElement({ tagName }) {
  return tags.includes(tagName);
}

function isPublic({ name, privacy }) {
  return (privacy ?? 'public') === 'public' && !name.startsWith('#') && !name.startsWith('_');
}

function definition({ tagName, name }, { path }) {
  return { kind: 'custom-element-definition', name: tagName, declaration: { name, module: path } };
}

/** `src/elements/tech-check.ts`, wherever it stands, → `dist/elements/tech-check.js` */
function rewritePaths(node) {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'object' && value) rewritePaths(value);
    else if (key === 'path' || key === 'module')
      node[key] = value.replace(/^\/?src\/(.*)\.[tj]s$/, 'dist/$1.js');
  }
}
