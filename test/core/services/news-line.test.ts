import { expect } from '@open-wc/testing';
import { waitUntil } from '../../support/wait-until.js';
import { NewsLine, type NewsClock, type NewsRequest } from '../../../src/core/services/news-line.js';
import type { News } from '../../../src/core/services/service-protocol.js';

/** A clock that stands still until it is wound on. */
class StillClock implements NewsClock {
  #now = 0;
  #timers: { readonly at: number; readonly act: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  chance(): number {
    return 1;
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.#now + ms, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  get timers(): number {
    return this.#timers.length;
  }

  /** Milliseconds until something happens. */
  get due(): number {
    return Math.min(...this.#timers.map(({ at }) => at)) - this.#now;
  }

  wind(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { act } of due) act();
  }
}

/** A server's side of one request. */
class Asked {
  readonly answer: Promise<Response>;
  readonly #resolve: (response: Response) => void;
  readonly refuse: () => void;
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(readonly request: NewsRequest) {
    let refuse: (error: unknown) => void = () => undefined;
    let resolve: (response: Response) => void = () => undefined;
    this.answer = new Promise((answered, refused) => {
      resolve = answered;
      refuse = refused;
    });
    this.#resolve = resolve;
    this.refuse = () => {
      refuse(new TypeError('no network'));
    };
    request.signal.addEventListener('abort', () => {
      refuse(request.signal.reason);
      this.#stream?.error(request.signal.reason);
    });
  }

  stream(): this {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#stream = controller;
      },
    });
    this.#resolve(new Response(body));
    return this;
  }

  say(text: string): this {
    this.#stream?.enqueue(new TextEncoder().encode(text));
    return this;
  }

  tell(cursor: string, more: Partial<News> = {}): this {
    return this.say(
      `event: news\nid: ${cursor}\ndata: ${JSON.stringify({ cursor, facts: [], ...more })}\n\n`,
    );
  }

  end(): void {
    this.#stream?.close();
  }

  poll(cursor: string): void {
    this.#resolve(Response.json({ cursor, facts: [] }));
  }

  bare(): void {
    this.#resolve(new Response(null));
  }
}

const rig = (cursor = '0') => {
  const clock = new StillClock();
  const asked: Asked[] = [];
  const heard: string[] = [];
  const reach: boolean[] = [];
  let signs = 0;
  const line = new NewsLine(cursor, {
    clock,
    ask: (request) => {
      const one = new Asked(request);
      asked.push(one);
      return one.answer;
    },
    hear: (news) => {
      heard.push(news.cursor);
    },
    lives: () => {
      signs += 1;
    },
    reach: (reached) => {
      reach.push(reached);
    },
  });
  const next = async (count: number): Promise<Asked> => {
    await waitUntil(() => asked.length === count, `request ${String(count)}`);
    return asked[count - 1]!;
  };
  /** Waits until the next thing is due in so many milliseconds, and winds the clock on. */
  const wind = async (ms: number): Promise<void> => {
    await waitUntil(() => clock.due === ms, `something is due in ${String(ms)} ms`);
    clock.wind(ms);
  };
  return { clock, asked, heard, reach, line, next, wind, signs: () => signs };
};

describe('the line of the news', () => {
  it('hears a stream, and comes back where it left off when it breaks', async () => {
    const { line, next, heard, wind } = rig('5');
    const first = await next(1);
    expect(first.request).to.include({ after: '5', how: 'stream' });
    first.stream().say(':\n\n').tell('6').tell('7');
    await waitUntil(() => heard.length === 2, 'both');
    first.end();
    await wind(750);
    expect((await next(2)).request).to.include({ after: '7', how: 'stream' });
    line.stop();
  });

  it('drops what it has heard already', async () => {
    const { line, next, heard } = rig('5');
    (await next(1)).stream().tell('5').tell('6').tell('6').tell('7');
    await waitUntil(() => heard.includes('7'), 'the last');
    expect(heard).to.deep.equal(['6', '7']);
    line.stop();
  });

  it('hears that the place was given even where nothing else is new', async () => {
    const { line, next, heard } = rig('5');
    (await next(1)).stream().tell('5', { place: 'given' });
    await waitUntil(() => heard.length === 1, 'it');
    line.stop();
  });

  it('takes 45 silent seconds for a break, counted from the last sign of life', async () => {
    const { line, next, wind, clock, signs } = rig();
    const first = await next(1);
    first.stream().say(':\n\n');
    await waitUntil(() => signs() === 1, 'a sign');
    clock.wind(44_000);
    first.say(':\n\n');
    await waitUntil(() => signs() === 2, 'another sign');
    clock.wind(44_000);
    expect(first.request.signal.aborted).to.be.false;
    await wind(1_000);
    expect(first.request.signal.aborted).to.be.true;
    line.stop();
  });

  it('polls where a stream gives no sign of life within twenty seconds, and stays with it', async () => {
    const { line, next, wind, heard } = rig('5');
    (await next(1)).stream();
    await wind(20_000);
    await wind(0);
    const poll = await next(2);
    expect(poll.request).to.include({ after: '5', how: 'poll' });
    poll.poll('6');
    await waitUntil(() => heard.includes('6'), 'the news');
    await wind(2_000);
    const again = await next(3);
    expect(again.request).to.include({ after: '6', how: 'poll' });
    again.refuse();
    await wind(1_000);
    expect((await next(4)).request.how).to.equal('poll');
    line.stop();
  });

  it('polls where a stream has no body', async () => {
    const { line, next, wind } = rig();
    (await next(1)).bare();
    await wind(0);
    expect((await next(2)).request.how).to.equal('poll');
    line.stop();
  });

  it('tries the stream again where polls fail as well', async () => {
    const { line, next, wind } = rig();
    await next(1);
    await wind(20_000);
    await wind(0);
    const poll = await next(2);
    await wind(10_000);
    expect(poll.request.signal.aborted, 'a poll is given ten seconds').to.be.true;
    await wind(2_000);
    expect((await next(3)).request.how).to.equal('stream');
    line.stop();
  });

  it('says when the server is out of reach for a while, and once when it is back', async () => {
    const { line, next, wind, clock, reach } = rig();
    for (const [turn, delay] of [1_000, 2_000, 4_000, 8_000].entries()) {
      (await next(turn + 1)).refuse();
      await waitUntil(() => clock.due === delay, 'waits');
      expect(reach, 'a short break alarms nobody').to.deep.equal([]);
      clock.wind(delay);
    }
    (await next(5)).refuse();
    await waitUntil(() => reach.length === 1, 'says so');
    await wind(15_000);
    (await next(6)).stream().say(':\n\n').say(':\n\n');
    await waitUntil(() => reach.length === 2, 'is back');
    expect(reach).to.deep.equal([false, true]);
    line.stop();
  });

  it('does not ask again at once for what it cannot understand', async () => {
    const { line, next, asked, clock } = rig('5');
    const first = await next(1);
    first.stream().say('event: news\nid: 6\ndata: {nonsense\n\n');
    await waitUntil(() => clock.due === 1_000, 'waits');
    clock.wind(999);
    expect(asked).to.have.lengthOf(1);
    clock.wind(1);
    expect((await next(2)).request.after).to.equal('5');
    line.stop();
  });

  it('goes on from another place when it is told to', async () => {
    const { line, next, wind } = rig('5');
    const first = await next(1);
    first.stream();
    line.goOnFrom('90');
    expect(first.request.signal.aborted).to.be.true;
    await wind(1_000);
    expect((await next(2)).request).to.include({ after: '90', how: 'stream' });
    line.stop();
  });

  it('asks at once when the device has its network back', async () => {
    const { line, next } = rig();
    const first = await next(1);
    first.refuse();
    await waitUntil(() => first.request.signal.aborted, 'the turn is over');
    window.dispatchEvent(new Event('online'));
    await next(2);
    line.stop();
  });

  it('hears nothing after it was stopped, and leaves no timer', async () => {
    const { line, next, heard, clock, asked } = rig();
    const first = await next(1);
    first.stream().tell('1');
    await waitUntil(() => heard.length === 1, 'hears');
    line.stop();
    expect(first.request.signal.aborted).to.be.true;
    await waitUntil(() => clock.timers === 0, 'no timer is left');
    window.dispatchEvent(new Event('online'));
    await Promise.resolve();
    expect(asked).to.have.lengthOf(1);
  });

  it('stops in the middle of what it hears', async () => {
    const clock = new StillClock();
    const heard: string[] = [];
    let asked: Asked | undefined;
    const line: NewsLine = new NewsLine('0', {
      clock,
      ask: (request) => {
        asked = new Asked(request);
        return asked.answer;
      },
      hear: ({ cursor }) => {
        heard.push(cursor);
        line.stop();
      },
      reach: () => undefined,
    });
    await waitUntil(() => asked, 'a request');
    asked!.stream().tell('1').tell('2');
    await waitUntil(() => clock.timers === 0, 'is over');
    expect(heard).to.deep.equal(['1']);
  });
});
