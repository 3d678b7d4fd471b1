import { checkChannel, shielded } from './listening.js';
import { pause } from './pause.js';
import type { PgClient, PgNotification } from './pg-driver.js';
import { fromDriver, StoreError } from './store-error.js';

interface Subscription {
  readonly listener: (payload: string) => void;
  readonly onReconnect: () => void;
}

/** Between tries: at random, so that many instances do not come back in one moment, and never more than this. */
const LONGEST_PAUSE_MS = 10_000;

const pauseBefore = (attempt: number): number =>
  Math.random() * Math.min(LONGEST_PAUSE_MS, 100 * 2 ** attempt);

/**
 * The one connection that listens, made by the first who asks. When it is lost it is made anew, listens to everything
 * again, and tells whoever listens that something may have been missed.
 */
export class PgListener {
  readonly #newClient: () => PgClient;
  readonly #onError: (error: unknown) => void;
  readonly #channels = new Map<string, Set<Subscription>>();
  readonly #closed = new AbortController();
  /** The connection, or the one that is being made. */
  #client: Promise<PgClient> | null = null;
  /** Only while it listens to every channel. */
  #live: PgClient | null = null;
  #lastSaid = Promise.resolve();

  constructor(newClient: () => PgClient, onError: (error: unknown) => void) {
    this.#newClient = newClient;
    this.#onError = onError;
  }

  /** @throws StoreError `unreachable` where there is no connection yet; later losses are waited out */
  async listen(channel: string, subscription: Subscription): Promise<() => Promise<void>> {
    checkChannel(channel);
    const subscriptions = this.#channels.get(channel) ?? new Set();
    this.#channels.set(channel, subscriptions.add(subscription));
    try {
      await this.#say(`listen ${channel}`);
    } catch (error) {
      this.#forget(channel, subscription);
      throw error;
    }
    return async () => {
      const last = this.#forget(channel, subscription);
      if (last && !this.#closed.signal.aborted) await this.#say(`unlisten ${channel}`);
    };
  }

  async close(): Promise<void> {
    this.#closed.abort(new StoreError('closed', 'The database was closed.'));
    const client = await this.#client?.catch(() => null);
    await client?.end();
  }

  /** Whether nobody listens to the channel any more. */
  #forget(channel: string, subscription: Subscription): boolean {
    const subscriptions = this.#channels.get(channel);
    if (!subscriptions?.delete(subscription) || subscriptions.size > 0) return false;
    return this.#channels.delete(channel);
  }

  /** One after the other, because `pg` is giving up to queue queries. */
  #say(sql: string): Promise<void> {
    const said = this.#lastSaid.then(() => this.#sayNow(sql));
    this.#lastSaid = said.catch(() => undefined);
    return said;
  }

  async #sayNow(sql: string): Promise<void> {
    const client = await (this.#client ??= this.#first());
    try {
      await client.query(sql);
    } catch (error) {
      const failure = fromDriver(error);
      if (failure.code !== 'unreachable') throw failure;
      this.#closed.signal.throwIfAborted();
      // The next connection listens to all that is asked for by then, so there is nothing left to say.
      this.#lose(client, failure);
      await this.#client;
    }
  }

  async #first(): Promise<PgClient> {
    try {
      return await this.#connect();
    } catch (error) {
      this.#client = null;
      throw error;
    }
  }

  async #connect(): Promise<PgClient> {
    const client = this.#newClient();
    client.on('error', (error) => this.#lose(client, error));
    client.on('end', () => this.#lose(client, new Error('the connection that listens has ended')));
    client.on('notification', (notification) => this.#tell(notification));
    try {
      await client.connect();
      for (const channel of this.#channels.keys()) await client.query(`listen ${channel}`);
    } catch (error) {
      this.#drop(client);
      throw fromDriver(error);
    }
    this.#live = client;
    return client;
  }

  #lose(client: PgClient, error: unknown): void {
    if (client !== this.#live || this.#closed.signal.aborted) return;
    this.#live = null;
    this.#drop(client);
    this.#onError(fromDriver(error));
    this.#client = this.#reconnect();
    // Rejects when the database is closed, and then nobody may be waiting.
    this.#client.catch(() => undefined);
  }

  async #reconnect(): Promise<PgClient> {
    for (let attempt = 0; ; attempt += 1) {
      await pause(pauseBefore(attempt), this.#closed.signal);
      try {
        const client = await this.#connect();
        for (const { onReconnect } of this.#subscriptions()) shielded(onReconnect, this.#onError)();
        return client;
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  /** It may be broken or not: it is not used any more. */
  #drop(client: PgClient): void {
    client.end().catch(() => undefined);
  }

  #tell({ channel, payload }: PgNotification): void {
    for (const { listener } of [...(this.#channels.get(channel) ?? [])])
      shielded(listener, this.#onError)(payload);
  }

  #subscriptions(): readonly Subscription[] {
    return [...this.#channels.values()].flatMap((subscriptions) => [...subscriptions]);
  }
}
