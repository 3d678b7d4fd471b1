/**
 * What a protection of a table is: what holds by it, what it says, where it stands, what stands there without it, and the tests
 * that have to notice. The quickest test comes first.
 *
 * @typedef {object} Row
 * @property {keyof typeof import('./invariants.js').INVARIANTS} invariant
 * @property {string} protection
 * @property {string} file from the project's folder
 * @property {readonly (readonly [text: string, replacement: string])[]} changes each text exactly as it stands in the file, once
 * @property {readonly string[]} tests
 */

/**
 * @param {string} invariant
 * @param {string} file
 * @param {...string} tests
 * @returns {(protection: string, ...changes: (readonly [string, string])[]) => Row}
 */
export const rowsOf =
  (invariant, file, ...tests) =>
  (protection, ...changes) => ({ invariant, protection, file, changes, tests });
