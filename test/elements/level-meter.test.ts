import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/level-meter.js';
import type { LevelMeterElement } from '../../src/elements/level-meter.js';
import { expectAccessible, settled } from '../support/element-suite.js';

const words = { quiet: 'Quiet', soft: 'Soft', clear: 'Clear' };

const show = async (level: number): Promise<{ element: LevelMeterElement; meter: Element }> => {
  const element = await fixture<LevelMeterElement>(
    html`<level-meter .level=${level} .label=${'How loud it is'} .words=${words}></level-meter>`,
  );
  await settled(element);
  const meter = element.shadowRoot?.querySelector('[role="meter"]');
  if (!meter) throw new Error('no meter');
  return { element, meter };
};

describe('level-meter', () => {
  for (const [level, text, steps] of [
    [0, 'Quiet', 0],
    [0.25, 'Soft', 3],
    [0.6, 'Clear', 7],
    [1, 'Clear', 12],
  ] as const) {
    it(`says ${text} at ${level}, in a word, a number and dots`, async () => {
      const { element, meter } = await show(level);
      expect(meter.getAttribute('aria-valuetext')).to.equal(text);
      expect(meter.getAttribute('aria-valuenow')).to.equal(String(steps));
      expect(element.shadowRoot?.querySelectorAll('.on').length).to.equal(steps);
      await expectAccessible(element, text);
    });
  }

  it('stays within its scale, whatever it is given', async () => {
    expect((await show(9)).meter.getAttribute('aria-valuenow')).to.equal('12');
    expect((await show(-9)).meter.getAttribute('aria-valuenow')).to.equal('0');
    expect((await show(NaN)).meter.getAttribute('aria-valuenow')).to.equal('0');
  });

  it('draws again only when a dot changes', async () => {
    const { element } = await show(0.5);
    let renders = 0;
    element.addController({
      hostUpdated: () => {
        renders += 1;
      },
    });
    element.level = 0.51;
    await settled(element);
    expect(renders).to.equal(0);
    element.level = 0.9;
    await settled(element);
    expect(renders).to.equal(1);
  });
});
