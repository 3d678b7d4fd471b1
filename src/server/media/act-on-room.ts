import type { ServerContext } from '../server-context.js';
import type { MediaAction } from './media-rights.js';
import { reconcileRoom } from './reconcile.js';
import { lookAndNote } from './room-notes.js';
import type { Room } from './rooms.js';

/** Milliseconds before what failed is tried again; after that the next look at all rooms puts it right. */
const WAITS = [200, 400];

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const act = ({ media }: ServerContext, { room }: Room, action: MediaAction): Promise<void> =>
  action.type === 'grant'
    ? media.grant(room, action.identity, action.rights)
    : media.remove(room, action.identity);

/** Whoever stood by in the room is in it from now on, and the media server sends no notice of that. Never rejects. */
const noteEntry = async (
  context: ServerContext,
  room: Room,
  actions: readonly MediaAction[],
): Promise<void> => {
  if (context.media.route.kind !== 'server') return;
  if (!actions.some(({ type }) => type === 'grant')) return;
  // The next look at all rooms notes it as well.
  await lookAndNote(context, room).catch(() => undefined);
};

/** Never rejects. */
const actPatiently = async (
  context: ServerContext,
  room: Room,
  actions: readonly MediaAction[],
): Promise<void> => {
  const tries = [
    () => Promise.all(actions.map((action) => act(context, room, action))),
    // By then something else may have been decided: what is due now is looked up.
    ...WAITS.map((ms) => () => wait(ms).then(() => reconcileRoom(context, room))),
  ];
  for (const attempt of tries)
    try {
      await attempt();
      await noteEntry(context, room, actions);
      return;
    } catch {
      context.log({ level: 'warn', event: 'media-server-did-not-answer', appointment: room.id });
    }
};

/** What this instance tells the media server: in each room one after the other, so that the last decision is done last. */
export class RoomWork {
  readonly #last = new Map<string, Promise<void>>();

  /** Returns at once. */
  follow(context: ServerContext, room: Room, actions: readonly MediaAction[]): void {
    const work = (this.#last.get(room.id) ?? Promise.resolve())
      .then(() => actPatiently(context, room, actions))
      .finally(() => {
        if (this.#last.get(room.id) === work) this.#last.delete(room.id);
      });
    this.#last.set(room.id, work);
  }

  /** Resolves when everything is done that was begun by now. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
