/**
 * One line of the report.
 *
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} value
 * @property {'bytes' | 'ms' | 'per second'} unit
 * @property {number} n how often it was measured; the value is the median
 * @property {{ name: string, value: number }} [comparedWith] of the same run
 * @property {number} [bar] the most that the value may be of what it is compared with, which has to be there
 */

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}

/**
 * The value below which so many per cent of the values lie (nearest rank).
 *
 * @param {number[]} values
 * @param {number} percent
 */
export function percentile(values, percent) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

/** @param {Figure} figure */
export function ratioOf({ value, comparedWith }) {
  return value === comparedWith.value ? 1 : value / comparedWith.value;
}

/** @param {Figure} figure */
export function misses(figure) {
  return figure.bar !== undefined && ratioOf(figure) > figure.bar;
}

/** @param {Figure[]} figures */
export function table(figures) {
  const rows = figures.map((figure) => {
    const { name, value, unit, n, comparedWith } = figure;
    const other = comparedWith ? `${comparedWith.name}: ${shown(comparedWith.value, unit)}` : '';
    return [name, shown(value, unit), `n = ${n}`, other, comparison(figure)];
  });
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function comparison(figure) {
  if (!figure.comparedWith) return '';
  return `${ratioOf(figure).toFixed(2)}×${figure.bar === undefined ? '' : ` of at most ${figure.bar}×`}`;
}

function shown(value, unit) {
  if (unit === 'per second') return `${value.toFixed(0)} a second`;
  // What is small is told apart by its last digit.
  if (unit === 'ms') return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  return value < 10_000 ? `${value.toFixed(0)} bytes` : `${(value / 1000).toFixed(1)} kB`;
}
