/**
 * When a page offers anew. On one connection only a page offers; the server asks for it where there is something for the page.
 * LiveKit's client waits for 20 ms with each offer whether more comes, and answers each such asking with an offer of its own.
 * Of two who are let in one waits for the other's offer, so here nobody waits for what cannot come, or offers what is offered.
 */

/** LiveKit's own wait. (`debounceInterval` of livekit-client 2.23.0) */
const WAIT_MS = 20;

/** Of a connection of LiveKit's. */
export interface Offers {
  negotiate(onError?: (error: unknown) => void): Promise<unknown>;
  createAndSendOffer(): Promise<void>;
  on(event: 'offerAnswered', act: () => void): unknown;
}

/** How many more places the server needs for what others send: none where those that were laid out are enough. */
interface Requirement {
  readonly numAudios: number;
  readonly numVideos: number;
}

/** What LiveKit's client hears from the server by. */
export interface Heard {
  onMediaSectionsRequirement?: (requirement: Requirement) => void;
}

/** Of whoever offers. */
export interface Needs {
  /** Everything that this page sends has its place, and all that others are to send is known. */
  isWhole(): boolean;
  /** Everything that others are to send has come. */
  isServed(): boolean;
}

export class PromptOffers {
  /** The server has asked for an offer. */
  #asked = false;
  /** An offer is being made, or is not answered yet. */
  #offering = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** What the server asked for while an offer was under way. */
  #owed: (() => void) | undefined;

  constructor(private readonly needs: Needs) {}

  govern(connection: Offers): void {
    this.#end();
    this.#owed = undefined;
    connection.on('offerAnswered', () => this.#answered());
    connection.negotiate = (onError) => {
      const offer = (): void => {
        this.#end();
        this.#offering = true;
        connection.createAndSendOffer().catch((error: unknown) => {
          this.#offering = false;
          onError?.(error);
        });
      };
      clearTimeout(this.#waiting);
      if (this.#asked && this.needs.isWhole()) offer();
      else this.#waiting = setTimeout(offer, WAIT_MS);
      return Promise.resolve();
    };
  }

  heed(heard: Heard): void {
    const answer = heard.onMediaSectionsRequirement;
    heard.onMediaSectionsRequirement = (requirement) => {
      const act = (): void => {
        this.#asked = true;
        answer?.(requirement);
      };
      // The server does one after the other: very likely its answer to the offer that is under way has what it asks for.
      if (this.#offering && requirement.numAudios + requirement.numVideos === 0) this.#owed = act;
      else act();
    };
  }

  #answered(): void {
    this.#offering = false;
    const owed = this.#owed;
    this.#owed = undefined;
    if (!this.needs.isServed()) owed?.();
  }

  #end(): void {
    clearTimeout(this.#waiting);
    this.#asked = false;
    this.#offering = false;
  }
}
