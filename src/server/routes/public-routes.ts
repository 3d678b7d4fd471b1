/** What needs no session: the keys of receipts, and the notices of the media server. */
import type { HandlerContext } from '../handler-context.js';
import { reconcileRoom } from '../media/reconcile.js';
import type { MediaNews } from '../media/media-server.js';
import { Refusal } from '../refusal.js';
import { KEYS } from './answers.js';
import { readBody, route, type Route } from './route.js';

/** A notice is believed only to have happened; who is there, and may be, is looked up. */
const follow = async (context: HandlerContext, { room, moved }: MediaNews): Promise<void> => {
  if (!moved) return;
  const [row] = await context.database.query<{ id: string }>(
    'select id from safe_session.appointments where room = $1 and closed_at is null',
    [room],
  );
  if (row) await reconcileRoom(context, { id: row.id, room });
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
