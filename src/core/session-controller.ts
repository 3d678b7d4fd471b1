/** Holds the snapshot, runs effects, tells listeners. (The face first; the rest follows.) */
import type { Capture } from './capture.js';
import type { PersonId, SessionAsk, SessionSnapshot } from './session-snapshot.js';

/** The only way a picture or a sound reaches an element. */
export interface SessionMedia {
  /** Shows a person's picture; the element is emptied in the task in which a pause, a leave or an exit happens. */
  attach(person: PersonId, video: HTMLVideoElement): () => void;
  /** Shows this person their own running camera. */
  preview(video: HTMLVideoElement): () => void;
  /** Loudness of the own running microphone, 0 to 1, until the signal aborts. */
  level(listener: (level: number) => void, signal: AbortSignal): void;
  /** To be called in the task of a press. */
  startSound(): void;
  /** The owner of the devices, loaded when first asked for: the tech check and the device list work with it. */
  capture(): Promise<Capture>;
}

/** The controller's whole face, so that a fixed snapshot can stand in for it in examples. */
export interface Session extends EventTarget {
  readonly snapshot: SessionSnapshot;
  readonly media: SessionMedia;
  /** Asks for something. Ways out have silenced everything when it returns. */
  send(ask: SessionAsk): void;
  can(ask: SessionAsk): boolean;
  dispose(): void;
}
