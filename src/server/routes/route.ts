/** What a route is: the table of them is the server's description, and nothing is answered that is not in it. */
import { safeParse, type BaseIssue, type BaseSchema, type InferOutput } from 'valibot';
import type { LimitName } from '../rate-limit.js';
import { Refusal, type RefusalCode } from '../refusal.js';
import type { Answer } from './answers.js';

export type Schema = BaseSchema<unknown, unknown, BaseIssue<unknown>>;

/**
 * `anyone`: also pages that are not ours · `newcomer`: a page of ours without a session · `page`: a session whose place is
 * given · `any-page`: a session in whatever state · `practice`: one of its keys · `media-server`: it signs.
 */
export type Access = 'anyone' | 'newcomer' | 'page' | 'any-page' | 'practice' | 'media-server';

export interface Call<Input> {
  readonly request: Request;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly input: Input;
}

export interface Route<Context, S extends Schema | null = Schema | null> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `basePath`; `:name` is a part of it that varies. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  /** Of the JSON body; `null` where there is none. */
  readonly input: S;
  /** `null`: 204 and nothing. */
  readonly answer: Answer | null;
  /** Beyond those that every route of this access has; see `refusalsOf`. */
  readonly refusals: readonly RefusalCode[];
  /** What is allowed after `?`, with what it means. */
  readonly query?: Readonly<Record<string, string>>;
  /** How often a page may ask for it; `ask` where nothing is said. What only reads is not counted. */
  readonly limit?: LimitName;
  run(context: Context, call: Call<S extends Schema ? InferOutput<S> : undefined>): Promise<unknown>;
}

/** Keeps the types of one route together, and gives a table that is all of one kind. */
export const route = <Context, S extends Schema | null>(one: Route<Context, S>): Route<Context> => one;

const OF_ACCESS: Readonly<Record<Access, readonly RefusalCode[]>> = {
  anyone: [],
  newcomer: ['page-not-allowed'],
  page: ['page-not-allowed', 'no-session', 'place-taken', 'appointment-over'],
  'any-page': ['page-not-allowed', 'no-session', 'appointment-over'],
  practice: ['page-not-allowed', 'no-session'],
  'media-server': ['no-session', 'too-large'],
};

/** With which codes a route may refuse. */
export const refusalsOf = ({
  method,
  path,
  access,
  input,
  refusals,
}: Pick<Route<never>, 'method' | 'path' | 'access' | 'input' | 'refusals'>): readonly RefusalCode[] => [
  ...new Set<RefusalCode>([
    ...OF_ACCESS[access],
    ...(access.endsWith('page') && method !== 'GET' ? (['too-many-tries'] as const) : []),
    ...(input ? (['bad-request', 'too-large'] as const) : []),
    ...(path.includes(':') ? (['not-found'] as const) : []),
    ...refusals,
    'broken',
  ]),
];

/** More than any consent form needs. */
export const MAX_BODY_BYTES = 262_144;

/** @throws Refusal `too-large` */
export const readBody = async (request: Request): Promise<string> => {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw new Refusal('too-large');
  const reader = request.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += (value as Uint8Array).byteLength;
    if (length > MAX_BODY_BYTES) {
      await reader.cancel();
      throw new Refusal('too-large');
    }
    text += decoder.decode(value, { stream: true });
  }
};

/** What was expected, and where; never what was sent, not even the name of a member that nobody asked for. */
const complaint = ([issue]: readonly BaseIssue<unknown>[]): string => {
  const keys = issue?.path?.map(({ key }) => String(key)) ?? [];
  const isUnknown = issue?.expected === 'never';
  const path = (isUnknown ? keys.slice(0, -1) : keys).join('.');
  return `${path || 'the body'}: expected ${isUnknown ? 'nothing else' : (issue?.expected ?? 'something else')}`;
};

/** @throws Refusal `bad-request`, `too-large` */
export const readInput = async (request: Request, schema: Schema): Promise<unknown> => {
  if (!/^application\/json\b/iu.test(request.headers.get('content-type') ?? ''))
    throw new Refusal('bad-request', 'expected content-type: application/json');
  const text = await readBody(request);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('bad-request', 'expected JSON');
  }
  if (Array.isArray(value)) throw new Refusal('bad-request', 'the body: expected an object');
  const result = safeParse(schema, value);
  if (!result.success) throw new Refusal('bad-request', complaint(result.issues));
  return result.output;
};
