/**
 * In a worker of a page that measures: takes the place of the worker that seals, and lets every frame through as it is, so
 * that what sealing costs can be told. It is handed to a page of this bench alone, as source, and is part of no build.
 */
export function passFramesOn() {
  globalThis.addEventListener('message', ({ data }) => {
    if (data.type === 'ping') globalThis.postMessage({ type: 'ready' });
    // Whoever stops sending takes their track away as well.
    if (data.type === 'lane') void data.readable.pipeTo(data.writable).catch(() => {});
  });
}
