import { SessionBeginning, type SessionSettings } from '../core/session-beginning.js';
import type { SessionController } from '../core/session-controller.js';
import type { Preferences, Problem, SessionAsk, SessionSnapshot } from '../core/session-snapshot.js';
import type * as Driver from './shell-driver.js';
import type { PortSettings } from './shell-ports.js';

type Behind = SessionBeginning | SessionController;

/** What the session behind a shell asks of it, and tells it. */
export interface ShellSide {
  /** Read when its ports are made. */
  readonly ports: () => PortSettings;
  readonly preferences: () => Partial<Preferences> | undefined;
  /** `false`: the page does it itself. */
  readonly consult: (ask: SessionAsk) => boolean;
  /** Another session stands behind it now, or none. */
  readonly taken: (session: Behind | undefined) => void;
  readonly changed: (news: readonly Event[], movesFocus: boolean) => void;
  /** Quick exit. The tracks have stopped already, and nothing is awaited. */
  readonly exit: () => void;
}

/**
 * The session behind `<safe-session>`: a small beginning while the welcome stands, and from the first ask on the real one,
 * which is fetched meanwhile.
 */
export class ShellSession {
  #current: Behind | undefined;
  #driver: typeof Driver | undefined;
  #before: SessionSnapshot | undefined;

  constructor(private readonly shell: ShellSide) {}

  get current(): Behind | undefined {
    return this.#current;
  }

  /** Nobody is known yet, so that another session may take its place without anything being lost. */
  get isUntouched(): boolean {
    const { phase, self } = this.#current?.snapshot ?? {};
    return phase?.name === 'welcome' && self === '';
  }

  /** What can be in the way of a welcome is always in the way of everything. */
  blockingProblem(snapshot: SessionSnapshot): Problem | undefined {
    return this.#driver ? this.#driver.blockingProblem(snapshot) : snapshot.problems[0];
  }

  notices(snapshot: SessionSnapshot): readonly Problem[] {
    return this.#driver?.noticesOf(snapshot) ?? [];
  }

  begin(settings: SessionSettings): SessionBeginning {
    const beginning = new SessionBeginning(settings, (ask) => {
      if (ask.type === 'exit-now') this.shell.exit();
      else void this.#wake(beginning, ask);
    });
    this.#take(beginning);
    // Fetched behind the welcome, once it is on the screen, so that the first press finds everything there.
    requestAnimationFrame(() => setTimeout(() => void import('./shell-driver.js').catch(() => undefined)));
    return beginning;
  }

  end(): void {
    this.#current?.removeEventListener('change', this.#changed);
    this.#current?.dispose();
    this.#current = undefined;
    this.shell.taken(undefined);
  }

  async #wake(beginning: SessionBeginning, ask: SessionAsk): Promise<void> {
    try {
      this.#driver ??= await import('./shell-driver.js');
    } catch {
      beginning.report({ code: 'part-missing' });
      return;
    }
    // Removed, left or begun anew meanwhile; or another ask was faster.
    if (this.#current === beginning) {
      const { ports, preferences, consult } = this.shell;
      this.#take(
        this.#driver.wake({
          beginning: beginning.snapshot,
          settings: ports,
          preferences: preferences(),
          consult,
        }),
      );
    }
    if (!beginning.over) this.#current?.send(ask);
  }

  #take(session: Behind): void {
    this.#current?.removeEventListener('change', this.#changed);
    this.#current = session;
    this.#before = session.snapshot;
    session.addEventListener('change', this.#changed);
    this.shell.taken(session);
  }

  readonly #changed = (): void => {
    const [before, now, driver] = [this.#before, this.#current?.snapshot, this.#driver];
    if (!before || !now) return;
    this.#before = now;
    if (now.phase.name === 'ended') driver?.rememberSession(null);
    if (now.phase.name === 'ended' && now.phase.by === 'exit-now') this.shell.exit();
    else this.shell.changed(driver?.newsFor(before, now) ?? [], driver?.movesFocus(before, now) ?? false);
  };
}
