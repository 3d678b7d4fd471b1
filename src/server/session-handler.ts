/**
 * The practice's server: a handler of the Fetch API, to be mounted in any server or framework of Node, Deno or Bun. It
 * holds what must not be left to a browser: appointments, consent records, who is let in, and passes for the room.
 */
import { Hono } from 'hono';
import { is } from 'valibot';
import { refuseStrangersToPractice, sessionOf } from './credentials.js';
import type { HandlerContext, PageContext } from './handler-context.js';
import { checkOptions, readDocuments, retentionOf, type SessionHandlerOptions } from './handler-options.js';
import { runJobs } from './jobs.js';
import { codeOf } from './log.js';
import { RoomWork } from './media/act-on-room.js';
import { NewsHub, USUAL_TIMES } from './news-hub.js';
import { corsHeaders, preflight, readOrigins, refuseForeignPages } from './origins.js';
import { practiceDesk, type PracticeDesk } from './practice-desk.js';
import { limit } from './rate-limit.js';
import { receiptSigner } from './receipt-signer.js';
import { problemResponse, Refusal, refusalFor } from './refusal.js';
import type { Forgotten } from './retention.js';
import { PAGE_ROUTES } from './routes/page-routes.js';
import { PRACTICE_ROUTES } from './routes/practice-routes.js';
import { PUBLIC_ROUTES } from './routes/public-routes.js';
import { parametersInput } from './routes/inputs.js';
import { readInput, type Call, type Route } from './routes/route.js';
import { EXCHANGE_ROUTES, NEWS_ROUTES } from './routes/session-routes.js';
import { secretHash } from './secrets.js';
import type { ServerContext } from './server-context.js';
import { migrate } from './store/migrations.js';

export type { PortalPerson } from './handler-context.js';
export type { SessionHandlerOptions } from './handler-options.js';

export interface SessionHandler {
  /** Answers everything below `basePath`. Never rejects. */
  fetch(request: Request): Promise<Response>;
  /** Brings the store up to date; to be awaited before the first request. Safe with several instances. */
  migrate(): Promise<void>;
  /** To be called every ten seconds or so; says what was deleted because it was past its time. */
  runJobs(): Promise<Forgotten>;
  /** For the practice's own back end, in the same process. */
  readonly practice: PracticeDesk;
  /** Ends every open line, and waits for what the media server is being told. The store stays open. */
  close(): Promise<void>;
}

/** Routes by who may use them; what is in no list does not exist. */
export const ROUTES = {
  open: [...PUBLIC_ROUTES, ...EXCHANGE_ROUTES, ...PRACTICE_ROUTES],
  page: [...NEWS_ROUTES, ...PAGE_ROUTES],
} as const;

interface Handling {
  readonly context: HandlerContext;
  readonly origins: ReadonlySet<string>;
  readonly keyHashes: readonly string[];
}

/** A page whose place is not given may hear that, and leave. */
const pageContext = async (
  { context }: Handling,
  { access, method, limit: name = 'ask' }: Route<PageContext>,
  request: Request,
): Promise<PageContext> => {
  const session = await sessionOf(context, request);
  if (access === 'page' && session.state === 'asking') throw new Refusal('place-taken');
  if (access === 'page' && session.state === 'ended')
    throw new Refusal(session.endedBecause === 'over' ? 'appointment-over' : 'no-session');
  if (method !== 'GET') await limit(context.database, name, session.id, context.now());
  return { ...context, session };
};

const admit = async (
  { origins, keyHashes }: Handling,
  { access }: Pick<Route<never>, 'access'>,
  request: Request,
): Promise<void> => {
  if (access === 'media-server' || access === 'anyone') return;
  refuseForeignPages(request, origins);
  if (access === 'practice') await refuseStrangersToPractice(request, keyHashes);
};

const answerOf = (result: unknown): Response => {
  if (result instanceof Response) return result;
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result);
};

const callOf = async (
  request: Request,
  parameters: Readonly<Record<string, string>>,
  { input }: Pick<Route<never>, 'input'>,
): Promise<Call<never>> => {
  if (!is(parametersInput, parameters)) throw new Refusal('not-found');
  return {
    request,
    parameters,
    query: new URL(request.url).searchParams,
    input: (input ? await readInput(request, input) : undefined) as never,
  };
};

/** What is said here is said to those who asked, as data, and is kept by nobody. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Every answer says which pages may read it. */
const sent = ({ origins }: Handling, request: Request, response: Response): Response => {
  corsHeaders(request, origins).forEach((value, name) => response.headers.append(name, value));
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  return response;
};

const refused = ({ context }: Handling, thrown: unknown, route: string): Response => {
  const refusal = refusalFor(thrown);
  if (refusal.code === 'broken') context.log({ level: 'error', event: 'broken', route, ...codeOf(thrown) });
  return problemResponse(refusal);
};

type Answering = (request: Request, parameters: Readonly<Record<string, string>>) => Promise<unknown>;

const nothingHere = (handling: Handling, request: Request): Response =>
  sent(handling, request, problemResponse(new Refusal('not-found')));

const answering = (handling: Handling): Pick<Hono, 'fetch'> => {
  const app = new Hono().basePath(handling.context.basePath || '/');
  const mount = <Context>(one: Route<Context>, answer: Answering): void => {
    app.on(one.method, one.path, async ({ req }) => {
      const request = req.raw;
      try {
        await admit(handling, one, request);
        return sent(handling, request, answerOf(await answer(request, req.param())));
      } catch (thrown) {
        return sent(handling, request, refused(handling, thrown, `${one.method} ${one.path}`));
      }
    });
  };
  for (const one of ROUTES.open)
    mount(one, async (request, parameters) =>
      one.run(handling.context, await callOf(request, parameters, one)),
    );
  for (const one of ROUTES.page)
    mount(one, async (request, parameters) => {
      const context = await pageContext(handling, one, request);
      return one.run(context, await callOf(request, parameters, one));
    });
  app.options('*', ({ req }) => preflight(req.raw, handling.origins));
  app.notFound(({ req }) => nothingHere(handling, req.raw));
  return app;
};

/**
 * @throws TypeError that names the option and what was expected; SessionError for a consent document
 */
export const createSessionHandler = async (options: SessionHandlerOptions): Promise<SessionHandler> => {
  checkOptions(options);
  const { store, media, secrets, basePath = '', log = () => undefined, now = Date.now } = options;
  const base: ServerContext = {
    database: store,
    media,
    rooms: new RoomWork(),
    signer: await receiptSigner(secrets.receiptKeys),
    documents: await readDocuments(options.consent.documents),
    emergencyDeferral: options.consent.emergencyDeferral ?? true,
    retention: retentionOf(options),
    basePath,
    now,
    log,
  };
  const hub = new NewsHub(base, { ...USUAL_TIMES, ...options.times });
  const { practice: named, fhir } = options.consent;
  const practice = practiceDesk(base, { practice: named, fhir });
  const context: HandlerContext = {
    ...base,
    hub,
    practice,
    authenticate: options.authenticate ?? (() => Promise.resolve(null)),
    addressOf: options.addressOf ?? (() => ''),
  };
  const handling: Handling = {
    context,
    origins: readOrigins(options.allowedOrigins),
    keyHashes: await Promise.all(secrets.practiceKeys.map(secretHash)),
  };
  const app = answering(handling);
  return {
    // To ask for headers alone would open an event stream that nobody reads.
    fetch: async (request) =>
      request.method === 'HEAD' ? nothingHere(handling, request) : app.fetch(request),
    migrate: async () => {
      await migrate(store);
    },
    runJobs: () => runJobs(base),
    practice,
    close: async () => {
      await hub.close();
      await base.rooms.settled();
    },
  };
};
