/**
 * What a channel has told, in order; `next` waits for the first that nobody has taken yet.
 *
 * @returns {{ listener: (payload: string) => void, next: () => Promise<string>, waiting: () => string[] }}
 */
export function heard() {
  const payloads = [];
  const readers = [];
  return {
    listener: (payload) => {
      const reader = readers.shift();
      if (reader) reader(payload);
      else payloads.push(payload);
    },
    next: () =>
      payloads.length > 0
        ? Promise.resolve(payloads.shift())
        : new Promise((resolve) => {
            readers.push(resolve);
          }),
    waiting: () => [...payloads],
  };
}
