import { expect } from '@open-wc/testing';
import { readControl } from '../../../src/core/transports/livekit-control.js';
import { LivekitOthers } from '../../../src/core/transports/livekit-others.js';
import { NO_KINDS, type Room } from '../../../src/core/transports/livekit-port.js';
import { RemoteMedia } from '../../../src/core/transports/remote-media.js';
import type { MediaKind } from '../../../src/core/session-snapshot.js';

/** A room of which nothing is told but what is asked for; everything in a real one is tested beside this. */
class SilentRoom implements Pick<Room, 'steady' | 'pages' | 'sends' | 'take' | 'trackOf' | 'receiverOf'> {
  readonly steady = true;
  readonly there: string[] = [];
  readonly said: string[] = [];
  readonly taken: string[] = [];
  offered = NO_KINDS;

  pages = () => this.there;
  sends = () => NO_KINDS;
  take = (identity: string, kind: MediaKind, wanted: boolean) =>
    void this.taken.push(`${identity} ${kind} ${String(wanted)}`);
  offers = () => this.offered;
  trackOf = () => null;
  receiverOf = () => null;
  showsIn = () => undefined;
  permit = () => undefined;

  send = (_topic: string, bytes: Uint8Array<ArrayBuffer>, to: readonly string[]): Promise<void> => {
    this.said.push(`${readControl(bytes)?.type} ${to.join()}`);
    return Promise.resolve();
  };
}

describe('everybody else in a room', () => {
  const meeting = () => {
    const room = new SilentRoom();
    const others = new LivekitOthers({
      remote: new RemoteMedia(() => undefined),
      words: { own: null, isTheirs: () => false },
      tell: () => undefined,
      open: () => undefined,
      pictureAsked: () => undefined,
      demand: () => undefined,
    });
    others.allow([{ person: 'therapist', identity: 'seat' }]);
    others.enter(room as unknown as Room);
    expect(room.said).to.deep.equal([]);
    return { room, others };
  };

  it('is greeted once they are there, although their coming was never told', () => {
    const { room, others } = meeting();
    room.there.push('seat', 'stranger');
    others.tick();
    expect(room.said).to.deep.equal(['hello seat']);
  });

  it('is not refused what they send in the moment before this page is told of them', () => {
    const { room, others } = meeting();
    room.there.push('late', 'stranger');
    room.offered = { microphone: true, camera: true };
    for (const identity of room.there) others.changed(identity);
    others.tick();
    expect(room.taken, 'nobody asked for it').to.deep.equal([]);
    others.allow([{ person: 'client', identity: 'late' }]);
    others.setWanted('client', 'microphone', true);
    expect(room.taken).to.deep.equal(['late microphone true']);
    others.tick();
    expect(room.taken.slice(1), 'what a stranger sends').to.deep.equal([
      'stranger microphone false',
      'stranger camera false',
    ]);
    others.setWanted('client', 'microphone', false);
    expect(room.taken.slice(3), 'what is wanted no more').to.deep.equal(['late microphone false']);
  });

  it('is looked for when the line holds again', () => {
    const { room, others } = meeting();
    others.steady(false);
    room.there.push('seat');
    others.tick();
    expect(room.said, 'nothing can be said yet').to.deep.equal([]);
    others.steady(true);
    expect(room.said).to.deep.equal(['hello seat']);
  });
});
