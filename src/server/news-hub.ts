/**
 * Who listens on this instance, and what wakes them: a change that any instance has notified. A listener is only ever told
 * what its own person may know, and a line that closes is noticed here first.
 */
import { readAppointment, stateAt, type Appointment } from './appointment-state.js';
import { askAgain, asksFor } from './exchange.js';
import { passWithNews } from './media/passes.js';
import { nextNews, NOTHING_YET, type Cursor, type Told } from './news.js';
import { heardOn, leftOn, seenOn, sessionsOf, type PageSession } from './page-sessions.js';
import { isMissed, reappear, vanishIfGone } from './presence.js';
import { MOST_AT_ONCE, relayedTo } from './relay.js';
import { newOpaqueId } from './secrets.js';
import { CHANGES, type ServerContext } from './server-context.js';
import type { News } from '../core/services/service-protocol.js';

export interface Listener {
  /** `false`: it takes nothing more. */
  tell(news: News): boolean;
  /** Something goes through, although there is nothing new; `false` likewise. */
  beat(): boolean;
  close(): void;
}

/** The event stream of a page. */
interface Line {
  readonly id: string;
  readonly session: string;
  readonly appointment: string;
  readonly listener: Listener;
  readonly since: number;
  told: Told;
  /** Looks one after the other, so that nothing is told twice or out of order. */
  looking: Promise<void>;
}

export interface HubTimes {
  /** Between two signs of life. */
  readonly heartbeatMs: number;
  /** How long a page whose line closed may take to come back before the others are told. */
  readonly graceMs: number;
  /** After this a line is closed and its page comes back: a net can swallow the end of a line that nobody writes on. */
  readonly lineMs: number;
}

export const USUAL_TIMES: HubTimes = { heartbeatMs: 10_000, graceMs: 3_000, lineMs: 120_000 };

interface Seen {
  readonly appointment: Appointment;
  readonly sessions: readonly PageSession[];
}

interface Next {
  readonly news: News | null;
  readonly told: Told;
  /** There is more than comes at once. */
  readonly more: boolean;
}

export class NewsHub {
  /** By appointment. */
  readonly #lines = new Map<string, Set<Line>>();
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

  /** What a page knows at a cursor: nothing where that is too long ago, or of another time. */
  async toldAt(session: PageSession, cursor: Cursor | null): Promise<Told> {
    const appointment = cursor && (await readAppointment(this.context.database, session.appointment));
    const state = appointment && (await stateAt(this.context.database, appointment, cursor.version));
    return state ? { cursor, state } : { cursor: NOTHING_YET, state: null };
  }

  /** One look, for a page that polls. */
  async poll(session: PageSession, told: Told): Promise<News | null> {
    await heardOn(this.context.database, session.id, null, this.context.now());
    const next = await this.#next({ session: session.id, appointment: session.appointment, id: null, told });
    return next?.news ?? null;
  }

  /** Tells from now on, until the returned function is called. */
  async subscribe(session: PageSession, told: Told, listener: Listener): Promise<() => void> {
    const { id, appointment } = session;
    const { database, now } = this.context;
    const line: Line = {
      id: newOpaqueId(),
      session: id,
      appointment,
      listener,
      since: now(),
      told,
      looking: Promise.resolve(),
    };
    await this.#listen();
    await heardOn(database, id, line.id, now());
    this.#add(line);
    this.#look(line);
    return () => this.#drop(line);
  }

  /** Ends every line; pages come back to another instance. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#beating);
    for (const timer of this.#leaving) clearTimeout(timer);
    const all = this.#all();
    this.#lines.clear();
    for (const { listener } of all) listener.close();
    await Promise.allSettled(all.map(({ looking }) => looking));
    await (
      await this.#stopListening
    )?.();
  }

  #all(): readonly Line[] {
    return [...this.#lines.values()].flatMap((lines) => [...lines]);
  }

  #of(appointment: string): ReadonlySet<Line> {
    return this.#lines.get(appointment) ?? new Set();
  }

  #add(line: Line): void {
    if (this.#closed) {
      line.listener.close();
      return;
    }
    // A page has one line. What the older one still knows is in the newer one's cursor.
    for (const other of this.#of(line.appointment)) if (other.session === line.session) this.#end(other);
    const lines = this.#lines.get(line.appointment) ?? new Set();
    this.#lines.set(line.appointment, lines.add(line));
    this.#beating ??= setInterval(() => void this.#beat(), this.times.heartbeatMs);
  }

  async #listen(): Promise<void> {
    this.#stopListening ??= this.context.database.listen(CHANGES, (appointment) => this.#wake(appointment), {
      onReconnect: () => {
        for (const appointment of this.#lines.keys()) this.#wake(appointment);
      },
    });
    try {
      await this.#stopListening;
    } catch (error) {
      // The next one asks anew.
      this.#stopListening = undefined;
      throw error;
    }
  }

  #wake(appointment: string): void {
    for (const line of this.#of(appointment)) this.#look(line);
  }

  #look(line: Line): void {
    line.looking = line.looking.then(async () => {
      if (!this.#of(line.appointment).has(line)) return;
      try {
        await this.#tell(line);
      } catch {
        // The line closes, and the page comes back with its cursor.
        this.context.log({ level: 'error', event: 'news-not-told', appointment: line.appointment });
        this.#end(line);
      }
    });
  }

  async #tell(line: Line): Promise<void> {
    const next = await this.#next(line);
    if (!next) {
      this.#end(line);
      return;
    }
    const { news, told, more } = next;
    line.told = told;
    if (news && (!line.listener.tell(news) || news.end)) this.#end(line);
    else if (more) this.#look(line);
  }

  /** What is new for one page; `null` where it reads another line by now, on whatever instance. */
  async #next(
    line: Pick<Line, 'session' | 'appointment' | 'told'> & { id: string | null },
  ): Promise<Next | null> {
    const { told } = line;
    const { appointment, sessions } = await this.#see(line.appointment);
    const session = sessions.find(({ id }) => id === line.session);
    if (session?.line !== line.id) return null;
    await this.#welcomeBack(session, appointment);
    const relayed =
      session.state === 'active'
        ? await relayedTo(this.context.database, session.person, told.cursor.relay, this.context.now())
        : [];
    const more = relayed.length === MOST_AT_ONCE;
    const next = nextNews(this.context, told, { session, appointment, relayed });
    const pass = next.news && (await passWithNews(this.context, session, appointment, next.news.facts));
    return { told: next.told, news: next.news && pass ? { ...next.news, pass } : next.news, more };
  }

  /** A page that is heard of again stands, or asks, where it did. What follows from it wakes its line once more. */
  async #welcomeBack(session: PageSession, appointment: Appointment): Promise<void> {
    const { id, person, state } = session;
    if (appointment.closed || state === 'ended') return;
    if (state === 'asking' && !asksFor(appointment, session)) await askAgain(this.context, session);
    if (state === 'active' && isMissed(appointment, id))
      await reappear(this.context, appointment.id, person, id);
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
    const { database, now, log } = this.context;
    for (const line of this.#all())
      if (!line.listener.beat() || now() - line.since > this.times.lineMs) this.#end(line);
    try {
      await seenOn(
        database,
        this.#all().map(({ id }) => id),
        now(),
      );
    } catch {
      log({ level: 'warn', event: 'signs-of-life-not-noted' });
    }
  }

  /** By us: its page comes back, or its silence is noted later. */
  #end(line: Line): void {
    this.#forget(line);
    line.listener.close();
  }

  /** By its page, or by whatever is between. */
  #drop(line: Line): void {
    if (this.#forget(line)) void this.#left(line);
  }

  #forget(line: Line): boolean {
    const lines = this.#lines.get(line.appointment);
    if (!lines?.delete(line)) return false;
    if (lines.size === 0) this.#lines.delete(line.appointment);
    if (this.#lines.size === 0) {
      clearInterval(this.#beating);
      this.#beating = undefined;
    }
    return true;
  }

  /** Its page may be back in a moment: a reload, another network, another instance. */
  async #left({ id, session, appointment }: Line): Promise<void> {
    const { database, log, now } = this.context;
    try {
      if (!(await leftOn(database, id, now())) || this.#closed) return;
      const timer = setTimeout(() => {
        this.#leaving.delete(timer);
        void this.#vanish(session, appointment);
      }, this.times.graceMs);
      this.#leaving.add(timer);
    } catch {
      // It is noted later, like every silent page.
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
