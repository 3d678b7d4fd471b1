/** What a page opened and has not closed yet, for tests that nothing is left behind. */
import { openSecondPage, type SecondPage } from './second-page.js';

export interface WatchedPage extends SecondPage {
  /** Every one that was ever opened. */
  readonly connections: readonly RTCPeerConnection[];
  /** Names of connections, channels and workers that are still open. */
  left(): readonly string[];
}

export const openWatchedPage = (): WatchedPage => {
  const page = openSecondPage();
  const realm = page.window as Window &
    Pick<typeof globalThis, 'RTCPeerConnection' | 'BroadcastChannel' | 'Worker'>;
  const { RTCPeerConnection: Connection, BroadcastChannel: Channel, Worker: Helper } = realm;
  const connections: RTCPeerConnection[] = [];
  const channels = new Set<BroadcastChannel>();
  const workers = new Set<Worker>();
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
  realm.Worker = class extends Helper {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.add(this);
    }
    override terminate(): void {
      workers.delete(this);
      super.terminate();
    }
  };
  return {
    ...page,
    connections,
    left: () => [
      ...connections.filter(({ signalingState }) => signalingState !== 'closed').map(() => 'connection'),
      ...[...channels].map(({ name }) => `channel ${name}`),
      ...Array.from(workers, () => 'worker'),
    ],
  };
};

/** Locks of this browser whose name contains this. */
export const heldLocks = async (part: string): Promise<readonly string[]> => {
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => (name?.includes(part) ? [`lock ${name}`] : []));
};
