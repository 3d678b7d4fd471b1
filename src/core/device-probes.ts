/** Small questions to the browser itself, each of which leaves nothing behind. For the tech check. */
import type { BrowserAbilities } from './device-check.js';

const canAgreeOnKeys = async (): Promise<boolean> => {
  try {
    await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits']);
    return true;
  } catch {
    return false;
  }
};

/** What this browser can do; asks for no permission and contacts nobody. */
export const probeBrowser = async (): Promise<BrowserAbilities> => ({
  secure: isSecureContext,
  devices: 'mediaDevices' in navigator && 'getUserMedia' in navigator.mediaDevices,
  connections: 'RTCPeerConnection' in globalThis,
  frames:
    'RTCRtpScriptTransform' in globalThis ||
    ('RTCRtpSender' in globalThis && 'createEncodedStreams' in RTCRtpSender.prototype),
  keys: isSecureContext && (await canAgreeOnKeys()),
});

const exchange = (from: RTCPeerConnection, to: RTCPeerConnection): void => {
  from.onicecandidate = ({ candidate }) => {
    // A candidate that comes after the end is of no use to anybody.
    if (candidate) to.addIceCandidate(candidate).catch(() => undefined);
  };
};

const agree = async (near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> => {
  await near.setLocalDescription();
  if (near.localDescription) await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  if (far.localDescription) await near.setRemoteDescription(far.localDescription);
};

const roundTrip = (near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> =>
  new Promise((resolve) => {
    far.ondatachannel = ({ channel }) => {
      channel.onmessage = () => channel.send('back');
    };
    const channel = near.createDataChannel('check');
    channel.onopen = () => channel.send('there');
    channel.onmessage = () => resolve();
  });

const given = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

/**
 * Sends a word from this browser to itself and back over a WebRTC connection. Says that this browser and this
 * device's settings allow such connections; says nothing about the line to the practice, and no server is asked.
 * Rejects with the signal's reason.
 */
export const probeConnection = async ({ signal }: { readonly signal: AbortSignal }): Promise<void> => {
  signal.throwIfAborted();
  const near = new RTCPeerConnection();
  const far = new RTCPeerConnection();
  try {
    exchange(near, far);
    exchange(far, near);
    const back = roundTrip(near, far);
    await Promise.race([agree(near, far).then(() => back), given(signal)]);
  } finally {
    near.close();
    far.close();
  }
};
