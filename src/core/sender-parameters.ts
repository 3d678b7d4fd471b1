/**
 * The parameters of a sender, set by one after the other. A browser takes them with the number of its last reading alone, and a setting
 * that ends makes that number void, also where somebody else has read meanwhile (`RtpSenderBase::SetParametersAsync` of libwebrtc): of two
 * in the same moment one is refused, and which one is chance.
 */
const lastTurns = new WeakMap<RTCRtpSender, Promise<void>>();

/** Resolves when it is the caller's turn. Nobody else's comes before what it gives was called. */
export async function turnFor(sender: RTCRtpSender): Promise<() => void> {
  let done: () => void = () => undefined;
  const before = lastTurns.get(sender);
  lastTurns.set(
    sender,
    new Promise((resolve) => {
      done = resolve;
    }),
  );
  await before;
  return done;
}

/** Calls `set` when it is its turn, with the parameters as they are then. Rejects as `set` does, as where the connection was closed. */
export async function changeParameters(
  sender: RTCRtpSender,
  set: (parameters: RTCRtpSendParameters) => Promise<void> | undefined,
): Promise<void> {
  const done = await turnFor(sender);
  try {
    await set(sender.getParameters());
  } finally {
    done();
  }
}
