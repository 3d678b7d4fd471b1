/**
 * The encryption of a session's room: meets whom the aim names, carries what comes out of the group, and tells of keys, codes
 * and trouble. Fetched behind the welcome, because it is not small.
 */
import type { LoadDevices } from '../device-door.js';
import type { EncryptionAim, Meeting } from '../encryption-aim.js';
import { SessionError } from '../problems.js';
import type { PersonId } from '../session-snapshot.js';
import type { SessionTransport } from '../session-transport.js';
import { decodeCarried } from './carried-frames.js';
import type { Carry, Way } from './carrier.js';
import { EncryptedGroup } from './encrypted-group.js';
import { toHex, utf8, type Bytes } from './encoding.js';
import type { GroupEvent } from './group-events.js';
import { PageLink } from './page-link.js';
import { isOpaque, type Place } from './party.js';
import { BROWSER_RANDOMNESS } from './randomness.js';

export interface EncryptionPort {
  /** Hands sealed bytes over, and says by which way they went. Rejects with a `SessionError` where nobody takes them. */
  readonly carry: (bytes: Bytes, to: PersonId) => Promise<Way>;
  readonly keys: Pick<SessionTransport, 'sealWith' | 'openWith' | 'closeTo'>;
  /** How it stands with somebody, in the words of the group. */
  readonly happened: (event: SafetyEvent) => void;
  /** What somebody sealed for this person, and it opened. */
  readonly heard: (from: PersonId, content: Bytes) => void;
  readonly fail: (error: SessionError) => void;
}

export type SafetyEvent =
  | Extract<GroupEvent, { readonly type: 'agreed' | 'exhausted' | 'alarm' | 'vouching' }>
  /** There is no channel with them, for whatever reason. */
  | { readonly type: 'gone'; readonly with: PersonId };

/** Fetched from here, so that what both need is fetched once. */
export const loadKnownDevices: LoadDevices = () => import('./known-devices.js');

/** Four times a second. */
const TICK_MS = 250;

/** The id of the practice's server is one; what a host calls a rehearsal may be any text. */
const opaque = (name: string): string => (isOpaque(name) ? name : `x-${toHex(utf8(name))}`.slice(0, 128));

/** An appointment has one room, whose own name pages learn only when they are let in. */
const placeOf = ({ appointment }: EncryptionAim): Place => ({
  appointment: opaque(appointment),
  room: opaque(appointment),
});

export class SessionEncryption {
  #group: EncryptedGroup | null = null;
  /** Whose group it is, and of which appointment. */
  #of = '';
  /** Of everybody who belongs here; there is a channel, or one under way, with those who were met. */
  readonly #links = new Map<PersonId, PageLink>();
  /** Outlasts every group of this page: who is in between gets no more tries by ending one. */
  readonly #runs = new Map<PersonId, number>();
  #roster = '';
  #ticking: ReturnType<typeof setInterval> | undefined;
  #dropped = 0;

  constructor(private readonly port: EncryptionPort) {}

  /** How many messages were in the clear, from nobody whom this page knows, or did not open. */
  get dropped(): number {
    return this.#dropped;
  }

  /** After every change. `null`: there is nobody to have a channel with. */
  follow(aim: EncryptionAim | null): void {
    const of = aim ? JSON.stringify([aim.appointment, aim.self]) : '';
    if (of !== this.#of) this.end();
    if (!aim) return;
    this.#of = of;
    const group = (this.#group ??= this.#newGroup(aim));
    this.#meet(group, aim.meetings);
    this.#show(group, aim);
  }

  /** New keys for everybody. */
  renew(): void {
    void this.#group?.renew(this.#now());
  }

  /** Resolves when it is on its way to everybody with whom there is a channel, and kept for those where one is under way. */
  async say(content: Bytes, to: readonly PersonId[]): Promise<void> {
    await this.#group?.say(content, to);
  }

  /** Whatever somebody, or somebody in their name, has sent by either way. */
  receive(from: PersonId, bytes: Uint8Array): void {
    const frame = decodeCarried(bytes);
    const link = this.#links.get(from);
    if (!frame || !link) this.#dropped += 1;
    else this.#open(from, link.take(frame, this.#now()));
  }

  agreeAnew(person: PersonId): void {
    const link = this.#links.get(person);
    if (link?.isMet) this.#begin(person, link);
  }

  #now(): number {
    return performance.now();
  }

  #newGroup({ self, ...aim }: EncryptionAim): EncryptedGroup {
    const group: EncryptedGroup = new EncryptedGroup(
      placeOf({ self, ...aim }),
      self,
      {
        carry: (to, bytes) => {
          if (this.#group === group) this.#links.get(to)?.send(bytes);
        },
        tell: (event) => {
          if (this.#group === group) this.#happened(event);
        },
      },
      BROWSER_RANDOMNESS,
      this.#runs,
    );
    return group;
  }

  /** Forgets every key. */
  end(): void {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
    void this.#group?.end();
    this.#group = null;
    this.#of = '';
    this.#links.clear();
    this.#roster = '';
  }

  #meet(group: EncryptedGroup, meetings: readonly Meeting[]): void {
    for (const [person, link] of this.#links) {
      const meeting = meetings.find(({ identity }) => identity === person);
      if (meeting && link.isOn(meeting.seat)) continue;
      this.#links.delete(person);
      if (link.isMet) void group.part(person, this.#now());
      this.port.keys.closeTo(person, null);
      this.port.happened({ type: 'gone', with: person });
    }
    for (const meeting of meetings) {
      const link = this.#links.get(meeting.identity) ?? this.#newLink(meeting);
      if (meeting.isThere && !link.isMet) this.#begin(meeting.identity, link);
      link.standsIn(meeting.way);
    }
    this.#tickIfMet();
  }

  #newLink({ identity, role, seat }: Meeting): PageLink {
    const carry: Carry = (bytes) => this.port.carry(bytes, identity);
    const link = new PageLink({ identity, role }, seat, carry, () => this.#now());
    this.#links.set(identity, link);
    return link;
  }

  #begin(person: PersonId, link: PageLink): void {
    const early = link.meet();
    this.#group?.meet(link.party, this.#now()).catch((cause: unknown) => {
      this.port.fail(new SessionError('encryption-unsupported', 'this browser has no X25519', { cause }));
    });
    this.#open(person, early);
  }

  #open(from: PersonId, frames: readonly Bytes[]): void {
    for (const bytes of frames) void this.#group?.receive(from, bytes, this.#now());
  }

  #show(group: EncryptedGroup, { self, roster }: EncryptionAim): void {
    // Whoever was in, and is not any more, is alone. Before that there is nothing to say.
    const people = roster ?? (this.#roster === '' ? null : [self]);
    const shown = JSON.stringify(people ?? []);
    if (!people || shown === this.#roster) return;
    this.#roster = shown;
    void group.show(people, this.#now());
  }

  #tickIfMet(): void {
    const isMeeting = [...this.#links.values()].some(({ isMet }) => isMet);
    if (isMeeting) this.#ticking ??= setInterval(() => this.#tick(), TICK_MS);
    else {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }

  #tick(): void {
    const at = this.#now();
    for (const [person, link] of this.#links) {
      this.#open(person, link.tick(at));
      if (link.isStuck(at)) this.#begin(person, link);
    }
    void this.#group?.tick(at);
  }

  #happened(event: GroupEvent): void {
    const { keys, happened } = this.port;
    switch (event.type) {
      case 'agreed':
        this.#settle(event.with);
        happened(event);
        // Whoever was in between until now knows the secrets that were given out until now.
        if (event.runs > 1) this.renew();
        return;
      case 'not-agreed':
        this.#settle(event.with, false);
        happened({ type: 'gone', with: event.with });
        // What the other page has begun goes on by itself.
        if (event.reason !== 'begun-again') this.agreeAnew(event.with);
        return;
      case 'exhausted':
        this.#settle(event.with);
        happened(event);
        return;
      case 'use-key':
        keys.sealWith({ epoch: event.epoch, keyIndex: event.keyIndex, material: event.material });
        return;
      case 'install-key': {
        const { epoch, keyIndex, material } = event;
        keys.openWith(event.from, { epoch, keyIndex, material });
        return;
      }
      case 'drop-key':
        keys.closeTo(event.from, event.keyIndex);
        return;
      case 'silence':
        keys.sealWith(null);
        return;
      case 'message':
        this.port.heard(event.from, event.content);
        return;
      case 'refused':
        this.#dropped += 1;
        return;
      case 'alarm':
        keys.sealWith(null);
        happened(event);
        return;
      case 'vouching':
        happened(event);
        return;
      case 'acknowledged':
        // People are told by the other page itself that a text has arrived.
        return;
      default:
        event satisfies never;
    }
  }

  #settle(person: PersonId, isSettled = true): void {
    const link = this.#links.get(person);
    if (link) link.isSettled = isSettled;
  }
}
