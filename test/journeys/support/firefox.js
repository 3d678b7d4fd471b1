import { firefox } from 'playwright-core';

import { findFirefox, FIREFOX_PREFS } from '../../../scripts/browser.js';
import { soundForTests } from '../../../scripts/sound-server.js';

const HOW_TO_GET_FIREFOX = 'no Firefox: install one, or name it in FIREFOX_PATH';

/** Of WebDriver BiDi, which Playwright says to every new page, and which Firefox ESR 153 does not know. */
const NOT_KNOWN = 'emulation.setMediaFeaturesOverride';

/**
 * Firefox as it is installed, for the journeys of a file, with a sound server that leads nowhere. Playwright drives it by WebDriver
 * BiDi, so that people act in it as they do in Chromium. Where it is missing, or has no sound, `skip` says so, loudly; with
 * `REQUIRE_FIREFOX` set this is an error instead.
 *
 * @returns {Promise<{ skip: false | string, open: () => Promise<import('playwright-core').Browser>,
 *   close: () => Promise<void> }>}
 */
export async function firefoxForTests() {
  const executablePath = findFirefox();
  if (!executablePath && process.env.REQUIRE_FIREFOX) throw new Error(HOW_TO_GET_FIREFOX);
  if (!executablePath) {
    console.error(`SKIPPED: ${HOW_TO_GET_FIREFOX}`);
    return { skip: HOW_TO_GET_FIREFOX, close: async () => {} };
  }
  const sound = await soundForTests();
  const open = async () => {
    const browser = await firefox.launch({
      channel: 'moz-firefox',
      executablePath,
      // Where the system brings the sound, it would be heard.
      firefoxUserPrefs: { ...FIREFOX_PREFS, 'media.volume_scale': '0' },
      env: { ...process.env, ...sound.env },
    });
    leaveOutWhatItDoesNotKnow(browser);
    return browser;
  };
  return { skip: sound.skip, open, close: sound.stop };
}

/** In Playwright's own part of it, which is in this process: there is no other way to keep it from asking. */
function leaveOutWhatItDoesNotKnow(browser) {
  const session = browser._connection.toImpl(browser)._browserSession;
  const send = session.send.bind(session);
  session.send = (method, ...given) => (method === NOT_KNOWN ? Promise.resolve({}) : send(method, ...given));
}

/**
 * Runs in a page before anything else: what its camera shows is a bar of somebody's own colour, and what its microphone hears is a tone of
 * their own pitch. Firefox takes no files for its devices as Chromium does. What is asked for is asked of the browser all the same, and
 * refused where it would be.
 *
 * Handed over as source, so it uses nothing from outside itself.
 *
 * @param {{ colour: string, hertz: number }} content
 */
export function drawnDevices({ colour, hertz }) {
  // A page that is not safe, as an empty one, has no devices.
  if (!globalThis.MediaDevices) return;
  const bar = () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    const pen = canvas.getContext('2d');
    let drawn = 0;
    const draw = () => {
      drawn += 1;
      pen.fillStyle = '#b4b4b4';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.fillStyle = colour;
      pen.fillRect((drawn * 8) % (canvas.width - 48), 0, 48, canvas.height);
    };
    draw();
    setInterval(draw, 100);
    return canvas.captureStream(10);
  };
  const tone = () => {
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { frequency: hertz });
    const end = new MediaStreamAudioDestinationNode(context);
    oscillator.connect(new GainNode(context, { gain: 0.4 })).connect(end);
    oscillator.start();
    return end.stream;
  };
  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    const asked = await getUserMedia.call(this, constraints);
    for (const track of asked.getTracks()) track.stop();
    return new MediaStream(
      asked.getTracks().flatMap(({ kind }) => (kind === 'audio' ? tone() : bar()).getTracks()),
    );
  };
}
