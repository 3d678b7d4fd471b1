import assert from 'node:assert/strict';

import { EventLine } from './event-line.js';
import { assertDescribed } from './described.js';

export const ORIGIN = 'https://practice.example';

/** What a browser says of a request, by where its page is. */
export const SITES = {
  same: { origin: ORIGIN, 'sec-fetch-site': 'same-origin' },
  cross: { origin: 'https://portal.example', 'sec-fetch-site': 'cross-site' },
};

/** The page of one person, as far as it talks to the practice's server. Keeps cookies like a browser. */
export class Page {
  cookies = new Map();
  session = null;
  credential = null;

  /**
   * @param {(request: Request) => Promise<Response>} fetch of a handler
   * @param {{ url: string, site?: keyof typeof SITES, headers?: Record<string, string> }} options where it is mounted
   */
  constructor(fetch, { url, site = 'same', headers = {} }) {
    this.fetch = fetch;
    this.url = url;
    this.site = site;
    this.headers = headers;
  }

  /** The answer as it is. */
  async request(method, path, { body, headers = {}, signal } = {}) {
    const own = {
      ...SITES[this.site],
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(this.session && { 'safe-session': this.session }),
      ...(this.credential && { authorization: `Bearer ${this.credential}` }),
      ...(this.cookies.size > 0 && { cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
      ...this.headers,
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
    const response = await this.fetch(
      new Request(`${this.url}${path}`, {
        method,
        headers: sent,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(signal && { signal }),
      }),
    );
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/u.exec(cookie);
      this.cookies.set(name, value);
    }
    return response;
  }

  /** What a request is answered with; fails on a refusal. */
  async ask(method, path, body, headers) {
    const response = await this.request(method, path, { body, headers });
    const text = await response.text();
    const answer = text ? JSON.parse(text) : null;
    assertDescribed(method, path, response, answer);
    assert.ok(response.ok, `${method} ${path} is refused: ${text}`);
    return answer;
  }

  post(path, body = {}, headers) {
    return this.ask('POST', path, body, headers);
  }

  get(path, headers) {
    return this.ask('GET', path, undefined, headers);
  }

  /** The code with which a request is refused; `null` where it is not. */
  async refusal(method, path, body = method === 'GET' ? undefined : {}, headers) {
    const response = await this.request(method, path, { body, headers });
    const text = await response.text();
    const answer = text ? JSON.parse(text) : null;
    assertDescribed(method, path, response, answer);
    return response.ok ? null : answer.code;
  }

  /** From an invitation, a portal's login or an earlier session to a session of this page. */
  async exchange(by) {
    const answer = await this.post('/exchange', by);
    this.session = answer.session;
    this.credential = answer.credential;
    return answer;
  }

  /** The same page loaded anew: what was in memory is gone, cookies are not. */
  reload() {
    const page = new Page(this.fetch, this);
    page.cookies = new Map(this.cookies);
    return page;
  }

  /** The open event stream, once it has told where things stand; what comes afterwards is news. */
  async follow() {
    this.line = await this.listen();
    await this.line.fact({ type: 'appointment-known' });
    return this.line;
  }

  /** The open event stream. */
  async listen({ after = '', headers = {} } = {}) {
    const response = await this.request('GET', `/events${after && `?after=${after}`}`, {
      headers: { accept: 'text/event-stream', ...headers },
    });
    assert.equal(response.status, 200, 'the events are refused');
    return new EventLine(response);
  }
}
