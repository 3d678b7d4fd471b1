import { until } from './until.js';

/** What is asked of the practice while a page waits; answers to anything else are files of the site. */
const ASKED = ['Fetch', 'XHR', 'EventSource'];

/**
 * Writes down everything that a page receives from the servers, from now on: answers, event streams while they go on, and
 * frames of its sockets.
 *
 * @param {import('playwright-core').Page} page
 */
export async function recordEverything(page) {
  const line = await page.context().newCDPSession(page);
  const answers = new Map();
  const frames = [];
  const sockets = [];

  line.on('Network.responseReceived', ({ requestId, type, response: { url } }) => {
    if (!ASKED.includes(type)) return;
    const answer = { url, chunks: [] };
    answers.set(requestId, answer);
    // Gives what has come so far, and has the rest come with the events below. What is over has come already.
    line
      .send('Network.streamResourceContent', { requestId })
      .then(({ bufferedData }) => answer.chunks.unshift(bufferedData))
      .catch(() => wholeAnswer(line, requestId, answer))
      // The page has gone, and nothing more is asked of it.
      .catch(() => undefined);
  });
  line.on('Network.dataReceived', ({ requestId, data }) => {
    if (data) answers.get(requestId)?.chunks.push(data);
  });
  line.on('Network.webSocketCreated', ({ url }) => sockets.push(url));
  line.on('Network.webSocketFrameReceived', ({ response: { opcode, payloadData } }) => {
    frames.push(Buffer.from(payloadData, opcode === 1 ? 'utf8' : 'base64').toString('latin1'));
  });
  await line.send('Network.enable');

  /** Every answer so far, as text, with where it came from. */
  const texts = () =>
    [...answers.values()].map(({ url, chunks }) => ({
      url,
      text: chunks.map((chunk) => Buffer.from(chunk, 'base64').toString()).join(''),
    }));

  return {
    frames,
    sockets,
    texts,
    /** All of it, also what was packed into the messages that pages send each other. */
    all: () => [...texts().flatMap(({ text }) => [text, unpacked(text)]), ...frames],
    /** The passes to the media server that came, as answers or with the news of being let in, the newest last. */
    passes: () =>
      texts()
        .flatMap(({ url, text }) =>
          /\/(trial-)?pass$/u.test(url) ? [JSON.parse(text)] : newsIn(text).map(({ pass }) => pass ?? {}),
        )
        // A page that is removed may ask once more before it hears of it, and is refused.
        .filter(({ token }) => token),
    /** Tokens with which the media server replaces that of a pass. */
    renewedTokens: () => frames.flatMap((frame) => frame.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/gu) ?? []),
    /** @param {string | RegExp} what a part of an answer or an event */
    hears: (what) =>
      until(`an answer with ${what}`, async () => texts().some(({ text }) => text.search(what) >= 0)),
  };
}

/** What an event stream has brought, or nothing where it is none; a last piece that has not come whole is left out. */
const newsIn = (text) => [...text.matchAll(/^data: (\{.*\})\n\n/gmu)].map(([, data]) => JSON.parse(data));

async function wholeAnswer(line, requestId, answer) {
  const { body, base64Encoded } = await line.send('Network.getResponseBody', { requestId });
  answer.chunks.push(base64Encoded ? body : Buffer.from(body).toString('base64'));
}

/** Relayed messages come as base64url within JSON. */
function unpacked(text) {
  return [...text.matchAll(/"bytes":"([\w-]+)"/gu)]
    .map(([, bytes]) => Buffer.from(bytes, 'base64url').toString())
    .join('\n');
}
