import { expect } from '@open-wc/testing';
import '../../src/elements/problem-notice.js';
import { PROBLEMS, type ProblemCode } from '../../src/core/problems.js';
import type { ProblemNoticeElement } from '../../src/elements/problem-notice.js';
import { button, settled, withSession } from '../support/element-suite.js';

const show = async (
  code: ProblemCode,
): Promise<Awaited<ReturnType<typeof withSession<ProblemNoticeElement>>>> => {
  const shown = await withSession<ProblemNoticeElement>('problem-notice', {});
  shown.element.problem = { code };
  await settled(shown.element);
  return shown;
};

const codes = Object.keys(PROBLEMS) as ProblemCode[];

describe('problem-notice', () => {
  it('holds for each problem something to press, or a number to call', async () => {
    for (const code of codes) {
      const { element } = await show(code);
      expect(element.shadowRoot?.querySelector('button, a[href^="tel:"]'), code).to.exist;
    }
  });

  for (const code of ['stranger-removed', 'too-many-tries', 'not-allowed', 'not-admitted'] as const)
    it(`goes away when it was read, where there is nothing else to do about it: ${code}`, async () => {
      const { element, session } = await show(code);
      button(element, 'Close this message').click();
      expect(session.asks).to.deep.equal([{ type: 'dismiss-problem', code }]);
    });
});
