import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

import { assertNews } from './described.js';

/** How long something may take to be told before a case fails: generous, because nothing is measured. */
const PATIENCE = 20_000;

/** What a page hears on its event stream, from the answer to `GET /events`. */
export class EventLine {
  /** Every turn so far. */
  news = [];
  /** Signs of life without news. */
  beats = 0;
  #reader;
  #waiting = new Set();
  #over = false;

  constructor(response) {
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    this.#reader = response.body.getReader();
    this.finished = this.#read();
  }

  get facts() {
    return this.news.flatMap(({ facts }) => facts);
  }

  get cursor() {
    return this.news.at(-1)?.cursor ?? '';
  }

  /** Waits until this holds of what was heard so far, and gives what it gave. */
  heard(what, holds) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = holds(this);
        if (found) resolve(found);
        else if (this.#over) reject(new Error(`The line ended before: ${what}. Heard: ${this.#all()}`));
        else return false;
        clearTimeout(timer);
        this.#waiting.delete(look);
        return true;
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`Not heard: ${what}. Heard: ${this.#all()}`));
      }, PATIENCE);
      if (!look()) this.#waiting.add(look);
    });
  }

  /** Waits for a fact with these fields, after as many facts as `after` says. */
  fact(wanted, after = 0) {
    const fits = (fact) =>
      Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(fact[key], value));
    return this.heard(JSON.stringify(wanted), ({ facts }) => facts.slice(after).find(fits));
  }

  /** As a page does that is closed. */
  async close() {
    await this.#reader.cancel();
    await this.finished;
  }

  async #read() {
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await this.#reader.read().catch(() => ({ done: true }));
      if (done) break;
      const events = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = events.pop();
      for (const event of events) this.#take(event);
      this.#look();
    }
    this.#over = true;
    this.#look();
  }

  #take(event) {
    const fields = new Map(event.split('\n').map((line) => line.split(/: ?(.*)/su, 2)));
    if (!fields.has('data')) {
      this.beats += 1;
      return;
    }
    const news = JSON.parse(fields.get('data'));
    assert.equal(fields.get('event'), 'news');
    assert.equal(fields.get('id'), news.cursor);
    assertNews(news);
    this.news.push(news);
  }

  #look() {
    for (const look of [...this.#waiting]) look();
  }

  #all() {
    return JSON.stringify(
      this.news.map(({ facts, ...rest }) => ({ ...rest, facts: facts.map(({ type }) => type) })),
    );
  }
}
