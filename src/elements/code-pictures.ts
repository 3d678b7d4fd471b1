import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { symbolNames } from '../core/encryption/symbol-names.js';
import { SYMBOL_NAMES, SYMBOLS } from '../core/encryption/symbols.js';

type Draw = (number: number) => TemplateResult;

interface Shown {
  readonly label: string;
  readonly large: boolean;
}

/**
 * Pictures and their names, fetched when somebody first wants to see them. What does not arrive is no reason not to compare: the
 * system's own characters stand in for our drawings, and English for the names.
 */
export class CodePictures {
  #draw: Draw | undefined;
  #names: readonly string[] = SYMBOL_NAMES;
  #language = 'en';
  #wanted: string | undefined;

  constructor(private readonly host: ReactiveControllerHost) {}

  /** `language` is what the person reads, whether or not there are words of ours in it. */
  async fetchNames(language: string): Promise<void> {
    if (this.#wanted === language) return;
    this.#wanted = language;
    const names = await symbolNames(language).catch(() => SYMBOL_NAMES);
    if (this.#wanted !== language) return;
    this.#names = names;
    this.#language = names === SYMBOL_NAMES ? 'en' : language;
    this.host.requestUpdate();
  }

  async fetchDrawings(): Promise<void> {
    this.#draw ??= await import('./symbol-drawings.js').then(
      ({ drawSymbol }) => drawSymbol,
      // Asked for again with the next opening.
      () => undefined,
    );
    this.host.requestUpdate();
  }

  /** In the same order for everybody; the numbers tell it where a language runs the other way. */
  show(pictures: readonly number[], { label, large }: Shown): TemplateResult {
    return html`<ol class="code ${large ? 'large' : ''}" aria-label=${label}>
      ${pictures.map(
        (number, place) =>
          html`<li>
            ${
              this.#draw?.(number) ??
              html`<span class="character" aria-hidden="true">${SYMBOLS[number]}</span>`
            }
            <span>${place + 1}. <bdi lang=${this.#language}>${this.#names[number]}</bdi></span>
          </li>`,
      )}
    </ol>`;
  }
}

/** The text form. The words are English for everybody, and said so to whoever reads them aloud. */
export const codeWords = (words: readonly string[], { label, large }: Shown): TemplateResult =>
  html`<ol class="code words ${large ? 'large' : ''}" aria-label=${label}>
    ${words.map(
      (word, place) =>
        html`<li>
          <span>${place + 1}. <bdi lang="en">${word}</bdi></span>
        </li>`,
    )}
  </ol>`;
