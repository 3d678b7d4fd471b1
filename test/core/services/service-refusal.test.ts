import { expect } from '@open-wc/testing';
import { PROBLEMS } from '../../../src/core/problems.js';
import { refusalOf, SessionUnknownError } from '../../../src/core/services/service-refusal.js';

describe('a refusal of the practice’s server', () => {
  it('is the problem it names, for every problem there is', () => {
    for (const code of Object.keys(PROBLEMS)) expect(refusalOf('entry', 403, { code }).code).to.equal(code);
  });

  const rows: readonly (readonly [route: string, status: number, answer: unknown, code: string])[] = [
    ['entry', 400, { code: 'bad-request' }, 'not-allowed'],
    ['exchange', 400, { code: 'bad-request' }, 'link-not-valid'],
    ['people/:id/admit', 404, { code: 'not-found' }, 'not-allowed'],
    ['entry', 500, { code: 'broken' }, 'service-unreachable'],
    ['entry', 413, { code: 'too-large' }, 'not-allowed'],
    ['relay', 413, { code: 'too-large' }, 'text-not-sent'],
    ['consent/records', 413, null, 'not-recorded'],
    ['feedback', 413, { code: 'too-large' }, 'not-recorded'],
    // From whatever stands before the server.
    ['entry', 502, null, 'service-unreachable'],
    ['entry', 404, '<html>', 'service-unreachable'],
    ['entry', 403, null, 'not-allowed'],
    ['entry', 429, null, 'too-many-tries'],
    ['entry', 403, { code: 'toString' }, 'not-allowed'],
    ['entry', 409, { code: 7 }, 'service-unreachable'],
  ];
  for (const [route, status, answer, code] of rows)
    it(`${route}: ${String(status)} with ${JSON.stringify(answer)} is ${code}`, () => {
      expect(refusalOf(route, status, answer).code).to.equal(code);
    });

  it('that the session is not known is told apart, and is no more than out of reach to a person', () => {
    const error = refusalOf('entry', 401, { code: 'no-session' });
    expect(error).to.be.instanceOf(SessionUnknownError);
    expect(error.code).to.equal('service-unreachable');
  });

  it('repeats nothing that the answer says', () => {
    expect(refusalOf('entry', 400, { code: 'bad-request', detail: 'Zebulon', title: 'Zebulon' }).message)
      .to.contain('"entry"')
      .and.not.contain('Zebulon');
  });
});
