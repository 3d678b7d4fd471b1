/**
 * Whose STUN and TURN servers a page may ask: they see its address. A media server without a list of its own hands out
 * those of third parties, and then nothing may begin.
 */

/** `stun:host:port`, `turns:host:port?transport=tcp`, `turn:[address]:port` (RFC 7064 and 7065). */
const hostIn = (url: string): string =>
  /^(?:stuns?|turns?):(\[[^\]]+\]|[^:?]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';

const isAddress = (host: string): boolean => host.startsWith('[') || /^[\d.]+$/.test(host);

/**
 * A server of the practice's own, or of whoever runs its media server: it stands on the media server's host, below it, or
 * beside it under the same parent (`turn.practice.example` beside `media.practice.example`).
 */
const isBeside = (host: string, media: string): boolean => {
  if (host === media) return true;
  if (isAddress(host) || isAddress(media)) return false;
  const labels = media.split('.');
  // A parent of one label is a top-level domain, and belongs to everybody.
  const parent = labels.length > 2 ? labels.slice(1).join('.') : media;
  return host === parent || host.endsWith(`.${parent}`);
};

const urlsOf = (servers: readonly RTCIceServer[]): string[] => servers.flatMap(({ urls }) => urls);

/**
 * Those among the servers `used` that are not the practice's own: not in the list of its pass, or, without one, not
 * beside its media server (`mediaUrl`).
 */
export const foreignIceServers = (
  used: readonly RTCIceServer[],
  own: readonly RTCIceServer[] | undefined,
  mediaUrl: string,
): readonly string[] => {
  if (own) {
    const listed = new Set(urlsOf(own));
    return urlsOf(used).filter((url) => !listed.has(url));
  }
  const media = new URL(mediaUrl).hostname.toLowerCase();
  return urlsOf(used).filter((url) => !isBeside(hostIn(url), media));
};

/** A server as the media server names it: an empty name means that it asks for none. */
export interface NamedIceServer {
  readonly urls: string[];
  readonly username: string;
  readonly credential: string;
}

export const asIceServer = ({ urls, username, credential }: NamedIceServer): RTCIceServer => ({
  urls,
  ...(username && { username, credential }),
});
