import type { ReactiveController, ReactiveElement } from 'lit';
import type { ConsentDocument } from '../core/consent.js';
import { SessionError, type ConsentProblemCode } from '../core/problems.js';
import type { ConsentState } from '../core/session-snapshot.js';

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
const MOST_CHARACTERS = 2_000_000;

const problem = (error: unknown, where: string): SourceState => ({
  status: 'problem',
  code:
    error instanceof SessionError && error.code === 'consent-document-unreachable'
      ? error.code
      : 'consent-document-invalid',
  message: `<consent-form> ${where}: ${error instanceof SessionError ? error.message : String(error)}`,
});

/** A session's document was checked by its service. One that is not even shaped like one is told as such. */
const looksWhole = ({ topics, translations }: Partial<ConsentDocument>): boolean =>
  Array.isArray(topics) && typeof translations === 'object';

/** What checks a document is fetched with the first one that a page gives. */
const read = async (value: unknown, where: string): Promise<SourceState> => {
  try {
    const { readConsentDocument } = await import('../core/consent-document.js');
    return { status: 'ready', document: readConsentDocument(value) };
  } catch (error) {
    return problem(error, where);
  }
};

const parse = async (json: string, where: string): Promise<SourceState> => {
  if (json.length > MOST_CHARACTERS)
    return problem(new SessionError('consent-document-invalid', 'longer than 2 000 000 characters'), where);
  try {
    return await read(JSON.parse(json), where);
  } catch (error) {
    return problem(new SessionError('consent-document-invalid', 'not JSON', { cause: error }), where);
  }
};

const load = async (src: string, signal: AbortSignal): Promise<SourceState> => {
  const where = `consent-src="${src}"`;
  try {
    const response = await fetch(new URL(src, document.baseURI), { signal, credentials: 'same-origin' });
    if (!response.ok)
      throw new SessionError('consent-document-unreachable', `answered with status ${response.status}`);
    return await parse(await response.text(), where);
  } catch (error) {
    return problem(
      error instanceof SessionError
        ? error
        : new SessionError('consent-document-unreachable', 'could not be fetched', { cause: error }),
      where,
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
      this.#take(consentDocument, () => read(consentDocument, 'consentDocument'));
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
      return looksWhole(document) ? { status: 'ready', document } : read(document, "the session's document");
    });
  }

  #fetch(src: string): void {
    this.#take(`src ${src}`, (signal) => load(src, signal));
  }

  #slotted(): void {
    const script = this.host.querySelector(':scope > script[type="application/json"]');
    if (document.readyState === 'loading') this.#take('page', () => LOADING);
    else if (script) this.#take(script.textContent, () => parse(script.textContent, 'the script inside'));
    else
      this.#take('nothing', () =>
        problem(
          new SessionError(
            'consent-document-invalid',
            'nothing to show; expected the attribute consent-src, the property consentDocument or a <script type="application/json"> inside',
          ),
          'has no document',
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
