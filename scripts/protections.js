/**
 * The list of what holds in every session and of the protections that keep it: writes `docs/protections.md` from the tables in
 * `test/mutations/`. A test compares the two.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

import { INVARIANTS } from '../test/mutations/support/invariants.js';

const TABLES = 'test/mutations';
export const LIST = 'docs/protections.md';

/** @returns {Promise<ReadonlyMap<string, readonly import('../test/mutations/support/rows.js').Row[]>>} by the name of their table */
export async function protectionTables() {
  const files = readdirSync(TABLES).filter((file) => file.endsWith('.js'));
  const tables = await Promise.all(
    files.sort().map(async (file) => {
      const { MUTATIONS } = await import(resolve(TABLES, file));
      return [basename(file, '.js'), MUTATIONS];
    }),
  );
  return new Map(tables);
}

export function listOf(tables) {
  const rows = [...tables.values()].flat();
  const parts = Object.entries(INVARIANTS).map(([name, says]) => {
    const kept = rows.filter(({ invariant }) => invariant === name);
    return [`## ${name}`, says, kept.map(lineOf).join('\n')].join('\n\n');
  });
  return `${[HEAD, ...parts].join('\n\n')}\n`;
}

const HEAD = `# What holds, what keeps it, and which test notices

Written by \`node scripts/protections.js\` from the tables in \`test/mutations/\`; not to be changed by hand. Each line is a
protection, where it stands, and the tests that are tried in turn until one fails without it. \`npm run test:mutations\` takes each
protection out and prints the name of the test that fails; \`npm run test:mutations -- worker\` does so for one table, and
\`npm run test:mutations -- removed\` for the lines with that word.`;

function lineOf({ protection, file, tests }) {
  return `- ${protection}: \`${file}\`, noticed by ${tests.map((test) => `\`${test}\``).join(', ')}`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(LIST, listOf(await protectionTables()));
