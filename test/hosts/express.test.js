import { after } from 'node:test';

import { postgresForTests } from '../../scripts/postgres.js';
import { describeHost } from './support/host-suite.js';

/** This one keeps its appointments in a PostgreSQL server, where there is one. */
const postgres = await postgresForTests();
after(() => postgres.stop());

await describeHost('express', {
  args: ['dist/server.js'],
  env: postgres.skip ? {} : { DATABASE_URL: await postgres.createDatabase() },
});
