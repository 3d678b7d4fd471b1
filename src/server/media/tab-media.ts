import type { MediaServer } from './media-server.js';

/**
 * No media server: two tabs of one browser send to each other. For trying things out; the practice's server still decides
 * who comes in, but cannot take anybody out of a tab.
 */
export const tabMedia = (): MediaServer => ({
  route: { kind: 'tabs' },
  summary: 'Sound and picture go from tab to tab of one browser.',
  hasExampleKeys: false,
  openRoom: () => Promise.resolve(),
  pass: () => Promise.resolve({}),
  grant: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  seated: () => Promise.resolve([]),
  closeRoom: () => Promise.resolve(),
  trial: () => Promise.resolve(null),
  readNotice: () =>
    Promise.reject(new Error('[safe-session] there is no media server that could send notices')),
});
