/** What a page opened and has not closed yet, for tests that nothing is left behind. */
import { openSecondPage, type SecondPage } from './second-page.js';

export interface WatchedPage extends SecondPage {
  /** Every one that was ever opened. */
  readonly connections: readonly RTCPeerConnection[];
  /** Names of connections and channels that are still open. */
  left(): readonly string[];
}

export const openWatchedPage = (): WatchedPage => {
  const page = openSecondPage();
  const realm = page.window as Window & Pick<typeof globalThis, 'RTCPeerConnection' | 'BroadcastChannel'>;
  const { RTCPeerConnection: Connection, BroadcastChannel: Channel } = realm;
  const connections: RTCPeerConnection[] = [];
  const channels = new Set<BroadcastChannel>();
  realm.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  realm.BroadcastChannel = class extends Channel {
    constructor(name: string) {
      super(name);
      channels.add(this);
    }
    override close(): void {
      channels.delete(this);
      super.close();
    }
  };
  return {
    ...page,
    connections,
    left: () => [
      ...connections.filter(({ signalingState }) => signalingState !== 'closed').map(() => 'connection'),
      ...[...channels].map(({ name }) => `channel ${name}`),
    ],
  };
};

/** Locks of this browser whose name contains this. */
export const heldLocks = async (part: string): Promise<readonly string[]> => {
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => (name?.includes(part) ? [`lock ${name}`] : []));
};
