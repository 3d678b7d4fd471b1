/** The invitation in a link, `#safe-session=…`. Everything else in the fragment belongs to the page. */
const KEY = 'safe-session=';

/**
 * Takes the invitation out of the address at once, where it would be seen, shared and kept. `null` where there is none.
 * What else the fragment and the history entry hold stays.
 */
export const takeInvitation = (): string | null => {
  const fields = location.hash.slice(1).split('&');
  const own = fields.find((field) => field.startsWith(KEY));
  if (own === undefined) return null;
  const url = new URL(location.href);
  url.hash = fields.filter((field) => !field.startsWith(KEY)).join('&');
  try {
    history.replaceState(history.state, '', url);
  } catch {
    // A frame without an address of its own: nothing lingers in a bar.
  }
  return own.slice(KEY.length) || null;
};
