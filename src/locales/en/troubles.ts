import type { CheckReason } from '../../core/device-check.js';
import type { MediaKind } from '../../core/session-snapshot.js';

interface TroubleWords {
  readonly title: string;
  readonly body: string;
}

/** As they stand inside a sentence. */
const devices: Record<MediaKind, string> = { microphone: 'microphone', camera: 'camera' };

/** The title says what is so, the body what can be done. `device` is one of `devices`. */
const troubles: Record<CheckReason, (device: string) => TroubleWords> = {
  'device-denied': (device) => ({
    title: `The browser keeps the ${device} off`,
    body: 'At some point it was told not to allow it. You can change that, step by step:',
  }),
  'device-dismissed': (device) => ({
    title: `The ${device} stays off for now`,
    body: 'That is fine. When you are ready, test again, and choose “Allow” when your browser asks.',
  }),
  'device-missing': (device) => ({
    title: `No ${device} was found`,
    body: 'If you have one, plug it in or switch it on. Then try again.',
  }),
  'device-busy': (device) => ({
    title: `Something else is using the ${device}`,
    body: 'Often it is another video program, or another tab. Close it, then try again.',
  }),
  'device-blocked-by-page': (device) => ({
    title: `This website does not allow the ${device}`,
    body: 'Only the practice can change that. It has nothing to do with you or your device.',
  }),
  'device-insecure-page': (device) => ({
    title: `The browser does not allow the ${device} on this address`,
    body: 'It only does so on addresses that begin with “https”. Please tell the practice.',
  }),
  'device-unplugged': (device) => ({
    title: `The ${device} is gone`,
    body: 'It was unplugged, or it was switched off. Nothing is lost. Plug it in again, or choose another one.',
  }),
  'device-failed': (device) => ({
    title: `The ${device} did not start`,
    body: 'Unplug it if you can, wait a moment, and try again.',
  }),
  'no-sound': () => ({
    title: 'The microphone is on, but no sound arrives',
    body: 'It may be muted: look for a switch on the headset or a key on the keyboard. Or choose another microphone.',
  }),
  'no-picture': () => ({
    title: 'The camera is on, but no picture arrives',
    body: 'Stop it and try again. If there is another camera, you can choose that one.',
  }),
  'dark-picture': () => ({
    title: 'The picture is dark',
    body: 'The camera may have a small cover or a switch. If you would rather keep it closed, that is fine too.',
  }),
  'still-picture': () => ({
    title: 'The picture does not move',
    body: 'Another program may be sending it. Close that program, or choose another camera.',
  }),
  'too-quiet': () => ({
    title: 'It is too quiet',
    body: 'Turn up the sound of your device, or use a headset. Then play it again.',
  }),
  'nothing-heard': () => ({
    title: 'You heard nothing',
    body: 'Your device may be muted, or the sound may come out somewhere else. If you can choose another speaker here, try it.',
  }),
  'cannot-call': () => ({
    title: 'This browser cannot make video calls',
    body: 'A current version of Chrome, Edge, Firefox or Safari can. You can also talk by phone.',
  }),
  'cannot-encrypt': () => ({
    title: 'This browser is too old to protect a session',
    body: 'An update will help, or a current version of Chrome, Edge, Firefox or Safari. You can also talk by phone.',
  }),
  'worker-blocked': () => ({
    title: 'The protection of a session does not start on this page',
    body: 'Nothing is wrong with you or your device: the page has to allow it. Please tell your practice. You can also talk by phone.',
  }),
  'media-unreachable': () => ({
    title: 'The way for sound and picture is blocked',
    body: 'The network here may not let it through. Another network may help, such as the one of your phone. You can also talk by phone.',
  }),
  'no-connection': () => ({
    title: 'The browser could not make a test connection',
    body: 'Check that you are online. Some add-ons and work networks block calls. Another browser or network may do.',
  }),
};

/** What is in the way of a line of the tech check. */
export default { devices, troubles, helpAgain: 'If your browser does not ask again' };
