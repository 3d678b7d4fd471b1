import type { ReactiveControllerHost } from 'lit';
import type { ConsentDraft } from '../core/consent-answers.js';
import type { CheckResults } from '../core/device-check.js';
import type { Session } from '../core/session-controller.js';
import type { Preferences } from '../core/session-snapshot.js';

/** What can be begun and not sent yet. Home: `device`. */
interface Drafts {
  consent: ConsentDraft;
  space: Partial<Preferences>;
  text: string;
  ownRoom: readonly string[];
  checks: Partial<CheckResults>;
}

/**
 * In memory, as long as its session lives: a step that is left and comes back finds what was written. Never in
 * a snapshot or a message, and gone in the moment in which the session has ended.
 */
const kept = new WeakMap<Session, Partial<Drafts>>();

const draftsOf = (session: Session): Partial<Drafts> => {
  const known = kept.get(session);
  if (known) return known;
  const fresh: Partial<Drafts> = {};
  kept.set(session, fresh);
  session.addEventListener('change', () => {
    if (session.snapshot.phase.name === 'ended') kept.delete(session);
  });
  return fresh;
};

/** One draft of one element: kept with its session or, where it stands alone, with itself. */
export class Draft<K extends keyof Drafts> {
  #own: Drafts[K] | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & { session: Session | undefined },
    private readonly key: K,
  ) {}

  get value(): Drafts[K] | undefined {
    const { session } = this.host;
    return session ? kept.get(session)?.[this.key] : this.#own;
  }

  set value(value: Drafts[K] | undefined) {
    const { session } = this.host;
    if (!session) this.#own = value;
    else if (value === undefined) delete kept.get(session)?.[this.key];
    else if (session.snapshot.phase.name !== 'ended') draftsOf(session)[this.key] = value;
    this.host.requestUpdate();
  }
}
