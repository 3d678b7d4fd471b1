const COVER = {
  display: 'block',
  position: 'fixed',
  inset: '0',
  'inline-size': '100%',
  'block-size': '100%',
  'max-inline-size': 'none',
  'max-block-size': 'none',
  margin: '0',
  padding: '0',
  border: '0',
  opacity: '1',
  visibility: 'visible',
  'z-index': '2147483647',
  background: 'Canvas',
} as const;

/** Above a page's own open dialogs, too, where the browser has a top layer and the page does not interfere. */
const raise = (cover: HTMLElement): void => {
  try {
    cover.popover = 'manual';
    cover.showPopover();
    if (cover.matches(':popover-open')) return;
  } catch {
    // A browser without popovers: the cover stands on top of everything that is not in a top layer.
  }
  // A popover that is not open would be hidden.
  cover.removeAttribute('popover');
};

/**
 * The cover of quick exit. It stands in the task of the press, above everything the page has, and is taken away
 * only when the page comes back from the browser's page cache, with nothing of before in it. What it covers is not
 * read out either. Never throws: whoever calls it goes on with leaving.
 */
export const coverPage = (): void => {
  const cover = document.createElement('div');
  // Set through the CSSOM, which a strict style policy allows; important, so that no style of the page sees through it.
  for (const [property, value] of Object.entries(COVER))
    cover.style.setProperty(property, value, 'important');
  document.documentElement.append(cover);
  raise(cover);
  const { inert } = document.body;
  document.body.inert = true;
  const comeBack = (event: PageTransitionEvent): void => {
    // Not the first showing of a page that was left before it had arrived.
    if (!event.persisted) return;
    window.removeEventListener('pageshow', comeBack);
    cover.remove();
    document.body.inert = inert;
  };
  window.addEventListener('pageshow', comeBack);
};

/** The place people go to must not learn which practice they come from. */
const withoutReferrer = (): void => {
  const policy = document.createElement('meta');
  policy.name = 'referrer';
  policy.content = 'no-referrer';
  document.head.append(policy);
};

/** Replaces the page in its tab, without a history entry; from inside a frame the whole tab, where that is allowed. */
export const replacePage = (url: string): void => {
  withoutReferrer();
  try {
    (window.top ?? window).location.replace(url);
  } catch {
    // A sandboxed frame may not move the tab: at least this frame goes.
    window.location.replace(url);
  }
};
