/** What a session is to whoever shows it, and what it needs from outside. */
import type { Capture } from './capture.js';
import type { WorkerOptions } from './encryption/worker-loader.js';
import type { PracticeService } from './practice-service.js';
import type { MediaRoute, PersonId, SessionAsk, SessionSnapshot } from './session-snapshot.js';
import type { RouteTrial, SessionTransport } from './session-transport.js';

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
  /** Tries the way to the practice's media server with a made-up tone. `null` where there is no such server. */
  tryRoute(signal: AbortSignal): Promise<RouteTrial | null>;
  /** Seals a made-up picture, sends it from this page to itself and opens it. See `selfTest`. */
  trySealing(signal: AbortSignal): Promise<void>;
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

/** What is outside, each made when it is first needed and never before a person pressed something. */
export interface SessionPorts {
  readonly service: () => Promise<PracticeService>;
  readonly transport: (route: MediaRoute) => Promise<SessionTransport>;
  readonly capture: () => Promise<Capture>;
  /** Where the worker that seals media comes from. Left out: from beside our own files. */
  readonly worker?: () => WorkerOptions;
  /** Asked before an ask is taken; `false` means that the page does it itself. Never asked about a way out. */
  readonly consult?: (ask: SessionAsk) => boolean;
}
