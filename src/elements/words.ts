import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { directionOf, loadWords, matchLanguage, onCatalogueChange, wordsOf } from '../locales/catalogue.js';
import type { Messages, PartialMessages, Section } from '../locales/messages.js';

type WordsHost = ReactiveControllerHost & HTMLElement;

/** One observer for all elements: a page that changes its `lang` while running is followed. */
let observer: MutationObserver | undefined;
const listeners = new Set<() => void>();
const tellAll = (): void => {
  for (const listener of listeners) listener();
};
const watchPage = (): void => {
  observer ??= new MutationObserver(tellAll);
  observer.observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ['lang'] });
};

/** The element around `node`, across shadow roots. */
const around = (node: Element): Element | null => {
  if (node.assignedSlot) return node.assignedSlot;
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};

/** First value that `read` finds on the element or around it. */
const nearest = <T>(start: Element, read: (element: Element) => T | null | undefined): T | undefined => {
  for (let element: Element | null = start; element; element = around(element)) {
    const value = read(element);
    if (value) return value;
  }
  return undefined;
};

/** The wrapper inside our own elements repeats what was found outside; it is an answer and never the question. */
const writtenLanguage = (element: Element): string | null =>
  element.classList.contains('root') && element.getRootNode() instanceof ShadowRoot
    ? null
    : element instanceof HTMLElement
      ? element.lang
      : element.getAttribute('lang');

/** What a host replaces, from the element or what is around it. */
const overridesFor = (element: Element): PartialMessages | undefined =>
  nearest(element, (around) => (around as { messages?: PartialMessages }).messages);

/** The words of a section that an element needs once and not before: fetched with what needs them. */
export const wordsFor = async <S extends Section>(
  element: Element,
  section: S,
  english: Messages[S],
  language: string,
): Promise<Messages[S]> => {
  await loadWords(section, language);
  return wordsOf(section, language, english, overridesFor(element));
};

/**
 * The words of one section for one element, in the language of the element, else of the page. Another
 * language arrives a moment later and renders again; English stands meanwhile.
 */
export class Words<S extends Section> implements ReactiveController {
  #language = 'en';
  #stopCatalogue: (() => void) | undefined;

  constructor(
    private readonly host: WordsHost,
    private readonly section: S,
    private readonly english: Messages[S],
  ) {
    host.addController(this);
  }

  get language(): string {
    return this.#language;
  }

  /** The language tag that element and page ask for, whether or not there are words in it. */
  get wanted(): string {
    return nearest(this.host, writtenLanguage) ?? 'en';
  }

  get direction(): 'ltr' | 'rtl' {
    return directionOf(this.#language);
  }

  get value(): Messages[S] {
    return wordsOf(this.section, this.#language, this.english, overridesFor(this.host));
  }

  hostConnected(): void {
    watchPage();
    listeners.add(this.#changed);
    this.#stopCatalogue = onCatalogueChange(this.#changed);
    this.#changed();
  }

  hostDisconnected(): void {
    listeners.delete(this.#changed);
    this.#stopCatalogue?.();
    if (listeners.size === 0) observer?.disconnect();
  }

  readonly #changed = (): void => {
    this.#language = matchLanguage(this.wanted);
    this.host.requestUpdate();
    void loadWords(this.section, this.#language).then((arrived) => {
      if (arrived) tellAll();
    });
  };

  /** For an element whose own `lang` is changing: attribute observers do not see into shadow roots. */
  refresh(): void {
    tellAll();
  }
}
