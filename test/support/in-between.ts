/** Whoever carries, in the place of each of two people towards the other: with keys of their own, and passing on what they read. */
import { SessionEncryption } from '../../src/core/encryption/session-encryption.js';
import type { PersonId, Role } from '../../src/core/session-snapshot.js';
import type { Bytes, TwoSessions } from './two-sessions.js';

const otherThan = (role: Role): Role => (role === 'client' ? 'therapist' : 'client');

export class InBetween {
  /** Everything that either of them said to the other. */
  readonly read: Bytes[] = [];
  readonly #acting = new Map<Role, SessionEncryption>();

  constructor(private readonly sessions: TwoSessions) {
    sessions.relay = (from, bytes) => {
      this.#as(otherThan(from)).receive(sessions.id(from), bytes);
      return [];
    };
  }

  end(): void {
    for (const encryption of this.#acting.values()) encryption.end();
  }

  /** Acts as this one, towards the other one. */
  #as(role: Role): SessionEncryption {
    const known = this.#acting.get(role);
    if (known) return known;
    const facing = otherThan(role);
    const to: PersonId = this.sessions.id(facing);
    const encryption: SessionEncryption = new SessionEncryption({
      carry: (bytes) => {
        this.sessions.pretend(role, bytes);
        return Promise.resolve('practice');
      },
      keys: { sealWith: () => undefined, openWith: () => undefined, closeTo: () => undefined },
      happened: () => undefined,
      heard: (_from, content) => {
        this.read.push(content);
        void this.#as(facing).say(content, [this.sessions.id(role)]);
      },
      fail: (error) => {
        throw error;
      },
    });
    this.#acting.set(role, encryption);
    encryption.follow({
      self: { identity: this.sessions.id(role), role },
      appointment: this.sessions.appointment,
      meetings: [{ identity: to, role: facing, seat: '', isThere: true, way: 'practice' }],
      roster: null,
      ahead: null,
    });
    return encryption;
  }
}
