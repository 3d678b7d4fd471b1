/** Requests to the practice's server: who asks, where to, and what an answer means. */
import { SessionError } from '../problems.js';
import type { NewsRequest } from './news-line.js';
import { SESSION_HEADER, type ExchangeAnswer, type ExchangeRequest } from './service-protocol.js';
import { refusalOf } from './service-refusal.js';

/** How long a person waits for an answer before they are told that there is none. */
const PATIENCE_MS = 15_000;

export interface CallOptions {
  readonly signal: AbortSignal;
  /** Stands in the path in the place of `:id`, and in no message of an error. */
  readonly id?: string | undefined;
  /** Goes out even when the page closes in the next moment. */
  readonly keepalive?: boolean;
}

interface Call extends CallOptions {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly query?: string;
  /** `false` for what goes on as long as the page does. */
  readonly timed?: boolean;
}

const JSON_ALONE = { accept: 'application/json' };

const bearer = (credential: string | null): Readonly<Record<string, string>> =>
  credential === null ? {} : { authorization: `Bearer ${credential}` };

export class ServiceClient {
  readonly #base: string;
  #session = '';
  #credential: string | null = null;

  /** `url`: absolute, where the practice mounted the handler. */
  constructor(url: string | URL) {
    const { origin, pathname } = new URL(url);
    this.#base = `${origin}${pathname.replace(/\/$/u, '')}`;
  }

  /** From then on every request is of that session. `login`: the portal's own, where it says who is there. */
  async exchange(
    request: ExchangeRequest,
    login: string | null,
    signal: AbortSignal,
  ): Promise<ExchangeAnswer> {
    const response = await this.#call('exchange', {
      method: 'POST',
      body: globalThis.self === globalThis.top ? request : { ...request, framed: true },
      headers: bearer(login),
      signal,
    });
    const answer = (await this.#read('exchange', response, signal)) as ExchangeAnswer;
    // The same session once more keeps the credential that it came with.
    if (answer.session !== this.#session || answer.credential !== null) this.#credential = answer.credential;
    this.#session = answer.session;
    return answer;
  }

  async get<T>(route: string, options: CallOptions): Promise<T> {
    const response = await this.#call(route, { method: 'GET', headers: JSON_ALONE, ...options });
    return (await this.#read(route, response, options.signal)) as T;
  }

  /** Gives nothing where the server has nothing to say. */
  async post<T = void>(route: string, body: unknown, options: CallOptions): Promise<T> {
    const response = await this.#call(route, { method: 'POST', body, ...options });
    return (response.status === 204 ? undefined : await this.#read(route, response, options.signal)) as T;
  }

  async news({ after, how, signal }: NewsRequest): Promise<Response> {
    const headers = {
      ...(how === 'stream' ? { accept: 'text/event-stream' } : JSON_ALONE),
      ...(after && { 'last-event-id': after }),
    };
    const query = after ? `?after=${encodeURIComponent(after)}` : '';
    return this.#call('events', { method: 'GET', headers, query, signal, timed: false });
  }

  async #call(route: string, call: Call): Promise<Response> {
    const { method, headers, body, signal, id = '', query = '', keepalive = false, timed = true } = call;
    const path = route.replace(':id', encodeURIComponent(id));
    signal.throwIfAborted();
    let response: Response;
    try {
      // Asked for in this very task: whoever leaves may be gone in the next one.
      response = await fetch(`${this.#base}/${path}${query}`, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(this.#session && { [SESSION_HEADER]: this.#session }),
          ...bearer(this.#credential),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        credentials: 'include',
        cache: 'no-store',
        // What is said here is said to the practice's server, and to nobody it may point to.
        redirect: 'error',
        keepalive,
        signal: timed ? AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) : signal,
      });
    } catch (cause) {
      throw unreachable(route, cause, signal);
    }
    if (response.ok) return response;
    throw refusalOf(route, response.status, await response.json().catch(() => null));
  }

  async #read(route: string, response: Response, signal: AbortSignal): Promise<unknown> {
    try {
      return await response.json();
    } catch (cause) {
      throw unreachable(route, cause, signal);
    }
  }
}

const unreachable = (route: string, cause: unknown, signal: AbortSignal): unknown =>
  signal.aborted
    ? signal.reason
    : new SessionError('service-unreachable', `"${route}" got no answer`, { cause });
