/** How a page comes by its session, and how it learns what is new. */
import type {
  AppointmentAnswer,
  ExchangeAnswer,
  ExchangeRequest,
  News,
} from '../../core/services/service-protocol.js';
import { readAppointment } from '../appointment-state.js';
import { bearer, sessionCookie, sessionOf } from '../credentials.js';
import { eventStream } from '../event-stream.js';
import { comeBack, exchange, type NewSession } from '../exchange.js';
import type { HandlerContext, PageContext } from '../handler-context.js';
import { invitedBy, invitedByPortal, type Invited } from '../invitations.js';
import { readCursor, writeCursor } from '../news.js';
import { isCrossSite } from '../origins.js';
import { factsFor } from '../page-facts.js';
import { Refusal } from '../refusal.js';
import { forgetDelivered } from '../relay.js';
import { APPOINTMENT_ANSWER, EXCHANGE_ANSWER, NEWS } from './answers.js';
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

const answerTo = (
  context: HandlerContext,
  request: Request,
  session: NewSession,
  framed: boolean,
): Response => {
  const crossSite = framed || isCrossSite(request);
  const answer: ExchangeAnswer = {
    session: session.id,
    credential: crossSite ? session.secret : null,
    place: session.place,
  };
  const cookie = sessionCookie(session, { path: context.basePath, crossSite, now: context.now() });
  return Response.json(answer, { headers: { 'set-cookie': cookie } });
};

export const EXCHANGE_ROUTES: readonly Route<HandlerContext>[] = [
  route<HandlerContext, typeof exchangeInput>({
    method: 'POST',
    path: '/exchange',
    access: 'newcomer',
    summary: 'From an invitation, a portal’s login or an earlier session to the session of this page.',
    input: exchangeInput,
    answer: EXCHANGE_ANSWER,
    refusals: ['link-not-valid', 'appointment-over', 'place-taken', 'too-many-tries', 'no-session'],
    run: async (context, { request, input }) => {
      if ('session' in input) {
        const session = await sessionOf(context, request, input.session);
        const answer: ExchangeAnswer = {
          session: session.id,
          // It came with what it needs to come again.
          credential: bearer(request),
          place: await comeBack(context, session),
        };
        return answer;
      }
      const session = await exchange(context, await invited(context, request, input));
      return answerTo(context, request, session, input.framed ?? false);
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
    answer: APPOINTMENT_ANSWER,
    refusals: [],
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
    answer: NEWS,
    refusals: [],
    query: { after: 'The cursor of what was heard last; `Last-Event-ID` wins.' },
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
