/**
 * The one practice of this process. Next.js bundles routes and pages apart from each other, so that a module may be there
 * more than once; what the process has only one of hangs on `globalThis`.
 */
import { openPractice, type Practice } from './practice.ts';
import { readSettings, type Settings } from './settings.ts';

const shared = globalThis as { samplePractice?: Promise<Practice> };

/**
 * The last address is the one that our own proxy has added. Without a proxy Next.js keeps what the page itself wrote there,
 * which may be invented: better to tell nobody apart.
 */
const addressOf =
  ({ behindProxy }: Settings) =>
  (request: Request): string =>
    (behindProxy && request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()) || '';

const open = async (): Promise<Practice> => {
  const settings = readSettings(process.env);
  const practice = await openPractice(settings, addressOf(settings));
  // Next.js itself takes no more connections then, and ends the process after the last one. Lines of pages would stay.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void practice.endLines().then(() => practice.close()));
  return practice;
};

/** Next.js would go on and serve pages behind which there is nothing. */
const giveUp = (error: unknown): never => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
};

export const thePractice = (): Promise<Practice> => (shared.samplePractice ??= open().catch(giveUp));
