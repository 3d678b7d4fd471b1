import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Messages } from '../locales/messages.js';
import { OnDemand } from './on-demand.js';

interface DisclosureView {
  readonly summary: string;
  readonly part: TemplateResult;
  readonly common: Messages['common'];
  /** There is something in it to be seen unasked. */
  readonly open?: boolean;
}

/** A line that opens a part few people need. It is closed at first, and the part is fetched when it is opened. */
export class Disclosure {
  readonly #part: OnDemand;
  #opened = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    tag: string,
    load: () => Promise<unknown>,
  ) {
    this.#part = new OnDemand(host, tag, load);
  }

  /** Whether somebody has opened it, now or before. */
  get opened(): boolean {
    return this.#opened;
  }

  /** Ahead of time, where the line may be worse when it is needed. */
  fetch(): void {
    this.#part.fetch();
  }

  show({ summary, part, common, open = false }: DisclosureView): TemplateResult {
    return html`<details ?open=${open} @toggle=${this.#toggled}>
      <summary part="control" class="label">${summary}</summary>
      ${open || this.#opened ? this.#part.show(part, common) : nothing}
    </details>`;
  }

  readonly #toggled = (event: Event): void => {
    this.#opened ||= (event.target as HTMLDetailsElement).open;
    this.host.requestUpdate();
  };
}
