import type { Appointment } from '../appointment-state.js';
import type { ServerContext } from '../server-context.js';
import type { MediaAction } from './media-rights.js';

const TRIES = 3;
const FIRST_WAIT_MS = 200;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const act = (context: ServerContext, room: string, action: MediaAction): Promise<void> =>
  action.type === 'grant'
    ? context.media.grant(room, action.identity, action.rights)
    : context.media.remove(room, action.identity);

const actPatiently = async (
  context: ServerContext,
  { id, room }: Pick<Appointment, 'id' | 'room'>,
  action: MediaAction,
): Promise<void> => {
  for (let left = TRIES; left > 0; left -= 1)
    try {
      await act(context, room, action);
      return;
    } catch {
      context.log({ level: 'warn', event: 'media-server-did-not-answer', appointment: id });
      if (left > 1) await wait(FIRST_WAIT_MS * 2 ** (TRIES - left));
    }
};

/** All at once; what fails in the end is put right by the next look at the room. Never rejects. */
export const actOnRoom = async (
  context: ServerContext,
  appointment: Pick<Appointment, 'id' | 'room'>,
  actions: readonly MediaAction[],
): Promise<void> => {
  await Promise.all(actions.map((action) => actPatiently(context, appointment, action)));
};
