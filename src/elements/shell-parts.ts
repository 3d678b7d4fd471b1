import type { SessionSnapshot } from '../core/session-snapshot.js';
import { isOurs } from './define.js';
import { loadElement, type LoadableTag } from './element-loaders.js';
import { tagsNear } from './shell-screens.js';

const arrive = async (tags: readonly LoadableTag[]): Promise<boolean> => {
  const results = await Promise.allSettled(tags.map(loadElement));
  return results.every(({ status }) => status === 'fulfilled');
};

/**
 * Fetches what this screen lacks, and says whether all of it arrived; or, where it lacks nothing (`null`), what the next
 * one will need. When that does not arrive, its own step will say so.
 */
export const fetchParts = (snapshot: SessionSnapshot): Promise<boolean> | null => {
  const { now, next } = tagsNear(snapshot);
  const missing = now.filter((tag) => !isOurs(tag));
  if (missing.length > 0) return arrive(missing);
  void arrive(next);
  return null;
};
