import type { Migration } from '../migrations.js';
import { beginning } from './0001-beginning.js';

/** In their order. One that was published is never changed: what it forgot comes in the next. */
export const MIGRATIONS: readonly Migration[] = [beginning];
