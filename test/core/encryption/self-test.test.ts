import { expect } from '@open-wc/testing';
import { selfTest } from '../../../src/core/encryption/self-test.js';
import { loadFrameWorker } from '../../../src/core/encryption/worker-loader.js';

const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
    return 'well';
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
};

/** A worker of the host's own making, from text that is not ours. */
const workerOf = (text: string): Worker => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return new Worker(url);
};

const CALM = `onmessage = ({ data }) => data.type === 'ping' && postMessage({ type: 'ready' });`;

describe('the self-test of the encryption', () => {
  it('seals and opens a picture with the real worker', async () => {
    expect(await codeOf(selfTest())).to.equal('well');
  });

  it('takes the worker that the host makes, or that it serves', async () => {
    const served = new URL('../../../src/core/encryption/strict-worker.js', import.meta.url);
    expect(await codeOf(selfTest({ createWorker: () => new Worker(served) }))).to.equal('well');
    expect(await codeOf(selfTest({ workerUrl: served }))).to.equal('well');
  });

  it('says that the worker is blocked where it does not start, with the line that the host needs', async () => {
    expect(await codeOf(selfTest({ createWorker: () => workerOf('throw new Error("no")') }))).to.equal(
      'worker-blocked',
    );
    const refusing = (): Worker => {
      throw new DOMException('refused', 'SecurityError');
    };
    expect(await codeOf(selfTest({ createWorker: refusing }))).to.equal('worker-blocked');
    expect(await codeOf(selfTest({ workerUrl: '/nothing/is/here.js' }))).to.equal('worker-blocked');
    const text = await loadFrameWorker({ workerUrl: '/nothing/is/here.js' }).catch(String);
    expect(text).to.include(`worker-src ${location.origin}`).and.include('trusted-types safe-session');
  });

  it('fetches a worker of another site, and says what the page has to allow for it', async () => {
    const elsewhere = 'https://cdn.example.invalid/strict-worker.js';
    const text = await loadFrameWorker({ workerUrl: elsewhere }).catch(String);
    expect(text).to.include('worker-src blob:; connect-src https://cdn.example.invalid');
  });

  it('notices a worker that raises an alarm', async () => {
    const alarming = `${CALM} setTimeout(() => postMessage({ type: 'alarm', why: 'not-sealed' }), 50);`;
    expect(await codeOf(selfTest({ createWorker: () => workerOf(alarming) }))).to.equal(
      'encryption-unsupported',
    );
  });
});
