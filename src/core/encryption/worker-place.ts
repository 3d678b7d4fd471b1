/** Where the worker's file is. `rollup.config.js` puts it there, and writes its hash in where pages of other sites fetch it. */
export const WORKER_PLACE = {
  url: new URL('./strict-worker.js', import.meta.url),
  /** For subresource integrity; empty beside a library build, whose files come from the host's own server. */
  integrity: '',
};
