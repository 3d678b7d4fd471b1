/** The way of what this person sends: into LiveKit's cryptor, and out past a gate that believes nothing of it. */
import type { MediaKind } from '../../session-snapshot.js';
import type { EncodedFrame } from '../frame-messages.js';
import { clearBytes, isKnownCodec, isSealed } from './frame-gates.js';
import { run } from './livekit-cryptor.js';

export interface SealingGuard {
  /** Nothing is to be sent on this lane right now, whatever the encoder makes. */
  readonly held: () => boolean;
  /** The indexes of the keys that are this person's own right now; empty where there is none. */
  readonly indexes: () => ReadonlySet<number>;
  sealed(): void;
  dropped(): void;
  alarm(): void;
}

interface Entry {
  readonly plain: Uint8Array;
  readonly clear: number;
  readonly indexes: ReadonlySet<number>;
}

/** The name under which LiveKit keeps this person's own keys. Nobody else's begins like it. */
export const OWN_KEYS = 'own';

export const layLane = (
  lane: number,
  kind: MediaKind,
  source: ReadableStream<EncodedFrame>,
  target: WritableStream<EncodedFrame>,
  guard: SealingGuard,
): void => {
  const inside = new WeakMap<EncodedFrame, Entry>();
  const enter = new TransformStream<EncodedFrame, EncodedFrame>({
    transform(frame, controller) {
      // A frame of nothing, which encoders make of silence, is missed by nobody.
      if (frame.data.byteLength === 0 || guard.held()) return;
      const indexes = guard.indexes();
      if (indexes.size === 0 || !isKnownCodec(frame.getMetadata().mimeType)) {
        guard.dropped();
        return;
      }
      // Sealing puts other bytes in the place of these, and leaves them as they are.
      inside.set(frame, { plain: new Uint8Array(frame.data), clear: clearBytes(frame), indexes });
      controller.enqueue(frame);
    },
  });
  const leave = new TransformStream<EncodedFrame, EncodedFrame>({
    transform(frame, controller) {
      if (guard.held()) return;
      const entry = inside.get(frame);
      const now = guard.indexes();
      if (now.size === 0) {
        guard.dropped();
        return;
      }
      const indexes = new Set([...(entry?.indexes ?? []), ...now]);
      if (entry && isSealed({ ...entry, sealed: new Uint8Array(frame.data), indexes })) {
        guard.sealed();
        controller.enqueue(frame);
        return;
      }
      guard.dropped();
      guard.alarm();
    },
  });
  // A stream that ends ends with its sender.
  leave.readable.pipeTo(target).catch(() => undefined);
  source.pipeTo(enter.writable).catch(() => undefined);
  run('seal', { lane, kind, owner: OWN_KEYS }, enter.readable, leave.writable);
};
