/** How a page comes by its session, and how it learns what is new. */
import type {
  AppointmentAnswer,
  ExchangeAnswer,
  ExchangeRequest,
  News,
} from '../../core/services/service-protocol.js';
import { readAppointment } from '../appointment-state.js';
import { sessionCookie, sessionOf } from '../credentials.js';
import { carryOutAndNote, change } from '../desk.js';
import { eventStream } from '../event-stream.js';
import { exchange, invitedBy, invitedByPortal, type Invited, type NewSession } from '../exchange.js';
import type { HandlerContext, PageContext } from '../handler-context.js';
import { readCursor, writeCursor } from '../news.js';
import { isCrossSite } from '../origins.js';
import { factsFor } from '../page-facts.js';
import { seen } from '../page-sessions.js';
import { Refusal } from '../refusal.js';
import { forgetDelivered } from '../relay.js';
import { exchangeInput, seenInput } from './inputs.js';
import { route, type Route } from './route.js';

const invited = async (
  context: HandlerContext,
  request: Request,
  input: Exclude<ExchangeRequest, { session: string }>,
): Promise<Invited> => {
  if ('invitation' in input) return invitedBy(context, input.invitation, context.addressOf(request));
  const person = await context.authenticate(request);
  if (!person) throw new Refusal('link-not-valid', 'authenticate() knows nobody');
  return invitedByPortal(context, person.reference, input.appointment);
};

const answerTo = (context: HandlerContext, request: Request, session: NewSession): Response => {
  const crossSite = isCrossSite(request);
  const answer: ExchangeAnswer = {
    session: session.id,
    credential: crossSite ? session.secret : null,
    place: session.place,
  };
  const cookie = sessionCookie(session, { path: context.basePath, crossSite, now: context.now() });
  return Response.json(answer, { headers: { 'set-cookie': cookie } });
};

/** The same page again, after a reload: its cookie says so. */
const comeBack = async (context: HandlerContext, request: Request, id: string): Promise<ExchangeAnswer> => {
  const session = await sessionOf(context, request, id);
  if (session.state === 'ended')
    throw new Refusal('no-session', `it has ended: ${session.endedBecause ?? ''}`);
  await seen(context.database, [session.id], context.now());
  if (session.state === 'active') {
    const { person, role, seat, appointment } = session;
    const author = { appointment, person, page: session.id };
    await change(context, appointment, async (tx, before) => {
      const command = { type: 'arrive', role, seat, comesBack: true } as const;
      return { after: await carryOutAndNote(tx, before, author, command, context.now()), result: null };
    });
  }
  return { session: session.id, credential: null, place: session.state === 'active' ? 'given' : 'asked' };
};

export const EXCHANGE_ROUTES: readonly Route<HandlerContext>[] = [
  route<HandlerContext, typeof exchangeInput>({
    method: 'POST',
    path: '/exchange',
    access: 'public',
    summary: 'From an invitation, a portal’s login or an earlier session to the session of this page.',
    input: exchangeInput,
    answer: 'ExchangeAnswer',
    refusals: ['link-not-valid', 'appointment-over', 'place-taken', 'too-many-tries', 'no-session'],
    run: async (context, { request, input }) => {
      if ('session' in input) return comeBack(context, request, input.session);
      return answerTo(context, request, await exchange(context, await invited(context, request, input)));
    },
  }),
];

const cursorOf = (request: Request, query: URLSearchParams): string =>
  request.headers.get('last-event-id') ?? query.get('after') ?? '';

export const NEWS_ROUTES: readonly Route<PageContext>[] = [
  route<PageContext, null>({
    method: 'GET',
    path: '/appointment',
    access: 'page',
    summary: 'Everything that this person may know of the appointment, and where the events go on.',
    input: null,
    answer: 'AppointmentAnswer',
    refusals: ['place-taken'],
    run: async (context): Promise<AppointmentAnswer> => {
      const appointment = await readAppointment(context.database, context.session.appointment);
      return {
        facts: factsFor(context, context.session, appointment),
        cursor: writeCursor({ version: appointment.version, relay: 0 }),
      };
    },
  }),
  route<PageContext, null>({
    method: 'GET',
    path: '/events',
    access: 'any-page',
    summary:
      'What is new since a cursor (`Last-Event-ID` or `?after=`): server-sent events, or one turn of them where JSON is asked for.',
    input: null,
    answer: 'News, as text/event-stream or application/json',
    refusals: [],
    run: async (context, { request, query }) => {
      const { hub, session } = context;
      const told = await hub.toldAt(session, readCursor(cursorOf(request, query)));
      if ((request.headers.get('accept') ?? '').includes('text/event-stream'))
        return eventStream((listener) => hub.subscribe(session, told, listener));
      const nothingNew: News = { cursor: writeCursor(told.cursor), facts: [] };
      return (await hub.poll(session, told)) ?? nothingNew;
    },
  }),
  route<PageContext, typeof seenInput>({
    method: 'POST',
    path: '/relay/seen',
    access: 'page',
    summary: 'Everything relayed up to this cursor has arrived; nobody keeps it any longer.',
    input: seenInput,
    answer: null,
    refusals: [],
    run: async ({ database, session }, { input }) => {
      const cursor = readCursor(input.cursor);
      if (!cursor) throw new Refusal('bad-request', 'cursor: expected one of ours');
      await forgetDelivered(database, session.person, cursor.relay);
    },
  }),
];
