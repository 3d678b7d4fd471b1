/** How a page says to the practice's server who is there. */
import { SessionError } from '../problems.js';
import type { ServiceClient } from './service-client.js';
import type { ExchangeRequest, Place } from './service-protocol.js';
import { SessionUnknownError } from './service-refusal.js';

export interface WaysIn {
  /** Which appointment, where the portal's own login says who is there; else empty. */
  readonly appointment: string;
  /** What the link carried. `null` where there is none, or where a session is remembered that came of it. */
  readonly takeInvitation: () => string | null;
  /** The portal's own login, for pages to which its cookie does not reach. */
  readonly getCredential?: (() => Promise<string>) | undefined;
  /** The session of a page that was loaded anew. Not a secret. */
  readonly rememberSession: {
    readonly get: () => string | null;
    /** `null`: it is not known any more. */
    readonly set: (session: string | null) => void;
  };
}

const loginOf = async ({ getCredential }: WaysIn): Promise<string | null> => {
  try {
    return getCredential ? await getCredential() : null;
  } catch (cause) {
    throw new SessionError('service-unreachable', '`getCredential` gave no credential', { cause });
  }
};

/**
 * By the newest thing that says who this is: an invitation, the session of before, the portal's login. Rejects with
 * `link-not-valid` where none of them opens anything.
 */
export const enter = async (client: ServiceClient, ways: WaysIn, signal: AbortSignal): Promise<Place> => {
  const by = async (request: ExchangeRequest, login: string | null = null): Promise<Place> => {
    const { session, place } = await client.exchange(request, login, signal);
    signal.throwIfAborted();
    ways.rememberSession.set(session);
    return place;
  };
  try {
    const invitation = ways.takeInvitation();
    if (invitation !== null) return await by({ invitation });
    const session = ways.rememberSession.get();
    if (session !== null) return await by({ session });
  } catch (error) {
    if (!(error instanceof SessionUnknownError)) throw error;
    ways.rememberSession.set(null);
  }
  try {
    // Asked again: with its session gone, the invitation has to do its work once more.
    const invitation = ways.takeInvitation();
    if (invitation !== null) return await by({ invitation });
    if (ways.appointment) return await by({ appointment: ways.appointment }, await loginOf(ways));
  } catch (error) {
    if (!(error instanceof SessionUnknownError)) throw error;
  }
  throw new SessionError('link-not-valid', 'no invitation, session or login opens an appointment');
};
