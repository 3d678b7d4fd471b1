import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('./practice-server.js', import.meta.url));

/**
 * Lets a test in a page have a practice's real server: see `practice-rig.ts` beside it. It is started when it is first
 * asked for, and ends with the runner. Who stops one takes one with a name of its own.
 */
export function practicePlugin() {
  const servers = new Map();
  return {
    name: 'practice',
    async executeCommand({ command, payload }) {
      if (command !== 'practice') return undefined;
      const { server, do: what, ...more } = payload;
      if (!servers.has(server)) servers.set(server, new PracticeServer(more));
      const practice = servers.get(server);
      if (what === 'start') return { url: await soon(practice.url) };
      return (await practice.ask({ do: what, ...more })) ?? {};
    },
    serverStop() {
      for (const practice of servers.values()) practice.end();
    },
  };
}

/** The other side of `practice-server.js`. */
class PracticeServer {
  #child;
  #count = 0;

  constructor(settings) {
    this.#child = fork(SERVER, [JSON.stringify(settings)]);
    this.#child.setMaxListeners(0);
    /** Once it stands. */
    this.url = this.#firstWord();
    this.url.catch(() => undefined);
  }

  async #firstWord() {
    const word = await Promise.race([once(this.#child, 'message'), once(this.#child, 'exit')]);
    if (!word[0]?.url) throw new Error('practice: the server did not start');
    return word[0].url;
  }

  async ask(what) {
    await this.url;
    const id = (this.#count += 1);
    const answered = new Promise((resolve, reject) => {
      const hear = (message) => {
        if (message.id !== id) return;
        this.#child.off('message', hear);
        if (message.error) reject(new Error(message.error));
        else resolve(message.result);
      };
      this.#child.on('message', hear);
    });
    this.#child.send({ id, ...what });
    return answered;
  }

  end() {
    this.#child.kill();
  }
}

/** A command is given up after twenty seconds, and a new database may take longer: then the page asks again. */
function soon(promise) {
  return Promise.race([
    promise,
    new Promise((done) => {
      setTimeout(done, 10_000, null).unref();
    }),
  ]);
}
