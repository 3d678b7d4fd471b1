import { expect } from '@open-wc/testing';
import { HttpService } from '../../src/core/services/http-service.js';
import { LocalService } from '../../src/core/services/local-service.js';
import { makePorts, type PortSettings } from '../../src/elements/shell-ports.js';
import { sessionRemembered } from '../../src/elements/remembered-session.js';
import { fakePorts } from '../support/fake-ports.js';
import { refusal, ScriptedServer } from '../support/scripted-server.js';

const settings = (change: Partial<PortSettings> = {}): PortSettings => ({
  mode: 'live',
  role: 'client',
  appointment: '',
  serviceUrl: 'https://practice.example/session',
  invitation: 'sample-invitation-0123456789',
  getCredential: undefined,
  service: undefined,
  transport: undefined,
  worker: {},
  consentSrc: '',
  consentDocument: undefined,
  plan: {},
  ...change,
});

const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    return await promise;
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
};

describe('the ports of the shell', () => {
  it('are the practice’s server where the page names one, and what it brings itself where it does', async () => {
    expect(await makePorts(() => settings()).service()).to.be.instanceOf(HttpService);
    const { service } = fakePorts();
    expect(await makePorts(() => settings({ service })).service()).to.equal(service);
  });

  it('are never silently a rehearsal', async () => {
    const ports = makePorts(() => settings({ serviceUrl: '' }));
    expect(await codeOf(ports.service())).to.equal('service-missing');
    const rehearsal = makePorts(() => settings({ mode: 'rehearsal', serviceUrl: '' }));
    expect(await rehearsal.service()).to.be.instanceOf(LocalService);
  });

  it('carry media as the route says', async () => {
    const ports = makePorts(() => settings());
    expect((await ports.transport({ kind: 'tabs' })).constructor.name).to.equal('LocalTransport');
    const server = { kind: 'server', url: 'wss://media.example', waiting: 'strict' } as const;
    expect((await ports.transport(server)).constructor.name).to.equal('LivekitTransport');
    const { transport } = fakePorts();
    expect(await makePorts(() => settings({ transport })).transport(server)).to.equal(transport);
  });

  describe('of the practice’s server', () => {
    let server: ScriptedServer;
    const { state } = history as { state: unknown };

    beforeEach(() => {
      history.replaceState(null, '');
      server = new ScriptedServer();
    });

    afterEach(() => {
      server.close();
      history.replaceState(state, '');
    });

    const exchanges = (): unknown[] => server.asked('exchange').map(({ body }) => body);
    const open = async (ports: ReturnType<typeof makePorts>): Promise<unknown> => {
      const service = await ports.service();
      const code = await codeOf(service.open({ signal: new AbortController().signal }));
      service.close();
      return code;
    };

    it('come in by the invitation once, and as the session that it made from then on', async () => {
      const ports = makePorts(() => settings());
      await open(ports);
      await open(ports);
      expect(exchanges()).to.deep.equal([
        { invitation: 'sample-invitation-0123456789' },
        { session: 'session-1' },
      ]);
    });

    it('come in by it again where it did not arrive, or where that session is gone', async () => {
      const ports = makePorts(() => settings());
      server.answer('exchange', 'no network', { session: 'session-1', credential: null, place: 'given' });
      expect(await open(ports)).to.equal('service-unreachable');
      await open(ports);
      server.answer('exchange', refusal(401, 'no-session'), {
        session: 'session-2',
        credential: null,
        place: 'given',
      });
      await open(ports);
      const invitation = { invitation: 'sample-invitation-0123456789' };
      expect(exchanges()).to.deep.equal([invitation, invitation, { session: 'session-1' }, invitation]);
    });

    it('come back without the invitation after the page was loaded anew', async () => {
      await open(makePorts(() => settings()));
      await open(makePorts(() => settings({ invitation: null })));
      expect(exchanges().at(-1)).to.deep.equal({ session: 'session-1' });
    });

    it('follow a newer invitation rather than the session of before', async () => {
      await open(makePorts(() => settings()));
      await open(makePorts(() => settings({ invitation: 'another-invitation-012345' })));
      expect(exchanges().at(-1)).to.deep.equal({ invitation: 'another-invitation-012345' });
    });

    it('remember no session that is not known any more', async () => {
      const { serviceUrl: service, appointment } = settings();
      await open(makePorts(() => settings()));
      expect(sessionRemembered({ service, appointment })).to.equal('session-1');
      server.answer('exchange', refusal(401, 'no-session'));
      expect(await open(makePorts(() => settings({ invitation: null })))).to.equal('link-not-valid');
      expect(sessionRemembered({ service, appointment })).to.be.null;
    });
  });
});
