/**
 * Between a session and the devices that it may know again: fetches what does that only where somebody has asked for it here or on
 * the other side. Where nobody has, nothing of it is fetched and the browser's store is never opened.
 */
import { relationWith } from './device-view.js';
import { keepsDevices } from './encryption/device-marker.js';
import type { DeviceMeeting, DevicePort, KnownDevices } from './encryption/known-devices.js';
import type { MessageFact, PersonId, SessionSnapshot } from './session-snapshot.js';

/** Fetches what knows devices again. */
export type LoadDevices = () => Promise<{ readonly KnownDevices: typeof KnownDevices }>;

type DeviceTold = Extract<MessageFact, { readonly type: 'device-told' }>;

export class DeviceDoor {
  readonly #meetings = new Map<PersonId, DeviceMeeting>();
  readonly #compared = new Map<PersonId, string>();
  #snapshot: SessionSnapshot | null = null;
  #inside: Promise<KnownDevices> | null = null;
  #isOver = false;

  constructor(
    private readonly port: DevicePort,
    private readonly load: LoadDevices,
  ) {}

  /** After every change. */
  follow(snapshot: SessionSnapshot): void {
    this.#snapshot = snapshot;
    for (const { id, safety } of snapshot.people) {
      if (safety.state !== 'checked' || safety.run === null || this.#compared.get(id) === safety.run)
        continue;
      this.#compared.set(id, safety.run);
      const { run } = safety;
      this.#ifInside((devices) => devices.compared(id, run));
    }
  }

  /** There is a channel with somebody. `code`: 32 bytes. */
  agreed(person: PersonId, run: string, code: Uint8Array<ArrayBuffer>): void {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    const relation = relationWith(snapshot, person);
    const meeting = { person, self: snapshot.self, run, code, relation };
    this.#meetings.set(person, meeting);
    if (this.#inside) this.#ifInside((devices) => devices.meet(meeting));
    else if (relation !== null) void this.#openIfKept();
  }

  async told({ person, run, proof, key }: DeviceTold): Promise<void> {
    const devices = await this.#open();
    await devices?.told(person, { run, proof, key });
  }

  /** After a press, and only then. */
  async remember(person: PersonId): Promise<void> {
    const devices = await this.#open();
    if (devices) await devices.remember(person);
    else this.port.learn({ type: 'device-kept', person, device: 'refused' });
  }

  /** After a press. */
  async forget(person: PersonId): Promise<void> {
    const devices = await this.#open();
    if (devices) await devices.forget(person);
    else this.port.learn({ type: 'device-kept', person, device: 'stuck' });
  }

  /** For good. */
  end(): void {
    this.#isOver = true;
  }

  #ifInside(act: (devices: KnownDevices) => Promise<void>): void {
    void this.#inside?.then(act, () => undefined);
  }

  async #openIfKept(): Promise<void> {
    if (await keepsDevices()) await this.#open();
  }

  /** `null` where it did not arrive: then people compare, as they do without it. It is asked for again the next time. */
  async #open(): Promise<KnownDevices | null> {
    this.#inside ??= this.#fetch();
    try {
      return await this.#inside;
    } catch {
      this.#inside = null;
      return null;
    }
  }

  async #fetch(): Promise<KnownDevices> {
    const { KnownDevices: Devices } = await this.load();
    const devices = new Devices({
      say: (saying, to) => {
        if (!this.#isOver) this.port.say(saying, to);
      },
      learn: (news) => {
        if (!this.#isOver) this.port.learn(news);
      },
    });
    for (const meeting of this.#meetings.values()) void devices.meet(meeting);
    for (const [person, run] of this.#compared) void devices.compared(person, run);
    return devices;
  }
}
