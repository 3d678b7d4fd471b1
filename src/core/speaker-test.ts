/** A few soft notes, to hear whether one hears. Ours, made on the spot, no file. */

/** C, E, G, C: rising, so that it sounds like an opening and not like an alarm. */
const NOTES_HERTZ = [262, 330, 392, 523];
const NOTE_SECONDS = 0.7;
/** The first note is barely there; each is a little louder than the one before. */
const LOUDNESS = [0.015, 0.04, 0.08, 0.12];

const playNote = (context: AudioContext, out: AudioNode, index: number): OscillatorNode => {
  const from = context.currentTime + 0.05 + index * NOTE_SECONDS;
  const envelope = new GainNode(context, { gain: 0 });
  envelope.gain.setValueAtTime(0, from);
  envelope.gain.linearRampToValueAtTime(LOUDNESS[index] ?? 0, from + 0.15);
  envelope.gain.linearRampToValueAtTime(0, from + NOTE_SECONDS);
  const note = new OscillatorNode(context, { frequency: NOTES_HERTZ[index] ?? 0 });
  note.connect(envelope).connect(out);
  note.start(from);
  note.stop(from + NOTE_SECONDS);
  return note;
};

/** Where there is nothing to play through, some browsers never answer. */
const PATIENCE_MS = 4000;

const awake = (context: AudioContext): Promise<void> =>
  new Promise((resolve, reject) => {
    context.resume().then(resolve, reject);
    AbortSignal.timeout(PATIENCE_MS).addEventListener('abort', () => {
      reject(new Error('The browser gave no sound output.'));
    });
  });

interface SpeakerTestOptions {
  /** Empty for the browser's default. Ignored where a browser cannot choose. */
  readonly deviceId: string;
  /** Silences at once. */
  readonly signal: AbortSignal;
}

/**
 * Plays the notes, to be called in the task of a press. Resolves `true` when they were played to the end, and
 * `false` when stopped. Rejects when the browser would not play.
 */
export const playSpeakerTest = async ({ deviceId, signal }: SpeakerTestOptions): Promise<boolean> => {
  const stopped = (): boolean => signal.aborted;
  if (stopped()) return false;
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  // Through an element, because more browsers can choose the speaker of an element than of a context.
  const player = new Audio();
  player.srcObject = out.stream;
  let ended = false;
  const end = (): void => {
    // In Firefox a context is not closed at once, and must not be closed again meanwhile.
    if (ended) return;
    ended = true;
    player.pause();
    player.srcObject = null;
    void context.close();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    // A chosen speaker that vanished: the default one still tells what the person wants to know.
    if (deviceId && 'setSinkId' in player) await player.setSinkId(deviceId).catch(() => undefined);
    await Promise.all([awake(context), player.play()]);
    const last = NOTES_HERTZ.map((_, index) => playNote(context, out, index)).at(-1);
    return await new Promise<boolean>((resolve) => {
      last?.addEventListener('ended', () => resolve(true), { once: true });
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
  } catch (cause) {
    if (stopped()) return false;
    throw cause;
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
};
