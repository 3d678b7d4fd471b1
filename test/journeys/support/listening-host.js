/**
 * A host page that wants to know everything: listens to every kind of event, at every place and in both directions,
 * and writes down all that an event holds. Runs in a page before anything else, handed over as source.
 *
 * One thing is left out, because no element can keep it from a script of its own page: what is typed, as the
 * browser's own input events tell it.
 */
export function listenToEverything() {
  const heard = [];
  const known = new Set();

  const describe = (value, seen, depth) => {
    if (value === null || typeof value === 'function') return '';
    if (typeof value !== 'object') return String(value);
    if (value instanceof Node || value === value.window || seen.has(value) || depth === 0) return '';
    seen.add(value);
    if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
    const typed = value instanceof UIEvent && value.isTrusted;
    const parts = [];
    for (let owner = value; owner && owner !== Object.prototype; owner = Object.getPrototypeOf(owner))
      for (const key of Reflect.ownKeys(owner)) {
        if (key === '__proto__' || (typed && (key === 'data' || key === 'dataTransfer'))) continue;
        const told = describe(read(value, key), seen, depth - 1);
        if (told) parts.push(`${String(key)}: ${told}`);
      }
    return parts.join(', ');
  };
  const read = (value, key) => {
    try {
      return value[key];
    } catch {
      // A getter of the prototype itself.
      return '';
    }
  };

  const note = (event) => {
    heard.push(`${event.type} { ${describe(event, new Set(), 6)} }`);
  };
  const listenFor = (type) => {
    if (known.has(type)) return;
    known.add(type);
    for (const place of [
      window,
      document,
      document.documentElement,
      ...document.querySelectorAll('safe-session'),
    ])
      for (const capture of [true, false]) place?.addEventListener(type, note, { capture, passive: true });
  };
  const listen = () => {
    known.clear();
    const named = [window, document, HTMLElement.prototype].flatMap((place) => {
      const names = [];
      for (const key in place) if (key.startsWith('on')) names.push(key.slice(2));
      return names;
    });
    const unnamed = [
      'focusin',
      'focusout',
      'compositionstart',
      'compositionupdate',
      'compositionend',
      'textInput',
    ];
    const ours = ['request', 'change', 'problem', 'receipt', 'check', 'ended', 'exit'];
    for (const type of [...named, ...unnamed, ...ours.map((name) => `session-${name}`)]) listenFor(type);
  };

  // Whatever else is fired by a script is listened to from the first time on.
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) {
    listenFor(event.type);
    return dispatchEvent.call(this, event);
  };
  listen();
  addEventListener('DOMContentLoaded', listen);

  /** Everything that this page could know now. */
  const everything = async () => {
    const databases = await indexedDB.databases();
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      events: heard,
      storage: [
        ...Object.entries(localStorage).flat(),
        ...Object.entries(sessionStorage).flat(),
        ...databases.map(({ name }) => `indexedDB ${name}`),
        ...(await caches.keys()).map((name) => `cache ${name}`),
        ...files.map((name) => `file ${name}`),
        ...(document.cookie ? [document.cookie] : []),
      ],
      page: [
        location.href,
        document.title,
        window.name,
        JSON.stringify(history.state),
        new XMLSerializer().serializeToString(document),
        ...performance.getEntries().map(({ name }) => name),
      ],
    };
  };
  globalThis.host = { everything };
}
