import type { LineState } from '../../core/trust-view.js';

/** The quiet line that says how a session is protected. The part that it opens says what each word covers and what it does not. */
const line: Record<LineState, string> = {
  alone: 'Your page seals what you send as soon as somebody is there.',
  securing: 'Your pages are making keys. Nothing is sent yet.',
  unchecked: 'Sealed. You can check together that nobody is in between.',
  checked: 'Sealed, and you compared it together.',
  'known-device': 'Sealed, with a device that you compared before.',
  'changed-device': 'Sealed, with a device that is new here. You can check together.',
  differs: 'Stopped to be careful, because the pictures were not the same.',
  failed: 'The keys could not be made. Nothing is sent.',
  'cannot-open': 'Something arrives that cannot be opened. It is not shown.',
  tampering: 'Stopped to be careful, because something was changed on the way.',
  unsupported: 'This browser cannot seal a session. Nothing is sent.',
};

export default { line, open: 'How this is protected' };
