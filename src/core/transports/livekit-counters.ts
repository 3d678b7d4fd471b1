/** What the browser counts on the way to a media server, over the connections of one stay. */
import { NEW_LINE, watchLine } from '../line-watch.js';
import type { Line } from '../session-snapshot.js';
import type { TransportEvidence } from '../session-transport.js';
import { LineMeter } from './line-meter.js';
import type { Room } from './livekit-port.js';
import { PacketLedger } from './packet-ledger.js';
import { reportOf, type Report } from './stats-report.js';

export class Counters {
  readonly #ledger = new PacketLedger();
  readonly #meter = new LineMeter();
  #watch = NEW_LINE;

  get line(): Line {
    return this.#watch.line;
  }

  async evidence(room: Room | null): Promise<TransportEvidence> {
    await this.#count(room);
    return this.#ledger.read();
  }

  /** To be called every `SAMPLE_SECONDS` while the line holds, and otherwise with `null`: what was counted is kept. */
  async look(room: Room | null, sendsPictures: boolean): Promise<Line> {
    const reports = await this.#count(room);
    if (!room?.steady) return this.line;
    const sample = this.#meter.read(reports, { sendsPictures, opinion: room.lineOpinion });
    this.#watch = watchLine(this.#watch, sample);
    return this.line;
  }

  #count(room: Room | null): Promise<readonly Report[]> {
    return Promise.all(
      (room?.connections() ?? []).map(async (connection) => {
        const report = await reportOf(connection);
        this.#ledger.add(connection, report);
        return report;
      }),
    );
  }
}
