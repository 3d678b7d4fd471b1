/** Packets since connecting, over connections that come and go. */
import type { MediaKind } from '../session-snapshot.js';
import type { TransportEvidence } from '../session-transport.js';
import type { Report } from './stats-report.js';

const RTP_KIND: Readonly<Partial<Record<string, MediaKind>>> = { audio: 'microphone', video: 'camera' };

type Direction = keyof TransportEvidence;

interface Stream {
  readonly direction: Direction;
  readonly kind: MediaKind;
  packets: number;
}

/**
 * A browser forgets a stream when it ends, and a connection when it closes; what was counted stays counted here. What a
 * connection sent after the last look and before it was closed is not seen.
 */
export class PacketLedger {
  readonly #streams = new Map<string, Stream>();
  readonly #numbers = new WeakMap<object, number>();
  #known = 0;

  add(connection: object, report: Report): void {
    const number = this.#numberOf(connection);
    for (const stats of report.values()) {
      const kind = RTP_KIND[stats.kind ?? ''];
      if (!kind || !stats.id) continue;
      if (stats.type === 'outbound-rtp')
        this.#count(`${number} ${stats.id}`, 'packetsSent', kind, stats.packetsSent);
      if (stats.type === 'inbound-rtp')
        this.#count(`${number} ${stats.id}`, 'packetsReceived', kind, stats.packetsReceived);
    }
  }

  read(): TransportEvidence {
    const counted = {
      packetsSent: { microphone: 0, camera: 0 },
      packetsReceived: { microphone: 0, camera: 0 },
    };
    for (const { direction, kind, packets } of this.#streams.values()) counted[direction][kind] += packets;
    return counted;
  }

  #numberOf(connection: object): number {
    const known = this.#numbers.get(connection);
    if (known !== undefined) return known;
    this.#known += 1;
    this.#numbers.set(connection, this.#known);
    return this.#known;
  }

  #count(id: string, direction: Direction, kind: MediaKind, packets = 0): void {
    const stream = this.#streams.get(id) ?? { direction, kind, packets: 0 };
    stream.packets = Math.max(stream.packets, packets);
    this.#streams.set(id, stream);
  }
}
