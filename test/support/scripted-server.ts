import { appointmentFacts } from './fake-ports.js';
import type { News } from '../../src/core/services/service-protocol.js';

export interface ScriptedRequest {
  readonly route: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
  readonly init: RequestInit;
}

type Answer = Response | 'no network' | 'never';

/**
 * Stands in for the practice's server where a test needs an answer that the real one would not give at that moment: none,
 * a refusal once, a line that breaks. What the real one does is in the contract suite.
 */
export class ScriptedServer {
  readonly requests: ScriptedRequest[] = [];
  /** By route, `poll` for the news as JSON; the last answer of a route is given again and again. */
  readonly #answers = new Map<string, (() => Answer)[]>();
  readonly #real = globalThis.fetch;
  #events: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(readonly url = 'https://practice.example/session') {
    this.answer('exchange', { session: 'session-1', credential: null, place: 'given' });
    this.answer('appointment', { facts: appointmentFacts(), cursor: '1.0' });
    this.answer('poll', refusal(401, 'no-session'));
    globalThis.fetch = (input, init = {}) => this.#fetch(new URL(input as string), init);
  }

  /** Whatever was scripted for this route before is forgotten. */
  answer(route: string, ...bodies: readonly (object | null | Answer)[]): void {
    this.#answers.set(
      route,
      bodies.map((body) => () => {
        if (body instanceof Response) return body.clone();
        if (body === 'no network' || body === 'never') return body;
        return body === null ? new Response(null, { status: 204 }) : Response.json(body);
      }),
    );
  }

  asked(route: string): readonly ScriptedRequest[] {
    return this.requests.filter((request) => request.route === route);
  }

  get isHeard(): boolean {
    return this.#events !== undefined;
  }

  tell(news: Partial<News> & { readonly cursor: string }): void {
    this.#say(`event: news\ndata: ${JSON.stringify({ facts: [], ...news })}\n\n`);
  }

  beat(): void {
    this.#say(':\n\n');
  }

  close(): void {
    globalThis.fetch = this.#real;
  }

  #say(text: string): void {
    this.#events?.enqueue(new TextEncoder().encode(text));
  }

  async #fetch(url: URL, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const path = url.pathname.replace(new URL(this.url).pathname, '').slice(1);
    const route = path === 'events' && headers.get('accept') === 'application/json' ? 'poll' : path;
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null;
    this.requests.push({ route, url, headers, body, init });
    const queue = this.#answers.get(route) ?? [];
    const next = queue.length > 1 ? queue.shift() : queue[0];
    if (!next && route === 'events') return this.#stream(init);
    const answer = next?.() ?? new Response(null, { status: 204 });
    await Promise.resolve();
    init.signal?.throwIfAborted();
    if (answer === 'no network') throw new TypeError('no network');
    return answer === 'never' ? this.#never(init) : answer;
  }

  #stream({ signal }: RequestInit): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#events = controller;
        signal?.addEventListener('abort', () => {
          controller.error(signal.reason);
          if (this.#events === controller) this.#events = undefined;
        });
      },
    });
    this.beat();
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  #never({ signal }: RequestInit): Promise<Response> {
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  }
}

/** A refusal as the practice's server words it. */
export const refusal = (status: number, code: string): Response =>
  new Response(
    JSON.stringify({ type: `urn:safe-session:problem:${code}`, title: 'Refused.', status, code }),
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
