/** Whether sound really runs: a context that is let go on, and then counts time. */
const soundRuns = async (): Promise<boolean> => {
  const context = new AudioContext();
  const patience = AbortSignal.timeout(2000);
  const running = await new Promise<boolean>((resolve) => {
    void context.resume().then(() => resolve(true));
    patience.addEventListener('abort', () => resolve(false));
  });
  void context.close();
  return running;
};

const isFirefox = navigator.userAgent.includes('Firefox/');

/**
 * `it` for what needs sound to be played or measured. Firefox leaves every AudioContext asleep on a machine without a
 * sound output, as in a container; there, and nowhere else, such a test is skipped.
 */
export const itWithSound: Mocha.TestFunction | Mocha.PendingTestFunction =
  isFirefox && !(await soundRuns()) ? it.skip : it;

/**
 * Likewise for what, besides, unplugs a device: a test does so with an event of its track, and Firefox hands an event that was made up to
 * nobody.
 */
export const itWithUnplugging: Mocha.TestFunction | Mocha.PendingTestFunction = isFirefox
  ? it.skip
  : itWithSound;
