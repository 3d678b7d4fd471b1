/**
 * Devices that know each other again, for those who asked for it: says what this one has to say, hears what the other says, and
 * keeps and forgets. Fetched when somebody presses for it, when something was kept earlier, or when the other page speaks of it.
 * `docs/encryption.md`, 16.
 */
import type { DeviceKeeping } from '../session-snapshot.js';
import {
  deviceVerdict,
  keyToRemember,
  mayShowKey,
  NEW_STANDING,
  withTheirs,
  type DeviceStanding,
} from './device-memory.js';
import { isProvenBy, makeDeviceKeys, proveDevice, publicBytes } from './device-proof.js';
import { changeDevice, forgetDevice, keepDevice, readDevice } from './device-store.js';
import { fromHex, hashOf, toHex, type Bytes } from './encoding.js';

/** What one page says of its device. In hex; empty for what it does not say. */
export interface DeviceSaying {
  /** Of the agreement that it is about. */
  readonly run: string;
  readonly proof: string;
  readonly key: string;
}

/** A channel with somebody. */
export interface DeviceMeeting {
  readonly person: string;
  readonly self: string;
  readonly run: string;
  /** 32 bytes of the safety code. */
  readonly code: Bytes;
  /** Whose relation it is, the same in every appointment; `null` where it does not outlast this one. */
  readonly relation: string | null;
}

export type DeviceNews =
  | { readonly type: 'device-kept'; readonly person: string; readonly device: DeviceKeeping }
  | {
      readonly type: 'device-shown';
      readonly person: string;
      readonly run: string;
      readonly state: 'known-device' | 'changed-device' | 'unchecked';
    };

export interface DevicePort {
  /** Sealed, to them alone. */
  say(saying: DeviceSaying, to: string): void;
  learn(news: DeviceNews): void;
}

interface Known {
  readonly meeting: DeviceMeeting;
  readonly relation: string | null;
  standing: DeviceStanding;
  /** What was said in this channel, so that nothing is said twice. */
  said: 'nothing' | 'proof' | 'key' | 'none';
}

export class KnownDevices {
  readonly #people = new Map<string, Known>();
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly port: DevicePort) {}

  /** There is a channel: what was known of an earlier one with them does not hold for it. */
  meet(meeting: DeviceMeeting): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#people.get(meeting.person)?.meeting.run === meeting.run) return;
      const relation = meeting.relation === null ? null : await relationKey(meeting.relation);
      const known: Known = { meeting, relation, standing: NEW_STANDING, said: 'nothing' };
      this.#people.set(meeting.person, known);
      // A browser that cannot read what it keeps is one that keeps nothing: people compare, as always.
      const kept = relation === null ? null : await readDevice(relation).catch(() => undefined);
      if (!kept) return;
      this.#stand(known, { kept });
      this.#tellKeeping(known, 'kept');
      await this.#say(known);
    });
  }

  /** This person said of the channel of this run that the code is the same. */
  compared(person: string, run: string): Promise<void> {
    return this.#with(person, run, async (known) => {
      if (known.standing.isCompared) return;
      this.#stand(known, { isCompared: true });
      await this.#settle(known);
    });
  }

  /** Whatever it is, it rejects nothing and believes nothing that is not proven in this channel. */
  told(person: string, { run, proof, key }: DeviceSaying): Promise<void> {
    return this.#with(person, run, async (known) => {
      const place = { code: known.meeting.code, sender: person };
      const isBy = (one: string): Promise<boolean> => isProvenBy(fromHex(one), place, fromHex(proof));
      const shown = key !== '' && (await isBy(key)) ? key : null;
      let provenBy = shown;
      for (const one of known.standing.kept?.theirs ?? [])
        if (proof !== '' && provenBy === null && (await isBy(one))) provenBy = one;
      this.#stand(known, {
        told: proof === '' ? 'nothing' : 'proof',
        provenBy,
        shown: shown ?? known.standing.shown,
      });
      if (known.said === 'nothing') this.#sayNone(known);
      this.#tellVerdict(known);
      await this.#settle(known);
    });
  }

  /** After a press. */
  remember(person: string): Promise<void> {
    return this.#with(person, null, async (known) => {
      const { relation } = known;
      try {
        if (relation === null) throw new Error('nobody to be found again');
        const kept = await keepDevice(relation, await makeDeviceKeys());
        this.#stand(known, { kept });
        this.#tellKeeping(known, 'kept');
        await this.#settle(known);
      } catch {
        this.#tellKeeping(known, 'refused');
      }
    });
  }

  /** After a press. The other side is not told: it finds another device the next time. */
  forget(person: string): Promise<void> {
    return this.#with(person, null, async (known) => {
      try {
        if (known.relation !== null) await forgetDevice(known.relation);
        this.#stand(known, { kept: null });
        known.said = 'none';
        this.#tellKeeping(known, 'none');
        this.#tellVerdict(known);
      } catch {
        this.#tellKeeping(known, 'stuck');
      }
    });
  }

  #with(person: string, run: string | null, work: (known: Known) => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      const known = this.#people.get(person);
      if (known && (run === null || known.meeting.run === run)) await work(known);
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work);
    return this.#turn;
  }

  #stand(known: Known, change: Partial<DeviceStanding>): void {
    known.standing = { ...known.standing, ...change };
  }

  /** Shows the key, and keeps theirs, as soon as either may be. */
  async #settle(known: Known): Promise<void> {
    if (mayShowKey(known.standing)) await this.#say(known);
    const key = keyToRemember(known.standing);
    if (key === null || known.relation === null) return;
    try {
      const kept = await changeDevice(known.relation, (before) => withTheirs(before, key));
      this.#stand(known, { kept: kept ?? null });
      // In another tab of theirs.
      if (!kept) this.#tellKeeping(known, 'none');
    } catch {
      this.#tellKeeping(known, 'refused');
    }
  }

  async #say(known: Known): Promise<void> {
    const { meeting, standing } = known;
    const what = mayShowKey(standing) ? 'key' : 'proof';
    if (!standing.kept || known.said === 'key' || known.said === what) return;
    const { keys } = standing.kept;
    const proof = await proveDevice(keys, { code: meeting.code, sender: meeting.self });
    const key = what === 'key' ? await publicBytes(keys) : new Uint8Array(0);
    known.said = what;
    this.port.say({ run: meeting.run, proof: toHex(proof), key: toHex(key) }, meeting.person);
  }

  /** Whoever has something to show waits for an answer. */
  #sayNone(known: Known): void {
    known.said = 'none';
    this.port.say({ run: known.meeting.run, proof: '', key: '' }, known.meeting.person);
  }

  #tellVerdict({ meeting: { person, run }, standing }: Known): void {
    const verdict = deviceVerdict(standing);
    const state = verdict ? (`${verdict}-device` as const) : 'unchecked';
    this.port.learn({ type: 'device-shown', person, run, state });
  }

  #tellKeeping({ meeting: { person } }: Known, device: DeviceKeeping): void {
    this.port.learn({ type: 'device-kept', person, device });
  }
}

/** What is kept is found by this alone: nobody reads from it whose it is. In hex. */
const relationKey = async (relation: string): Promise<string> =>
  toHex(await hashOf('ts-sas/1 relation', relation));
