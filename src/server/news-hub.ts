/**
 * Who listens on this instance, and what wakes them: a change that any instance has notified. A listener is only ever told
 * what its own person may know, and a line that closes is noticed here first.
 */
import { readAppointment, stateAt, type Appointment } from './appointment-state.js';
import { perform, thePractice } from './desk.js';
import { nextNews, type Cursor, type Told } from './news.js';
import { seen, sessionsOf, unseen, type PageSession } from './page-sessions.js';
import { relayedTo } from './relay.js';
import { CHANGES, type ServerContext } from './server-context.js';
import type { News } from '../core/services/service-protocol.js';

export interface Listener {
  /** `false`: it takes nothing more. */
  tell(news: News): boolean;
  /** Something goes through, although there is nothing new. */
  beat(): void;
  close(): void;
}

interface Subscription {
  readonly session: string;
  readonly appointment: string;
  readonly listener: Listener;
  told: Told;
  /** Looks one after the other, so that nothing is told twice or out of order. */
  looking: Promise<void>;
}

export interface HubTimes {
  /** Between two signs of life. */
  readonly heartbeatMs: number;
  /** How long a page whose line closed may take to come back before the others are told. */
  readonly graceMs: number;
}

export const USUAL_TIMES: HubTimes = { heartbeatMs: 10_000, graceMs: 3_000 };

interface Seen {
  readonly appointment: Appointment;
  readonly sessions: readonly PageSession[];
}

export class NewsHub {
  readonly #subscriptions = new Map<string, Set<Subscription>>();
  readonly #leaving = new Set<ReturnType<typeof setTimeout>>();
  /** One look for everybody who was woken by the same change. */
  readonly #looks = new Map<string, Promise<Seen>>();
  #stopListening: Promise<() => Promise<void>> | undefined;
  #beating: ReturnType<typeof setInterval> | undefined;
  #closed = false;

  constructor(
    private readonly context: ServerContext,
    private readonly times: HubTimes,
  ) {}

  /** How many lines are open on this instance. */
  get size(): number {
    return [...this.#subscriptions.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** What a page knows at a cursor: nothing where it is too long ago. */
  async toldAt(session: PageSession, cursor: Cursor | null): Promise<Told> {
    const asking = session.state === 'asking';
    const start = { version: 0, relay: 0 };
    if (!cursor) return { cursor: start, state: null, asking };
    const appointment = await readAppointment(this.context.database, session.appointment);
    const state = await stateAt(this.context.database, appointment, cursor.version);
    return { cursor, state, asking };
  }

  /** One look, for a page that polls. */
  async poll(session: PageSession, told: Told): Promise<News | null> {
    await seen(this.context.database, [session.id], this.context.now());
    const { news } = await this.#next(session.id, session.appointment, told);
    return news;
  }

  /** Tells from now on, until the returned function is called. */
  async subscribe(session: PageSession, told: Told, listener: Listener): Promise<() => void> {
    await this.#listen();
    const { id, appointment } = session;
    const subscription: Subscription = {
      session: id,
      appointment,
      listener,
      told,
      looking: Promise.resolve(),
    };
    const those = this.#subscriptions.get(appointment) ?? new Set();
    this.#subscriptions.set(appointment, those.add(subscription));
    this.#beating ??= setInterval(() => void this.#beat(), this.times.heartbeatMs);
    await seen(this.context.database, [id], this.context.now());
    this.#look(subscription);
    return () => this.#drop(subscription);
  }

  /** Ends every line; pages come back to another instance. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#beating);
    for (const timer of this.#leaving) clearTimeout(timer);
    const all = [...this.#subscriptions.values()].flatMap((those) => [...those]);
    this.#subscriptions.clear();
    for (const { listener } of all) listener.close();
    await Promise.allSettled(all.map(({ looking }) => looking));
    await (
      await this.#stopListening
    )?.();
  }

  #listen(): Promise<unknown> {
    this.#stopListening ??= this.context.database.listen(CHANGES, (appointment) => this.#wake(appointment), {
      onReconnect: () => {
        for (const appointment of this.#subscriptions.keys()) this.#wake(appointment);
      },
    });
    return this.#stopListening;
  }

  #wake(appointment: string): void {
    for (const subscription of this.#subscriptions.get(appointment) ?? []) this.#look(subscription);
  }

  #look(subscription: Subscription): void {
    subscription.looking = subscription.looking.then(async () => {
      if (!this.#subscriptions.get(subscription.appointment)?.has(subscription)) return;
      try {
        await this.#tell(subscription);
      } catch {
        // The line closes, and the page comes back with its cursor.
        this.context.log({
          level: 'error',
          event: 'news-not-told',
          appointment: subscription.appointment,
        });
        this.#end(subscription);
      }
    });
  }

  async #tell(subscription: Subscription): Promise<void> {
    const { news, told } = await this.#next(
      subscription.session,
      subscription.appointment,
      subscription.told,
    );
    subscription.told = told;
    if (!news) return;
    if (!subscription.listener.tell(news) || news.end) this.#end(subscription);
  }

  /** What is new for one page. */
  async #next(
    id: string,
    appointmentId: string,
    told: Told,
  ): Promise<{ readonly news: News | null; readonly told: Told }> {
    const { appointment, sessions } = await this.#see(appointmentId);
    const session = sessions.find((one) => one.id === id);
    if (!session) return { news: { cursor: '0.0', facts: [], end: 'over' }, told };
    const relayed =
      session.state === 'active'
        ? await relayedTo(this.context.database, session.person, told.cursor.relay, this.context.now())
        : [];
    return nextNews(this.context, told, { session, appointment, relayed });
  }

  /** Shared by whoever looks before it began to read. */
  #see(appointment: string): Promise<Seen> {
    const under = this.#looks.get(appointment);
    if (under) return under;
    const { database } = this.context;
    const look = Promise.resolve().then(async () => {
      this.#looks.delete(appointment);
      const [known, sessions] = await Promise.all([
        readAppointment(database, appointment),
        sessionsOf(database, appointment),
      ]);
      return { appointment: known, sessions };
    });
    this.#looks.set(appointment, look);
    return look;
  }

  async #beat(): Promise<void> {
    const all = [...this.#subscriptions.values()].flatMap((those) => [...those]);
    for (const { listener } of all) listener.beat();
    try {
      await seen(
        this.context.database,
        all.map(({ session }) => session),
        this.context.now(),
      );
    } catch {
      this.context.log({ level: 'warn', event: 'signs-of-life-not-noted' });
    }
  }

  #end(subscription: Subscription): void {
    this.#drop(subscription);
    subscription.listener.close();
  }

  #drop(subscription: Subscription): void {
    const those = this.#subscriptions.get(subscription.appointment);
    if (!those?.delete(subscription)) return;
    if (those.size === 0) this.#subscriptions.delete(subscription.appointment);
    if (this.size === 0) {
      clearInterval(this.#beating);
      this.#beating = undefined;
    }
    const others = [...those].some(({ session }) => session === subscription.session);
    if (!others && !this.#closed) void this.#lineClosed(subscription);
  }

  /** Its page may be back in a moment: a reload, another network, another instance. */
  async #lineClosed({ session, appointment }: Subscription): Promise<void> {
    const { database, log } = this.context;
    try {
      await unseen(database, session);
      const timer = setTimeout(() => {
        this.#leaving.delete(timer);
        void this.#vanish(session, appointment);
      }, this.times.graceMs);
      this.#leaving.add(timer);
    } catch {
      log({ level: 'warn', event: 'closed-line-not-noted', appointment });
    }
  }

  async #vanish(session: string, appointment: string): Promise<void> {
    try {
      await vanishIfGone(this.context, appointment, session);
    } catch {
      this.context.log({ level: 'warn', event: 'closed-line-not-told', appointment });
    }
  }
}

/**
 * Tells the others that somebody's line is gone, unless their page was seen again. Where a newer page of theirs asks for
 * the place, it has it now, and stands outside like everybody who comes.
 */
export const vanishIfGone = async (
  context: ServerContext,
  appointment: string,
  id: string,
): Promise<void> => {
  const session = (await sessionsOf(context.database, appointment)).find((one) => one.id === id);
  if (!session || session.state === 'ended' || session.seenAt > 0) return;
  const { person } = session;
  const { state } = await perform(context, thePractice(appointment), { type: 'vanish', person, page: id });
  if (session.state === 'active' && state.people.find((one) => one.id === person)?.asking)
    await perform(context, thePractice(appointment), { type: 'give-place', person, newer: true });
};
