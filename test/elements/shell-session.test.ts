import { expect } from '@open-wc/testing';
import type { PortSettings } from '../../src/elements/shell-ports.js';
import { ShellSession } from '../../src/elements/shell-session.js';
import { fakePorts } from '../support/fake-ports.js';
import { waitUntil } from '../support/wait-until.js';

const own = { page: 'its own' };

describe('the session behind the shell', () => {
  const { state } = history as { state: unknown };

  beforeEach(() => {
    history.replaceState({ ...own, safeSession: { session: 's', service: 'u', appointment: '' } }, '');
  });

  afterEach(() => {
    history.replaceState(state, '');
  });

  const begin = () => {
    const told: string[] = [];
    const { service, transport } = fakePorts();
    const behind = new ShellSession({
      ports: () => ({ mode: 'live', role: 'client', service, transport }) as unknown as PortSettings,
      preferences: () => undefined,
      consult: () => true,
      taken: (session) => told.push(session ? session.constructor.name : 'none'),
      changed: () => undefined,
      exit: () => told.push(`exit with ${JSON.stringify(history.state)}`),
    });
    const beginning = behind.begin({ role: 'client', mode: 'live' });
    return { behind, beginning, told };
  };

  it('is a beginning until the first ask, and the real one from then on', async () => {
    const { behind, beginning, told } = begin();
    expect(behind.isUntouched).to.be.true;
    beginning.send({ type: 'continue' });
    await waitUntil(() => behind.current?.snapshot.self === 'self', 'is known');
    expect(behind.isUntouched).to.be.false;
    expect(told).to.deep.equal(['SessionBeginning', 'SessionController']);
    behind.end();
    expect(behind.current).to.be.undefined;
    expect(told.at(-1)).to.equal('none');
  });

  it('leaves no trace in the history entry of a page that is left at once', async () => {
    const { behind, beginning, told } = begin();
    beginning.send({ type: 'continue' });
    await waitUntil(() => behind.current?.snapshot.self === 'self', 'is known');
    behind.current?.send({ type: 'exit-now' });
    expect(told.at(-1)).to.equal(`exit with ${JSON.stringify(own)}`);
    behind.end();
  });

  it('leaves at once even where nothing was fetched yet', () => {
    const { behind, beginning, told } = begin();
    beginning.send({ type: 'exit-now' });
    expect(told.at(-1)).to.match(/^exit/u);
    behind.end();
  });
});
