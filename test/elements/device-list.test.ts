import { expect, fixture, html } from '@open-wc/testing';
import type { CaptureDevice } from '../../src/core/capture.js';
import '../../src/elements/device-list.js';
import type { DeviceListElement } from '../../src/elements/device-list.js';
import { inTheRoom } from '../../src/examples/session-room.js';
import { settled, shownText } from '../support/element-suite.js';
import { recordedSession } from '../support/recorded-media.js';

const DEVICES: readonly CaptureDevice[] = [
  { kind: 'microphone', deviceId: 'm1', label: 'Built-in' },
  { kind: 'microphone', deviceId: 'm2', label: '' },
  { kind: 'camera', deviceId: 'c1', label: '', standIn: true },
];

const show = async (devices = DEVICES) => {
  const { session, media } = recordedSession(inTheRoom());
  media.devices = devices;
  const element = document.createElement('device-list');
  element.session = session;
  await fixture(html`<main>${element}</main>`);
  await settled(element);
  return { session, media, element };
};

const select = (element: DeviceListElement, kind: string): HTMLSelectElement =>
  element.renderRoot.querySelector<HTMLSelectElement>(`select#${kind}`)!;

const options = (element: DeviceListElement, kind: string): string[] =>
  [...select(element, kind).options].map((option) => option.text);

describe('device-list', () => {
  it('lists what there is, by name where the browser tells it', async () => {
    const { element } = await show();
    expect(options(element, 'microphone')).to.deep.equal(['The usual one', 'Built-in', 'Microphone 2']);
    expect(options(element, 'camera')).to.deep.equal(['The usual one', 'A drawing instead of a camera']);
    expect(select(element, 'microphone').value, 'the one in use').to.equal('m2');
  });

  it('shows the usual one as chosen, and lists it once', async () => {
    const usual: CaptureDevice = { kind: 'camera', deviceId: 'default', label: 'Default - Sample camera' };
    const { element, session } = await show([
      usual,
      { kind: 'camera', deviceId: 'c1', label: 'Sample camera' },
    ]);
    expect(options(element, 'camera')).to.deep.equal(['The usual one', 'Sample camera']);
    select(element, 'camera').value = '';
    select(element, 'camera').dispatchEvent(new Event('change', { bubbles: true }));
    expect(session.asks).to.deep.equal([{ type: 'choose-device', kind: 'camera', deviceId: '' }]);
  });

  it('says what is missing', async () => {
    const { element } = await show([]);
    expect(shownText(element)).to.contain('No microphone was found.');
    expect(shownText(element)).to.contain('Your device chooses the speaker.');
  });

  it('asks for the chosen device, and for nothing on its own', async () => {
    const { element, session } = await show();
    expect(session.asks).to.deep.equal([]);
    select(element, 'microphone').value = 'm1';
    select(element, 'microphone').dispatchEvent(new Event('change', { bubbles: true }));
    expect(session.asks).to.deep.equal([{ type: 'choose-device', kind: 'microphone', deviceId: 'm1' }]);
  });

  it('follows what is plugged in while it is on the page, and no longer', async () => {
    const { element, media } = await show();
    media.devices = DEVICES.slice(0, 1);
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await settled(element);
    expect(options(element, 'microphone')).to.deep.equal(['The usual one', 'Built-in']);
    let asked = 0;
    media.capture = () => {
      asked += 1;
      return Promise.reject(new Error('not asked for'));
    };
    element.remove();
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await Promise.resolve();
    expect(asked).to.equal(0);
  });

  it('says so when the list does not come', async () => {
    const { element, media } = await show();
    media.capture = () => Promise.reject(new Error('gone'));
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await settled(element);
    expect(shownText(element)).to.contain('The list of devices did not come.');
  });
});
