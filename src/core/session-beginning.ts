/**
 * What a session is before anybody pressed anything: its settings and nothing else. It lets the welcome stand on
 * the screen without the machine, which is fetched behind it; the first ask wakes the real session.
 */
import type { Session, SessionMedia } from './session-controller.js';
import { stepsFor } from './session-steps.js';
import {
  emptySnapshot,
  type Mode,
  type Plan,
  type Problem,
  type Role,
  type SessionAsk,
  type SessionSnapshot,
  type StepName,
  type SupportRow,
} from './session-snapshot.js';

export interface SessionSettings {
  readonly role: Role;
  readonly mode: Mode;
  readonly steps?: readonly StepName[] | null;
  readonly support?: readonly SupportRow[];
  /** What the page knows of the appointment before its service is asked. */
  readonly plan?: Partial<Plan>;
}

/** What every session begins with. */
export const beginningOf = ({
  role,
  mode,
  steps = null,
  support = [],
  plan = {},
}: SessionSettings): SessionSnapshot => {
  const empty = emptySnapshot(role, mode);
  return Object.freeze({
    ...empty,
    journey: { steps: stepsFor(role, steps, true), done: [] },
    plan: { ...empty.plan, ...plan, support },
  });
};

const tooEarly = (): Promise<never> =>
  Promise.reject(new Error('[safe-session] nothing before the first press'));

const NOTHING_RUNS: SessionMedia = {
  attach: () => () => undefined,
  preview: () => () => undefined,
  level: () => undefined,
  startSound: () => undefined,
  capture: () => tooEarly(),
  tryRoute: () => Promise.resolve(null),
  trySealing: () => tooEarly(),
};

/** The asks that make sense on a welcome; `session-asks.ts` decides once the session is awake. */
const POSSIBLE: readonly SessionAsk['type'][] = ['continue', 'leave', 'exit-now', 'set-preferences'];

export class SessionBeginning extends EventTarget implements Session {
  readonly media = NOTHING_RUNS;
  #snapshot: SessionSnapshot;
  #over = false;

  constructor(
    settings: SessionSettings,
    private readonly wake: (ask: SessionAsk) => void,
  ) {
    super();
    this.#snapshot = beginningOf(settings);
  }

  get snapshot(): SessionSnapshot {
    return this.#snapshot;
  }

  can(ask: SessionAsk): boolean {
    return POSSIBLE.includes(ask.type) || (ask.type === 'go-in-now' && this.#snapshot.role === 'client');
  }

  send(ask: SessionAsk): void {
    if (!this.can(ask) && ask.type !== 'try-again') return;
    this.#change({ pending: [ask.type], problems: [] });
    this.wake(ask);
  }

  report(problem: Problem): void {
    this.#change({ pending: [], problems: [problem] });
  }

  configure({ support }: { readonly support: readonly SupportRow[] }): void {
    this.#change({ plan: { ...this.#snapshot.plan, support } });
  }

  /** Disposed of: what was asked before is not wanted any more. */
  get over(): boolean {
    return this.#over;
  }

  /** Nothing runs that could be stopped. */
  dispose(): void {
    this.#over = true;
  }

  #change(change: Partial<SessionSnapshot>): void {
    this.#snapshot = Object.freeze({ ...this.#snapshot, ...change });
    this.dispatchEvent(new Event('change'));
  }
}
