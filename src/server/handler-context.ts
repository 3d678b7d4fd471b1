import type { NewsHub } from './news-hub.js';
import type { PageSession } from './page-sessions.js';
import type { PracticeDesk } from './practice-desk.js';
import type { ServerContext } from './server-context.js';

/** Who a portal's own login says is there, by the portal's own reference. */
export interface PortalPerson {
  readonly reference: string;
}

/** What the routes work with, beyond what the rest of the server does. */
export interface HandlerContext extends ServerContext {
  readonly hub: NewsHub;
  readonly practice: PracticeDesk;
  readonly authenticate: (request: Request) => Promise<PortalPerson | null>;
  /** Whatever tells people apart who guess at invitations; the same for everybody where the host does not say. */
  readonly addressOf: (request: Request) => string;
}

/** The same, for a page whose session is known. */
export interface PageContext extends HandlerContext {
  readonly session: PageSession;
}
