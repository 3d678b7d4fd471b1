import { expect } from '@open-wc/testing';
import { browserFamily } from '../../src/core/browser-family.js';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)';

const TABLE: readonly (readonly [expected: string, userAgent: string, touch?: number])[] = [
  ['chrome', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Safari/537.36`],
  ['chrome', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Safari/537.36`, 10],
  ['edge', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Safari/537.36 Edg/141.0.0.0`],
  ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'],
  ['safari', `${MAC} ${WEBKIT} Version/18.0 Safari/605.1.15`],
  ['ios-safari', `${IPHONE} ${WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1`],
  ['ios-safari', `${IPHONE} ${WEBKIT} CriOS/141.0 Mobile/15E148 Safari/604.1`],
  ['ios-safari', `${MAC} ${WEBKIT} Version/18.0 Safari/605.1.15`, 5],
  ['android', `Mozilla/5.0 (Linux; Android 15; Pixel 9) ${BLINK} Mobile Safari/537.36`],
  ['android', 'Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0'],
  ['in-app', `${IPHONE} ${WEBKIT} Mobile/15E148 [FBAN/FBIOS;FBAV/500.0]`],
  ['in-app', `${IPHONE} ${WEBKIT} Mobile/15E148`],
  ['in-app', `Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) ${BLINK} Version/4.0 Mobile Safari/537.36`],
  ['other', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Safari/537.36 OPR/120.0`],
  ['other', ''],
];

describe('browser-family', () => {
  for (const [expected, userAgent, maxTouchPoints = 0] of TABLE) {
    it(`is ${expected}: ${userAgent.slice(-50) || 'nothing said'}, ${maxTouchPoints} touch points`, () => {
      expect(browserFamily({ userAgent, maxTouchPoints })).to.equal(expected);
    });
  }
});
