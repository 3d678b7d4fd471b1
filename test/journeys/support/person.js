import assert from 'node:assert/strict';

import { STAND_IN } from '../../../dist/core/stand-in-media.js';
import { until } from './until.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {'client' | 'therapist'} Role */

const OTHER = { client: 'therapist', therapist: 'client' };

/** Of a colour such as `#1f5fae`, in degrees. */
function hueOf(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const max = Math.max(red, green, blue);
  const spread = max - Math.min(red, green, blue);
  if (max === red) return (60 * ((green - blue) / spread) + 360) % 360;
  return 60 * (max === green ? (blue - red) / spread + 2 : (red - green) / spread + 4);
}

/** Whether a hue is that of somebody’s picture: compression moves a colour a little. */
export const isHue = (hue, role) => {
  const apart = Math.abs(hue - hueOf(STAND_IN[role].colour));
  return Math.min(apart, 360 - apart) < 20;
};

const isPitch = (pitch, role) => Math.abs(pitch - STAND_IN[role].hertz) < 30;

/** Somebody at their page: acts as a person does, and reads what a person could see, hear or find out. */
export class Person {
  /**
   * @param {Page} page
   * @param {Role} role
   * @param {string} [selector] of their own session, also where a page holds both sides
   * @param {Page | import('playwright-core').Frame} [place] the frame in the page where their session is
   */
  constructor(page, role, selector = `safe-session[as="${role}"]`, place = page) {
    this.page = page;
    this.place = place;
    /** @type {Role} */
    this.role = role;
    this.selector = selector;
    this.session = place.locator(selector);
  }

  /** @param {string | RegExp} name a string is the whole name */
  button(name) {
    return this.session.getByRole('button', { name, exact: true });
  }

  async press(name) {
    await this.click(this.button(name).first());
  }

  /** Looks at their own page first: browsers hardly draw a page behind another one. */
  async click(locator, how = {}) {
    await this.page.bringToFront();
    await locator.click(how);
  }

  async reaches(phase) {
    await this.place.locator(`${this.selector}[phase="${phase}"]`).waitFor();
  }

  phase() {
    return this.session.getAttribute('phase');
  }

  /** @param {string | RegExp} text a part of what stands there */
  async reads(text) {
    await this.session.getByText(text).first().waitFor();
  }

  /** @param {string | RegExp} text */
  async readsNo(text) {
    assert.equal(await this.session.getByText(text).filter({ visible: true }).count(), 0, `reads: ${text}`);
  }

  /** @param {string} heading of the step, of a notice or of a panel */
  async isAt(heading) {
    await this.session.getByRole('heading', { name: heading }).first().waitFor();
  }

  /* The way to the session. */

  async getsReady() {
    await this.press('Start getting ready');
  }

  async choosesStandIns() {
    await this.press('Use a soft tone instead');
    await this.press('Use a drawn picture instead');
  }

  /** Chooses them, and lets the check say that they work, which takes a moment. */
  async usesStandIns() {
    await this.choosesStandIns();
    for (const line of ['Microphone', 'Camera'])
      await this.session.getByRole('region', { name: line }).getByText('Works', { exact: true }).waitFor();
  }

  /** Where everything else was settled before. */
  async goesStraightToWait() {
    await this.getsReady();
    await this.reaches('waiting');
  }

  /** @param {'With sound and picture' | 'With sound only' | 'Just listen first'} how */
  async begins(how = 'With sound and picture') {
    await this.click(this.session.getByRole('button', { name: how }));
    await this.session.getByRole('group', { name: 'Your controls' }).waitFor();
  }

  /** In the room: beside the call is a choice of devices. */
  async choosesTheTone() {
    await this.press(/^Devices and help/);
    await this.session
      .getByLabel('Microphone', { exact: true })
      .selectOption({ label: 'A tone instead of a microphone' });
  }

  async pauses() {
    await this.press(/^Pause/);
    await this.reaches('paused');
  }

  async switchesOn() {
    for (const device of ['Microphone', 'Camera']) {
      await this.press(new RegExp(`^${device} is off`));
      await this.button(new RegExp(`^${device} is on`)).waitFor();
    }
  }

  /** The button of the step or of the strip, not the one that leaves the page. */
  async leaves() {
    await this.press(/^Leave(?! this page)/);
    await this.reaches('closing');
  }

  async exits() {
    await this.press('Leave this page now');
    await this.page.waitForURL('**/left.html');
  }

  async writes(text) {
    const field = this.session.getByLabel('Your text');
    await field.fill(text);
    await field.press('Enter');
  }

  /* What arrives, told from whose it is. */

  async sees() {
    await until(
      `the ${this.role} sees the ${OTHER[this.role]}`,
      () => this.bars(),
      (bars) => this.#isOther(bars),
    );
    this.#isNotOwn(await this.bars());
  }

  /** Whether they do at this moment; rejects where they are shown their own picture. */
  async seesNow() {
    const bars = await this.bars();
    this.#isNotOwn(bars);
    return this.#isOther(bars);
  }

  #isNotOwn(bars) {
    for (const hue of bars)
      assert.ok(!isHue(hue, this.role), `the ${this.role} is shown their own picture (hue ${hue})`);
  }

  #isOther(bars) {
    return bars.some((hue) => isHue(hue, OTHER[this.role]));
  }

  async hears() {
    await until(
      `the ${this.role} hears the ${OTHER[this.role]}`,
      () => this.pitches(),
      (pitches) => pitches.some((pitch) => pitch !== null && isPitch(pitch, OTHER[this.role])),
    );
    for (const pitch of await this.pitches())
      assert.ok(pitch === null || !isPitch(pitch, this.role), `the ${this.role} hears themselves`);
  }

  /** Nothing of the other's arrives, and nothing of one's own is captured. */
  async isInSilence() {
    assert.deepEqual(await this.pictures(), [], `the ${this.role} has a picture`);
    assert.deepEqual(await this.pitches(), [], `the ${this.role} has a sound`);
    assert.deepEqual(await this.ownLive(), [], `something of the ${this.role} is still captured`);
  }

  /** The other has begun again, and I have not: what is mine does not arrive. @param {Person} other */
  async isInSilenceOf(other) {
    assert.deepEqual(await other.ownLive(), [], `the ${other.role} sends already`);
    assert.deepEqual(await this.bars(), []);
  }

  /** What the session knows of the other person. */
  other() {
    return this.session.evaluate((element) => element.session.snapshot.people[0]);
  }

  /** What the browser was asked for. */
  asked() {
    return this.place.evaluate(() => globalThis.watched.asked);
  }

  /** Loads the page anew and presses on. @param {string} phase where they are then */
  async comesBackTo(phase) {
    await this.page.reload();
    await this.getsReady();
    await this.reaches(phase);
  }

  /** The browser ends the page as after a fault: it can say no goodbye. */
  async crashes() {
    const gone = this.page.waitForEvent('crash');
    const line = await this.page.context().newCDPSession(this.page);
    line.send('Page.crash').catch(() => undefined);
    await gone;
  }

  /** What the browser does when a device goes away: the track ends without anybody having stopped it. */
  async unplugs(kind) {
    await this.place.evaluate((wanted) => {
      const [track] = globalThis.watched.tracks.filter(
        (one) => one.kind === wanted && one.readyState === 'live',
      );
      track.dispatchEvent(new Event('ended'));
    }, kind);
  }

  /** From now on: everything that leaves the page, as text. */
  async hearsWhatIsTold() {
    const from = await this.place.evaluate(() => globalThis.watched.told.length);
    return () => this.place.evaluate((start) => globalThis.watched.told.slice(start), from);
  }

  /** All of one's own tracks since the page was opened. */
  ownTracks() {
    return this.place.evaluate(() =>
      globalThis.watched.tracks.map(({ kind, readyState }) => `${kind}: ${readyState}`),
    );
  }

  bars() {
    return this.session.evaluate((session) => globalThis.watched.bars(session.shadowRoot));
  }

  pitches() {
    return this.place.evaluate(() => globalThis.watched.pitches());
  }

  /** Which elements hold a picture. */
  pictures() {
    return this.session.evaluate((session) =>
      globalThis.watched
        .all('video', session.shadowRoot)
        .filter(({ srcObject }) => srcObject)
        .map((video) => video.getRootNode().host.localName),
    );
  }

  /** The kinds of one's own tracks that are live. */
  ownLive() {
    return this.place.evaluate(() => globalThis.watched.ownLive());
  }

  packetsSent() {
    return this.place.evaluate(() => globalThis.watched.packetsSent());
  }

  /** The same for each connection that there ever was. */
  packetsOfEach() {
    return this.place.evaluate(() => globalThis.watched.packetsOfEach());
  }

  /** What the page makes of the way to the media server. */
  connection() {
    return this.session.evaluate((element) => element.session.snapshot.connection);
  }

  /**
   * Presses and looks around in the same task, before anything that waits can have run.
   *
   * @param {RegExp} name of the button
   * @returns {Promise<{ live: string[], pictures: number, sounds: number, log: string[], covered: boolean }>}
   */
  pressAndLook(name) {
    return this.button(name)
      .first()
      .evaluate((button) => {
        const { watched } = globalThis;
        watched.log.length = 0;
        button.click();
        const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
        return {
          live: watched.ownLive(),
          pictures: watched.all('video').filter(({ srcObject }) => srcObject).length,
          sounds: watched.sounds.size,
          log: [...watched.log],
          covered:
            middle?.matches(':popover-open') === true &&
            middle.getBoundingClientRect().width >= document.documentElement.clientWidth &&
            middle.getBoundingClientRect().height >= innerHeight &&
            getComputedStyle(middle).opacity === '1',
        };
      });
  }
}

export class Client extends Person {
  /** @param {Page} page @param {string} [selector] @param {Page | import('playwright-core').Frame} [place] */
  constructor(page, selector, place) {
    super(page, 'client', selector, place);
  }

  async answers(label) {
    await this.page.bringToFront();
    for (const radio of await this.session.getByRole('radio', { name: label, exact: true }).all())
      await radio.check();
  }

  /** Only these topics want an answer; the free ones may stay open. */
  async agreesToAll() {
    await this.reaches('consent');
    await this.session.getByRole('radio', { name: 'I agree', exact: true }).first().waitFor();
    await this.answers('I agree');
    await this.answers('I have read this');
  }

  /** @param {string} heading of the topic */
  topic(heading) {
    return this.session.getByRole('group', { name: `Your answer to: ${heading}` });
  }

  /** The whole way to waiting, with something in every field. The wishes are typed key by key. */
  async entersEverything({ signature, name, pronouns, wishes }) {
    await this.getsReady();
    await this.consents(signature);
    await this.session.getByLabel('I would rather not say').check();
    await this.session.getByLabel('What would you like to be called?').fill(name);
    await this.session.getByLabel('Your pronouns').fill(pronouns);
    await this.session.getByLabel('Wishes for today').pressSequentially(wishes);
    await this.press('Continue');
    await this.reaches('tech-check');
    await this.press('Continue');
    await this.reaches('waiting');
  }

  async signs(name = 'Sample Client') {
    await this.session.getByLabel('Your full name').fill(name);
    await this.press('Sign and send my answers');
    await this.isAt('Your answers are stored');
  }

  async consents(name) {
    await this.agreesToAll();
    await this.signs(name);
    await this.press('Continue');
    await this.reaches('space');
  }

  /** The whole way from the welcome to the waiting room. */
  async goesToWait({ name = 'Sam', standIns = true } = {}) {
    await this.getsReady();
    await this.consents();
    await this.session.getByLabel('What would you like to be called?').fill(name);
    await this.press('Continue');
    await this.reaches('tech-check');
    if (standIns) await this.choosesStandIns();
    await this.press('Continue');
    await this.reaches('waiting');
  }

  async needsSomeoneNow() {
    await this.press('I need someone now');
    await this.reaches('waiting');
  }
}

export class Therapist extends Person {
  /** @param {Page} page @param {string} [selector] @param {Page | import('playwright-core').Frame} [place] */
  constructor(page, selector, place) {
    super(page, 'therapist', selector, place);
  }

  async goesToTheDesk({ standIns = true } = {}) {
    await this.getsReady();
    await this.reaches('tech-check');
    if (standIns) await this.choosesStandIns();
    await this.press('Continue');
    await this.reaches('waiting');
  }

  async letsIn() {
    await this.click(this.button('Let in').and(this.place.locator('[aria-disabled="false"]')));
    await this.reaches('session');
  }
}
