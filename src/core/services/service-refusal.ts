/** What a refusal of the practice's server means for a person. */
import { PROBLEMS, SessionError, type ProblemCode } from '../problems.js';
import type { ProblemAnswer } from './service-protocol.js';

/** The server does not know who asks: an invitation or a login says so anew. */
export class SessionUnknownError extends SessionError {
  constructor(route: string) {
    super('service-unreachable', `"${route}" is refused: the server does not know this session`);
  }
}

type ServerCode = ProblemAnswer['code'];

const isProblemCode = (code: unknown): code is ProblemCode =>
  typeof code === 'string' && Object.hasOwn(PROBLEMS, code);

/** What these are to a person; the rest of the server's codes are a person's problems already. */
const OTHERWISE: Readonly<
  Record<Exclude<ServerCode, ProblemCode | 'no-session' | 'too-large' | 'bad-request'>, ProblemCode>
> = {
  'not-found': 'not-allowed',
  broken: 'service-unreachable',
};

/** What is lost when it was too long. */
const TOO_LARGE: Readonly<Record<string, ProblemCode>> = {
  relay: 'text-not-sent',
  'consent/records': 'not-recorded',
  feedback: 'not-recorded',
};

/** Who asks to come in with a part of a link, as some mail programs cut it, has a link that opens nothing. */
const MALFORMED: Readonly<Record<string, ProblemCode>> = { exchange: 'link-not-valid' };

/** Where somebody on the way answers in the server's place: a proxy that is up before what stands behind it. */
const BY_STATUS: Readonly<Record<number, ProblemCode>> = { 403: 'not-allowed', 429: 'too-many-tries' };

const otherwiseOf = (route: string, status: number, told: unknown): ProblemCode => {
  if (told === 'too-large' || status === 413) return TOO_LARGE[route] ?? 'not-allowed';
  if (told === 'bad-request') return MALFORMED[route] ?? 'not-allowed';
  return typeof told === 'string' && Object.hasOwn(OTHERWISE, told)
    ? OTHERWISE[told as keyof typeof OTHERWISE]
    : (BY_STATUS[status] ?? 'service-unreachable');
};

const codeIn = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined;

/**
 * `answer` is the body of a refusal, if it was JSON. `route` names what was asked, for developers; ids of people are left out
 * of it.
 */
export const refusalOf = (route: string, status: number, answer: unknown): SessionError => {
  const told = codeIn(answer);
  if (told === 'no-session') return new SessionUnknownError(route);
  const code = isProblemCode(told) ? told : otherwiseOf(route, status, told);
  return new SessionError(code, `"${route}" is refused with status ${status}`);
};
