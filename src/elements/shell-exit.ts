/**
 * The cover of quick exit. It stands in the task of the press, above everything the page has, and is taken away
 * only when the page comes back from the browser's page cache, with nothing of before in it.
 */
export const coverPage = (): void => {
  const cover = document.createElement('div');
  // Set through the CSSOM, which a strict style policy allows; an attribute would be blocked.
  Object.assign(cover.style, {
    position: 'fixed',
    inset: '0',
    inlineSize: '100%',
    blockSize: '100%',
    margin: '0',
    padding: '0',
    border: '0',
    zIndex: '2147483647',
    background: 'Canvas',
    maxInlineSize: 'none',
    maxBlockSize: 'none',
  });
  cover.popover = 'manual';
  document.documentElement.append(cover);
  // The top layer also covers a page's own open dialogs.
  cover.showPopover();
  window.addEventListener(
    'pageshow',
    (event) => {
      if (event.persisted) cover.remove();
    },
    { once: true },
  );
};

/** Replaces the page in its tab, without a history entry; from inside a frame the whole tab, where that is allowed. */
export const replacePage = (url: string): void => {
  try {
    (window.top ?? window).location.replace(url);
  } catch {
    // A sandboxed frame may not move the tab: at least this frame goes.
    window.location.replace(url);
  }
};
