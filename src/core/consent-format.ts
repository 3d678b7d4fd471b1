/** Readers for the consent document format. Each takes what arrived and where it was, and gives it back typed or rejects it. */
import { SessionError } from './problems.js';

export type Reader<T> = (value: unknown, path: string) => T;

export const reject = (path: string, expected: string): never => {
  throw new SessionError('consent-document-invalid', `${path || 'the document'} must be ${expected}`);
};

/** Code points, as JSON Schema counts. Checked only where it can matter: ten megabytes are not taken apart first. */
const isLonger = (value: string, limit: number): boolean =>
  value.length > 2 * limit || (value.length > limit && Array.from(value).length > limit);

export const text =
  (limit: number): Reader<string> =>
  (value, path) =>
    typeof value === 'string' && /\S/u.test(value) && !isLonger(value, limit)
      ? value
      : reject(path, `text of 1 to ${limit} characters`);

export const line = text(200);

const matching =
  (pattern: RegExp, expected: string): Reader<string> =>
  (value, path) =>
    typeof value === 'string' && pattern.test(value) ? value : reject(path, expected);

export const key = matching(/^[a-z0-9][a-z0-9-]{0,63}$/, 'up to 64 small letters, digits and hyphens');

export const language = matching(
  /^(?=.{2,35}$)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
  'a language tag such as "en" or "pt-BR"',
);

export const semver = matching(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'a version such as "1.0.0"');

export const oneOf =
  <T extends string>(...values: readonly T[]): Reader<T> =>
  (value, path) =>
    values.find((known) => known === value) ??
    reject(path, `one of ${values.map((one) => `"${one}"`).join(', ')}`);

export const listOf =
  <T>(read: Reader<T>, limit: number): Reader<readonly T[]> =>
  (value, path) =>
    Array.isArray(value) && value.length > 0 && value.length <= limit
      ? value.map((item: unknown, index) => read(item, `${path}[${index}]`))
      : reject(path, `a list of 1 to ${limit} entries`);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inside = (path: string, name: string): string =>
  path ? `${path}.${name.slice(0, 64)}` : name.slice(0, 64);

export const mapOf =
  <T>(readKey: Reader<string>, read: Reader<T>, limit: number): Reader<Readonly<Record<string, T>>> =>
  (value, path) => {
    if (!isObject(value) || Object.keys(value).length > limit)
      return reject(path, `an object with at most ${limit} entries`);
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const where = inside(path, name);
        return [readKey(name, where), read(item, where)];
      }),
    );
  };

/** An object with these fields and no other: a misspelt name is said, not swallowed. `ignored` may be there and is left out. */
export const object =
  <T extends object>(
    fields: { readonly [K in keyof T]-?: Reader<NonNullable<T[K]>> },
    optional: readonly (keyof T & string)[],
    ignored: readonly string[] = [],
  ): Reader<T> =>
  (value, path) => {
    if (!isObject(value)) return reject(path, 'an object');
    const names = Object.keys(fields) as (keyof T & string)[];
    const stray = Object.keys(value).find((name) => !Object.hasOwn(fields, name) && !ignored.includes(name));
    if (stray !== undefined) reject(inside(path, stray), `one of ${names.join(', ')}`);
    const entries = names
      .filter((name) => value[name] !== undefined || !optional.includes(name))
      .map((name) => [name, fields[name](value[name], inside(path, name))]);
    return Object.fromEntries(entries) as T;
  };
