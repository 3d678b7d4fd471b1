import { aTimeout, expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import type { ConsentDocument, ConsentRecord } from '../../src/core/consent.js';
import { SessionError } from '../../src/core/problems.js';
import { beginningOf } from '../../src/core/session-beginning.js';
import { SessionController } from '../../src/core/session-controller.js';
import type { MediaRoute, SessionAsk, SessionSnapshot } from '../../src/core/session-snapshot.js';
import { encodeMessage } from '../../src/core/message-codec.js';
import { appointmentFacts, canvasTrack, fakePorts, type FakePorts } from '../support/fake-ports.js';
import { SealedOther } from '../support/sealed-other.js';

const controllerOf = (ports: FakePorts, consult?: (ask: SessionAsk) => boolean): SessionController =>
  new SessionController(beginningOf({ role: 'client', mode: 'rehearsal' }), {
    ...(consult && { consult }),
    service: () => Promise.resolve(ports.service),
    transport: () => Promise.resolve(ports.transport),
    capture: () => Promise.resolve(ports.capture),
  });

const until = (
  session: SessionController,
  holds: (snapshot: SessionSnapshot) => boolean,
  note: string,
): Promise<void> => waitUntil(() => holds(session.snapshot), note);

const consentDocument: ConsentDocument = {
  id: 'doc',
  language: 'en',
  practice: { name: 'Sample Practice' },
  topics: [{ id: 'risks', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' }],
  translations: {},
};

const consentRecord: ConsentRecord = {
  schemaVersion: 1,
  recordId: 'record',
  rehearsal: true,
  subject: 'self',
  grantor: 'self',
  appointment: 'appointment',
  document: { id: 'doc', hash: 'hash', language: 'en' },
  decisions: [{ topic: 'risks', version: '1.0.0', decision: 'agree' }],
  method: 'screen',
  presentedAt: '2026-01-01T09:00:00Z',
  decidedAt: '2026-01-01T09:30:00Z',
  signature: { name: 'Sample Client', statement: 'I agree' },
  attestedBy: null,
  supersedes: null,
};

interface Talk {
  readonly session: SessionController;
  readonly ports: FakePorts;
  readonly other: SealedOther;
}

/**
 * A client who was let in and has begun with sound and picture; their page and the other one have agreed on keys.
 *
 * @param consultLater what the page says from then on when it is asked before an ask is taken
 */
const talking = async (consultLater: () => boolean = () => true): Promise<Talk> => {
  const ports = fakePorts();
  let talks = false;
  const session = controllerOf(ports, () => !talks || consultLater());
  const other = new SealedOther(ports);
  session.send({ type: 'go-in-now' });
  await until(session, ({ waiting }) => waiting.asked, 'asked');
  ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
  await waitUntil(() => ports.log.some((line) => line.startsWith('transport.connect')), 'connects');
  ports.transport.onFact({ type: 'connection-changed', connection: 'connected' });
  ports.transport.onFact({ type: 'person-joined', person: 'other', role: 'therapist' });
  session.send({ type: 'begin', startWith: 'sound-and-picture' });
  await until(session, ({ media }) => media.camera === 'on' && media.microphone === 'on', 'on');
  await until(session, ({ people }) => people[0]?.safety.state === 'unchecked', 'agreed');
  await waitUntil(() => other.agreed, 'the other agreed');
  ports.log.length = 0;
  talks = true;
  return { session, ports, other };
};

describe('session-controller', () => {
  it('needs nothing from outside until somebody presses', async () => {
    const ports = fakePorts();
    const session = controllerOf(ports);
    await aTimeout(0);
    expect(ports.log).to.deep.equal([]);
    session.send({ type: 'continue' });
    await until(session, ({ self }) => self === 'self', 'opened');
    expect(ports.log).to.deep.equal(['service.open']);
  });

  it('says who is allowed before it connects, and again in the task in which it changes', async () => {
    const ports = fakePorts();
    const calls: string[] = [];
    ports.transport.allow = (seats) => calls.push(`allow ${seats.map(({ person }) => person).join()}`);
    ports.transport.connect = async () => {
      calls.push('connect');
      await Promise.resolve();
    };
    const session = controllerOf(ports);
    session.send({ type: 'go-in-now' });
    await until(session, ({ waiting }) => waiting.asked, 'asked');
    ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
    await waitUntil(() => calls.includes('connect'), 'connects');
    expect(calls).to.deep.equal(['allow other', 'connect']);
    ports.service.onFact({ type: 'removed', person: 'other' });
    expect(calls.at(-1)).to.equal('allow ');
  });

  it('shows a device as on only when the transport has it', async () => {
    const { session, ports } = await talking();
    session.send({ type: 'camera-off' });
    let publish: () => void = () => undefined;
    ports.transport.publish = () =>
      new Promise<void>((resolve) => {
        publish = resolve;
      });
    session.send({ type: 'camera-on' });
    await aTimeout(0);
    expect(session.snapshot.media.camera).to.equal('starting');
    publish();
    await until(session, ({ media }) => media.camera === 'on', 'confirmed');
  });

  it('keeps what somebody begins with until the pass is there, and sends it then', async () => {
    const ports = fakePorts();
    let hand: (pass: Awaited<ReturnType<typeof ports.service.pass>>) => void = () => undefined;
    ports.service.pass = () =>
      new Promise((resolve) => {
        hand = resolve;
      });
    const session = controllerOf(ports);
    session.send({ type: 'go-in-now' });
    await until(session, ({ waiting }) => waiting.asked, 'asked');
    ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
    session.send({ type: 'begin', startWith: 'sound' });
    await waitUntil(() => ports.log.includes('capture.start microphone'), 'the microphone runs');
    await aTimeout(0);
    expect(session.snapshot.media.microphone).to.equal('starting');
    expect(ports.log.filter((line) => line.startsWith('transport.publish'))).to.deep.equal([]);
    hand({ room: 'room', person: 'self', identity: 'seat', role: 'client', rights: 'media' });
    await until(session, ({ media }) => media.microphone === 'on', 'on');
    const sent = ports.log.filter((line) => /^transport\.(connect|publish)/u.test(line));
    expect(sent.map((line) => line.split(' ')[0])).to.deep.equal(['transport.connect', 'transport.publish']);
    expect(session.snapshot.problems).to.deep.equal([]);
  });

  for (const [ask, kinds] of [
    [{ type: 'microphone-off' }, ['microphone']],
    [{ type: 'camera-off' }, ['camera']],
    [{ type: 'pause' }, ['microphone', 'camera']],
    [{ type: 'leave' }, ['microphone', 'camera']],
    [{ type: 'exit-now' }, ['microphone', 'camera']],
  ] as const satisfies readonly (readonly [SessionAsk, readonly string[]])[]) {
    it(`has ended the capture and the sending when ${ask.type} returns`, async () => {
      const { session, ports } = await talking();
      session.send(ask);
      for (const kind of kinds)
        expect(ports.log).to.include.members([`capture.stop ${kind}`, `transport.unpublish ${kind}`]);
      expect(session.snapshot.media[kinds[0]]).to.equal('off');
    });
  }

  it('has ended the capture and the sending when “they differ” returns, though a page would keep it to itself', async () => {
    const { session, ports } = await talking(() => false);
    const [person] = session.snapshot.people;
    const run = person?.safety.run ?? '';
    session.send({ type: 'refuse-code', person: 'other', run });
    for (const kind of ['microphone', 'camera'])
      expect(ports.log).to.include.members([`capture.stop ${kind}`, `transport.unpublish ${kind}`]);
    expect(session.snapshot.media).to.include({ microphone: 'off', camera: 'off' });
    expect(session.snapshot.problems.map(({ code }) => code)).to.deep.equal(['code-differs']);
  });

  it('covers the pictures and silences the others before a pause is told to anybody', async () => {
    const { session, ports, other } = await talking();
    const video = document.createElement('video');
    session.media.attach('other', video);
    expect(video.srcObject).to.not.equal(null);
    ports.log.length = 0;
    session.send({ type: 'pause' });
    expect(video.srcObject).to.equal(null);
    const first = (start: string): number => ports.log.findIndex((line) => line.startsWith(start));
    expect(first('transport.setWanted other microphone false')).to.equal(0);
    expect(first('capture.stop')).to.be.greaterThan(-1).and.lessThan(first('service.pause'));
    expect(first('transport.send'), 'sealed first').to.equal(-1);
    await waitUntil(() => other.heard.some(({ type }) => type === 'pause'), 'the other hears of it');
  });

  it('puts the pictures back after the pause, and no device on', async () => {
    const { session, ports } = await talking();
    const video = document.createElement('video');
    session.media.attach('other', video);
    session.send({ type: 'pause' });
    ports.log.length = 0;
    session.send({ type: 'resume' });
    expect(video.srcObject).to.not.equal(null);
    expect(ports.log.some((line) => line.startsWith('capture.start'))).to.equal(false);
    expect(session.snapshot.media).to.include({ microphone: 'off', camera: 'off' });
  });

  it('never hands on a track that arrives after the person stopped', async () => {
    const { session, ports } = await talking();
    session.send({ type: 'camera-off' });
    let give: (track: MediaStreamTrack) => void = () => undefined;
    ports.track = new Promise((resolve) => {
      give = resolve;
    });
    session.send({ type: 'camera-on' });
    await aTimeout(0);
    session.send({ type: 'pause' });
    ports.log.length = 0;
    const late = canvasTrack();
    give(late);
    await waitUntil(() => ports.log.includes('capture.stop camera'), 'stopped');
    expect(ports.log.some((line) => line.startsWith('transport.publish'))).to.equal(false);
    expect(session.snapshot.media.camera).to.equal('off');
  });

  it('tells calmly what a device said, and goes on without it', async () => {
    const { session, ports } = await talking();
    session.send({ type: 'camera-off' });
    ports.track = Promise.reject(new SessionError('device-busy', 'another program has it'));
    session.send({ type: 'camera-on' });
    await until(session, ({ problems }) => problems.length === 1, 'told');
    expect(session.snapshot.problems).to.deep.equal([{ code: 'device-busy', kind: 'camera' }]);
    expect(session.snapshot.media).to.include({ camera: 'off', microphone: 'on' });
  });

  it('lets no vendor’s error through', async () => {
    const { session, ports } = await talking();
    session.send({ type: 'camera-off' });
    ports.track = Promise.reject(new TypeError('vendor says 42'));
    session.send({ type: 'camera-on' });
    await until(session, ({ problems }) => problems.length === 1, 'told');
    expect(JSON.stringify(session.snapshot)).to.contain('device-failed').and.not.contain('vendor');
  });

  it('answers a service that cannot be reached with a problem that can be tried again', async () => {
    const ports = fakePorts();
    ports.appointment = new SessionError('service-unreachable', 'no answer');
    const session = controllerOf(ports);
    const original = console.error;
    console.error = () => undefined;
    session.send({ type: 'continue' });
    await until(session, ({ problems }) => problems.length === 1, 'told');
    console.error = original;
    expect(session.snapshot.pending).to.deep.equal([]);
    ports.appointment = appointmentFacts();
    session.send({ type: 'try-again', code: 'service-unreachable' });
    await until(session, ({ self }) => self === 'self', 'opened');
    expect(session.snapshot.problems).to.deep.equal([]);
  });

  it('says why a device did not start, and not only that it is off', async () => {
    const { session, ports } = await talking();
    session.send({ type: 'camera-off' });
    ports.capture.start = (kind) => {
      ports.capture.onFact({ type: 'own-media', kind, state: 'off' });
      return Promise.reject(new SessionError('device-denied', 'refused'));
    };
    session.send({ type: 'camera-on' });
    await until(session, ({ problems }) => problems.length === 1, 'told');
    expect(session.snapshot.problems).to.deep.equal([{ code: 'device-denied', kind: 'camera' }]);
    expect(session.snapshot.media.camera).to.equal('off');
  });

  /** By now everything that was said before has arrived. */
  const heardOut = async ({ session, other }: Talk): Promise<void> => {
    await other.say({ v: 1, id: 'last', type: 'presence', body: { presence: 'taking-a-moment' } });
    await until(session, ({ people }) => people[0]?.presence === 'taking-a-moment', 'heard out');
  };

  it('changes nothing for messages that are malformed or unknown, though they were sealed', async () => {
    const talk = await talking();
    const { session, other } = talk;
    const before = session.snapshot;
    for (const text of [
      '{',
      '[]',
      '{"v":1,"type":"dance","id":"1","body":{}}',
      '{"v":1,"type":"pause","id":"1","body":{"paused":"yes"}}',
      '{"v":9,"type":"pause","id":"1","body":{"paused":true}}',
    ])
      await other.saySomething(new TextEncoder().encode(text));
    await heardOut(talk);
    const people = session.snapshot.people.map((person) => ({ ...person, presence: 'here' as const }));
    expect({ ...session.snapshot, people }).to.deep.equal(before);
  });

  it('shows of a name and a text only what may be shown, however long they were sealed', async () => {
    const { session, other } = await talking();
    const long = `<img src=x>\u202Egnp.exe\u2066\u0000\u200F${'W'.repeat(3_000)}`;
    const profile = { name: long, pronouns: '', wishes: '', speakFreely: '', startWith: '' } as const;
    await other.say({ v: 1, id: 'n', type: 'profile', body: profile });
    await other.say({ v: 1, id: 't', type: 'text', body: { text: long } });
    await until(session, ({ texts }) => texts.length === 1, 'told');
    const [person] = session.snapshot.people;
    expect(person?.profile?.name).to.equal(`<img src=x>gnp.exe${'W'.repeat(102)}`);
    expect(session.snapshot.texts[0]?.text)
      .to.have.lengthOf(2_000)
      .and.match(/^<img src=x>gnp.exeW+$/u);
  });

  it('switches nothing on when a message asks for it', async () => {
    const talk = await talking();
    talk.session.send({ type: 'microphone-off' });
    for (const type of ['unmute', 'microphone-on', 'begin', 'camera-on'])
      await talk.other.saySomething(
        new TextEncoder().encode(JSON.stringify({ v: 1, id: type, type, body: {} })),
      );
    await heardOut(talk);
    expect(talk.session.snapshot.media.microphone).to.equal('off');
  });

  it('acts on nothing in the clear, by whichever way it comes', async () => {
    const talk = await talking();
    const bytes = encodeMessage({ v: 1, id: 'p', type: 'pause', body: { paused: true } });
    talk.ports.transport.onFact({ type: 'received', from: 'other', bytes });
    talk.ports.service.onFact({ type: 'relayed', from: 'other', bytes });
    await heardOut(talk);
    expect(talk.session.snapshot.phase.name).to.equal('session');
  });

  it('believes a message only from the person who sealed it', async () => {
    const { session, other } = await talking();
    other.name = 'a-stranger';
    await other.say({ v: 1, id: 'p', type: 'pause', body: { paused: true } });
    await aTimeout(0);
    expect(session.snapshot.phase.name).to.equal('session');
    other.name = 'other';
    await other.say({ v: 1, id: 'q', type: 'presence', body: { presence: 'taking-a-moment' } });
    await until(session, ({ people }) => people[0]?.presence === 'taking-a-moment', 'heard');
  });

  it('keeps a text that could not be sent, and tells it again to whoever comes back', async () => {
    const { session, ports, other } = await talking();
    other.reachable = false;
    session.send({ type: 'send-text', text: 'I am still here' });
    await aTimeout(0);
    expect(session.snapshot.texts).to.have.length(1);
    expect(session.snapshot.texts[0]).to.include({ state: 'sending', text: 'I am still here' });
    other.reachable = true;
    ports.transport.onFact({ type: 'person-lost', person: 'other' });
    ports.transport.onFact({ type: 'person-joined', person: 'other', role: 'therapist' });
    const isIt = ({ type, body }: (typeof other.heard)[number]): boolean =>
      type === 'text' && 'text' in body && body.text === 'I am still here';
    await waitUntil(() => other.heard.some(isIt), 'it arrives');
  });

  it('asks the page first, except about a way out', async () => {
    const ports = fakePorts();
    const consulted: string[] = [];
    const session = new SessionController(beginningOf({ role: 'client', mode: 'rehearsal' }), {
      service: () => Promise.resolve(ports.service),
      transport: () => Promise.resolve(ports.transport),
      capture: () => Promise.resolve(ports.capture),
      consult: ({ type }) => {
        consulted.push(type);
        return false;
      },
    });
    session.send({ type: 'continue' });
    expect(session.snapshot.pending).to.deep.equal([]);
    session.send({ type: 'leave' });
    expect(session.snapshot.phase.name).to.equal('closing');
    expect(consulted).to.deep.equal(['continue', 'leave']);
    await aTimeout(0);
    expect(ports.log.filter((line) => line.startsWith('service'))).to.deep.equal([]);
  });

  it('tells the service of an exit only after everything is silent', async () => {
    const { session, ports } = await talking();
    session.send({ type: 'exit-now' });
    const leave = ports.log.indexOf('service.leave');
    expect(leave).to.be.greaterThan(ports.log.indexOf('transport.disconnect'));
    expect(leave).to.be.greaterThan(ports.log.lastIndexOf('capture.stop camera'));
  });

  it('stops everything when it is disposed of, and hears nothing any more', async () => {
    const { session, ports } = await talking();
    let changes = 0;
    session.addEventListener('change', () => {
      changes += 1;
    });
    session.dispose();
    session.dispose();
    expect(ports.log).to.include.members(['transport.disconnect', 'capture.dispose', 'service.close']);
    ports.service.onFact({ type: 'removed', person: 'self' });
    session.send({ type: 'leave' });
    expect(changes).to.equal(0);
  });

  it('gives a frozen snapshot that holds no track, element or function', async () => {
    const { session } = await talking();
    expect(Object.isFrozen(session.snapshot)).to.equal(true);
    expect(structuredClone(session.snapshot)).to.deep.equal(session.snapshot);
  });

  it('asks for a device in the task of the press, which is when a browser allows most', async () => {
    const { session, ports } = await talking();
    session.send({ type: 'camera-off' });
    ports.log.length = 0;
    session.send({ type: 'camera-on' });
    expect(ports.log).to.include('capture.start camera');
  });

  it('asks for no device that was switched off while its owner was still loading', async () => {
    const ports = fakePorts();
    let arrive: () => void = () => undefined;
    const session = new SessionController(beginningOf({ role: 'client', mode: 'rehearsal' }), {
      service: () => Promise.resolve(ports.service),
      transport: () => Promise.resolve(ports.transport),
      capture: () =>
        new Promise((resolve) => {
          arrive = () => {
            resolve(ports.capture);
          };
        }),
    });
    session.send({ type: 'go-in-now' });
    await until(session, ({ waiting }) => waiting.asked, 'asked');
    ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
    session.send({ type: 'begin', startWith: 'sound-and-picture' });
    session.send({ type: 'camera-off' });
    arrive();
    await until(session, ({ media }) => media.microphone === 'on', 'the microphone is on');
    expect(ports.log).to.include('capture.start microphone').and.not.include('capture.start camera');
    expect(session.snapshot.problems).to.deep.equal([]);
  });

  it('can start a device after its owner did not arrive the first time', async () => {
    const ports = fakePorts();
    let there = false;
    const session = new SessionController(beginningOf({ role: 'client', mode: 'rehearsal' }), {
      service: () => Promise.resolve(ports.service),
      transport: () => Promise.resolve(ports.transport),
      capture: () => (there ? Promise.resolve(ports.capture) : Promise.reject(new TypeError('offline'))),
    });
    session.send({ type: 'go-in-now' });
    await until(session, ({ waiting }) => waiting.asked, 'asked');
    ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
    session.send({ type: 'begin', startWith: 'sound' });
    await until(session, ({ problems }) => problems.length === 1, 'told');
    session.send({ type: 'choose-device', kind: 'camera', deviceId: 'another' });
    await aTimeout(0);
    there = true;
    session.send({ type: 'try-again', code: 'device-failed' });
    await until(session, ({ media }) => media.microphone === 'on', 'on');
    expect(session.snapshot.problems).to.deep.equal([]);
  });

  for (const type of ['pause', 'leave', 'exit-now'] as const) {
    it(`silences, covers and tells everybody of ${type} although every port throws`, async () => {
      const { session, ports } = await talking();
      const video = document.createElement('video');
      session.media.attach('other', video);
      const broken = (): never => {
        throw new Error('a port that breaks');
      };
      Object.assign(ports.transport, {
        setWanted: broken,
        unpublish: broken,
        disconnect: broken,
        send: broken,
        attach: broken,
      });
      Object.assign(ports.service, { pause: broken, leave: broken, relay: broken });
      const stopped: string[] = [];
      ports.capture.stop = (kind) => {
        stopped.push(kind);
        if (kind === 'microphone') broken();
      };
      let told = 0;
      session.addEventListener('change', () => {
        told += 1;
      });
      const original = console.error;
      console.error = () => undefined;
      session.send({ type });
      console.error = original;
      expect(stopped).to.include.members(['microphone', 'camera']);
      expect(video.srcObject).to.equal(null);
      expect(told).to.equal(1);
      expect(session.snapshot.media).to.include({ microphone: 'off', camera: 'off' });
      await aTimeout(0);
    });
  }

  it('opens no service that arrives after the element was removed', async () => {
    const ports = fakePorts();
    let arrive: () => void = () => undefined;
    const session = new SessionController(beginningOf({ role: 'client', mode: 'rehearsal' }), {
      service: () =>
        new Promise((resolve) => {
          arrive = () => {
            resolve(ports.service);
          };
        }),
      transport: () => Promise.resolve(ports.transport),
      capture: () => Promise.resolve(ports.capture),
    });
    session.send({ type: 'continue' });
    session.dispose();
    arrive();
    await aTimeout(0);
    expect(ports.log).to.not.include('service.open');
  });

  for (const ask of [
    { type: 'withdraw-consent', topics: ['risks'] },
    {
      type: 'give-consent',
      answers: { language: 'en', decisions: [], signature: null, presentedAt: 0 },
    },
  ] satisfies SessionAsk[]) {
    it(`says of ${ask.type} that it was not stored, when the service cannot be reached`, async () => {
      const { session, ports } = await talking();
      const consent = {
        document: consentDocument,
        person: 'self',
        subject: 'self',
        records: [consentRecord],
        circumstances: [],
      };
      ports.service.onFact({ type: 'appointment-known', appointment: appointmentFacts({ consent }) });
      const lost = (): Promise<never> => Promise.reject(new SessionError('service-unreachable', 'no answer'));
      Object.assign(ports.service, { withdraw: lost, record: lost });
      session.send(ask);
      await until(session, ({ problems }) => problems.length > 0, 'told');
      expect(session.snapshot.problems).to.deep.equal([{ code: 'not-recorded' }]);
      expect(session.snapshot.pending).to.deep.equal([]);
    });
  }

  describe('with a media server where people wait in the room', () => {
    const WARM: MediaRoute = { kind: 'server', url: 'wss://media.example.org', waiting: 'warm' };

    /** A client who waits there; every connection is written down with its signal, and does what the test says. */
    const waiting = async (
      connect: () => Promise<void> = () => Promise.resolve(),
      route = WARM,
    ): Promise<{ session: SessionController; ports: FakePorts; connects: AbortSignal[] }> => {
      const ports = fakePorts();
      ports.appointment = appointmentFacts({ route });
      const connects: AbortSignal[] = [];
      ports.transport.connect = (_pass, { signal }) => {
        connects.push(signal);
        return connect();
      };
      const session = controllerOf(ports);
      session.send({ type: 'go-in-now' });
      await until(session, ({ waiting }) => waiting.asked, 'asked');
      return { session, ports, connects };
    };

    it('stands by without showing, playing, starting or sending anything', async () => {
      const { session, ports, connects } = await waiting();
      await waitUntil(() => connects.length === 1, 'stands by');
      expect(ports.log).to.include('transport.prepare');
      const video = document.createElement('video');
      session.media.attach('other', video);
      ports.transport.onFact({
        type: 'connection-changed',
        connection: 'connected',
      });
      session.send({ type: 'begin', startWith: 'sound-and-picture' });
      session.send({ type: 'camera-on' });
      await aTimeout(0);
      expect(video.srcObject).to.equal(null);
      expect(session.snapshot.connection, 'waiting is not being connected').to.equal('idle');
      for (const done of ['capture.start', 'transport.publish', 'transport.send', 'transport.startSound'])
        expect(
          ports.log.some((line) => line.startsWith(done)),
          done,
        ).to.equal(false);
      expect(ports.log.some((line) => /setWanted .* true/.test(line))).to.equal(false);
    });

    it('opens one media path for all that is done with it at the same time', async () => {
      const ports = fakePorts();
      // As after a reload in the room: it is prepared, and gone into.
      ports.appointment = appointmentFacts({ route: { ...WARM, waiting: 'strict' }, admitted: true });
      let opened = 0;
      const session = new SessionController(beginningOf({ role: 'client', mode: 'live' }), {
        service: () => Promise.resolve(ports.service),
        transport: async () => {
          opened += 1;
          await aTimeout(0);
          return ports.transport;
        },
        capture: () => Promise.resolve(ports.capture),
      });
      session.send({ type: 'continue' });
      await waitUntil(() => ports.log.some((line) => line.startsWith('transport.connect')), 'connects');
      await waitUntil(() => ports.log.some((line) => line.startsWith('transport.prepare')), 'is prepared');
      expect(opened).to.equal(1);
    });

    it('writes through the practice while it stands by', async () => {
      const { session, ports, connects } = await waiting();
      const other = new SealedOther(ports);
      await waitUntil(() => connects.length === 1, 'stands by');
      session.send({ type: 'send-text', text: 'I am here' });
      await waitUntil(() => other.heard.some(({ type }) => type === 'text'), 'relayed');
      expect(ports.log.some((line) => line.startsWith('transport.send'))).to.equal(false);
    });

    it('goes in from where it stands, and asks for no other pass', async () => {
      const { ports, connects } = await waiting();
      await waitUntil(() => connects.length === 1, 'stands by');
      ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
      await waitUntil(() => connects.length === 2, 'goes in');
      expect(connects[0]).to.equal(connects[1]);
      expect(connects[0]?.aborted).to.equal(false);
      expect(ports.log.filter((line) => line === 'service.pass')).to.have.length(1);
      expect(ports.log).to.not.include('transport.disconnect');
    });

    it('has the room drawn once the way into it is laid, and at once where nobody looks', async () => {
      const isPending = (wayIn: Promise<void>): Promise<boolean> =>
        Promise.race([wayIn.then(() => false), aTimeout(0).then(() => true)]);
      const { session, ports } = await waiting();
      expect(session.wayIn).to.equal(undefined);
      ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
      expect(session.snapshot.phase.name).to.equal('session');
      expect(await isPending(session.wayIn!)).to.equal(true);
      await session.wayIn;

      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      try {
        const unseen = await waiting();
        unseen.ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
        expect(unseen.session.snapshot.phase.name).to.equal('session');
        expect(unseen.session.wayIn).to.equal(undefined);
      } finally {
        Reflect.deleteProperty(document, 'hidden');
      }
    });

    it('has the room drawn with the first picture where one is to go out', async () => {
      const { session, ports, connects } = await waiting();
      await waitUntil(() => connects.length === 1, 'stands by');
      ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
      session.send({ type: 'begin', startWith: 'sound-and-picture' });
      let laid = false;
      void session.wayIn!.then(() => (laid = true));
      await Promise.resolve();
      expect(laid).to.equal(false);
      ports.transport.onFact({ type: 'picture-sent' });
      await Promise.resolve();
      expect(laid).to.equal(true);
    });

    it('has the room drawn before long where no picture goes out', async () => {
      const { session, ports } = await waiting();
      ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
      session.send({ type: 'begin', startWith: 'sound-and-picture' });
      await session.wayIn;
      expect(session.snapshot.media.camera).to.not.equal('off');
    });

    it('leaves the room with the waiting', async () => {
      const { session, ports, connects } = await waiting();
      await waitUntil(() => connects.length === 1, 'stands by');
      session.send({ type: 'back' });
      expect(connects[0]?.aborted).to.equal(true);
      expect(ports.log).to.include('transport.disconnect');
    });

    it('says nothing of a standing by that did not work, and comes in from outside', async () => {
      let works = false;
      const { session, ports, connects } = await waiting(() =>
        works ? Promise.resolve() : Promise.reject(new SessionError('media-unreachable', 'blocked')),
      );
      await waitUntil(() => connects.length === 1, 'tried');
      await aTimeout(0);
      expect(session.snapshot.problems).to.deep.equal([]);
      works = true;
      ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
      await waitUntil(() => connects.length === 2, 'comes in');
      expect(connects[1]).to.not.equal(connects[0]);
      expect(session.snapshot.problems).to.deep.equal([]);
    });

    it('says that the way for media is blocked once somebody is let in, and tries again on a press', async () => {
      let works = false;
      const { session, ports, connects } = await waiting(
        () => (works ? Promise.resolve() : Promise.reject(new SessionError('media-unreachable', 'blocked'))),
        { ...WARM, waiting: 'strict' },
      );
      expect(connects).to.have.length(0);
      const original = console.error;
      console.error = () => undefined;
      ports.service.onFact({ type: 'admitted', person: 'self', by: 'other' });
      await until(session, ({ problems }) => problems.length > 0, 'told');
      console.error = original;
      expect(session.snapshot.problems).to.deep.equal([{ code: 'media-unreachable' }]);
      works = true;
      session.send({ type: 'try-again', code: 'media-unreachable' });
      await waitUntil(() => connects.length === 2, 'tried again');
      expect(session.snapshot.problems).to.deep.equal([]);
    });

    it('tells nobody of what could not be made ready ahead of time', async () => {
      const ports = fakePorts();
      ports.appointment = appointmentFacts({ route: { ...WARM, waiting: 'strict' } });
      const session = new SessionController(beginningOf({ role: 'client', mode: 'live' }), {
        service: () => Promise.resolve(ports.service),
        transport: () => Promise.reject(new TypeError('its file did not arrive')),
        capture: () => Promise.resolve(ports.capture),
      });
      session.send({ type: 'go-in-now' });
      await until(session, ({ waiting }) => waiting.asked, 'asked');
      expect(session.snapshot.problems).to.deep.equal([]);
    });

    it('tries the way to it with a pass for that alone', async () => {
      const { session, ports } = await waiting();
      const found = { by: 'tcp', roundTripMs: 80 } as const;
      const trial = {
        room: 'trial',
        person: 'self',
        identity: 'seat',
        role: 'client',
        rights: 'media',
      } as const;
      let used: unknown;
      ports.transport.tryRoute = (pass) => {
        used = pass;
        return Promise.resolve(found);
      };
      const { signal } = new AbortController();
      expect(await session.media.tryRoute(signal), 'a practice without one to try').to.equal(null);
      expect(used).to.equal(undefined);
      ports.service.trialPass = () => Promise.resolve(trial);
      expect(await session.media.tryRoute(signal)).to.equal(found);
      expect(used).to.equal(trial);
    });
  });

  it('covers the pictures and no sound when they give way, and shows them again on a press alone', async () => {
    const { session, ports } = await talking();
    const video = document.createElement('video');
    session.media.attach('other', video);
    ports.transport.onFact({ type: 'line-changed', line: 'narrow' });
    expect(video.srcObject).to.equal(null);
    expect(ports.log).to.include.members([
      'transport.setWanted other camera false',
      'transport.setWanted other microphone true',
      'capture.stop camera',
      'transport.unpublish camera',
    ]);
    expect(ports.log).to.not.include('capture.stop microphone');
    ports.transport.onFact({ type: 'line-changed', line: 'good' });
    session.send({ type: 'pause' });
    session.send({ type: 'resume' });
    expect(video.srcObject, 'a pause brings back what was there before it').to.equal(null);
    ports.log.length = 0;
    session.send({ type: 'show-pictures' });
    expect(video.srcObject).to.not.equal(null);
    expect(ports.log.some((line) => line.startsWith('capture.start'))).to.equal(false);
  });

  it('closes the practice’s service before it opens it once more, and hears the second alone', async () => {
    const ports = fakePorts();
    const opened: FakePorts[] = [];
    const session = new SessionController(beginningOf({ role: 'client', mode: 'live' }), {
      service: () => {
        const next = fakePorts();
        opened.push(next);
        return Promise.resolve(next.service);
      },
      transport: () => Promise.resolve(ports.transport),
      capture: () => Promise.resolve(ports.capture),
    });
    session.send({ type: 'go-in-now' });
    await until(session, ({ waiting }) => waiting.asked, 'asked');
    session.send({ type: 'try-again', code: 'place-taken' });
    session.send({ type: 'try-again', code: 'place-taken' });
    await waitUntil(
      () => opened[1]?.log.some((line) => line.startsWith('service.askToEnter')) ?? false,
      'asked again',
    );
    expect(opened, 'opened once at a time').to.have.length(2);
    expect(opened[0]?.log).to.include('service.close');
    expect(opened[1]?.log).to.not.include('service.close');
    session.send({ type: 'tell-late', late: null });
    session.send({ type: 'leave' });
    await waitUntil(() => opened[1]?.log.includes('service.leave') ?? false, 'leaves the second');
    expect(opened[0]?.log).to.not.include('service.leave');
  });

  it('fetches what proves the own records, one by one, and goes on where one does not come', async () => {
    const ports = fakePorts();
    const held = (recordId: string): ConsentRecord => ({ ...consentRecord, recordId, rehearsal: false });
    ports.appointment = appointmentFacts({
      consent: {
        document: consentDocument,
        person: 'self',
        subject: 'self',
        records: [held('one'), held('two'), held('three')],
        circumstances: [],
      },
    });
    let running = 0;
    ports.service.proof = async (recordId) => {
      running += 1;
      expect(running, 'one at a time').to.equal(1);
      await aTimeout(0);
      running -= 1;
      if (recordId === 'one') throw new SessionError('service-unreachable', 'no answer');
      return recordId === 'two' ? null : { recordHash: recordId, previousHash: null, signature: 'a.b.c' };
    };
    const session = controllerOf(ports);
    session.send({ type: 'go-in-now' });
    await until(session, ({ waiting }) => waiting.asked, 'asked');
    expect(ports.log.filter((line) => line.startsWith('service.proof'))).to.deep.equal([]);
    session.send({ type: 'open-panel', panel: 'consent' });
    await until(session, ({ consent }) => Object.keys(consent.proofs).length > 0, 'known');
    expect(Object.keys(session.snapshot.consent.proofs)).to.deep.equal(['three']);
    expect(session.snapshot.problems).to.deep.equal([]);
    expect(ports.log.filter((line) => line.startsWith('service.proof'))).to.deep.equal([
      'service.proof one',
      'service.proof two',
      'service.proof three',
    ]);
  });
});
