/**
 * Values on their way into SQL and back, so that both drivers take and give the same: int8 as number, bytea as a plain
 * `Uint8Array`, timestamptz as `Date`, jsonb as what was put in. A column of type `date`, `timestamp` or `numeric` would
 * still differ; the schema has none.
 */

/** Type ids, from `pg_type.dat` of PostgreSQL; they never change. */
const BYTEA = 17;
const INT8 = 20;

/**
 * Numbers, because ours count rows and versions; one that a number cannot hold exactly stays text rather than become a
 * wrong one.
 */
const readInt8 = (text: string): number | string => {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
};

/** The hex form, which both servers send: `\x` and two digits a byte. */
const readBytea = (text: string): Uint8Array =>
  Uint8Array.from({ length: (text.length - 2) / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 + index * 2, 4 + index * 2), 16),
  );

/** How text from the server is read, where the drivers do not agree; by type id. */
export const READERS: Readonly<Record<number, (text: string) => unknown>> = {
  [BYTEA]: readBytea,
  [INT8]: readInt8,
};

/**
 * One value for a `$n`: a plain object becomes JSON, an array an SQL array, `undefined` null. For jsonb, anything but an
 * object goes in as JSON text, because an array could mean either.
 *
 * @throws RangeError for an invalid date
 */
export const toParameter = (value: unknown): unknown => {
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(toParameter);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return JSON.stringify(value);
};
