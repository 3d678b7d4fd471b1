/** Reads what a page wrote on `<safe-session>`. Wrong values are told to the developer and never guessed. */
import { isStep } from '../core/session-steps.js';
import type { Mode, Role, StepName } from '../core/session-snapshot.js';

export type QuickExit = 'off' | 'discreet' | 'prominent';

export interface ShellAttributes {
  readonly mode: string;
  readonly as: string;
  readonly steps: string;
  readonly theme: string;
  readonly quickExit: string;
  readonly exitUrl: string;
  readonly serviceUrl: string;
  readonly invitationFrom: string;
  /** Whether the page brings one of its own. */
  readonly service: unknown;
}

export interface ShellSettings {
  readonly mode: Mode;
  readonly role: Role;
  readonly steps: readonly StepName[] | null;
  readonly quickExit: QuickExit;
  readonly exitUrl: string;
  /** Absolute; empty where there is none that a browser may go to. */
  readonly serviceUrl: string;
  readonly wrong: readonly WrongSetting[];
}

/** What the developer has to be told; `settings-complaints.ts` has the words. */
export type WrongSetting =
  | {
      readonly what: 'choice';
      readonly attribute: string;
      readonly written: string;
      readonly known: readonly string[];
      readonly used: string;
    }
  | { readonly what: 'steps'; readonly unknown: readonly string[] }
  | { readonly what: 'exit-url' | 'service-url' | 'url-in-rehearsal' | 'url-and-service' };

/** The first of each is used where a page wrote none that is known. */
const MODES = ['live', 'rehearsal'] as const;
const ROLES = ['client', 'therapist'] as const;
const THEMES = ['auto', 'light', 'dark'] as const;
const QUICK_EXITS = ['discreet', 'off', 'prominent'] as const;
const INVITATIONS_FROM = ['fragment', 'none'] as const;

/** Where quick exit goes when the page named no place that a browser may go to. */
const NOWHERE = 'about:blank';

/** Empty where it is none. */
const webAddress = (value: string, base: string): string => {
  try {
    const { protocol, href } = new URL(value, base);
    return /^https?:$/.test(protocol) ? href : '';
  } catch {
    return '';
  }
};

export const readShellSettings = (written: ShellAttributes, base: string): ShellSettings => {
  const wrong: WrongSetting[] = [];
  const oneOf = <T extends string>(attribute: string, value: string, known: readonly [T, ...T[]]): T => {
    const [used] = known;
    const found = known.find((one) => one === value);
    if (found === undefined && value !== '')
      wrong.push({ what: 'choice', attribute, written: value, known, used });
    return found ?? used;
  };
  const isWrong = (what: Exclude<WrongSetting['what'], 'choice' | 'steps'>, holds: boolean): void => {
    if (holds) wrong.push({ what });
  };
  const names = written.steps.split(/[\s,]+/).filter(Boolean);
  const unknown = names.filter((name) => !isStep(name));
  if (unknown.length > 0) wrong.push({ what: 'steps', unknown });
  const mode = oneOf('mode', written.mode, MODES);
  const role = oneOf('as', written.as, ROLES);
  const quickExit = oneOf('quick-exit', written.quickExit, QUICK_EXITS);
  oneOf('theme', written.theme, THEMES);
  oneOf('invitation-from', written.invitationFrom, INVITATIONS_FROM);
  const exitUrl = written.exitUrl && webAddress(written.exitUrl, base);
  const serviceUrl = written.serviceUrl && webAddress(written.serviceUrl, base);
  isWrong('exit-url', !exitUrl && quickExit !== 'off');
  isWrong('service-url', !serviceUrl && written.serviceUrl !== '');
  isWrong('url-in-rehearsal', mode === 'rehearsal' && written.serviceUrl !== '');
  isWrong('url-and-service', Boolean(written.service) && written.serviceUrl !== '');
  return {
    mode,
    role,
    steps: names.length > 0 ? names.filter(isStep) : null,
    quickExit,
    exitUrl: exitUrl || NOWHERE,
    serviceUrl,
    wrong,
  };
};
