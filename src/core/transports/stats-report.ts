/** What we read of the browser's report on a connection. */

/** One of its entries. The types of the platform leave some fields out, and that a report is a map. */
export type Stats = Partial<
  RTCInboundRtpStreamStats &
    RTCOutboundRtpStreamStats &
    RTCIceCandidatePairStats &
    RTCTransportStats & {
      /** Of what the other end got. */
      readonly fractionLost: number;
      readonly roundTripTime: number;
      readonly freezeCount: number;
      /** Of an address. */
      readonly candidateType: string;
      readonly protocol: string;
    }
> & { readonly type: string };

export type Report = ReadonlyMap<string, Stats>;

interface Reporting {
  getStats(): Promise<RTCStatsReport | undefined> | undefined;
}

export const reportOf = async (connection: Reporting): Promise<Report> =>
  ((await connection.getStats()) as Report | undefined) ?? new Map();

/** The pair of addresses that media go through. Firefox has no transports in its reports, and marks it instead. */
export const selectedPair = (report: Report): Stats | undefined => {
  const all = [...report.values()];
  const selected = all.flatMap(({ type, selectedCandidatePairId: id }) =>
    type === 'transport' && id ? [report.get(id)] : [],
  );
  return (
    selected[0] ??
    all.find(({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded')
  );
};
