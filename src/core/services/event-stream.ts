/**
 * Server-sent events (HTML standard, 9.2.6) out of text as it arrives. Read with `fetch`, because a credential can travel
 * with it, which `EventSource` does not allow.
 */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  /** The last id that was sent; empty where there was none. */
  readonly id: string;
}

/** In characters: more than the longest appointment, and little enough for a page whose server sends nonsense. */
const MAX_LINE = 8_000_000;

/** A lone carriage return at the end may be half of a line end. */
const LINE_END = /\r\n|\n|\r(?!$)/u;

export class EventStreamParser {
  #rest = '';
  #type = '';
  #data: string[] = [];
  #id = '';

  /** What is complete by now; comments, which are heartbeats, give nothing. Throws where a line never ends. */
  push(text: string): readonly StreamEvent[] {
    const lines = (this.#rest + text).split(LINE_END);
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > MAX_LINE) throw new RangeError('a line of the event stream is too long');
    return lines.flatMap((line) => (line === '' ? this.#complete() : this.#field(line)));
  }

  #complete(): readonly StreamEvent[] {
    const event = { type: this.#type || 'message', data: this.#data.join('\n'), id: this.#id };
    const isEvent = this.#data.length > 0;
    this.#type = '';
    this.#data = [];
    return isEvent ? [event] : [];
  }

  #field(line: string): readonly StreamEvent[] {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /u, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#type = value;
    else if (name === 'id') this.#id = value;
    return [];
  }
}
