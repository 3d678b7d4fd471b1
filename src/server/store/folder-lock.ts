/**
 * One process per folder. The embedded database does not look whether another one has its files open, and two that
 * write to them destroy them. As with PostgreSQL itself, a file holds the id of the process; one that a crash has left
 * behind is known by that no such process runs any more.
 */
import { StoreError } from './store-error.js';

/** What is used of `node:fs/promises`. */
interface Files {
  mkdir(path: string, options: { readonly recursive: true; readonly mode: number }): Promise<unknown>;
  realpath(path: string): Promise<string>;
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  writeFile(path: string, data: string, options: { readonly flag: 'wx' }): Promise<void>;
  rm(path: string, options: { readonly force: true }): Promise<void>;
}

interface Process {
  readonly pid: number;
  kill(pid: number, signal: 0): void;
}

/** What is stored is nobody's business but that of the account that runs the server. */
const OWNER_ONLY = 0o700;

/** The folders that this process has open: in a container the one before us may have had our id. */
const open = new Set<string>();

const hasCode = (error: unknown, code: string): boolean =>
  (error as { readonly code?: unknown }).code === code;

const isRunning = (pid: number, process: Process): boolean => {
  // Empty after a crash in the moment of writing; and 0 would mean ourselves.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
};

interface System {
  readonly files: Files;
  readonly process: Process;
}

const loadSystem = async (): Promise<System> => {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- browser code is to know no Node
  const files = (await import('node:fs/promises' as string)) as Files;
  return { files, process: (globalThis as unknown as { readonly process: Process }).process };
};

/** Writes the file, or says who did; `null` when it is ours. */
const takeLock = async (lock: string, system: System): Promise<number | null> => {
  const { files, process } = system;
  try {
    await files.writeFile(lock, `${process.pid}\n`, { flag: 'wx' });
    return null;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  // It may have been given back in this moment.
  const holder = Number(await files.readFile(lock, 'utf8').catch(() => ''));
  if (holder !== process.pid && isRunning(holder, process)) return holder;
  await files.rm(lock, { force: true });
  return takeLock(lock, system);
};

export interface HeldFolder {
  /** For the files of the database. */
  readonly data: string;
  release(): Promise<void>;
}

/** Makes the folder where it is missing. @throws StoreError `folder-in-use` */
export const holdFolder = async (folder: string): Promise<HeldFolder> => {
  const system = await loadSystem();
  const { files } = system;
  await files.mkdir(folder, { recursive: true, mode: OWNER_ONLY });
  const path = await files.realpath(folder);
  const [data, lock] = [`${path}/postgres`, `${path}/process.pid`];
  await files.mkdir(data, { recursive: true, mode: OWNER_ONLY });

  const holder = open.has(path) ? system.process.pid : await takeLock(lock, system);
  if (holder !== null) {
    const message = `The database in ${path} is open in process ${holder}. If it is not, delete ${lock}.`;
    throw new StoreError('folder-in-use', message);
  }
  open.add(path);
  return {
    data,
    release: async () => {
      await files.rm(lock, { force: true });
      open.delete(path);
    },
  };
};
