/** What needs no session: the keys of receipts, and the notices of the media server. */
import type { HandlerContext } from '../handler-context.js';
import { reconcileRoom } from '../media/reconcile.js';
import { writeAudit } from '../audit.js';
import type { MediaNews } from '../media/media-server.js';
import { Refusal } from '../refusal.js';
import { KEYS } from './answers.js';
import { readBody, route, type Route } from './route.js';

/** A notice is believed only to have happened; who may be there is looked up. */
const follow = async (context: HandlerContext, { room, event, identity }: MediaNews): Promise<void> => {
  const { database, now } = context;
  const [row] = await database.query<{ id: string }>(
    'select id from safe_session.appointments where room = $1 and closed_at is null',
    [room],
  );
  if (!row || event === 'other') return;
  const [seat] = await database.query<{ person: string }>(
    'select person from safe_session.sessions where seat = $1',
    [identity],
  );
  await writeAudit(
    database,
    {
      appointment: row.id,
      event: event === 'joined' ? 'in-the-room' : 'out-of-the-room',
      person: seat?.person ?? null,
      by: null,
      detail: null,
    },
    now(),
  );
  if (event === 'joined') await reconcileRoom(context, { id: row.id, room });
};

export const PUBLIC_ROUTES: readonly Route<HandlerContext>[] = [
  route<HandlerContext, null>({
    method: 'GET',
    path: '/keys',
    access: 'anyone',
    summary: 'The public keys with which receipts can be checked (JWK Set, RFC 7517).',
    input: null,
    answer: KEYS,
    refusals: [],
    run: ({ signer }) => Promise.resolve(signer.keys),
  }),
  route<HandlerContext, null>({
    method: 'POST',
    path: '/media/notices',
    access: 'media-server',
    summary:
      'Signed notices of the LiveKit server (webhooks): whoever came without being expected is sent out.',
    input: null,
    answer: null,
    refusals: ['no-session', 'too-large'],
    run: async (context, { request }) => {
      const body = await readBody(request);
      let news: MediaNews;
      try {
        news = await context.media.readNotice(body, request.headers.get('authorization') ?? '');
      } catch {
        throw new Refusal('no-session', 'expected a notice signed with one of the media server’s keys');
      }
      await follow(context, news);
    },
  }),
];
