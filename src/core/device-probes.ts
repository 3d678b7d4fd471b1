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
