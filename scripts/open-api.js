/**
 * Writes `docs/openapi.json`, the description of the server (OpenAPI 3.1), from its own table of routes. `--check` writes
 * nothing and fails where the file is not up to date. Reads what was built: `npm run build` comes first.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { toJsonSchema } from '@valibot/to-json-schema';

const FILE = 'docs/openapi.json';
const { version, license } = JSON.parse(readFileSync('package.json', 'utf8'));

const TAGS = {
  anyone: 'For anyone',
  newcomer: 'Coming in',
  page: 'Pages of people',
  'any-page': 'Pages of people',
  practice: 'The practice’s back end',
  'media-server': 'The media server',
};

/** Cookie or credential, and the header that says which session is meant. */
const OF_PAGES = [
  { session: [], cookie: [] },
  { session: [], credential: [] },
];
const SECURITY = {
  anyone: [],
  newcomer: [],
  page: OF_PAGES,
  'any-page': OF_PAGES,
  practice: [{ practiceKey: [] }],
  'media-server': [{ mediaServer: [] }],
};

const SECURITY_SCHEMES = {
  session: {
    type: 'apiKey',
    in: 'header',
    name: 'safe-session',
    description: 'Names the session whose cookie or credential counts. Not a secret.',
  },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'safe-session-{session}',
    description: 'Set by the exchange: HttpOnly, Secure, and SameSite=Strict or Partitioned.',
  },
  credential: {
    type: 'http',
    scheme: 'bearer',
    description: 'From the exchange, for pages to which no cookie comes back.',
  },
  practiceKey: { type: 'http', scheme: 'bearer', description: 'One of `secrets.practiceKeys`.' },
  mediaServer: {
    type: 'apiKey',
    in: 'header',
    name: 'authorization',
    description: 'A token signed by LiveKit over the hash of the body.',
  },
};

const REFUSAL = {
  description: 'A problem; where the route is described, the codes that it can have.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/**
 * @param {{ routes: readonly object[], problem: object, refusalsOf: (route: object) => readonly string[], statusOf: (code: string) => number }}
 *   server `ROUTES` in one list, and how refusals are answered
 */
export function describeServer({ routes, problem, refusalsOf, statusOf }) {
  const answers = new Map(
    [problem, ...routes.flatMap(({ answer }) => answer ?? [])].map((one) => [one.name, one]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'safe-session: the practice’s server',
      version,
      license: { name: license, identifier: license },
      description:
        'What pages, the practice’s own back end and the media server ask of `createSessionHandler`. Paths are below its `basePath`. Pages of other origins than `allowedOrigins` are refused with `page-not-allowed`; every refusal is a problem (RFC 9457) with one of the codes that its route names.',
    },
    servers: [{ url: '{basePath}', variables: { basePath: { default: '/api/session' } } }],
    tags: [...new Set(Object.values(TAGS))].map((name) => ({ name })),
    paths: pathsOf(routes, { refusalsOf, statusOf }),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      responses: { Refusal: REFUSAL },
      schemas: Object.fromEntries([...answers].map(([name, { schema }]) => [name, jsonSchema(schema)])),
    },
  };
}

function pathsOf(routes, refusing) {
  const paths = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/gu, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, refusing) };
  }
  return paths;
}

function operationOf(route, { refusalsOf, statusOf }) {
  const { access, summary, input, path, query = {} } = route;
  const inPath = [...path.matchAll(/:(\w+)/gu)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  return {
    tags: [TAGS[access]],
    summary,
    security: SECURITY[access],
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] }),
    ...(input && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(input) } } },
    }),
    responses: { ...answered(route), ...refused(refusalsOf(route), statusOf) },
  };
}

function answered({ answer }) {
  if (!answer) return { 204: { description: 'Done.' } };
  const { name, schema, types = ['application/json'] } = answer;
  const content = { schema: { $ref: `#/components/schemas/${name}` } };
  return {
    200: {
      description: jsonSchema(schema).description,
      content: Object.fromEntries(types.map((type) => [type, content])),
    },
  };
}

function refused(codes, statusOf) {
  const statuses = new Map();
  for (const code of codes) statuses.set(statusOf(code), [...(statuses.get(statusOf(code)) ?? []), code]);
  return Object.fromEntries(
    [...statuses].map(([status, those]) => {
      const description = those.map((code) => `\`${code}\``).join(', ');
      return [status, { $ref: '#/components/responses/Refusal', description }];
    }),
  );
}

/** What schemas check beyond what JSON Schema can say, a refusal tells. */
function jsonSchema(schema) {
  const json = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input', target: 'draft-2020-12' });
  delete json.$schema;
  return json;
}

async function main() {
  const { ROUTES } = await import('../dist/server/session-handler.js');
  const { PROBLEM } = await import('../dist/server/routes/answers.js');
  const { refusalsOf } = await import('../dist/server/routes/route.js');
  const { statusOf } = await import('../dist/server/refusal.js');
  const routes = [...ROUTES.open, ...ROUTES.page];
  const description = describeServer({ routes, problem: PROBLEM, refusalsOf, statusOf });
  const text = `${JSON.stringify(description, null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, text);
  } else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text) {
    console.error(
      `${FILE} is not what the routes say: run \`node scripts/open-api.js\` and look at the difference.`,
    );
    process.exitCode = 1;
    return;
  }
  console.log(`${routes.length} routes`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
