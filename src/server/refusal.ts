/**
 * Every refusal as a problem in JSON (RFC 9457) with a stable code. What is not ours becomes `broken`, and its text goes
 * nowhere: neither out nor into a log.
 */
import { PROBLEMS, SessionError } from '../core/problems.js';
import type { ProblemAnswer } from '../core/services/service-protocol.js';

export type RefusalCode = ProblemAnswer['code'];

/** Codes that are no refusal of the rules but of the request. */
const OF_THE_REQUEST: Partial<Record<RefusalCode, readonly [status: number, title: string]>> = {
  'bad-request': [400, 'The request does not fit the description of this route.'],
  'no-session': [401, 'There is no session of this page.'],
  'link-not-valid': [401, 'The invitation is not valid.'],
  'page-not-allowed': [403, 'Pages of this origin may not use the service.'],
  'not-found': [404, 'There is nothing under this address.'],
  'place-taken': [409, 'Another page of this person has the place.'],
  'appointment-over': [410, 'The appointment is over.'],
  'too-large': [413, 'The request is too large.'],
  'too-many-tries': [429, 'Too many requests in a short time.'],
  broken: [500, 'Something broke on the server.'],
};

/** What the rules refuse is understood and not allowed. */
const OF_THE_RULES = [403, 'The rules of the session do not allow it now.'] as const;

const PROBLEM_TYPES = 'urn:safe-session:problem:';

/** Thrown anywhere in the server; the handler makes the answer of it. `detail` is for developers and names no person. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: RefusalCode,
    readonly detail = '',
    /** Seconds until it makes sense to ask again. */
    readonly retryAfter: number | null = null,
  ) {
    super(`[safe-session] ${code}${detail && `: ${detail}`}`);
  }
}

/** What a thrown value says to whoever asked. */
export const refusalFor = (thrown: unknown): Refusal => {
  if (thrown instanceof Refusal) return thrown;
  return thrown instanceof SessionError && Object.hasOwn(PROBLEMS, thrown.code)
    ? new Refusal(thrown.code)
    : new Refusal('broken');
};

const meaningOf = (code: RefusalCode): readonly [status: number, title: string] =>
  OF_THE_REQUEST[code] ?? OF_THE_RULES;

export const statusOf = (code: RefusalCode): number => meaningOf(code)[0];

export const problemResponse = ({ code, detail, retryAfter }: Refusal): Response => {
  const [status, title] = meaningOf(code);
  const answer: ProblemAnswer = {
    type: `${PROBLEM_TYPES}${code}`,
    title,
    status,
    code,
    ...(detail ? { detail } : {}),
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (retryAfter !== null) headers.set('retry-after', String(retryAfter));
  return new Response(JSON.stringify(answer), { status, headers });
};
