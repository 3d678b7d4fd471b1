/** What both drivers share about channels. */

/** Channels are names in SQL, where no `$1` can stand. @throws TypeError */
export const checkChannel = (channel: string): void => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(channel)) throw new TypeError(`"${channel}" is no name for a channel`);
};

/** A listener that throws must neither silence the others nor end the process. */
export const shielded =
  <Told extends unknown[]>(listener: (...told: Told) => void, onError: (error: unknown) => void) =>
  (...told: Told): void => {
    try {
      listener(...told);
    } catch (error) {
      onError(error);
    }
  };
