import type { BrowserFamily } from '../../core/browser-family.js';

/** Where to allow a device, by browser. `device` is one of `devices` in the words of the tech check. */
const steps: Record<BrowserFamily, (device: string) => readonly string[]> = {
  chrome: (device) => [
    'Press the small sign at the start of the address, at the top of the window.',
    `Switch the ${device} on.`,
    'Come back here and test again.',
  ],
  edge: (device) => [
    'Press the lock at the start of the address, at the top of the window.',
    `Open “Permissions for this site” and set the ${device} to “Allow”.`,
    'Come back here and test again.',
  ],
  firefox: (device) => [
    `Look for a crossed-out ${device} beside the address, and press it.`,
    'Take the block away with the small cross beside it.',
    'Come back here and test again.',
  ],
  safari: (device) => [
    'Open the “Safari” menu at the top of the screen and choose “Settings for This Website”.',
    `Set the ${device} to “Allow”.`,
    'Come back here and test again.',
  ],
  'ios-safari': (device) => [
    'Press the page sign beside the address, then “Website Settings”.',
    `Set the ${device} to “Allow”.`,
    'If you do not find it, open the Settings of your phone, then Apps, then your browser.',
    'Come back here and test again.',
  ],
  android: (device) => [
    'Press the small sign at the start of the address.',
    `Open “Permissions” and allow the ${device}.`,
    'Come back here and test again.',
  ],
  'in-app': () => [
    'This page is open inside another app, and such apps often cannot do this.',
    'Go back to the message from your practice. Hold the link until a menu opens.',
    'Choose to open it in your browser.',
  ],
  other: (device) => [
    'Open the settings of this page. They are most often beside the address.',
    `Allow the ${device}.`,
    'Come back here and test again.',
  ],
};

export default {
  steps,
  system: (device: string) =>
    `If it is allowed there already, the device itself may keep the ${device} off. Look in its settings under “Privacy”.`,
};
