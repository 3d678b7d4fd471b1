import { expect } from '@open-wc/testing';
import { waitUntil } from '../../support/wait-until.js';
import { RemoteMedia } from '../../../src/core/transports/remote-media.js';
import { isPitch, pitchMeter, toneTrack, type ContentTrack } from '../../support/media-content.js';

/** As a browser that wants a press first. */
const shyAudio = (): HTMLAudioElement & { pressed: boolean } => {
  const audio = Object.assign(new Audio(), { pressed: false });
  audio.play = () =>
    audio.pressed ? Promise.resolve() : Promise.reject(new DOMException('press first', 'NotAllowedError'));
  return audio;
};

describe('remote-media', () => {
  let tone: ContentTrack;
  let needed: boolean[];
  let media: RemoteMedia;

  beforeEach(() => {
    tone = toneTrack(440);
    needed = [];
    media = new RemoteMedia((value) => needed.push(value));
    media.setTrack('them', 'microphone', tone.track);
    media.setOn('them', 'microphone', true);
  });

  afterEach(() => {
    media.clear();
    tone.stop();
  });

  it('asks for a press when the browser refuses to play, and says when it plays', async () => {
    const audio = shyAudio();
    media.attach('them', 'microphone', audio);
    media.setWanted('them', 'microphone', true);
    await waitUntil(() => needed.length === 1, 'the refusal');
    await media.startSound();
    expect(needed, 'still refused').to.deep.equal([true]);
    audio.pressed = true;
    await media.startSound();
    expect(needed).to.deep.equal([true, false]);
  });

  it('no longer asks for a press for a sound that is not wanted any more', async () => {
    media.attach('them', 'microphone', shyAudio());
    media.setWanted('them', 'microphone', true);
    await waitUntil(() => needed.length === 1, 'the refusal');
    media.setWanted('them', 'microphone', false);
    expect(needed).to.deep.equal([true, false]);
  });

  it('plays a sound in an element of its own, outside the page, and lets go of it at once', async () => {
    const filled: HTMLMediaElement[] = [];
    const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')!;
    Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
      ...source,
      set(this: HTMLMediaElement, value: MediaProvider | null) {
        if (value) filled.push(this);
        source.set?.call(this, value);
      },
    });
    media.setWanted('them', 'microphone', true);
    Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', source);
    const [own] = filled;
    expect(own).to.be.instanceOf(HTMLAudioElement);
    expect(own!.isConnected).to.be.false;
    const meter = pitchMeter(own!.srcObject as MediaStream);
    await waitUntil(() => isPitch(meter.read(), 440), 'the tone');
    meter.close();
    media.setWanted('them', 'microphone', false);
    expect(own!.srcObject).to.be.null;
  });

  it('forgets who was wanted when everything ends', () => {
    media.setWanted('them', 'microphone', true);
    media.clear();
    expect(media.wanted('them')).to.deep.equal({ microphone: false, camera: false });
  });
});
