/** Two whole sessions whose sound and picture go through a media server that the test plays itself. */
import { expect } from '@open-wc/testing';
import { DeviceCapture } from '../../../src/core/device-capture.js';
import { mayOpen } from '../../../src/core/encryption/worker/frame-gates.js';
import type { Person, Role } from '../../../src/core/session-snapshot.js';
import type { SessionTransport } from '../../../src/core/session-transport.js';
import type * as module from '../../../src/core/transports/livekit-transport.js';
import { trustOf } from '../../../src/core/trust-view.js';
import { canRead, TwoSessions } from '../two-sessions.js';
import { openWatchedPage, type WatchedPage } from '../watched-page.js';
import { HostileRelay } from './relay.js';
import { takePath, type FramePath, type Realm } from './rig.js';

export const ROLES: readonly Role[] = ['client', 'therapist'];

const EVERY_INDEX = new Set(Array.from({ length: 16 }, (_, index) => index));

/** What one of them writes to the other, and nobody else may read. */
export const SECRET = 'Zebulon';

export class SessionScene {
  readonly relay = new HostileRelay();
  readonly sessions: TwoSessions;
  readonly #pages: WatchedPage[] = [];
  readonly #identities = new Map<Role, string>();

  constructor(private readonly path: FramePath) {
    this.sessions = new TwoSessions(null, {
      transport: () => this.#transport(),
      pass: (pass) => {
        this.#identities.set(pass.role, pass.identity);
        return { ...pass, url: 'wss://media.example', token: pass.identity, iceServers: [] };
      },
      capture: (role) => new DeviceCapture({ standIns: role }),
    });
  }

  identity(role: Role): string {
    return this.#identities.get(role) ?? '';
  }

  /** Both are in the room, and have begun with sound and picture. */
  async begin(): Promise<void> {
    const { sessions } = this;
    await sessions.wait();
    await sessions.agree();
    sessions.therapist.send({ type: 'admit', person: sessions.id('client') });
    for (const role of ROLES) {
      await sessions.until(role, ({ phase }) => phase.name === 'session', 'is in the room');
      sessions.of(role).send({ type: 'begin', startWith: 'sound-and-picture' });
    }
    await this.isWell();
  }

  other(role: Role): Person | undefined {
    return this.sessions.of(role).snapshot.people[0];
  }

  /** Each knows of the other that they are there, can open what they send, and reads of no trouble. */
  async isWell(): Promise<void> {
    for (const role of ROLES)
      await this.sessions.until(
        role,
        ({ connection, problems }) => connection === 'connected' && problems.length === 0 && this.#has(role),
        'is well',
      );
  }

  /** All that was handed over so far has the form of what is sealed, and nothing of it can be read. */
  handedOverSealed(): void {
    const frames = this.relay.frames.map(({ data }) => new Uint8Array(data));
    expect(frames.length).to.be.greaterThan(0);
    expect(frames.filter((frame) => !mayOpen(frame, 1, EVERY_INDEX))).to.deep.equal([]);
    expect(
      canRead(
        SECRET,
        this.relay.packets.map((packet) => packet.toBinary()),
      ),
    ).to.equal(false);
  }

  #has(role: Role): boolean {
    const other = this.other(role);
    return (
      other?.state === 'here' &&
      trustOf(other.safety) === 'unchecked' &&
      other.media.camera &&
      other.media.microphone
    );
  }

  close(): void {
    this.sessions.close();
    for (const page of this.#pages) page.close();
    this.relay.close();
  }

  async #transport(): Promise<SessionTransport> {
    const page = openWatchedPage();
    this.#pages.push(page);
    this.relay.serve(page.window);
    takePath(this.path, page.window as Realm);
    const { LivekitTransport } = await page.load<typeof module>('core/transports/livekit-transport.ts');
    return new LivekitTransport();
  }
}
