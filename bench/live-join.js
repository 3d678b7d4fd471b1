/**
 * From "Let in" to the first correct picture on both sides, through the practice's server and a real LiveKit server, against
 * livekit-client alone on the same server, without and with its own encryption, and against ourselves with frames that are
 * not sealed; all in one interleaved run.
 */
import { relayMedia } from '../test/support/relayed-page.js';
import { prepareBareJoin } from './bare-join.js';
import { median, percentile } from './figures.js';
import { noteFirstFrame } from './first-frame.js';
import { ROLES, setStage, verifyPath } from './join-stage.js';
import { passFramesOn } from './unsealed-worker.js';

/** Of the stand-ins' bars, in degrees: what the other one shows. */
const HUE_OF_OTHER = { client: 23, therapist: 213 };
const PATIENCE = 20_000;

/** How a person comes in. `sealed`: with encryption, livekit-client's own or ours. */
const LINES = {
  bare: { sealed: false },
  'bare sealed': { sealed: true },
  strict: { waiting: 'strict', sealed: true },
  warm: { waiting: 'warm', sealed: true },
  'strict unsealed': { waiting: 'strict', sealed: false },
  'warm unsealed': { waiting: 'warm', sealed: false },
};

const THEIRS = { bare: 'livekit-client alone', 'bare sealed': 'livekit-client, sealed' };
const OURS_OPEN = { 'strict unsealed': 'not sealed', 'warm unsealed': 'not sealed' };
const NAMES = { ...THEIRS, ...OURS_OPEN };

/** What is held against what, by round trip: at most so much of it at the client, and at the therapist. */
const COMPARED = {
  0: [
    ['strict', 'bare', 1.15, 1.15],
    ['warm', 'bare', 0.8, 0.65],
    ['warm', 'bare sealed', 0.3, 0.3],
  ],
  80: [
    ['strict', 'bare', 1.15, 1.15],
    ['warm', 'bare', 0.5, 0.5],
    ['warm', 'bare sealed', 0.5, 0.5],
    ['strict', 'strict unsealed', 1.1, 1.1],
    ['warm', 'warm unsealed', 1.1, 1.1],
  ],
  200: [
    ['strict', 'bare', 1.15, 1.15],
    ['warm', 'bare', 0.5, 0.5],
  ],
};

export const ROUND_TRIPS = Object.keys(COMPARED).map(Number);

/**
 * @param {string} executablePath of Chromium
 * @param {number} roundTrip one of `ROUND_TRIPS`, in milliseconds
 * @param {number} n
 * @returns {Promise<import('./figures.js').Figure[]>}
 */
export async function measureLiveJoin(executablePath, roundTrip, n) {
  const compared = COMPARED[roundTrip];
  const lines = [...new Set(compared.flatMap(([ours, other]) => [ours, other]))];
  const times = Object.fromEntries(lines.map((line) => [line, { client: [], therapist: [], both: [] }]));
  const stage = await setStage(executablePath, { isFar: roundTrip > 0 });
  try {
    for (let run = 0; run <= n; run += 1) {
      console.error(`round trip ${roundTrip} ms: ${run} of ${n}`);
      for (const line of run % 2 ? lines : lines.toReversed()) {
        const join = await joinOnce(stage, line, roundTrip);
        // The first one warms up what every later one finds warm.
        if (run === 0) continue;
        for (const role of ROLES) times[line][role].push(join[role]);
        times[line].both.push(Math.max(join.client, join.therapist));
      }
    }
  } finally {
    await stage.close();
  }
  return compared.flatMap(([ours, other, ...bars]) =>
    // Of the two with livekit-client, either may be the one who sees first: what holds for both is surer than what holds for each.
    [...ROLES, 'both'].flatMap((who, index) => {
      const figure = (named, of, held) => ({
        name: `let in → first picture (${ours}, ${who}, round trip ${roundTrip} ms, ${named})`,
        value: of(times[ours][who]),
        unit: 'ms',
        n,
        comparedWith: { name: NAMES[other], value: of(times[other][who]) },
        ...(held && { bar: bars[index] ?? Math.max(...bars) }),
      });
      return [
        figure('median', median, true),
        figure('p95', (values) => percentile(values, 95), other === 'bare'),
      ];
    }),
  );
}

async function joinOnce(stage, line, roundTrip) {
  const contexts = {};
  const pages = {};
  try {
    stage.setRoundTrip(roundTrip);
    stage.hurry();
    for (const role of ROLES) {
      // The practice's rules let no worker run that is not its own file.
      const bypassCSP = line in OURS_OPEN;
      const context = (contexts[role] = await stage.browsers[role].newContext({ bypassCSP }));
      context.setDefaultTimeout(PATIENCE);
      await context.addInitScript(relayMedia, {
        udp: [stage.livekit.ports.udp, stage.relays.media.udpPort],
      });
      await context.addInitScript(noteFirstFrame, HUE_OF_OTHER[role]);
      pages[role] = await context.newPage();
    }
    const { waiting, sealed } = LINES[line];
    const begin = waiting
      ? await waitToBeLetIn(stage, pages, { waiting, sealed })
      : await waitToJoinBare(stage, pages, { sealed });
    stage.setRoundTrip(roundTrip);
    const start = await begin();
    const times = {};
    for (const role of ROLES) times[role] = (await firstFrame(pages[role], `${line}, ${role}`)) - start[role];
    for (const role of ROLES) await verifyPath(stage, pages[role], roundTrip);
    return times;
  } finally {
    await Promise.all(Object.values(contexts).map((context) => context.close()));
  }
}

/** A run that shows nothing is said, and does not hang. */
async function firstFrame(page, who) {
  const shown = await page.evaluate(
    (patience) =>
      Promise.race([
        globalThis.firstFrame,
        new Promise((resolve) => setTimeout(() => resolve(null), patience)),
      ]),
    PATIENCE,
  );
  if (shown === null) throw new Error(`no correct picture within ${PATIENCE} ms: ${who}`);
  return shown;
}

/** Each begins with the fetching of its own pass: nobody has to be told first. */
async function waitToJoinBare(stage, pages, { sealed }) {
  const room = await stage.bare.openRoom();
  await Promise.all(
    ROLES.map(async (role) => {
      await pages[role].goto(`http://localhost:${stage.relays.bare.tcpPort}/`);
      await pages[role].evaluate(prepareBareJoin, { sealed });
    }),
  );
  const begin = (role) =>
    pages[role].evaluate(
      ([url, name, identity]) => {
        const start = globalThis.now();
        void globalThis.join(url, name, identity);
        return start;
      },
      [stage.url, room, role],
    );
  return async () => {
    const [client, therapist] = await Promise.all(ROLES.map(begin));
    return { client, therapist };
  };
}

/** Both begin as soon as they are let in. */
async function waitToBeLetIn(stage, pages, { waiting, sealed }) {
  const { practice } = stage.demos[waiting];
  const appointment = await practice.appointment({ consentDocument: null });
  const worker = sealed ? null : `(${passFramesOn})()`;
  await Promise.all(
    ROLES.map(async (role) => {
      await pages[role].goto(`http://localhost:${stage.relays[waiting].tcpPort}/${appointment[role]}`);
      const ask = { type: role === 'client' ? 'go-in-now' : 'continue' };
      await pages[role].evaluate(goToWaiting, { ask, worker });
    }),
  );
  for (const role of ROLES) await pages[role].waitForFunction(hasAgreed);
  const inRoom = waiting === 'warm' ? ROLES : ['therapist'];
  for (const role of inRoom) await pages[role].waitForFunction(standsBy);
  for (const role of ROLES) await pages[role].waitForFunction(isQuiet);
  return async () => {
    const start = await pages.therapist.evaluate(() => {
      const { session } = document.querySelector('safe-session');
      const begun = globalThis.now();
      session.send({ type: 'admit', person: session.snapshot.people[0].id });
      return begun;
    });
    return { client: start, therapist: start };
  };
}

/** In the page: goes on to waiting, and begins with sound and picture in the task in which it is let in. */
async function goToWaiting({ ask, worker }) {
  performance.setResourceTimingBufferSize(1_000);
  const element = document.querySelector('safe-session');
  await customElements.whenDefined('safe-session');
  if (worker) {
    const url = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
    element.createWorker = () => new Worker(url);
    // With other settings it begins anew, and what was asked before that is gone.
    await element.updateComplete;
  }
  element.send(ask);
  const { signal } = new AbortController();
  const start = async () => {
    const capture = await element.session.media.capture();
    await Promise.all(['microphone', 'camera'].map((kind) => capture.start(kind, { signal })));
  };
  while (element.phase !== 'waiting') {
    // As people do there, so that it is known what the camera sends.
    if (element.phase === 'tech-check') await start();
    if (element.phase !== 'welcome') element.send({ type: 'continue' });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // They run here as they do on the other pages: what is measured is the way in, and not how long a camera takes to open.
  await start();
  const { session } = element;
  session.addEventListener('change', () => {
    if (session.can({ type: 'begin', startWith: 'sound-and-picture' }))
      session.send({ type: 'begin', startWith: 'sound-and-picture' });
  });
}

/** In the page: what the call needs has been fetched, and the other is there to agree on keys with. */
function hasAgreed() {
  const [other] = document.querySelector('safe-session').session.snapshot.people;
  const isLoaded = performance
    .getEntriesByType('resource')
    .some(({ name }) => name.includes('livekit-transport'));
  return isLoaded && (other?.state === 'asking' || other?.state === 'here') && other.safety.pictures !== null;
}

/** In the page: hidden in the room, on a line that stands. */
async function standsBy() {
  const stats = (await globalThis.connectionStats()).flat();
  return stats.some(({ type, state }) => type === 'data-channel' && state === 'open');
}

/** In the page: nothing more is said to the practice. Keys that can be made ready are there. */
function isQuiet() {
  const asked = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/'));
  return performance.now() - Math.max(...asked.map(({ responseEnd }) => responseEnd)) > 400;
}
