import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every TypeScript file below a folder, with its text. */
export function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
