/** What a page holds after everything that could be collected was collected. */

/** Kinds of objects that cost something as long as they are there; all of them hear events. */
const KINDS = {
  connections: 'RTCPeerConnection',
  'data channels': 'RTCDataChannel',
  tracks: 'MediaStreamTrack',
  streams: 'MediaStream',
  'sound machines': 'BaseAudioContext',
  channels: 'BroadcastChannel',
  workers: 'Worker',
  players: 'HTMLMediaElement',
};

/** …and those that do not. */
const MORE = { 'abort controllers': 'AbortController.prototype' };

/**
 * Runs in a page before anything else: timers that were set and have neither come nor been cleared, and observers that
 * look on. An observer to which nobody holds on is not among the objects of its kind until it is called again, so those
 * cannot be counted.
 */
export function countWhatGoesOn() {
  const observers = new Set();
  globalThis.MutationObserver = class extends MutationObserver {
    observe(...given) {
      super.observe(...given);
      observers.add(this);
    }
    disconnect() {
      super.disconnect();
      observers.delete(this);
    }
  };
  globalThis.observers = observers;

  const timers = new Set();
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
  globalThis.setTimeout = (act, ...rest) => {
    const timer = setTimeout(
      (...given) => {
        timers.delete(timer);
        act(...given);
      },
      ...rest,
    );
    timers.add(timer);
    return timer;
  };
  globalThis.setInterval = (...given) => {
    const timer = setInterval(...given);
    timers.add(timer);
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    timers.delete(timer);
    clearTimeout(timer);
  };
  globalThis.clearInterval = (timer) => {
    timers.delete(timer);
    clearInterval(timer);
  };
  globalThis.timers = timers;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Record<string, string>} [ours] name → expression that gives a prototype
 * @returns {Promise<Record<string, number>>}
 */
export async function inventory(page, ours = {}) {
  const line = await page.context().newCDPSession(page);
  try {
    // The console keeps what was written to it.
    await line.send('Runtime.enable');
    await line.send('Runtime.discardConsoleEntries');
    const counts = await listeners(line);
    for (const [name, prototype] of Object.entries({ ...MORE, ...ours }))
      counts[name] = await withAll(line, prototype, (all) => all.length);
    await line.send('HeapProfiler.collectGarbage');
    await line.send('Performance.enable');
    const { metrics } = await line.send('Performance.getMetrics');
    const metric = (name) => metrics.find((one) => one.name === name).value;
    const { timers, observers, locks } = await page.evaluate(async () => {
      const { held, pending } = await navigator.locks.query();
      return {
        timers: globalThis.timers.size,
        observers: globalThis.observers.size,
        locks: held.length + pending.length,
      };
    });
    return {
      ...counts,
      timers,
      observers,
      locks,
      listeners: metric('JSEventListeners'),
      nodes: metric('Nodes'),
      documents: metric('Documents'),
    };
  } finally {
    await line.detach();
  }
}

/**
 * How many keys of WebCrypto can still be reached from anywhere in a page, after everything that could be collected was.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<number>}
 */
export async function keysIn(page) {
  const line = await page.context().newCDPSession(page);
  try {
    return await withAll(line, 'CryptoKey.prototype', (all) => all.length);
  } finally {
    await line.detach();
  }
}

/** All kinds in one search: each search of the heap collects garbage first. */
const listeners = (line) =>
  withAll(
    line,
    'EventTarget.prototype',
    (all, kinds) =>
      Object.fromEntries(
        Object.entries(kinds).map(([name, kind]) => [
          name,
          // The prototype of a kind that is made from this one is no object of it.
          all.filter((one) => one instanceof globalThis[kind] && !Object.hasOwn(one, 'constructor')).length,
        ]),
      ),
    KINDS,
  );

/** What `read` says of all objects with this prototype. It runs in the page. */
async function withAll(line, prototype, read, given) {
  const objectGroup = 'inventory';
  const { result } = await line.send('Runtime.evaluate', { expression: prototype, objectGroup });
  const { objects } = await line.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId,
    objectGroup,
  });
  const { result: answer } = await line.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: `function (given) { return (${read})(this, given); }`,
    arguments: [{ value: given }],
    returnByValue: true,
  });
  await line.send('Runtime.releaseObjectGroup', { objectGroup });
  return answer.value;
}
