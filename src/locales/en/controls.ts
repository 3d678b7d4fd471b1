/** The strip that is always there. What is so stands first, what a press does stands below it. */
export default {
  label: 'Your controls',
  microphone: { off: 'Microphone is off', starting: 'Microphone is starting…', on: 'Microphone is on' },
  camera: { off: 'Camera is off', starting: 'Camera is starting…', on: 'Camera is on' },
  /** What a press on the camera does while pictures give way to sound. */
  cameraHeld: 'Weak line. Switch on',
  press: { off: 'Switch on', starting: 'Stop', on: 'Switch off' },
  pause: 'Pause',
  pauseDoes: 'No sound, no picture',
  text: 'Write',
  textDoes: 'Instead of speaking',
  devices: 'Devices and help',
  devicesDoes: 'If something does not work',
  leave: 'Leave',
  leaveDoes: 'At any time',
  browserSign: 'Your browser may still show its microphone sign. Nothing of your voice is sent.',
};
