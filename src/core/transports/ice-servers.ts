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

/** What the practice says in a pass of the servers that are its own. */
interface OwnServers {
  /** Of the media server. */
  readonly url: string;
  /** Given, only these. */
  readonly iceServers?: readonly RTCIceServer[] | undefined;
  /** Else also every server on these hosts: the media server may announce its own TURN by its bare address. */
  readonly iceHosts?: readonly string[] | undefined;
}

const urlsOf = (servers: readonly RTCIceServer[]): string[] => servers.flatMap(({ urls }) => urls);

/**
 * Those among the servers `used` that are not the practice's own: not in the list of its pass, or, without one, neither
 * beside its media server nor on a host that the pass names.
 */
export const foreignIceServers = (
  used: readonly RTCIceServer[],
  { url: mediaUrl, iceServers, iceHosts = [] }: OwnServers,
): readonly string[] => {
  if (iceServers) {
    const listed = new Set(urlsOf(iceServers));
    return urlsOf(used).filter((url) => !listed.has(url));
  }
  const media = new URL(mediaUrl).hostname.toLowerCase();
  const named = new Set(iceHosts.map((host) => host.toLowerCase()));
  const isOwn = (host: string): boolean => isBeside(host, media) || named.has(host);
  return urlsOf(used).filter((url) => !isOwn(hostIn(url)));
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
