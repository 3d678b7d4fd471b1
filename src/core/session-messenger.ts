/**
 * What people's pages tell each other, before it is sealed and after it was opened. Drops doubles and what is malformed, and
 * counts both, so that a hostile page is seen and changes nothing.
 */
import { decodeMessage, encodeMessage, messageFact } from './message-codec.js';
import type { StateMessage } from './session-machine.js';
import type { MessageFact, PersonId } from './session-snapshot.js';

type Seal = (content: Uint8Array<ArrayBuffer>, to: readonly PersonId[]) => void;

/** How many ids are remembered; an older double would be harmless, because texts are also known by id. */
const REMEMBERED = 500;

export class SessionMessenger {
  readonly #seen = new Set<string>();
  #dropped = 0;

  constructor(
    private readonly seal: Seal,
    private readonly onFact: (fact: MessageFact) => void,
  ) {}

  /** How many messages were malformed or came twice. */
  get dropped(): number {
    return this.#dropped;
  }

  /** A text that does not arrive stays "sending" and is told again to whoever comes back. */
  tell(message: StateMessage, id: string, to: readonly PersonId[]): void {
    this.seal(encodeMessage({ v: 1, id, ...message }), to);
  }

  /** What they sealed for this person. */
  receive(from: PersonId, bytes: Uint8Array): void {
    const decoded = decodeMessage(bytes);
    if (decoded.outcome === 'unknown') return;
    if (decoded.outcome === 'malformed') {
      this.#dropped += 1;
      return;
    }
    const { message } = decoded;
    const key = `${from}/${message.id}`;
    // A text that comes again was not acknowledged in time: it is acknowledged again and shown once.
    if (this.#seen.has(key) && message.type !== 'text') {
      this.#dropped += 1;
      return;
    }
    this.#remember(key);
    this.onFact(messageFact(from, message));
  }

  #remember(key: string): void {
    this.#seen.add(key);
    if (this.#seen.size <= REMEMBERED) return;
    const [oldest] = this.#seen;
    if (oldest !== undefined) this.#seen.delete(oldest);
  }
}
