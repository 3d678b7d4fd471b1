/** Which element shows which phase, and which files come next. */
import { html, type TemplateResult } from 'lit';
import type { Panel, PhaseName, Role, SessionSnapshot } from '../core/session-snapshot.js';
import type { LoadableTag } from './element-loaders.js';

interface Screen {
  readonly tag: LoadableTag;
  readonly template: TemplateResult;
}

const TEMPLATES = {
  'session-welcome': html`<session-welcome></session-welcome>`,
  'consent-form': html`<consent-form></consent-form>`,
  'space-check': html`<space-check></space-check>`,
  'tech-check': html`<tech-check></tech-check>`,
  'waiting-room': html`<waiting-room></waiting-room>`,
  'admission-desk': html`<admission-desk></admission-desk>`,
  'session-room': html`<session-room></session-room>`,
  'session-closing': html`<session-closing><slot name="next" slot="next"></slot></session-closing>`,
  'feedback-form': html`<feedback-form></feedback-form>`,
  'support-card': html`<support-card></support-card>`,
  'encryption-status': html`<encryption-status></encryption-status>`,
} satisfies Partial<Record<LoadableTag, TemplateResult>>;

type ShownTag = keyof typeof TEMPLATES;

/** Where there is none, the shell itself has the last word. */
const TAGS: Readonly<Record<PhaseName, ShownTag | null>> = {
  welcome: 'session-welcome',
  consent: 'consent-form',
  space: 'space-check',
  'tech-check': 'tech-check',
  waiting: 'waiting-room',
  session: 'session-room',
  paused: 'session-room',
  closing: 'session-closing',
  feedback: 'feedback-form',
  ended: null,
};

const PANELS: Partial<Record<Panel, ShownTag>> = {
  support: 'support-card',
  consent: 'consent-form',
  trust: 'encryption-status',
};

const tagOf = (phase: PhaseName, role: Role): ShownTag | null =>
  phase === 'waiting' && role !== 'client' ? 'admission-desk' : TAGS[phase];

const screen = (tag: ShownTag): Screen => ({ tag, template: TEMPLATES[tag] });

/** `null` where the shell itself has the last word. */
export const screenOf = ({ phase, role }: SessionSnapshot): Screen | null => {
  const tag = tagOf(phase.name, role);
  return tag && screen(tag);
};

/** What is open beside the step. The room has a place of its own for how it is protected. */
export const panelOf = ({ panel, phase }: SessionSnapshot): Screen | undefined => {
  const tag = panel ? PANELS[panel] : undefined;
  return tag && !(panel === 'trust' && TAGS[phase.name] === 'session-room') ? screen(tag) : undefined;
};

const ROOM: readonly LoadableTag[] = ['session-room', 'session-controls', 'session-pause'];

const tagsOf = (phase: PhaseName, role: Role): readonly LoadableTag[] => {
  const tag = tagOf(phase, role);
  if (tag === 'session-room') return ROOM;
  return tag ? [tag] : [];
};

const AFTER: Partial<Record<PhaseName, PhaseName>> = {
  waiting: 'session',
  session: 'closing',
  paused: 'closing',
  closing: 'feedback',
};

/**
 * What this screen needs now, and what the next one will need; with it how to tell of a problem, since a line that has broken
 * brings nothing any more. A reader of the welcome downloads nothing more.
 */
export const tagsNear = (
  snapshot: SessionSnapshot,
): { readonly now: readonly LoadableTag[]; readonly next: readonly LoadableTag[] } => {
  const { phase, role, journey, problems } = snapshot;
  const step = journey.steps.findIndex((one) => one === phase.name);
  const following = journey.steps[step + 1] ?? AFTER[phase.name];
  const panel = panelOf(snapshot);
  const opened: readonly LoadableTag[] = panel ? [panel.tag] : [];
  const beside: readonly LoadableTag[] = problems.length > 0 ? [...opened, 'problem-notice'] : opened;
  const started = phase.name !== 'welcome' || snapshot.pending.length > 0;
  const help: readonly LoadableTag[] = role === 'client' ? ['support-card'] : [];
  const coming = following ? [...tagsOf(following, role), ...help] : [];
  return {
    now: [...tagsOf(phase.name, role), ...beside],
    next: started ? [...coming, 'problem-notice'] : [],
  };
};

/** Moves the focus to the heading of what was just opened or is there again; what has it deeper within gives it on itself. */
export const focusHeading = async (root: ParentNode): Promise<void> => {
  const shown = root.querySelector<HTMLElement>(
    '.panel > :first-child, .notices:not([role]) > :first-child, slot[name] > *',
  );
  if (shown && 'updateComplete' in shown) await shown.updateComplete;
  const heading = (shown?.shadowRoot ?? shown)?.querySelector<HTMLElement>('.heading');
  (heading ?? shown)?.focus();
};
