/**
 * How hard a text is to read, by two published formulas. Both count only letters and marks: a low figure does not
 * make a text good, but a high one has to be looked at.
 */

/** Sentences end with a mark, a line or a list item; what holds no letter is none. */
const sentences = (text, mark) => text.split(mark).filter((part) => /\p{L}/u.test(part));

const STOP = /[.!?…]+(?=\s|$|["”)])|\n+/u;
/** LIX takes a colon for a stop as well. */
const STOP_OR_COLON = /[.:!?…]+(?=\s|$|["”)])|\n+/u;

const words = (text) => text.match(/[\p{L}\d]+(?:['’-]\p{L}+)*/gu) ?? [];

/** Groups of vowels, without a silent ending: near enough for English prose. */
export const syllables = (word) => {
  const bare = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$/, '')
    .replace(/^y/, '');
  return Math.max(1, bare.match(/[aeiouy]{1,2}/g)?.length ?? 1);
};

/** Flesch–Kincaid grade level (Kincaid and others, 1975): school years in the US. */
export const grade = (text) => {
  const all = words(text);
  const count = Math.max(1, sentences(text, STOP).length);
  const spoken = all.reduce((sum, word) => sum + syllables(word), 0);
  return all.length ? 0.39 * (all.length / count) + 11.8 * (spoken / all.length) - 15.59 : 0;
};

/** LIX (Björnsson, 1968): words per sentence plus the share of words of more than six letters. */
export const lix = (text) => {
  const all = words(text);
  const count = Math.max(1, sentences(text, STOP_OR_COLON).length);
  const long = all.filter((word) => word.length > 6).length;
  return all.length ? all.length / count + (100 * long) / all.length : 0;
};

/** The text of our Markdown subset, without its marks and without what the practice has to fill in. */
export const plain = (markdown) =>
  markdown
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/\[[^\]]*\]/g, 'this')
    .replace(/^(?:#{1,6}|[-*]|\d+[.)]) /gm, '')
    .replace(/\*+/g, '');

/** Every string of a catalogue, with a short name or number where it takes something. */
export const strings = (value, path = '') => {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value === 'function') {
    const result = value(...['Sam', 'Sam', 'Sam'].slice(0, Math.max(1, value.length)));
    return strings(result, path);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => strings(inner, path ? `${path}.${key}` : key));
};
