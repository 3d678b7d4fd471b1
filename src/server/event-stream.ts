/** News as server-sent events (HTML, 9.2), read by the page with fetch so that a credential can travel. */
import type { News } from '../core/services/service-protocol.js';
import type { Listener } from './news-hub.js';

/** A page that reads nothing any more is let go; it comes back with its cursor. */
const MOST_UNREAD_BYTES = 4_000_000;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const eventOf = (news: News): string => `id: ${news.cursor}\nevent: news\ndata: ${JSON.stringify(news)}\n\n`;

/**
 * @param begin is handed the listener and gives back what ends it
 * @returns the response, whose body goes on until the page leaves or `close` is called
 */
export const eventStream = (begin: (listener: Listener) => Promise<() => void>): Response => {
  let end: (() => void) | undefined;
  let over = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const say = (text: string): boolean => {
          if (over) return false;
          controller.enqueue(encode(text));
          return (controller.desiredSize ?? 0) > 0;
        };
        const listener: Listener = {
          tell: (news) => say(eventOf(news)),
          beat: () => say(':\n\n'),
          close: () => {
            if (over) return;
            over = true;
            controller.close();
          },
        };
        // Sent at once: it says that the line is open, also through whatever stands between.
        listener.beat();
        end = await begin(listener);
        if (over) end();
      },
      cancel() {
        over = true;
        end?.();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // nginx would hold events back otherwise.
      'x-accel-buffering': 'no',
    },
  });
};
