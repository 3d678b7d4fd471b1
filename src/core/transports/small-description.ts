/**
 * What the descriptions of a connection are made of. Every browser and server on the way reads and writes them whole at each
 * change; with all that LiveKit's client lays out at first they have 22 000 bytes, more than goes through a new line at once.
 */
import type { MediaKind } from '../session-snapshot.js';

type TrackKind = 'audio' | 'video';

/** The only two codecs that there are in a session, and with the picture's its packets that are sent again. */
const CODECS: Readonly<Record<TrackKind, readonly string[]>> = {
  audio: ['audio/opus'],
  video: ['video/vp8', 'video/rtx'],
};

/** Of a connection of LiveKit's. */
export interface Places {
  addTransceiver(track: MediaStreamTrack, init: RTCRtpTransceiverInit): RTCRtpTransceiver;
  addTransceiverOfKind(kind: TrackKind, init: RTCRtpTransceiverInit): RTCRtpTransceiver | undefined;
}

const keepToCodecs = (transceiver: RTCRtpTransceiver, kind: TrackKind): RTCRtpTransceiver => {
  const all = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  const ours = all.filter(({ mimeType }) => CODECS[kind].includes(mimeType.toLowerCase()));
  if (ours.length > 0) transceiver.setCodecPreferences(ours);
  return transceiver;
};

/** What a track of this kind, as the platform calls it, is of; there is nothing else in a session. */
export const mediaKindOf = (kind: string): MediaKind => (kind === 'audio' ? 'microphone' : 'camera');

/**
 * For one other person one place of each kind is laid out at first, where LiveKit would lay out three; more of them are made
 * when the server asks for them.
 *
 * @param atFirst whether the server has not been heard of yet
 * @param made is told of each place for what others send
 */
export const keepSmall = (
  connection: Places,
  atFirst: () => boolean,
  made: (receiver: RTCRtpReceiver, kind: MediaKind) => void,
): void => {
  const forOwn = connection.addTransceiver.bind(connection);
  const forOthers = connection.addTransceiverOfKind.bind(connection);
  const laid = new Set<TrackKind>();
  connection.addTransceiver = (track, init) =>
    keepToCodecs(forOwn(track, init), track.kind === 'audio' ? 'audio' : 'video');
  connection.addTransceiverOfKind = (kind, init) => {
    if (atFirst() && laid.has(kind)) return undefined;
    laid.add(kind);
    const transceiver = forOthers(kind, init);
    if (!transceiver) return undefined;
    made(transceiver.receiver, mediaKindOf(kind));
    return keepToCodecs(transceiver, kind);
  };
};
