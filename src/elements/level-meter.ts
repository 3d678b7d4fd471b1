import { css, html, LitElement, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { base } from '../styles/base.js';
import { tokens } from '../styles/tokens.js';
import { define } from './define.js';

const STEPS = 12;
/** Below the first, quiet; below the second, soft; above, clear. In steps. */
const BOUNDS = { soft: 2, clear: 4 };

const toSteps = (level: number): number => Math.round(Math.min(1, Math.max(0, level || 0)) * STEPS);

/**
 * Shows a person how loud their microphone is right now, calmly: a short row of dots, and a word.
 *
 * Give it `level` as often as you like; it draws only when a dot changes. The words are given by whoever uses it.
 *
 * @tagname level-meter
 * @csspart status - the row of dots and the word
 */
export class LevelMeterElement extends LitElement {
  static override styles: CSSResultGroup = [
    tokens,
    base,
    css`
      .meter {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
      }
      .dots {
        display: flex;
        gap: 0.25rem;
      }
      .dots span {
        inline-size: 0.75rem;
        block-size: 1rem;
        border: 1px solid var(--_line);
        border-radius: 0.25rem;
      }
      .dots .on {
        background: var(--_accent);
        border-color: var(--_accent);
      }
      @media (forced-colors: active) {
        .dots .on {
          forced-color-adjust: none;
          background: Highlight;
          border-color: Highlight;
        }
      }
    `,
  ];

  /** Loudness from 0 to 1. */
  @property({
    type: Number,
    hasChanged: (now: number, before?: number) => toSteps(now) !== toSteps(before ?? -1),
  })
  level = 0;

  /** What is measured, for screen readers. */
  @property() label = '';

  /** The words for a low, a middle and a good level. */
  @property({ attribute: false }) words = { quiet: '', soft: '', clear: '' };

  protected override render(): TemplateResult {
    const steps = toSteps(this.level);
    const word = steps < BOUNDS.soft ? 'quiet' : steps < BOUNDS.clear ? 'soft' : 'clear';
    return html`<div
      class="meter"
      part="status"
      role="meter"
      aria-label=${this.label}
      aria-valuemin="0"
      aria-valuemax=${STEPS}
      aria-valuenow=${steps}
      aria-valuetext=${this.words[word]}
    >
      <span class="dots"
        >${Array.from({ length: STEPS }, (_, at) => html`<span class=${at < steps ? 'on' : ''}></span>`)}</span
      >
      <span aria-hidden="true">${this.words[word]}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'level-meter': LevelMeterElement;
  }
}

define('level-meter', LevelMeterElement);
