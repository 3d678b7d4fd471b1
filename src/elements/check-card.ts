import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { CaptureDevice } from '../core/capture.js';
import type { CheckLine, CheckOutcome, CheckResult } from '../core/device-check.js';
import { LIMITS, plainText } from '../core/session-messages.js';
import type { Messages } from '../locales/messages.js';

type CheckWords = Messages['techCheck'];

/** How a line of the check looks: a card with the outcome in words at its head. */
export const checkCardStyles = css`
  .card {
    display: grid;
    gap: calc(var(--_space) * 0.875);
    grid-template-columns: minmax(0, 1fr);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    align-items: baseline;
    justify-content: space-between;
  }
  /* a card of its own: its question stands as the headings of the others do */
  .beginning legend {
    margin-block-end: 0.625rem;
    font-size: 1.25rem;
    line-height: 1.25;
  }
  .outcome {
    display: inline-flex;
    gap: 0.4rem;
    align-items: center;
    color: var(--_quiet);
    font-size: 0.9375rem;
  }
  .outcome[data-outcome='works'] {
    color: var(--_accent);
    font-weight: 600;
  }
  .ways {
    display: grid;
    gap: 0.5rem;
  }
  .picture {
    display: block;
    inline-size: min(100%, 20rem);
    aspect-ratio: 16 / 9;
    object-fit: cover;
    background: var(--_surface);
    border: 1px solid var(--_hair);
    border-radius: calc(var(--_radius) * 0.8);
    /* as in a mirror, which is how people know their own face */
    transform: scaleX(-1);
  }
`;

const signs: Record<CheckOutcome, TemplateResult> = {
  works: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  'does-not-work': svg`<circle cx="12" cy="12" r="8"/><path d="M8.5 12h7"/>`,
  'not-checked': svg`<circle cx="12" cy="12" r="8"/>`,
};

export const checkCard = (
  words: CheckWords,
  line: CheckLine,
  { outcome }: CheckResult,
  content: unknown,
): TemplateResult => html`
  <section class="card" aria-labelledby="line-${line}">
    <div class="line">
      <h2 id="line-${line}">${words.lines[line]}</h2>
      <p class="outcome" part="status" data-outcome=${outcome}>
        <svg viewBox="0 0 24 24" aria-hidden="true">${signs[outcome]}</svg>
        ${words.outcomes[outcome]}
      </p>
    </div>
    ${content}
  </section>
`;

/** What is in the way of a line, what can be done about it, and how to go on without. */
export const trouble = (
  words: CheckWords,
  line: CheckLine,
  { reason }: CheckResult,
  more: unknown = nothing,
): unknown => {
  if (!reason) return nothing;
  return html`<check-trouble
    exportparts="problem, control"
    .reason=${reason}
    .device=${line === 'camera' ? 'camera' : 'microphone'}
  >
    <div class="ways">
      <p>${words[line].waysOn}</p>
      ${more}
    </div>
  </check-trouble>`;
};

/** A choice of devices, where there is one: the usual one, and what the browser names. */
export const deviceChoice = (
  words: CheckWords,
  line: 'microphone' | 'speaker' | 'camera',
  { devices, chosen }: { readonly devices: readonly CaptureDevice[]; readonly chosen: string },
  choose: (deviceId: string) => void,
): unknown => {
  if (devices.length < 2) return nothing;
  const label = (device: CaptureDevice, index: number): string => {
    if (device.standIn && line !== 'speaker') return words.standInDevice[line];
    return plainText(device.label, LIMITS.name) || words.unnamedDevice(index + 1);
  };
  return html`<div class="field">
    <label for="device-${line}">${words[line].device}</label>
    <select
      id="device-${line}"
      part="control"
      @change=${(event: Event) => {
        choose((event.target as HTMLSelectElement).value);
      }}
    >
      <option value="" .selected=${chosen === ''}>${words.defaultDevice}</option>
      ${devices.map(
        (device, index) =>
          html`<option value=${device.deviceId} .selected=${device.deviceId === chosen}>
            ${label(device, index)}
          </option>`,
      )}
    </select>
  </div>`;
};
