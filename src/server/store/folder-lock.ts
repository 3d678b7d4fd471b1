/**
 * One process per folder. The embedded database does not look whether another one has its files open, and two that
 * write to them destroy them. As with PostgreSQL itself, a file holds the id of the process; one that a crash has left
 * behind is recognised because no such process runs any more.
 */
import { StoreError } from './store-error.js';

interface Files {
  mkdir(path: string, options: { recursive: true; mode: number }): Promise<unknown>;
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  writeFile(path: string, data: string, options: { flag: 'wx' }): Promise<void>;
  rm(path: string, options: { force: true }): Promise<void>;
}

interface Processes {
  readonly pid: number;
  kill(pid: number, signal: 0): void;
}

const FILE = 'safe-session.pid';

/** Consent is in these files: nobody but the owner of the process reads them. */
const OWNER_ONLY = 0o700;

/** Of this process. After a restart inside a container another process may have had our id. */
const held = new Set<string>();

const hasCode = (error: unknown, code: string): boolean => (error as { code?: unknown }).code === code;

const isRunning = (pid: number, { kill }: Processes): boolean => {
  ...
};
