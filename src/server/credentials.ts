/**
 * How a page proves which session is its own: an HttpOnly cookie on the same site, a credential in memory elsewhere. The
 * session's id, which is no secret, travels in a header of our own; no form and no image can send that.
 */
import { SESSION_HEADER } from '../core/services/service-protocol.js';
import { findSession, type PageSession } from './page-sessions.js';
import { Refusal } from './refusal.js';
import { isOneOf } from './secrets.js';
import type { ServerContext } from './server-context.js';

const cookieName = (session: string): string => `safe-session-${session}`;

const readCookie = (request: Request, name: string): string | null => {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
};

export const bearer = (request: Request): string | null =>
  /^Bearer (\S+)$/iu.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;

export const sessionCookie = (
  { id, secret, expiresAt }: { readonly id: string; readonly secret: string; readonly expiresAt: number },
  { path, crossSite, now }: { readonly path: string; readonly crossSite: boolean; readonly now: number },
): string => {
  const age = Math.max(0, Math.floor((expiresAt - now) / 1000));
  // A partitioned cookie (CHIPS) works in a frame or a page of one other site, and follows nobody beyond it.
  const site = crossSite ? 'SameSite=None; Partitioned' : 'SameSite=Strict';
  return `${cookieName(id)}=${secret}; Path=${path || '/'}; Max-Age=${age}; HttpOnly; Secure; ${site}`;
};

/** The session that a request names and proves, whatever state it is in. @throws Refusal `no-session` */
export const sessionOf = async (
  { database, now }: Pick<ServerContext, 'database' | 'now'>,
  request: Request,
  id = request.headers.get(SESSION_HEADER),
): Promise<PageSession> => {
  const secret = id === null ? null : (bearer(request) ?? readCookie(request, cookieName(id)));
  const session = id === null || secret === null ? null : await findSession(database, id, secret, now());
  if (!session) throw new Refusal('no-session');
  return session;
};

/** A practice's own back end. @throws Refusal `no-session` */
export const refuseStrangersToPractice = async (
  request: Request,
  keyHashes: readonly string[],
): Promise<void> => {
  const key = bearer(request);
  if (key === null || !(await isOneOf(key, keyHashes)))
    throw new Refusal('no-session', 'expected one of secrets.practiceKeys');
};
