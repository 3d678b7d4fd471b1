import type { ReactiveController, ReactiveElement } from 'lit';
import type { ConsentDocument } from '../core/consent.js';
import type { ConsentProblemCode } from '../core/problems.js';
import type { ConsentState } from '../core/session-snapshot.js';
import type * as Loading from './consent-loading.js';

export type SourceState =
  | { readonly status: 'loading' | 'none' }
  | { readonly status: 'ready'; readonly document: ConsentDocument }
  | { readonly status: 'problem'; readonly code: ConsentProblemCode; readonly message: string };

/** Where the document of an element comes from. In a session it is the session's, because that is what is recorded. */
export interface SourceHost extends ReactiveElement {
  readonly sessionConsent: ConsentState | undefined;
  readonly consentDocument: unknown;
  readonly consentSrc: string;
}

const LOADING: SourceState = { status: 'loading' };

/** A session's document was checked by its service. One that is not even shaped like one is told as such. */
const looksWhole = ({ topics, translations }: Partial<ConsentDocument>): boolean =>
  Array.isArray(topics) && typeof translations === 'object';

const problem = (code: ConsentProblemCode, message: string): SourceState => ({
  status: 'problem',
  code,
  message: `<consent-form> ${message}`,
});

/** What reads and checks a document is fetched with the first one that a page gives. */
const loading = async (
  find: (loading: typeof Loading) => SourceState | Promise<SourceState>,
): Promise<SourceState> => {
  try {
    return await find(await import('./consent-loading.js'));
  } catch (cause) {
    return problem(
      'consent-document-unreachable',
      `what reads the document did not arrive: ${String(cause)}`,
    );
  }
};

/** Finds, fetches and checks the consent document, and tells the element when something new is known. */
export class ConsentSource implements ReactiveController {
  state: SourceState = LOADING;
  #from: unknown = Symbol('not looked yet');
  #fetching: AbortController | undefined;

  constructor(
    private readonly host: SourceHost,
    private readonly onProblem: (code: ConsentProblemCode, message: string) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // While the page is being read, the script inside may not be complete yet.
    if (document.readyState === 'loading')
      document.addEventListener('DOMContentLoaded', this.#lookAgain, { once: true });
  }

  hostDisconnected(): void {
    document.removeEventListener('DOMContentLoaded', this.#lookAgain);
    this.#fetching?.abort();
    if (this.state.status === 'loading') this.again();
  }

  hostUpdate(): void {
    const { sessionConsent, consentDocument, consentSrc } = this.host;
    if (sessionConsent) this.#session(sessionConsent);
    else if (consentDocument != null)
      this.#take(consentDocument, () => loading(({ read }) => read(consentDocument, 'consentDocument')));
    else if (consentSrc) this.#fetch(consentSrc);
    else this.#slotted();
  }

  /** Forgets what was found, so that the next update looks again. */
  again(): void {
    this.#from = undefined;
    this.host.requestUpdate();
  }

  readonly #lookAgain = (): void => {
    this.host.requestUpdate();
  };

  #session({ status, document }: ConsentState): void {
    this.#take(document ?? status, () => {
      if (!document) return { status: status === 'loading' ? 'loading' : 'none' };
      return looksWhole(document)
        ? { status: 'ready', document }
        : loading(({ read }) => read(document, "the session's document"));
    });
  }

  #fetch(src: string): void {
    this.#take(`src ${src}`, (signal) => loading(({ load }) => load(src, signal)));
  }

  #slotted(): void {
    const script = this.host.querySelector(':scope > script[type="application/json"]');
    if (document.readyState === 'loading') this.#take('page', () => LOADING);
    else if (script)
      this.#take(script.textContent, () =>
        loading(({ parse }) => parse(script.textContent, 'the script inside')),
      );
    else
      this.#take('nothing', () =>
        problem(
          'consent-document-invalid',
          'has no document: nothing to show; expected the attribute consent-src, the property consentDocument or a <script type="application/json"> inside',
        ),
      );
  }

  #take(from: unknown, find: (signal: AbortSignal) => SourceState | Promise<SourceState>): void {
    if (this.#from === from) return;
    this.#from = from;
    this.#fetching?.abort();
    const fetching = new AbortController();
    this.#fetching = fetching;
    const found = find(fetching.signal);
    if (!(found instanceof Promise)) {
      this.#found(found);
      return;
    }
    this.state = LOADING;
    void found.then((state) => {
      if (!fetching.signal.aborted) this.#found(state);
    });
  }

  #found(state: SourceState): void {
    this.state = state;
    if (state.status === 'problem') this.onProblem(state.code, state.message);
    this.host.requestUpdate();
  }
}
