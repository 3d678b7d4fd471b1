/** Reads what a page wrote on `<safe-session>`. Wrong values are told to the developer and never guessed. */
import { isStep } from '../core/session-steps.js';
import type { Mode, Role, StepName } from '../core/session-snapshot.js';

export type QuickExit = 'off' | 'discreet' | 'prominent';
export type Theme = 'auto' | 'light' | 'dark';

export interface ShellAttributes {
  readonly mode: string;
  readonly as: string;
  readonly steps: string;
  readonly theme: string;
  readonly quickExit: string;
  readonly exitUrl: string;
}

export interface ShellSettings {
  readonly mode: Mode;
  readonly role: Role;
  readonly steps: readonly StepName[] | null;
  readonly quickExit: QuickExit;
  readonly exitUrl: string;
  /** What is wrong, one sentence each, for the developer. */
  readonly complaints: readonly string[];
}

const MODES: readonly Mode[] = ['live', 'rehearsal'];
const ROLES: readonly Role[] = ['client', 'therapist'];
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const QUICK_EXITS: readonly QuickExit[] = ['off', 'discreet', 'prominent'];

/** Where quick exit goes when the page named no place that a browser may go to. */
const NOWHERE = 'about:blank';

const webAddress = (value: string, base: string): string | null => {
  try {
    const { protocol, href } = new URL(value, base);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
};

export const readShellSettings = (written: ShellAttributes, base: string): ShellSettings => {
  const complaints: string[] = [];
  const oneOf = <T extends string>(attribute: string, value: string, known: readonly T[], fallback: T): T => {
    const found = known.find((one) => one === value);
    if (found === undefined && value !== '')
      complaints.push(
        `<safe-session ${attribute}="${value.slice(0, 60)}">: expected ${known.join(', ')}; "${fallback}" is used.`,
      );
    return found ?? fallback;
  };
  const names = written.steps.split(/[\s,]+/).filter(Boolean);
  const unknown = names.filter((name) => !isStep(name));
  if (unknown.length > 0)
    complaints.push(
      `<safe-session steps>: unknown step ${unknown.map((name) => `"${name.slice(0, 60)}"`).join(', ')} is left out.`,
    );
  const exitUrl = webAddress(written.exitUrl, base);
  const quickExit = oneOf('quick-exit', written.quickExit, QUICK_EXITS, 'discreet');
  if ((exitUrl === null || written.exitUrl === '') && quickExit !== 'off')
    complaints.push(
      `<safe-session exit-url>: expected an http(s) address of a neutral page; quick exit goes to a blank page.`,
    );
  oneOf('theme', written.theme, THEMES, 'auto');
  const mode = oneOf('mode', written.mode, MODES, 'live');
  if (mode === 'live' && written.as !== '')
    complaints.push(
      "<safe-session as>: only counts in a rehearsal. In a live session the practice's service says who this is.",
    );
  return {
    mode,
    role: oneOf('as', written.as, ROLES, 'client'),
    steps: names.length > 0 ? names.filter(isStep) : null,
    quickExit,
    exitUrl: written.exitUrl === '' ? NOWHERE : (exitUrl ?? NOWHERE),
    complaints,
  };
};
