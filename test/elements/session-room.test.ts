import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { StartWith } from '../../src/core/session-snapshot.js';
import '../../src/elements/session-room.js';
// Fetched by the room as it is needed; here from the start.
import '../../src/elements/encryption-status.js';
import '../../src/elements/person-removal.js';
import '../../src/elements/place-card.js';
import type { SessionRoomElement } from '../../src/elements/session-room.js';
import { exampleClient, exampleTherapist, type SnapshotPatch } from '../../src/examples/example-session.js';
import { comparing, withSafety } from '../../src/examples/safety-code.js';
import { examples, inTheRoom } from '../../src/examples/session-room.js';
import {
  button,
  deepQuery,
  elementSuite,
  focused,
  settled,
  shownText,
  withSession,
} from '../support/element-suite.js';
import { recordedSession } from '../support/recorded-media.js';

const TAG = 'session-room';

const show = (name: keyof typeof examples = 'both on') =>
  withSession<SessionRoomElement>(TAG, examples[name]);

/** With media that remember what was attached. */
const showRecorded = async (patch: SnapshotPatch = inTheRoom()) => {
  const { session, media } = recordedSession(patch);
  const element = document.createElement('session-room');
  element.session = session;
  await fixture(html`<main>${element}</main>`);
  await settled(element);
  return { session, media, element };
};

const therapist = (patch: Partial<typeof exampleTherapist>): SnapshotPatch => ({
  people: [{ ...exampleTherapist, ...patch }],
});

const announced = (element: SessionRoomElement): string[] =>
  [...element.renderRoot.querySelectorAll('[role=log] > p')].map((line) => line.textContent);

describe(TAG, () => {
  elementSuite(TAG, examples);

  describe('arriving', () => {
    it('says who is here and that nothing is on, and attaches nobody', async () => {
      const { element, media } = await showRecorded(examples.arriving);
      expect(shownText(element)).to.contain('Sample Therapist is here.');
      expect(shownText(element)).to.contain('Nothing of yours is on, and nothing of theirs is shown yet.');
      expect(deepQuery(element.renderRoot, 'video')).to.equal(null);
      expect(media.calls).to.deep.equal([]);
    });

    it('says who is not here yet', async () => {
      const { element } = await show('arriving before the other');
      expect(shownText(element)).to.contain('Sample Therapist is not here yet.');
    });

    for (const [title, startWith] of Object.entries<Exclude<StartWith, ''>>({
      'With sound and picture': 'sound-and-picture',
      'With sound only': 'sound',
      'Just listen first': 'listening',
    })) {
      it(`begins: ${title}`, async () => {
        const { element, session } = await show('arriving');
        button(element, new RegExp(`^${title}`)).click();
        expect(session.asks).to.deep.equal([{ type: 'begin', startWith }]);
      });
    }

    it('offers three ways of the same size, and says in words which was chosen before', async () => {
      const { element, session } = await show('arriving, sound chosen before');
      const ways = [...element.renderRoot.querySelectorAll<HTMLElement>('[data-start]')];
      const sizes = ways.map((way) => [way.offsetWidth, way.offsetHeight].join('×'));
      expect(new Set(sizes).size, sizes.join(' ')).to.equal(1);
      expect(ways.map((way) => way.textContent.includes('You chose this before.'))).to.deep.equal([
        false,
        true,
        false,
      ]);
      expect(new Set(ways.map((way) => way.className)).size).to.equal(1);
      expect(session.asks, 'nothing is pressed for them').to.deep.equal([]);
    });

    it('leads to the devices and to help before anything begins, and back again', async () => {
      const { element, session } = await show('arriving');
      for (const [opener, panel, heading] of [
        ['Your devices', 'devices', 'Your devices'],
        ['Something does not work', 'help', 'When sound or picture does not work'],
      ] as const) {
        button(element, opener).click();
        expect(session.asks.at(-1)).to.deep.equal({ type: 'open-panel', panel });
        session.update({ panel });
        await settled(element);
        expect(focused(element)?.textContent).to.equal(heading);
        button(element, 'Close').click();
        expect(session.asks.at(-1)).to.deep.equal({ type: 'close-panel' });
        session.update({ panel: null });
        await settled(element);
        expect(focused(element)?.textContent.trim()).to.equal(opener);
      }
    });

    it('can be left before anything begins', async () => {
      const { element, session } = await show('arriving');
      button(element, 'Leave').click();
      expect(session.asks).to.deep.equal([{ type: 'leave' }]);
    });

    it('moves the focus to the room’s heading after the choice', async () => {
      const { element, session } = await show('arriving');
      const way = button(element, /^Just listen first/);
      way.focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => session.asks.length > 0, 'is pressed');
      session.update(examples.listening);
      await settled(element);
      expect(focused(element)?.textContent).to.contain('With Sample Therapist');
    });
  });

  describe('the people', () => {
    it('attaches each of them to a video of their own', async () => {
      const { element, media } = await showRecorded(examples['two others']);
      expect([...media.attached.keys()]).to.have.members(['person-t', 'person-2']);
      expect(new Set(media.attached.values()).size).to.equal(2);
      element.remove();
      expect(media.attached.size).to.equal(0);
    });

    it('keeps a person’s video when somebody else comes', async () => {
      const { element, media, session } = await showRecorded();
      const video = media.attached.get('person-t');
      session.update({ people: examples['two others'].people! });
      await settled(element);
      expect(media.attached.get('person-t')).to.equal(video);
      expect(media.calls.filter((call) => call.endsWith('person-t'))).to.deep.equal(['show person-t']);
    });

    it('attaches them again after the room was moved', async () => {
      const { element, media } = await showRecorded();
      const elsewhere = document.createElement('div');
      element.parentElement!.append(elsewhere);
      elsewhere.append(element);
      await settled(element);
      expect([...media.attached.keys()]).to.deep.equal(['person-t']);
    });

    it('keeps the stage and the controls where they are, whatever arrives', async () => {
      const { element, session } = await show();
      const places = () =>
        ['.stage', 'session-controls'].map((selector) => {
          const { x, y, width } = element.renderRoot.querySelector(selector)!.getBoundingClientRect();
          return [x, y, width].map(Math.round);
        });
      const before = places();
      for (const patch of [
        therapist({ media: { microphone: false, camera: false } }),
        therapist({ presence: 'taking-a-moment' }),
        therapist({ state: 'lost' }),
        therapist({ state: 'gone' }),
        therapist({}),
        { connection: 'reconnecting' } as const,
        { connection: 'connected' } as const,
        { media: { ...session.snapshot.media, soundNeedsPress: true, picturesHeld: false } },
        { media: { ...session.snapshot.media, camera: 'off', picturesHeld: true }, line: 'narrow' } as const,
        { line: 'broken' } as const,
        { line: 'good' } as const,
        { media: { ...session.snapshot.media, camera: 'on', picturesHeld: false } } as const,
        { people: examples['two others'].people! },
      ]) {
        session.update(patch);
        await settled(element);
        expect(places(), JSON.stringify(patch).slice(0, 120)).to.deep.equal(before);
      }
    });

    it('says that somebody left, and lets the person stay or close', async () => {
      const { element, session } = await show('person gone');
      expect(shownText(element)).to.contain('Sample Therapist left the session');
      button(element, 'Wait here').click();
      await settled(element);
      expect(shownText(element)).to.contain('You are waiting here.');
      expect(() => button(element, 'Wait here')).to.throw();
      expect(session.asks).to.deep.equal([]);
      button(element, 'Close the session').click();
      expect(session.asks).to.deep.equal([{ type: 'leave' }]);
    });

    it('asks again when they come back and leave again', async () => {
      const { element, session } = await show('person gone');
      button(element, 'Wait here').click();
      session.update(therapist({}));
      await settled(element);
      session.update(therapist({ state: 'gone' }));
      await settled(element);
      expect(() => button(element, 'Wait here')).to.not.throw();
    });

    it('says that the line to somebody broke, and gives the phone', async () => {
      const { element } = await show('person lost');
      expect(shownText(element)).to.contain('It is the line, not you and not them.');
      expect(shownText(element)).to.contain('020 7946 0123');
    });

    it('plays the sound on a press where the browser wants one', async () => {
      const { element, session } = await show('sound needs a press');
      button(element, 'Play the sound').click();
      expect(session.asks).to.deep.equal([{ type: 'start-sound' }]);
    });
  });

  describe('a weak line', () => {
    const state = (element: SessionRoomElement): string =>
      element.renderRoot.querySelector('.top [part=status]')!.textContent;

    it('is told in words beside the name', async () => {
      const { element, session } = await show('weak line');
      expect(state(element)).to.equal('Weak line');
      session.update({ line: 'broken' });
      await settled(element);
      expect(state(element)).to.equal('Very weak line');
      session.update({ line: 'good' });
      await settled(element);
      expect(state(element)).to.equal('Connected');
    });

    it('says why there are no pictures, and brings them back on a press alone', async () => {
      const { element, session } = await show('pictures held');
      expect(shownText(element))
        .to.contain('Sound only for now. The picture waits.')
        .and.contain('The line is too weak for pictures. Your camera is off.')
        .and.contain('Camera is off Weak line. Switch on');
      session.update({ line: 'good' });
      await settled(element);
      expect(session.asks).to.deep.equal([]);
      expect(shownText(element)).to.contain('The pictures wait for you.');
      button(element, 'Show pictures again').focus();
      await sendKeys({ press: 'Enter' });
      expect(session.asks).to.deep.equal([{ type: 'show-pictures' }]);
      session.update({ media: { ...session.snapshot.media, picturesHeld: false } });
      await settled(element);
      expect(shownText(element)).to.not.contain('The picture waits');
      expect(focused(element)?.textContent).to.contain('With Sample Therapist');
    });

    it('gives the phone when it hardly carries sound, and offers no pictures', async () => {
      const { element } = await show('very weak line');
      expect(shownText(element)).to.contain('It is the line, not you and not them.');
      expect(shownText(element.renderRoot.querySelector('.over')!)).to.contain('020 7946 0123');
      expect(() => button(element, 'Show pictures again')).to.throw();
    });

    it('is announced once, with what went off because of it', async () => {
      const { element, session } = await show();
      session.update({
        line: 'narrow',
        media: { ...session.snapshot.media, camera: 'off', picturesHeld: true },
      });
      await settled(element);
      session.update({ line: 'good' });
      await settled(element);
      expect(announced(element)).to.deep.equal([
        'Sound only for now, because the line is weak. Your camera is off.',
        'The line is good again. You can bring the pictures back when you like.',
      ]);
    });
  });

  describe('for the therapist', () => {
    const client = { ...exampleClient, state: 'here', media: { microphone: true, camera: true } } as const;

    it('leads from the picture to which of two devices counts, and covers no picture with it', async () => {
      const { element, session } = await show('a second device, for the therapist');
      const card = element.renderRoot.querySelector('place-card')!;
      const controls = element.renderRoot.querySelector('session-controls')!;
      expect(card.compareDocumentPosition(controls)).to.equal(Node.DOCUMENT_POSITION_PRECEDING);
      button(element, 'Look at it').click();
      await settled(element);
      expect(focused(element)?.textContent).to.equal('The same link was opened on one more device');
      button(element, /^Go on with the newer one/).focus();
      await sendKeys({ press: 'Enter' });
      expect(session.asks).to.deep.equal([{ type: 'give-place', person: 'person-c', newer: true }]);
      session.update({ people: [client] });
      await settled(element);
      expect(focused(element)?.textContent).to.contain('With Sample Client');
    });

    it('leads to who asks to come in, and lets them in from the room', async () => {
      const { element, session } = await show('somebody asks to come in, for the therapist');
      const person = element.renderRoot.querySelector('waiting-person')!;
      expect(shownText(element)).to.contain('Sample Client asks to come in');
      button(element, 'Look at it').click();
      await settled(element);
      expect(focused(element)?.textContent).to.contain('Sample Client');
      const admit = person.renderRoot.querySelector<HTMLElement>('[part=primary]')!;
      admit.focus();
      await sendKeys({ press: 'Enter' });
      expect(session.asks).to.deep.equal([{ type: 'admit', person: 'person-c' }]);
      session.update({ people: [client] });
      await settled(element);
      expect(element.renderRoot.querySelector('waiting-person')).to.equal(null);
      expect(focused(element)?.textContent).to.contain('With Sample Client');
    });

    it('is told once of a second device, also when it waits in a pause', async () => {
      const { element, session } = await show('for the therapist');
      session.update({ pausedBy: ['person-t'] });
      await settled(element);
      session.update({ people: [{ ...client, asksElsewhere: true }] });
      await settled(element);
      expect(announced(element).at(-1)).to.equal(
        'The link of Sample Client was opened on one more device. You are asked which one counts.',
      );
      expect(shownText(element)).to.contain('Both say that they are Sample Client.');
    });

    it('can end the session for somebody from the help and from a pause, never from the controls', async () => {
      for (const name of [
        'help open, for the therapist',
        'a second device while paused, for the therapist',
      ] as const) {
        const { element, session } = await show(name);
        const line = element.renderRoot.querySelector('details')!;
        expect(shownText(line), name).to.equal('If somebody should not be here');
        expect(line.open).to.equal(false);
        line.querySelector('summary')!.click();
        await waitUntil(() => line.querySelector('person-removal') !== null, 'opens');
        await settled(element);
        button(element, 'End the session for Sample Client').click();
        await settled(element);
        button(element, 'Yes, end it for Sample Client').click();
        expect(session.asks).to.deep.equal([{ type: 'remove', person: 'person-c' }]);
      }
      const { element } = await show('for the therapist');
      expect(element.renderRoot.querySelector('details')).to.equal(null);
    });

    it('says that it has ended for them, and not that they left', async () => {
      const { element, session } = await show('ended for them, for the therapist');
      expect(shownText(element))
        .to.contain('The session has ended for Sample Client')
        .and.not.contain('left');
      expect(() => button(element, 'Wait here')).to.throw();
      button(element, 'Close the session').click();
      expect(session.asks).to.deep.equal([{ type: 'leave' }]);
    });
  });

  it('gives a client nothing with which to send anybody out, and no question about devices', async () => {
    for (const patch of [
      inTheRoom({ panel: 'help' }),
      inTheRoom({ pausedBy: [exampleTherapist.id] }),
      inTheRoom(therapist({ asksElsewhere: true })),
    ]) {
      const { element } = await withSession<SessionRoomElement>(TAG, patch);
      expect(deepQuery(element.renderRoot, 'details, place-card')).to.equal(null);
      expect(shownText(element)).to.not.contain('should not be here').and.not.contain('one more device');
    }
  });

  describe('announcements', () => {
    it('tells each change once, however often the room renders', async () => {
      const { element, session } = await show();
      expect(announced(element)).to.deep.equal([]);
      session.update(therapist({ media: { microphone: true, camera: false } }));
      await settled(element);
      element.requestUpdate();
      session.update({});
      await settled(element);
      expect(announced(element)).to.deep.equal(['The camera of Sample Therapist is off.']);
    });

    it('says the same thing again when it happens again', async () => {
      const { element, session } = await show();
      const camera = async (on: boolean): Promise<void> => {
        session.update(therapist({ media: { microphone: true, camera: on } }));
        await settled(element);
      };
      await camera(false);
      await camera(true);
      await camera(false);
      expect(announced(element)).to.deep.equal([
        'The camera of Sample Therapist is off.',
        'The camera of Sample Therapist is on.',
        'The camera of Sample Therapist is off.',
      ]);
    });

    it('keeps its region and its lines when the language changes', async () => {
      const { element, session } = await show();
      const region = element.renderRoot.querySelector('[role=log]');
      session.update(therapist({ state: 'gone' }));
      await settled(element);
      element.lang = 'da';
      await settled(element);
      await settled(element);
      expect(element.renderRoot.querySelector('[role=log]')).to.equal(region);
      expect(announced(element)).to.deep.equal(['Sample Therapist has left.']);
    });

    it('goes on through a pause', async () => {
      const { element, session } = await show();
      session.update({ pausedBy: [exampleTherapist.id] });
      await settled(element);
      session.update({ pausedBy: [] });
      await settled(element);
      expect(announced(element)).to.deep.equal([
        'Sample Therapist paused. No sound and no picture is sent.',
        'The pause is over. Your microphone and camera stay off until you switch them on.',
      ]);
    });

    it('takes another session for a new beginning', async () => {
      const { element } = await show();
      element.session = recordedSession(inTheRoom(therapist({ state: 'gone' }))).session;
      await settled(element);
      expect(announced(element)).to.deep.equal([]);
    });
  });

  describe('a pause', () => {
    const off = {
      microphone: 'off',
      camera: 'off',
      ready: true,
      soundNeedsPress: false,
      picturesHeld: false,
    } as const;

    it('takes the place of the whole room', async () => {
      const { element, media, session } = await showRecorded();
      session.update({ pausedBy: [exampleTherapist.id], media: off });
      await settled(element);
      expect(media.attached.size).to.equal(0);
      expect(deepQuery(element.renderRoot, 'video')).to.equal(null);
      expect(shownText(element)).to.contain('Sample Therapist paused');
    });

    it('brings everything back but media, and says so until something is switched on', async () => {
      const { element, session } = await show();
      session.update({ pausedBy: [exampleTherapist.id], media: off });
      await settled(element);
      session.update({ pausedBy: [] });
      await settled(element);
      const line = 'The pause is over. Your microphone and camera stay off until you switch them on.';
      const shown = () => element.renderRoot.querySelector('.top [part=status]')!.textContent.trim();
      expect(shown()).to.equal(line);
      expect(session.asks, 'nothing is asked for by itself').to.deep.equal([]);
      session.update({ media: { ...off, microphone: 'starting' } });
      await settled(element);
      expect(shown()).to.equal('Connected');
    });

    it('takes the focus along when it was in the room, and leaves it alone when not', async () => {
      const { element, session } = await show();
      session.update({ pausedBy: [session.snapshot.self], media: off });
      await settled(element);
      expect(focused(element)).to.equal(null);
      session.update({ pausedBy: [] });
      await settled(element);
      button(element, /^Pause/).focus();
      session.update({ pausedBy: [session.snapshot.self] });
      await settled(element);
      expect(focused(element)?.textContent).to.contain('You paused');
      session.update({ pausedBy: [] });
      await settled(element);
      expect(focused(element)?.textContent).to.contain('With Sample Therapist');
    });

    it('has the heading to give the focus to when what was open beside the room is closed', async () => {
      const { element, session } = await show();
      element.focus();
      expect(focused(element)?.textContent).to.contain('With Sample Therapist');
      session.update({ pausedBy: [exampleTherapist.id] });
      await settled(element);
      button(element, 'Leave').focus();
      element.focus();
      await waitUntil(() => focused(element)?.matches('h1'), 'of the pause');
    });
  });

  describe('panels', () => {
    it('moves the focus to a panel that was opened by a press, and back to its control', async () => {
      const { element, session } = await show();
      const write = button(element, /^Write/);
      write.focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => session.asks.length > 0, 'is pressed');
      session.update({ panel: 'text' });
      await settled(element);
      expect(focused(element)?.textContent).to.contain('Write to each other');
      button(element, 'Close').click();
      session.update({ panel: null });
      await settled(element);
      expect(focused(element)).to.equal(write);
      expect(session.asks).to.deep.equal([{ type: 'open-panel', panel: 'text' }, { type: 'close-panel' }]);
    });

    it('leaves the focus alone when a panel opens without a press', async () => {
      const { element, session } = await show();
      button(element, /^Pause/).focus();
      session.update({ panel: 'help' });
      await settled(element);
      expect(focused(element)?.textContent).to.contain('Pause');
    });

    it('leads from the devices to the help and back', async () => {
      const { element, session } = await show('devices open');
      button(element, 'Something does not work').click();
      session.update({ panel: 'help' });
      await settled(element);
      expect(shownText(element)).to.contain('You hear nothing');
      expect(shownText(element)).to.contain('020 7946 0123');
      button(element, 'Choose another device').click();
      expect(session.asks).to.deep.equal([
        { type: 'open-panel', panel: 'help' },
        { type: 'open-panel', panel: 'devices' },
      ]);
    });

    it('keeps the controls in their place when a panel opens on a wide page', async () => {
      await setViewport({ width: 1280, height: 900 });
      const { element, session } = await show();
      const place = () =>
        element.renderRoot.querySelector('session-controls')!.getBoundingClientRect().toJSON() as object;
      const before = place();
      for (const panel of ['text', 'devices', 'help', 'trust'] as const) {
        session.update({ panel });
        await settled(element);
        expect(place(), panel).to.deep.equal(before);
      }
      await setViewport({ width: 800, height: 600 });
    });
  });

  describe('how it is protected', () => {
    const OPEN = 'How this is protected';

    for (const name of ['both on', 'arriving'] as const)
      it(`leads to it and back, with the focus: ${name}`, async () => {
        const { element, session } = await show(name);
        session.update({ people: [withSafety({})] });
        await settled(element);
        expect(shownText(element)).to.include('You can check together that nobody is in between.');
        button(element, OPEN).focus();
        button(element, OPEN).click();
        expect(session.asks).to.deep.equal([{ type: 'open-panel', panel: 'trust' }]);
        session.update({ panel: 'trust' });
        await waitUntil(
          () => focused(element)?.textContent === 'How this session is protected',
          'to its heading',
        );
        button(element, 'Close').click();
        session.update({ panel: null });
        await waitUntil(() => focused(element)?.textContent.trim() === OPEN, 'back to the line');
      });

    it('leads back to the line after "later", which is pressed inside', async () => {
      const { element, session } = await withSession<SessionRoomElement>(TAG, comparing());
      button(element, 'Compare four pictures').click();
      await settled(element);
      button(element, 'Later').focus();
      button(element, 'Later').click();
      expect(session.asks).to.deep.equal([{ type: 'close-panel' }]);
      session.update({ panel: null });
      await waitUntil(() => focused(element)?.textContent.trim() === OPEN, 'back to the line');
    });

    it('opens nothing by itself, whatever becomes of the pictures', async () => {
      const { element, session } = await show();
      for (const state of ['unchecked', 'changed-device', 'checked', 'differs'] as const) {
        session.update({ people: [withSafety({ state })] });
        await settled(element);
      }
      expect(session.asks).to.deep.equal([]);
      expect(element.renderRoot.querySelectorAll('encryption-status')).to.have.length(0);
    });

    it('stops in words when the pictures differed, in the place of the people', async () => {
      const { element, session } = await show();
      session.update({ people: [withSafety({ state: 'differs' })] });
      await settled(element);
      expect(element.renderRoot.querySelectorAll('.stage person-tile')).to.have.length(0);
      expect(shownText(element)).to.include('You did nothing wrong.').and.to.include('020 7946 0123');
      expect(announced(element).at(-1)).to.include('We stopped to be careful.');
      const card = element.renderRoot.querySelector('.instead')!;
      const ways = [...card.querySelectorAll('button')];
      expect(ways.map((way) => way.textContent.trim())).to.deep.equal([
        'Make new pictures',
        'Leave, and meet another time',
        'What it can mean',
      ]);
      for (const way of ways) way.click();
      expect(session.asks).to.deep.equal([
        { type: 'new-code', person: exampleTherapist.id },
        { type: 'leave' },
        { type: 'open-panel', panel: 'trust' },
      ]);
    });
  });

  for (const [width, height, above] of [
    [1280, 720, 230],
    [1280, 860, 230],
    [360, 740, 230],
    [768, 1024, 230],
  ] as const) {
    for (const name of [
      'microphone off',
      'pictures held',
      'very weak line',
      'by way of a media server',
    ] as const)
      it(`shows every control without scrolling at ${width} × ${height}, below what a page has above it: ${name}`, async () => {
        await setViewport({ width, height });
        const { element } = await show(name);
        const header = document.createElement('div');
        // Where a media server is spoken of, there is no line about a rehearsal above.
        header.style.blockSize = `${name === 'by way of a media server' ? above - 60 : above}px`;
        document.body.prepend(header);
        const { bottom } = button(element, /^Leave/).getBoundingClientRect();
        const stage = element.renderRoot.querySelector('.stage')!.getBoundingClientRect();
        header.remove();
        await setViewport({ width: 800, height: 600 });
        expect(bottom).to.be.at.most(height);
        expect(stage.height).to.be.at.least(160);
      });
  }

  it('needs no sideways scroll at 320 px in any state, and gives the stage away first', async () => {
    await setViewport({ width: 320, height: 256 });
    for (const [name, patch] of Object.entries<SnapshotPatch>(examples)) {
      const { element } = await withSession<SessionRoomElement>(TAG, patch);
      expect(document.documentElement.scrollWidth, name).to.be.at.most(320);
      element.remove();
    }
    const { element } = await show();
    expect(element.renderRoot.querySelector('.stage')!.getBoundingClientRect().height).to.be.at.most(180);
    await setViewport({ width: 800, height: 600 });
  });

  it('lets every control be reached by keyboard from its heading', async () => {
    const { element } = await show();
    element.renderRoot.querySelector<HTMLElement>('h1')!.focus();
    const reached: string[] = [];
    for (let stop = 0; stop < 8; stop += 1) {
      await sendKeys({ press: 'Tab' });
      reached.push(focused(element)?.textContent.trim().replace(/\s+/g, ' ') ?? '');
    }
    expect(reached).to.deep.equal([
      'Hold to see yourself',
      'Keep it in view',
      'Microphone is on Switch off',
      'Camera is on Switch off',
      'Pause No sound, no picture',
      'Write Instead of speaking',
      'Devices and help If something does not work',
      'Leave At any time',
    ]);
  });
});
