/** The practice's server for journeys: in this process or, to be killed, in one of its own. Run, this file is the latter. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { startDemo } from '../../../demo/serve.js';
import { isRequired, SETTLED_BY } from '../../../dist/core/consent.js';

const CONSENT = JSON.parse(readFileSync(new URL('../../../demo/site/consent-demo.json', import.meta.url)));

/**
 * @typedef {object} Practice
 * @property {string} url ends in a slash
 * @property {(change?: object) => Promise<{ id: string, people: object[], client: string, therapist: string }>} appointment
 *   one that can begin now; the pages' addresses are relative to `url`
 * @property {Practice['appointment']} prepared the client has signed on paper, and there is nothing else to do on the way
 * @property {(appointment: string) => Promise<string>} roomOf what the media server calls it
 * @property {() => Promise<void>} close
 * @property {import('safe-session/server').PracticeDesk} [desk] of a server in this process
 * @property {object[]} [log] what it told its host, likewise
 * @property {() => Promise<void>} [kill] nobody is told; of a server in a process of its own
 * @property {() => Promise<void>} [restart] at the same address, with what it had stored
 */

/**
 * @param {{ port: number, livekit: object, waiting: string, database?: object, origins?: () => string[],
 *   authenticate?: (request: Request) => Promise<{ reference: string } | null> }} live
 * @returns {Promise<Practice>}
 */
export async function practiceHere({ port, ...live }) {
  const log = [];
  const demo = await startDemo({ port, live: { ...live, log: (entry) => log.push(entry) } });
  const { appointment, handler, store } = demo.practice;
  return {
    url: demo.url,
    log,
    desk: handler.practice,
    appointment,
    prepared: async (change) => {
      const made = await appointment({ steps: ['welcome', 'waiting'], ...change });
      await handler.practice.recordPaperConsent(paperOf(made));
      return made;
    },
    roomOf: async (id) => {
      const [row] = await store.query('select room from safe_session.appointments where id = $1', [id]);
      return row.room;
    },
    close: demo.close,
  };
}

/** Everything that is needed, and nothing that is free. */
function paperOf({ id, people }) {
  return {
    appointment: id,
    person: people.find(({ role }) => role === 'client').id,
    language: CONSENT.language,
    decisions: CONSENT.topics
      .filter(isRequired)
      .map((topic) => ({ topic: topic.id, version: topic.version, decision: SETTLED_BY[topic.kind] })),
    signature: { name: 'Sample Client', statement: 'I have read this, and I agree.' },
    signedAt: new Date().toISOString(),
  };
}

/** What is asked of a server in another process. */
const ASKED = ['appointment', 'prepared', 'roomOf'];

/**
 * @param {{ port: number, livekit: object, waiting: string }} live
 * @returns {Promise<Practice>} with a folder that outlives its end
 */
export async function practiceApart({ port, livekit: { url, httpUrl, apiKey, apiSecret }, waiting }) {
  const folder = mkdtempSync(join(tmpdir(), 'practice-'));
  const livekit = { url, httpUrl, apiKey, apiSecret };
  const settings = JSON.stringify({ port, livekit, waiting, database: { folder } });
  const start = async () => {
    const child = fork(fileURLToPath(import.meta.url), { env: { ...process.env, LIVE_PRACTICE: settings } });
    const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (answer !== 'ready') throw new Error(`The practice's server ended with ${answer} instead of serving.`);
    return child;
  };
  let child = await start();
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const ask = (name) => async (given) => {
    child.send({ name, given });
    const [{ answer, error }] = await once(child, 'message');
    if (error) throw new Error(error);
    return answer;
  };
  return {
    url: `http://localhost:${port}/`,
    ...Object.fromEntries(ASKED.map((name) => [name, ask(name)])),
    kill,
    restart: async () => {
      await kill();
      child = await start();
    },
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const practice = await practiceHere(JSON.parse(process.env.LIVE_PRACTICE));
  process.on('message', ({ name, given }) => {
    practice[name](given).then(
      (answer) => process.send({ answer }),
      (error) => process.send({ error: error.message }),
    );
  });
  process.on('disconnect', () => process.exit());
  process.send('ready');
}
