import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/person-tile.js';
import type { PersonTileElement } from '../../src/elements/person-tile.js';
import { exampleTherapist, type SnapshotPatch } from '../../src/examples/example-session.js';
import { inTheRoom } from '../../src/examples/session-room.js';
import { settled, shownText } from '../support/element-suite.js';
import { recordedSession } from '../support/recorded-media.js';

const show = async (patch: SnapshotPatch = {}) => {
  const { session, media } = recordedSession(inTheRoom(patch));
  const tile = document.createElement('person-tile');
  tile.session = session;
  tile.person = exampleTherapist.id;
  await fixture(html`<main>${tile}</main>`);
  await settled(tile);
  return { session, media, tile };
};

const video = (tile: PersonTileElement): HTMLVideoElement => tile.renderRoot.querySelector('video')!;

const therapist = (patch: Partial<typeof exampleTherapist>): SnapshotPatch => ({
  people: [{ ...exampleTherapist, ...patch }],
});

describe('person-tile', () => {
  it('attaches the video to the person when it enters the page', async () => {
    const { tile, media } = await show();
    expect(media.attached.get(exampleTherapist.id)).to.equal(video(tile));
    expect(media.calls).to.deep.equal(['show person-t']);
  });

  it('lets go in the task in which it leaves the page', async () => {
    const { tile, media } = await show();
    tile.remove();
    expect(media.calls).to.deep.equal(['show person-t', 'let go of person-t']);
  });

  it('takes hold again after a move', async () => {
    const { tile, media } = await show();
    const elsewhere = document.createElement('div');
    tile.parentElement!.append(elsewhere);
    elsewhere.append(tile);
    await settled(tile);
    expect(media.attached.get(exampleTherapist.id)).to.equal(video(tile));
    expect(media.calls).to.deep.equal(['show person-t', 'let go of person-t', 'show person-t']);
  });

  it('does not attach twice when other things change', async () => {
    const { tile, media, session } = await show();
    session.update({ preferences: { ...session.snapshot.preferences, name: 'Sample' } });
    session.update(therapist({ media: { microphone: false, camera: false } }));
    await settled(tile);
    expect(media.calls).to.deep.equal(['show person-t']);
  });

  it('follows when it is given another person', async () => {
    const second = { ...exampleTherapist, id: 'second' };
    const { tile, media } = await show({ people: [exampleTherapist, second] });
    tile.person = 'second';
    await settled(tile);
    expect(media.calls).to.deep.equal(['show person-t', 'let go of person-t', 'show second']);
  });

  for (const [why, patch] of Object.entries<SnapshotPatch>({
    'while somebody pauses': { pausedBy: [exampleTherapist.id] },
    'before the person has begun': {
      media: { microphone: 'off', camera: 'off', ready: false, soundNeedsPress: false, picturesHeld: false },
    },
    'of somebody who has left': therapist({ state: 'gone' }),
    'of somebody who is not here': therapist({ state: 'expected' }),
  })) {
    it(`shows nothing ${why}`, async () => {
      const { media, session, tile } = await show();
      session.update(patch);
      await settled(tile);
      expect(media.attached.size).to.equal(0);
      const fresh = await show(patch);
      expect(fresh.media.calls).to.deep.equal([]);
    });
  }

  it('keeps the frame when the picture comes and goes', async () => {
    const { tile, session } = await show();
    tile.style.blockSize = '400px';
    const size = () => {
      const { width, height } = tile.renderRoot.querySelector('.frame')!.getBoundingClientRect();
      return [width, height];
    };
    await settled(tile);
    const before = size();
    for (const patch of [
      therapist({ media: { microphone: true, camera: false } }),
      therapist({ presence: 'taking-a-moment' }),
      therapist({ profile: { ...exampleTherapist.profile!, name: 'Sample '.repeat(17) } }),
      { connection: 'reconnecting' } as const,
    ]) {
      session.update(patch);
      await settled(tile);
      expect(size()).to.deep.equal(before);
    }
  });

  it('covers the picture and says in words why there is none', async () => {
    const { tile, session } = await show();
    expect(video(tile).hidden).to.equal(false);
    session.update(therapist({ media: { microphone: true, camera: false } }));
    await settled(tile);
    expect(video(tile).hidden).to.equal(true);
    expect(shownText(tile)).to.equal('Sample Therapist The camera is off. Their microphone is on.');
  });

  it('never leaves a frozen face while the line is broken', async () => {
    const { tile } = await show({ connection: 'reconnecting' });
    expect(video(tile).hidden).to.equal(true);
    expect(shownText(tile)).to.contain('We are finding it again');
  });

  it('shows markup and control characters in a name as plain text', async () => {
    const name = `<img src=x onerror=alert(1)>\u202Eevil${'x'.repeat(10_000)}`;
    const { tile } = await show(therapist({ profile: { ...exampleTherapist.profile!, name } }));
    const shown = tile.renderRoot.querySelector('.name')!.textContent;
    expect(shown).to.match(/^<img src=x onerror=alert\(1\)>evilx+$/);
    expect(shown).to.have.length(120);
    expect(tile.renderRoot.querySelector('img')).to.equal(null);
  });
});
