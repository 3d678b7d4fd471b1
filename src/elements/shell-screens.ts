/** Which element shows which phase, and which files come next. */
import { html, type TemplateResult } from 'lit';
import type { Panel, PhaseName, Role, SessionSnapshot } from '../core/session-snapshot.js';
import type { LoadableTag } from './element-loaders.js';

interface Screen {
  readonly tag: LoadableTag;
  readonly template: TemplateResult;
}

const screen = (tag: LoadableTag, template: TemplateResult): Screen => ({ tag, template });

/** `null` where the shell itself has the last word. */
export const screenOf = ({ phase, role }: SessionSnapshot): Screen | null => {
  switch (phase.name) {
    case 'welcome':
      return screen('session-welcome', html`<session-welcome></session-welcome>`);
    case 'consent':
      return screen('consent-form', html`<consent-form></consent-form>`);
    case 'space':
      return screen('space-check', html`<space-check></space-check>`);
    case 'tech-check':
      return screen('tech-check', html`<tech-check></tech-check>`);
    case 'waiting':
      return role === 'client'
        ? screen('waiting-room', html`<waiting-room></waiting-room>`)
        : screen('admission-desk', html`<admission-desk></admission-desk>`);
    case 'session':
    case 'paused':
      return screen('session-room', html`<session-room></session-room>`);
    case 'closing':
      return screen(
        'session-closing',
        html`<session-closing><slot name="next" slot="next"></slot></session-closing>`,
      );
    case 'feedback':
      return screen('feedback-form', html`<feedback-form></feedback-form>`);
    case 'ended':
      return null;
    default:
      return phase satisfies never;
  }
};

const PANELS: Partial<Record<Panel, Screen>> = {
  support: screen('support-card', html`<support-card></support-card>`),
  consent: screen('consent-form', html`<consent-form></consent-form>`),
  trust: screen('encryption-status', html`<encryption-status></encryption-status>`),
};

/** What is open beside the step. The room has a place of its own for how it is protected. */
export const panelOf = ({ panel, phase }: SessionSnapshot): Screen | undefined =>
  panel === null || (panel === 'trust' && (phase.name === 'session' || phase.name === 'paused'))
    ? undefined
    : PANELS[panel];

const ROOM: readonly LoadableTag[] = ['session-room', 'session-controls', 'session-pause'];

const tagsOf = (name: PhaseName, role: Role): readonly LoadableTag[] => {
  switch (name) {
    case 'welcome':
      return ['session-welcome'];
    case 'consent':
      return ['consent-form'];
    case 'space':
      return ['space-check'];
    case 'tech-check':
      return ['tech-check'];
    case 'waiting':
      return [role === 'client' ? 'waiting-room' : 'admission-desk'];
    case 'session':
    case 'paused':
      return ROOM;
    case 'closing':
      return ['session-closing'];
    case 'feedback':
      return ['feedback-form'];
    case 'ended':
      return [];
    default:
      return name satisfies never;
  }
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

/** Moves the focus to the heading of what was just opened, however deep it stands in open shadow roots. */
export const focusHeading = async (root: ParentNode): Promise<void> => {
  const first = root.querySelector(
    '.panel > :first-child, .notices .heading, slot:not([name]) .heading, slot[name] > *',
  );
  if (first && 'updateComplete' in first) await first.updateComplete;
  const heading = first?.matches('.heading')
    ? first
    : (first?.shadowRoot?.querySelector('.heading') ?? first?.querySelector('.heading'));
  if (heading instanceof HTMLElement) heading.focus();
};
