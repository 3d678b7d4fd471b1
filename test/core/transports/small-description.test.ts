import { expect } from '@open-wc/testing';
import { keepSmall } from '../../../src/core/transports/small-description.js';
import { barTrack, SIGNATURES, toneTrack } from '../../support/media-content.js';

/** As LiveKit's client makes places on a connection. */
const placesOn = (connection: RTCPeerConnection) => ({
  addTransceiver: (track: MediaStreamTrack, init: RTCRtpTransceiverInit) =>
    connection.addTransceiver(track, init),
  addTransceiverOfKind: (
    kind: 'audio' | 'video',
    init: RTCRtpTransceiverInit,
  ): RTCRtpTransceiver | undefined => connection.addTransceiver(kind, init),
});

const KINDS = ['audio', 'audio', 'audio', 'video', 'video', 'video'] as const;

describe('a small description', () => {
  let connection: RTCPeerConnection;
  let made: string[];

  beforeEach(() => {
    connection = new RTCPeerConnection();
    made = [];
  });

  afterEach(() => {
    connection.close();
  });

  const small = (atFirst: () => boolean) => {
    const places = placesOn(connection);
    keepSmall(places, atFirst, (receiver, kind) => made.push(`${kind} by ${receiver.track.kind}`));
    return places;
  };

  const layOut = ({ addTransceiverOfKind }: ReturnType<typeof placesOn>) =>
    KINDS.map((kind) => addTransceiverOfKind(kind, { direction: 'recvonly' }));

  const codecs = async (): Promise<string[]> => {
    const { sdp = '' } = await connection.createOffer();
    const names = [...sdp.matchAll(/^a=rtpmap:\d+ ([^/]+)/gm)].map(([, name = '']) => name.toLowerCase());
    return [...new Set(names)].sort();
  };

  it('has one place of each kind at first, and tells of both', () => {
    const laid = layOut(small(() => true));
    expect(laid.map((one) => one !== undefined)).to.deep.equal([true, false, false, true, false, false]);
    expect(connection.getTransceivers()).to.have.lengthOf(2);
    expect(made).to.deep.equal(['microphone by audio', 'camera by video']);
  });

  it('has as many as the server asks for later', () => {
    let atFirst = true;
    const places = small(() => atFirst);
    layOut(places);
    atFirst = false;
    expect(layOut(places)).not.to.include(undefined);
    expect(connection.getTransceivers()).to.have.lengthOf(8);
    expect(made).to.have.lengthOf(8);
  });

  it('knows the two codecs of a session and no other, for what is sent and what comes', async () => {
    const places = small(() => true);
    layOut(places);
    const [picture, sound] = [barTrack(SIGNATURES.client.hue), toneTrack(SIGNATURES.client.pitch)];
    for (const { track } of [picture, sound]) places.addTransceiver(track, { direction: 'sendonly' });
    const all = await codecs();
    expect(all).to.include.members(['opus', 'vp8']);
    expect(all.filter((name) => !['opus', 'vp8', 'rtx'].includes(name))).to.deep.equal([]);
    const { sdp = '' } = await connection.createOffer();
    expect(sdp.length).to.be.lessThan(6_000);
    for (const one of [picture, sound]) one.stop();
  });
});
