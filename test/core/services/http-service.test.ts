import { expect } from '@open-wc/testing';
import { HttpService, type HttpServiceOptions } from '../../../src/core/services/http-service.js';
import type { ServiceFact } from '../../../src/core/session-snapshot.js';
import { refusal, ScriptedServer } from '../../support/scripted-server.js';
import { waitUntil } from '../../support/wait-until.js';

const INVITATION = 'sample-invitation-0123456789';
const CREDENTIAL = 'sample-credential';

const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    return await promise;
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
};

const recorded = {
  record: { recordId: 'record-1' },
  proof: { recordHash: 'hash', previousHash: null, signature: 'signature' },
};

const ANSWERS = { language: 'en', decisions: [], signature: null, presentedAt: 0 };

describe('HttpService, met with answers that the real server gives rarely', () => {
  let server: ScriptedServer;
  let services: HttpService[] = [];
  let remembered: string | null;

  beforeEach(() => {
    server = new ScriptedServer();
    remembered = null;
  });

  afterEach(() => {
    for (const service of services) service.close();
    services = [];
    server.close();
  });

  const make = (change: Partial<HttpServiceOptions> = {}) => {
    const service = new HttpService({
      url: `${server.url}/`,
      appointment: '',
      takeInvitation: () => INVITATION,
      rememberSession: {
        get: () => remembered,
        set: (session) => {
          remembered = session;
        },
      },
      ...change,
    });
    const facts: ServiceFact[] = [];
    service.onFact = (fact) => facts.push(fact);
    services.push(service);
    const open = (signal = new AbortController().signal) => service.open({ signal });
    return { service, facts, open };
  };

  const opened = async (change: Partial<HttpServiceOptions> = {}) => {
    const made = make(change);
    await made.open();
    await waitUntil(() => server.isHeard, 'listens');
    return made;
  };

  const exchanges = (): unknown[] => server.asked('exchange').map(({ body }) => body);

  describe('the pass that comes with the news of being let in', () => {
    const PASS = { room: 'room', person: 'self', identity: 'seat', role: 'client', rights: 'media' } as const;
    const LET_IN = { type: 'admitted', person: 'self', by: 'other' } as const;

    it('is given to whoever asks for it in that very task, once', async () => {
      const { service } = await opened();
      const given: unknown[] = [];
      service.onFact = ({ type }) => {
        if (type === 'admitted') given.push(service.pass(), service.pass());
      };
      server.answer('pass', { ...PASS, token: 'asked for' });
      server.tell({ cursor: '2.0', facts: [LET_IN], pass: { ...PASS, token: 'given' } });
      await waitUntil(() => given.length === 2, 'let in');
      expect(await Promise.all(given)).to.deep.equal([
        { ...PASS, token: 'given' },
        { ...PASS, token: 'asked for' },
      ]);
    });

    it('is kept no longer than that', async () => {
      const { service, facts } = await opened();
      server.answer('pass', { ...PASS, token: 'asked for' });
      server.tell({ cursor: '2.0', facts: [LET_IN], pass: { ...PASS, token: 'given' } });
      await waitUntil(() => facts.some(({ type }) => type === 'admitted'), 'let in');
      expect(await service.pass()).to.include({ token: 'asked for' });
    });
  });

  describe('the way in', () => {
    it('is the invitation first of all, and its session is remembered', async () => {
      remembered = 'an-older-one';
      await opened({ appointment: 'appointment' });
      expect(exchanges()).to.deep.equal([{ invitation: INVITATION }]);
      expect(remembered).to.equal('session-1');
    });

    it('is the remembered session without an invitation, then the login of the portal', async () => {
      remembered = 'before';
      server.answer('exchange', refusal(401, 'no-session'), {
        session: 'session-2',
        credential: 'for-other-sites',
        place: 'given',
      });
      await opened({
        takeInvitation: () => null,
        appointment: 'appointment',
        getCredential: () => Promise.resolve(CREDENTIAL),
      });
      expect(exchanges()).to.deep.equal([{ session: 'before' }, { appointment: 'appointment' }]);
      const [first, second] = server.asked('exchange');
      expect(first?.headers.get('authorization')).to.be.null;
      expect(second?.headers.get('authorization')).to.equal(`Bearer ${CREDENTIAL}`);
      expect(remembered).to.equal('session-2');
    });

    it('is the invitation once more where the session of before is not known any more', async () => {
      remembered = 'before';
      server.answer('exchange', refusal(401, 'no-session'), {
        session: 'session-2',
        credential: null,
        place: 'given',
      });
      await opened({ takeInvitation: () => (remembered === null ? INVITATION : null) });
      expect(exchanges()).to.deep.equal([{ session: 'before' }, { invitation: INVITATION }]);
    });

    it('is the portal’s cookie alone where there is no credential', async () => {
      await opened({ takeInvitation: () => null, appointment: 'appointment' });
      expect(server.asked('exchange')[0]?.headers.get('authorization')).to.be.null;
    });

    it('does not exist without invitation, session and login: nobody is asked then', async () => {
      expect(await codeOf(make({ takeInvitation: () => null }).open())).to.equal('link-not-valid');
      expect(server.requests).to.deep.equal([]);
    });

    it('is told as the problem it is when it is refused', async () => {
      for (const code of ['link-not-valid', 'appointment-over', 'place-taken', 'too-many-tries']) {
        server.answer('exchange', refusal(403, code));
        expect(await codeOf(make().open())).to.equal(code);
      }
      server.answer('exchange', refusal(401, 'no-session'));
      expect(await codeOf(make().open())).to.equal('link-not-valid');
      server.answer('exchange', 'no network');
      expect(await codeOf(make().open())).to.equal('service-unreachable');
      const broken = { getCredential: () => Promise.reject(new Error('logged out')) };
      expect(await codeOf(make({ takeInvitation: () => null, appointment: 'a', ...broken }).open())).to.equal(
        'service-unreachable',
      );
    });
  });

  it('names its session and carries its credential with every request, to the practice’s server alone', async () => {
    server.answer('exchange', { session: 'session-1', credential: 'for-other-sites', place: 'given' });
    const { service } = await opened();
    await service.admit('a person/with a slash');
    expect(server.requests.map(({ route }) => route)).to.deep.equal([
      'exchange',
      'appointment',
      'events',
      'people/a%20person%2Fwith%20a%20slash/admit',
    ]);
    for (const { route, headers, init } of server.requests) {
      expect(init, route).to.include({ credentials: 'include', redirect: 'error', cache: 'no-store' });
      if (route === 'exchange') continue;
      expect(headers.get('safe-session'), route).to.equal('session-1');
      expect(headers.get('authorization'), route).to.equal('Bearer for-other-sites');
    }
    const [events] = server.asked('events');
    expect(events?.url.search).to.equal('?after=1.0');
    expect(events?.headers.get('last-event-id')).to.equal('1.0');
    expect(events?.headers.get('accept')).to.equal('text/event-stream');
  });

  it('says once more who is there when the server has forgotten it, and asks again', async () => {
    const { service, facts } = await opened({
      takeInvitation: () => (remembered === null ? INVITATION : null),
    });
    server.answer('entry', refusal(401, 'no-session'), null);
    server.answer('late', refusal(401, 'no-session'), null);
    await Promise.all([service.askToEnter({ urgent: true }), service.late(null)]);
    expect(exchanges(), 'once for both').to.deep.equal([
      { invitation: INVITATION },
      { session: 'session-1' },
    ]);
    expect(server.asked('entry').map(({ body }) => body)).to.deep.equal([{ urgent: true }, { urgent: true }]);
    expect(facts.map(({ type }) => type)).to.deep.equal(['appointment-known']);
  });

  it('does not come back with an invitation where its session has ended: somebody decided that', async () => {
    const { service, facts } = await opened();
    server.answer('entry', refusal(401, 'no-session'));
    server.answer('poll', { cursor: '2.0', facts: [], end: 'moved' });
    expect(await codeOf(service.askToEnter({ urgent: false }))).to.equal('place-taken');
    expect(facts).to.deep.equal([{ type: 'place-moved' }]);
    expect(server.asked('exchange')).to.have.lengthOf(1);
  });

  it('keeps the credential of a session that comes back without one', async () => {
    server.answer(
      'exchange',
      { session: 'session-1', credential: 'for-other-sites', place: 'given' },
      { session: 'session-1', credential: null, place: 'given' },
    );
    const { service } = await opened({ takeInvitation: () => (remembered === null ? INVITATION : null) });
    server.answer('entry', refusal(401, 'no-session'), null);
    await service.askToEnter({ urgent: false });
    expect(server.asked('entry').at(-1)?.headers.get('authorization')).to.equal('Bearer for-other-sites');
  });

  it('gives up on a server that forgets a session as soon as it has made it', async () => {
    const { service } = await opened();
    server.answer('entry', refusal(401, 'no-session'));
    expect(await codeOf(service.askToEnter({ urgent: false }))).to.equal('service-unreachable');
    expect(server.asked('entry')).to.have.lengthOf(2);
  });

  it('tells the server of a pause that a broken line kept from it, once there is a sign of life', async () => {
    const { service } = await opened();
    server.answer('pause', 'no network', null);
    expect(await codeOf(service.pause())).to.equal('service-unreachable');
    server.beat();
    await waitUntil(() => server.asked('pause').length === 2, 'told again');
    server.beat();
    server.tell({ cursor: '2.0', facts: [{ type: 'late-told', late: null }] });
    await service.resume();
    expect(server.asked('pause')).to.have.lengthOf(2);
  });

  it('tells nothing of a pause that has ended meanwhile, or that was refused', async () => {
    const { service, facts } = await opened();
    server.answer('pause', 'no network');
    await codeOf(service.pause());
    await service.resume();
    server.answer('resume', refusal(403, 'not-allowed'));
    await codeOf(service.resume());
    server.tell({ cursor: '2.0', facts: [{ type: 'late-told', late: null }] });
    await waitUntil(() => facts.length === 1, 'a sign of life');
    expect(server.asked('pause')).to.have.lengthOf(1);
    expect(server.asked('resume')).to.have.lengthOf(2);
  });

  it('lets a goodbye go out though the page closes in the next moment', async () => {
    const { service } = await opened();
    server.answer('leave', 'never');
    const left = service.leave();
    const [goodbye] = server.asked('leave');
    expect(goodbye?.init.keepalive).to.be.true;
    service.close();
    expect(goodbye?.init.signal?.aborted).to.be.false;
    left.catch(() => undefined);
  });

  it('acknowledges what was relayed, several messages at once', async () => {
    const { facts } = await opened();
    for (const cursor of ['1.1', '1.2', '1.3'])
      server.tell({ cursor, facts: [{ type: 'relayed', from: 'other', bytes: 'AP8B' }] });
    await waitUntil(() => server.asked('relay/seen').length === 1, 'acknowledges');
    expect(server.asked('relay/seen')[0]?.body).to.deep.equal({ cursor: '1.3' });
    expect(facts).to.have.lengthOf(3);
    expect(facts[0]).to.deep.equal({ type: 'relayed', from: 'other', bytes: new Uint8Array([0, 255, 1]) });
  });

  it('hands on no fact that it does not know, and no damaged bytes', async () => {
    const { facts } = await opened();
    server.tell({
      cursor: '2.0',
      facts: [
        { type: 'of-a-newer-server' } as never,
        { type: 'service-reached', reached: false },
        { type: 'relayed', from: 'other', bytes: '***' },
        { type: 'late-told', late: null },
      ],
    });
    await waitUntil(() => facts.length > 0, 'the last');
    expect(facts).to.deep.equal([{ type: 'late-told', late: null }]);
  });

  it('says how the session of this page ended, and answers so from then on', async () => {
    for (const [end, told, code] of [
      ['moved', [{ type: 'place-moved' }], 'place-taken'],
      ['removed', [{ type: 'removed', person: 'self' }], 'not-allowed'],
      ['over', [], 'appointment-over'],
    ] as const) {
      const { service, facts } = await opened();
      const line = server.asked('events').at(-1);
      server.tell({ cursor: '2.0', end });
      await waitUntil(() => line?.init.signal?.aborted, 'hangs up');
      expect(facts).to.deep.equal(told);
      expect(await codeOf(service.pass())).to.equal(code);
      server.answer('events');
    }
  });

  it('keeps the proof that came with a record, and asks for any other', async () => {
    const { service } = await opened();
    server.answer('consent/records', recorded);
    server.answer('consent/proofs/record-2', { proof: null });
    await service.record(ANSWERS);
    expect(await service.proof('record-1')).to.deep.equal(recorded.proof);
    expect(await service.proof('record-2')).to.be.null;
    expect(server.requests.filter(({ route }) => route.startsWith('consent/proofs'))).to.have.lengthOf(1);
  });

  describe('where another page has the place', () => {
    beforeEach(() => {
      server.answer('exchange', { session: 'session-1', credential: null, place: 'asked' });
    });

    it('says so, waits, and opens when the place is given', async () => {
      const { open, facts, service } = make();
      const opening = open();
      await waitUntil(() => server.isHeard, 'listens');
      expect(facts).to.deep.equal([{ type: 'place-asked' }]);
      expect(await codeOf(service.pass())).to.equal('service-unreachable');
      expect(server.asked('appointment')).to.deep.equal([]);
      server.tell({ cursor: '4.0', place: 'given' });
      expect((await opening).self).to.equal('self');
      await waitUntil(() => server.asked('events').at(-1)?.url.search === '?after=1.0', 'goes on from there');
    });

    it('rejects when the place stays with the other page', async () => {
      const { open, facts } = make();
      const opening = codeOf(open());
      await waitUntil(() => server.isHeard, 'listens');
      server.tell({ cursor: '4.0', end: 'moved' });
      expect(await opening).to.equal('place-taken');
      expect(facts).to.deep.equal([{ type: 'place-asked' }]);
    });

    it('gives up at once when it is aborted or closed', async () => {
      const { open } = make();
      const controller = new AbortController();
      const reason = new Error('gone');
      const aborted = codeOf(open(controller.signal));
      await waitUntil(() => server.isHeard, 'listens');
      controller.abort(reason);
      expect(await aborted).to.equal(reason);
      expect(server.isHeard).to.be.false;
      const second = make();
      const closed = codeOf(second.open());
      await waitUntil(() => server.isHeard, 'listens');
      second.service.close();
      expect(await closed).to.equal('service-unreachable');
    });
  });

  it('puts neither a secret nor a word of a person into an error', async () => {
    const told: string[] = [];
    const note = (error: unknown): void => {
      const { message, cause } = error as Error;
      told.push(message, String(cause));
    };
    const { service } = await opened();
    for (const answer of ['no network' as const, refusal(403, 'not-allowed'), refusal(413, 'too-large')]) {
      for (const route of ['consent/records', 'people/zebulon/decline', 'late', 'relay', 'feedback'])
        server.answer(route, answer);
      await service.record({ ...ANSWERS, signature: { name: 'Zebulon', statement: 'Zebulon' } }).catch(note);
      await service.decline('zebulon', 'Zebulon').catch(note);
      await service.late({ minutes: 5, words: 'Zebulon' }).catch(note);
      await service.relay('zebulon', new TextEncoder().encode('Zebulon')).catch(note);
      await service.sendFeedback({ zebulon: 'Zebulon' }).catch(note);
      server.answer('exchange', answer);
      await make({ getCredential: () => Promise.resolve(CREDENTIAL) })
        .open()
        .catch(note);
    }
    expect(told).to.have.lengthOf(36);
    expect(told.join('\n')).not.to.match(/zebulon/iu);
    expect(told.join('\n'))
      .not.to.contain(INVITATION)
      .and.not.contain(CREDENTIAL)
      .and.not.contain('session-1');
  });

  it('closes with its page, and tells nothing any more', async () => {
    const { service, facts } = await opened();
    const [line] = server.asked('events');
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(line?.init.signal?.aborted).to.be.true;
    expect(await codeOf(service.askToEnter({ urgent: false }))).to.equal('service-unreachable');
    expect(facts).to.deep.equal([]);
  });

  it('lets whoever waits for an answer go when it closes', async () => {
    const { service } = await opened();
    server.answer('pass', 'never');
    const asked = codeOf(service.pass());
    service.close();
    expect(await asked).to.equal('service-unreachable');
  });

  it('can be opened once', async () => {
    const { open } = await opened();
    expect(await codeOf(open())).to.equal('not-allowed');
  });
});
