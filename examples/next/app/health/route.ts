import { thePractice } from '../../practice/the-practice.ts';

// Asked anew each time, and not once when the site is built.
export const dynamic = 'force-dynamic';

export const GET = async (): Promise<Response> =>
  new Response(null, { status: (await (await thePractice()).isWell()) ? 204 : 503 });
