import { css, html, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { CaptureDevice } from '../core/capture.js';
import { namedDevices } from '../core/device-choices.js';
import { LIMITS, plainText } from '../core/session-messages.js';
import room from '../locales/en/room.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

type DeviceKind = CaptureDevice['kind'];

const KINDS: readonly DeviceKind[] = ['microphone', 'camera', 'speaker'];

/**
 * Lets a person choose another microphone, camera or speaker during the session.
 *
 * Reads the list from the owner of the devices of its session. Asks the browser for nothing and switches nothing
 * on; follows what is plugged in and out while it is on the page.
 *
 * @tagname device-list
 * @fires session-request - `choose-device`
 * @csspart body - the fields
 * @csspart control - each list
 * @csspart status - the line that says that the list did not come
 */
export class DeviceListElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    css`
      .root {
        display: grid;
        gap: var(--_space);
        grid-template-columns: minmax(0, 1fr);
      }
    `,
  ];

  readonly #words = new Words(this, 'room', room);

  @state() private devices: readonly CaptureDevice[] = [];
  @state() private chosen: Partial<Record<DeviceKind, string>> = {};
  @state() private failed = false;

  #watching: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watching = new AbortController();
    // Missing on an insecure page, whatever the types say.
    (navigator.mediaDevices as MediaDevices | undefined)?.addEventListener('devicechange', this.#read, {
      signal: this.#watching.signal,
    });
    // The session around is known once the first update has run.
    void this.updateComplete.then(this.#read);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watching?.abort();
  }

  protected override body(): TemplateResult {
    const words = this.#words.value.devices;
    return html`
      <p class="quiet">${words.lead}</p>
      ${this.failed ? html`<p part="status">${words.failed}</p>` : KINDS.map((kind) => this.#field(kind))}
    `;
  }

  #field(kind: DeviceKind): TemplateResult {
    const words = this.#words.value.devices;
    const chosen = this.chosen[kind];
    if (!this.devices.some((device) => device.kind === kind))
      return html`<div class="field">
        <span class="label">${words.kind[kind]}</span>
        <p>${words.none[kind]}</p>
      </div>`;
    return html`<div class="field" part="body">
      <label for=${kind}>${words.kind[kind]}</label>
      <select
        id=${kind}
        part="control"
        @change=${(event: Event) => {
          this.#choose(kind, (event.target as HTMLSelectElement).value);
        }}
      >
        <option value="">${words.usual}</option>
        ${namedDevices(this.devices, kind).map(
          (device, index) =>
            html`<option value=${device.deviceId} ?selected=${device.deviceId === chosen}>
              ${this.#label(device, index)}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #label({ kind, label, standIn }: CaptureDevice, index: number): string {
    const words = this.#words.value.devices;
    if (standIn && kind !== 'speaker') return words.standIn[kind];
    return plainText(label, LIMITS.name) || `${words.unnamed[kind]} ${index + 1}`;
  }

  #choose(kind: DeviceKind, deviceId: string): void {
    this.chosen = { ...this.chosen, [kind]: deviceId };
    this.request({ type: 'choose-device', kind, deviceId });
  }

  readonly #read = (): void => void this.#readDevices();

  async #readDevices(): Promise<void> {
    const signal = this.#watching?.signal;
    if (!this.session || !signal) return;
    try {
      const capture = await this.session.media.capture();
      const devices = await capture.devices();
      if (signal.aborted) return;
      this.devices = devices;
      this.chosen = Object.fromEntries(KINDS.map((kind) => [kind, capture.chosen(kind)]));
      this.failed = false;
    } catch {
      this.failed = !signal.aborted;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'device-list': DeviceListElement;
  }
}

define('device-list', DeviceListElement);
