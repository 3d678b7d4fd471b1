import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Messages } from '../locales/messages.js';
import { isOurs } from './define.js';

/**
 * A part of an element that few people need, fetched when it is first to be shown. One that did not arrive says so and
 * can be asked for again.
 */
export class OnDemand {
  #coming: Promise<unknown> | undefined;
  #missed = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly tag: string,
    private readonly load: () => Promise<unknown>,
  ) {}

  /** The part, once its file is here. */
  show(part: TemplateResult, { loading, missing, tryAgain }: Messages['common']): TemplateResult {
    if (isOurs(this.tag)) return part;
    this.fetch();
    return html`
      <p>${this.#coming ? loading : missing}</p>
      ${this.#missed ? html`<button part="secondary" @click=${this.#fetch}>${tryAgain}</button>` : nothing}
    `;
  }

  /** Ahead of time, where the line may be worse when it is needed. */
  fetch(): void {
    if (!isOurs(this.tag) && !this.#missed) this.#fetch();
  }

  readonly #fetch = (): void => {
    // Asked for at every rendering, it would have the host render for ever.
    if (this.#coming) return;
    this.#coming = this.load()
      .catch(() => undefined)
      .then(() => {
        this.#missed = true;
        this.#coming = undefined;
        this.host.requestUpdate();
      });
    this.host.requestUpdate();
  };
}
