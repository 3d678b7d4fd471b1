/** Somebody's page as far as it talks to the practice's server, without a browser. */
export class ScriptedPerson {
  #headers;
  #reading;
  #heard = [];
  #listeners = new Set();

  constructor({ url, origin }, { id, invitation }) {
    this.url = url;
    this.id = id;
    this.invitation = invitation;
    this.#headers = { origin, 'content-type': 'application/json' };
  }

  async exchange() {
    const { session, credential } = await this.post('/exchange', { invitation: this.invitation });
    this.#headers['safe-session'] = session;
    this.#headers.authorization = `Bearer ${credential}`;
  }

  get(path) {
    return this.#ask('GET', path);
  }

  post(path, body = {}) {
    return this.#ask('POST', path, JSON.stringify(body));
  }

  give(answers) {
    return this.post('/consent/records', { answers });
  }

  async #ask(method, path, body) {
    const response = await fetch(`${this.url}${path}`, { method, headers: this.#headers, body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text && JSON.parse(text);
  }

  /** Opens the event stream, and waits for what it begins with. */
  async listen() {
    this.#reading = new AbortController();
    const response = await fetch(`${this.url}/events`, {
      headers: { ...this.#headers, accept: 'text/event-stream' },
      signal: this.#reading.signal,
    });
    if (!response.ok) throw new Error(`the events are refused with ${response.status}`);
    void this.#read(response.body);
    await this.hears(({ type }) => type === 'appointment-known');
  }

  /** Waits for a fact, and gives when it came. */
  hears(fits) {
    const known = this.#heard.find(({ fact }) => fits(fact));
    if (known) return Promise.resolve(known.at);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('something was not told')), 60_000);
      const listener = (fact, at) => {
        if (!fits(fact)) return;
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve(at);
      };
      this.#listeners.add(listener);
    });
  }

  close() {
    this.#reading?.abort();
  }

  async #read(body) {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const bytes of body) {
        const at = performance.now();
        const events = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
        rest = events.pop();
        for (const event of events) this.#take(event, at);
      }
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
    }
  }

  #take(event, at) {
    const data = /^data: (.*)$/mu.exec(event)?.[1];
    for (const fact of data ? JSON.parse(data).facts : []) {
      this.#heard.push({ fact, at });
      for (const listener of [...this.#listeners]) listener(fact, at);
    }
  }
}
