/** The description of the server is what its routes say, and complete. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { PROBLEM } from '../../dist/server/routes/answers.js';
import { refusalsOf } from '../../dist/server/routes/route.js';
import { statusOf } from '../../dist/server/refusal.js';
import { ROUTES } from '../../dist/server/session-handler.js';
import { describeServer } from '../../scripts/open-api.js';

const routes = [...ROUTES.open, ...ROUTES.page];
const kept = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
const operations = Object.entries(kept.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

describe('docs/openapi.json', () => {
  it('is what the routes say now: node scripts/open-api.js renews it', () => {
    assert.deepEqual(kept, describeServer({ routes, problem: PROBLEM, refusalsOf, statusOf }));
  });

  it('has every route, with its path’s parameters, what it takes, and everything that it may answer', () => {
    assert.equal(operations.length, routes.length);
    for (const { path, summary, parameters = [], responses, method, requestBody } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name);
      assert.deepEqual(
        parameters.filter(({ in: where }) => where === 'path').map(({ name }) => name),
        named,
      );
      assert.ok(summary.length > 10);
      assert.ok(responses[200] ?? responses[204], path);
      assert.ok(responses[500], path);
      if (method === 'post' && path !== '/media/notices') assert.ok(requestBody, path);
    }
  });

  it('says of every schema what it is, and refers to none that is not there', () => {
    const { schemas, securitySchemes } = kept.components;
    for (const [name, { description }] of Object.entries(schemas)) assert.ok(description, name);
    const text = JSON.stringify(kept);
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/gu)) assert.ok(schemas[name], name);
    for (const { security } of operations)
      for (const name of security.flatMap(Object.keys)) assert.ok(securitySchemes[name], name);
  });

  it('says which way in each route has', () => {
    const securityOf = (path, method) =>
      operations.find((one) => one.path === path && one.method === method).security;
    assert.deepEqual(securityOf('/keys', 'get'), []);
    assert.deepEqual(securityOf('/practice/appointments', 'post'), [{ practiceKey: [] }]);
    assert.equal(securityOf('/pass', 'post').length, 2);
  });
});
