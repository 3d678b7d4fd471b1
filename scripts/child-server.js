import { spawn } from 'node:child_process';
import { setTimeout as turn } from 'node:timers/promises';

/** Generous: a server that starts slowly on a busy machine is not a fault. */
const START_LIMIT = 60_000;
/** Characters of a server's output that are kept, from its end. */
const LOG_LIMIT = 200_000;
const LINES_IN_AN_ERROR = 30;

/** The children that still run, and how each is ended without waiting for it. */
const running = new Map();

/**
 * Starts a server as a child of this process and waits until it serves. It does not outlive this process, and does not
 * keep it alive either.
 *
 * @param {object} server
 * @param {string} server.name for messages
 * @param {string} server.command
 * @param {string[]} server.args
 * @param {import('node:child_process').SpawnOptions} [server.options]
 * @param {() => Promise<boolean>} server.ready whether it serves; asked again and again, and may reject until it does
 * @param {(child: import('node:child_process').ChildProcess) => void} [server.endNow] ends it at once, synchronously
 * @returns {Promise<{ log: () => string, kill: () => Promise<void>, stop: (signal: NodeJS.Signals) => Promise<void>,
 *   end: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals> }>} `log` is the end of what it printed, `kill` ends
 *   it as a crash does, `stop` asks it with a signal to end, until it does; `end` asks once, waits as long as it takes, and
 *   says how it ended: with which exit code, or by which signal. Rejects with the last lines of that log when the server
 *   ends, or does not serve in time.
 */
export async function startChild({ name, command, args, options, ready, endNow = killChild }) {
  endChildrenWithThisProcess();
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = logOf(child);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const ended = new Promise((resolve) => {
    child.once('exit', () => resolve('ended'));
    child.once('error', (error) => resolve(`could not be run (${error.message})`));
  });
  const isRunning = () => running.has(child);
  running.set(child, () => endNow(child));
  void ended.then(() => running.delete(child));

  const kill = async () => {
    child.ref();
    if (isRunning()) endNow(child);
    await ended;
  };
  const stop = async (signal) => {
    child.ref();
    // More than once: LiveKit waits for the people in its rooms until it is asked a second time.
    for (let asked = 0; isRunning() && asked < 20; asked += 1) {
      child.kill(signal);
      await Promise.race([ended, turn(500)]);
    }
    await kill();
  };
  const end = async (signal) => {
    child.ref();
    child.kill(signal);
    await ended;
    return child.exitCode ?? child.signalCode;
  };

  const failure = await Promise.race([ended, untilReady(ready, isRunning)]);
  if (failure) {
    await kill();
    await Promise.race([closed, turn(1000)]);
    const lines = log().trimEnd().split('\n').slice(-LINES_IN_AN_ERROR);
    throw new Error([`${name} ${failure} instead of serving. It said:`, ...lines].join('\n  '));
  }
  for (const handle of [child, child.stdout, child.stderr]) handle.unref();
  return { log, kill, stop, end };
}

/** Resolves with nothing when it serves, or with what is wrong. */
async function untilReady(ready, isRunning) {
  const deadline = Date.now() + START_LIMIT;
  while (isRunning() && Date.now() < deadline) {
    if (await ready().catch(() => false)) return '';
    await turn(50);
  }
  return 'stayed silent';
}

function logOf(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more) => {
      text = (text + more).slice(-LOG_LIMIT);
    });
  return () => text;
}

function killChild(child) {
  child.kill('SIGKILL');
}

let watching = false;

function endChildrenWithThisProcess() {
  if (watching) return;
  watching = true;
  const endAll = () => running.forEach((endNow) => endNow());
  process.on('exit', endAll);
  // A signal that nobody handles ends a process without the event above.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => {
      endAll();
      process.kill(process.pid, signal);
    });
}
