import assert from 'node:assert/strict';

/**
 * What a page of the practice's own site does, without a screen: it asks with its cookie, and reads the news as they come.
 */
export class ScriptedPage {
  #cookie = '';
  #session = '';
  #lines = new AbortController();

  /** @param {string} site where the practice is, without a slash at the end */
  constructor(site) {
    this.site = site;
  }

  /** @returns {Promise<{ place: 'given' | 'asked' }>} */
  async exchange(invitation) {
    const response = await this.ask('POST', 'exchange', { invitation });
    assert.equal(response.status, 200, await response.clone().text());
    [this.#cookie] = response.headers.getSetCookie()[0].split(';');
    const { session, place, credential } = await response.json();
    assert.equal(credential, null, 'a page of the same site gets no secret that a script could read');
    this.#session = session;
    return { place };
  }

  /** @returns {Promise<Response>} */
  ask(method, route, body) {
    return fetch(`${this.site}/api/session/${route}`, {
      method,
      headers: {
        origin: this.site,
        'sec-fetch-site': 'same-origin',
        ...(body && { 'content-type': 'application/json' }),
        ...(this.#session && { 'safe-session': this.#session, cookie: this.#cookie }),
      },
      body: body && JSON.stringify(body),
      signal: this.#lines.signal,
    });
  }

  async get(route) {
    return answerOf(await this.ask('GET', route));
  }

  async post(route, body = {}) {
    return answerOf(await this.ask('POST', route, body));
  }

  /** The line of news, open from then on. */
  async listen() {
    const response = await fetch(`${this.site}/api/session/events`, {
      headers: {
        accept: 'text/event-stream',
        'accept-encoding': 'gzip, deflate, br',
        'sec-fetch-site': 'same-origin',
        'safe-session': this.#session,
        cookie: this.#cookie,
      },
      signal: this.#lines.signal,
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    assert.equal(response.headers.get('content-encoding'), null, 'nobody compresses events');
    return new News(response.body);
  }

  /** The page is gone: whatever it was reading or waiting for ends at once. */
  close() {
    this.#lines.abort();
  }
}

async function answerOf(response) {
  const text = await response.text();
  assert.ok(response.ok, `${response.status} ${text}`);
  return text && JSON.parse(text);
}

/** Server-sent events, as many as have arrived. */
class News {
  #reader;
  #text = '';

  constructor(body) {
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Reads until a fact of this type comes that fits. @returns {Promise<object>} */
  async fact(type, fits = () => true) {
    for (;;) {
      const { facts } = await this.#next();
      const found = facts.find((fact) => fact.type === type && fits(fact));
      if (found) return found;
    }
  }

  /** Reads to the end of the line. @returns {Promise<string | undefined>} why it was ended, where that was said */
  async end() {
    let reason;
    for (;;) {
      const news = await this.#next().catch((error) => {
        if (error !== OVER) throw error;
      });
      if (!news) return reason;
      reason = news.end ?? reason;
    }
  }

  async #next() {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const event = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        const data = /^data: (.*)$/m.exec(event);
        if (data) return JSON.parse(data[1]);
        continue;
      }
      const { done, value } = await this.#reader.read();
      if (done) throw OVER;
      this.#text += value;
    }
  }
}

const OVER = new Error('the line of news has ended');
