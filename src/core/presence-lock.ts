/**
 * Being there, told by Web Locks: the browser takes a lock away in the moment in which its page closes or
 * crashes, and tells whoever waits for it. No heartbeat could, because browsers slow the timers of hidden tabs.
 *
 * Where Web Locks are missing (insecure origins) everybody gets what they ask for and nobody is ever missed:
 * goodbye messages must do then.
 */

const locks = (): LockManager | undefined => (globalThis.navigator as Navigator | undefined)?.locks;

export const hasLocks = (): boolean => locks() !== undefined;

/**
 * Takes a lock and gives back what releases it, or `null` where somebody else still has it after `waitMs`: a
 * page that was just closed needs a moment to let go. Rejects with the signal's reason.
 */
export const holdLock = async (
  name: string,
  { waitMs, signal }: { readonly waitMs: number; readonly signal: AbortSignal },
): Promise<(() => void) | null> => {
  signal.throwIfAborted();
  const manager = locks();
  if (!manager) return () => undefined;
  const tooLate = AbortSignal.timeout(waitMs);
  try {
    return await new Promise<() => void>((resolve, reject) => {
      const held = (): Promise<void> =>
        new Promise((release) => {
          resolve(release);
        });
      manager.request(name, { signal: AbortSignal.any([signal, tooLate]) }, held).catch(reject);
    });
  } catch (cause) {
    signal.throwIfAborted();
    if (tooLate.aborted) return null;
    throw cause;
  }
};

/** Calls back once, when nobody holds the lock any more. Several may wait for the same one. */
export const whenReleased = (name: string, signal: AbortSignal, released: () => void): void => {
  locks()
    ?.request(name, { mode: 'shared', signal }, () => {
      if (!signal.aborted) released();
    })
    .catch(() => {
      // Only the signal ends the waiting early, and then nobody wants to know.
    });
};

/** Whether somebody holds a lock whose name begins like this. `null` where nobody can tell. */
export const isAnyHeld = async (prefix: string, except: string): Promise<boolean | null> => {
  const snapshot = await locks()?.query();
  return snapshot
    ? (snapshot.held ?? []).some(({ name }) => name !== except && name?.startsWith(prefix) === true)
    : null;
};
