import { html, nothing, type TemplateResult } from 'lit';
import type { SessionSnapshot } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';

/**
 * Says where media are, or will be, that the media server could see and hear them. It stands there as long as that is
 * so, and no setting takes it away.
 */
export const limitsLine = (
  snapshot: SessionSnapshot | undefined,
  { toServer }: Messages['common'],
): TemplateResult | typeof nothing =>
  snapshot?.route.kind === 'server'
    ? html`<p class="notice limits" part="status" role="status">${toServer}</p>`
    : nothing;
