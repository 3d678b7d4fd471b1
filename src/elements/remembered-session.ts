/**
 * Which session a page goes on with when it is loaded anew. It stays in the history entry: that is no storage, nobody sees
 * it in the address, and it goes with the tab. Not a secret, since the proof that goes with it is a cookie.
 */
export interface RememberedSession {
  readonly session: string;
  /** Of which service and which appointment: another one in the same page is none of its business. */
  readonly service: string;
  readonly appointment: string;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the page itself keeps in the entry; `null` where that is nothing to which ours could be added. */
const entry = (): Fields | null => {
  const state: unknown = history.state ?? {};
  return isFields(state) ? state : null;
};

export const sessionRemembered = ({
  service,
  appointment,
}: Omit<RememberedSession, 'session'>): string | null => {
  const kept = entry()?.safeSession;
  return isFields(kept) &&
    kept.service === service &&
    kept.appointment === appointment &&
    typeof kept.session === 'string'
    ? kept.session
    : null;
};

/** `null` forgets. Never throws: whoever leaves goes on with leaving. */
export const rememberSession = (kept: RememberedSession | null): void => {
  const state = entry();
  if (!state || (!kept && !('safeSession' in state))) return;
  const { safeSession: _before, ...others } = state;
  try {
    history.replaceState(kept ? { ...others, safeSession: kept } : others, '');
  } catch {
    // Refused when it happens too often: the page then asks for the link once more.
  }
};
