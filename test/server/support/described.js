import assert from 'node:assert/strict';

import { safeParse } from 'valibot';

import { NEWS, PROBLEM } from '../../../dist/server/routes/answers.js';
import { refusalsOf } from '../../../dist/server/routes/route.js';
import { ROUTES } from '../../../dist/server/session-handler.js';

const ALL = [...ROUTES.open, ...ROUTES.page].map((route) => ({
  ...route,
  pattern: new RegExp(`^${route.path.replaceAll(/:\w+/gu, '[^/]+')}$`, 'u'),
}));

/** Holds every answer of every test to the description of its route. */
export function assertDescribed(method, path, response, answer) {
  const [pathname] = path.split('?');
  const route = ALL.find((one) => one.method === method && one.pattern.test(pathname));
  if (!response.ok) {
    assertIs(PROBLEM.schema, answer, `${method} ${path}`);
    if (route)
      assert.ok(refusalsOf(route).includes(answer.code), `${method} ${path} refuses with ${answer.code}`);
  } else if (route.answer) {
    const types = route.answer.types ?? ['application/json'];
    assert.ok(types.includes(response.headers.get('content-type')), `${method} ${path}: its type`);
    assertIs(route.answer.schema, answer, `${method} ${path}`);
  } else {
    assert.deepEqual([response.status, answer], [204, null], `${method} ${path}`);
  }
}

export function assertNews(news) {
  assertIs(NEWS.schema, news, 'news');
}

function assertIs(schema, value, what) {
  const { success, issues } = safeParse(schema, value);
  assert.ok(success, `${what}: ${issues?.[0].path?.map(({ key }) => key).join('.')}: ${issues?.[0].message}`);
}
