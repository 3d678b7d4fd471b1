/** In the place of a page's `WebSocket`: what LiveKit's client writes into it goes to a relay in the same browser. */
import { JoinRequest, SignalRequest, SignalResponse, WrappedJoinRequest } from '@livekit/protocol';

/** What a page says when it opens its line. */
export interface Arrival {
  /** The token of its pass. */
  readonly token: string;
  readonly request: JoinRequest;
}

/** The other end of one such line. */
export interface SignalLine {
  tell(response: SignalResponse): void;
  /** Gone, as when a network breaks. */
  drop(): void;
}

export interface SignalServer {
  /** Gives what is to be done with everything that the page asks for later. */
  arrive(line: SignalLine, arrival: Arrival): (request: SignalRequest) => void;
}

const gunzip = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
};

const readArrival = async (url: URL): Promise<Arrival> => {
  const written = url.searchParams.get('join_request') ?? '';
  const packed = atob(written.replaceAll('-', '+').replaceAll('_', '/'));
  const { joinRequest } = WrappedJoinRequest.fromBinary(Uint8Array.from(packed, (one) => one.charCodeAt(0)));
  const bytes = await gunzip(joinRequest as Uint8Array<ArrayBuffer>);
  return { token: url.searchParams.get('access_token') ?? '', request: JoinRequest.fromBinary(bytes) };
};

/** As much of a `WebSocket` as LiveKit's client uses. What it is given has to be of its own realm. */
const socketFor = (server: SignalServer, realm: Pick<typeof globalThis, 'Uint8Array'>) =>
  class extends EventTarget {
    static readonly CLOSED = 3;
    binaryType = 'arraybuffer';
    readonly protocol = '';
    readonly extensions = '';
    readyState = 0;
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    onerror: (() => void) | null = null;
    onclose: ((event: CloseEvent) => void) | null = null;
    #ask: (request: SignalRequest) => void = () => undefined;

    constructor(url: string) {
      super();
      void this.#open(new URL(url));
    }

    async #open(url: URL): Promise<void> {
      const arrival = await readArrival(url);
      if (this.readyState !== 0) return;
      this.readyState = 1;
      this.onopen?.();
      // LiveKit listens to messages once it has heard of this.
      setTimeout(() => {
        if (this.readyState !== 1) return;
        const tell = (response: SignalResponse): void => {
          const { buffer } = new realm.Uint8Array(response.toBinary());
          if (this.readyState === 1) this.onmessage?.({ data: buffer });
        };
        this.#ask = server.arrive({ tell, drop: () => this.#end(1006, 'dropped') }, arrival);
      });
    }

    send(data: ArrayBuffer): void {
      this.#ask(SignalRequest.fromBinary(new Uint8Array(data)));
    }

    close(code = 1000, reason = ''): void {
      this.#end(code, reason);
    }

    #end(code: number, reason: string): void {
      if (this.readyState === 3) return;
      this.readyState = 3;
      this.#ask = () => undefined;
      const event = new CloseEvent('close', { code, reason, wasClean: code === 1000 });
      this.onclose?.(event);
      this.dispatchEvent(event);
    }
  };

/** From here on that page speaks to this server, whatever address it is given. */
export const connectPage = (page: Window, server: SignalServer): void => {
  Object.assign(page, { WebSocket: socketFor(server, page as Window & typeof globalThis) });
};
