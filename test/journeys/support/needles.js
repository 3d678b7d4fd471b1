/**
 * Looks for words that must not be there.
 *
 * @param {Record<string, string>} words what they are → words that stand nowhere else
 * @returns {(text: string) => string[]} which of them are in a text, however it is written there
 */
export function lookFor(words) {
  const forms = Object.entries(words).map(([what, word]) => [
    `${what} (${word})`,
    [word, encodeURIComponent(word), word.replaceAll(' ', '+'), btoa(word).slice(0, -4)],
  ]);
  return (text) =>
    forms.flatMap(([what, written]) => (written.some((form) => text.includes(form)) ? [what] : []));
}
