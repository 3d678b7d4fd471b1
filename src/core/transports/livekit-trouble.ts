/**
 * Everything that LiveKit can say is wrong, as a table: what it is for the person, and what is done about it. The names
 * are LiveKit's own; `livekit-transport.ts` has the compiler check that none is missing and none is made up.
 *
 * Whether somebody is let in, removed, or at the end of their appointment is the practice's service's to say, and never
 * the media server's. So nearly everything ends in asking the service for a fresh pass, and it is the service that then
 * refuses one.
 */
import { SessionError, type ProblemCode } from '../problems.js';

export interface Trouble {
  readonly code: ProblemCode;
  /** `rejoin`: asks for a fresh pass and comes back. On the way in there is nothing to come back to, and the code tells. */
  readonly then: 'rejoin' | 'end';
}

const lineBroke: Trouble = { code: 'connection-lost', then: 'rejoin' };
const noWay: Trouble = { code: 'media-unreachable', then: 'rejoin' };
/** A telephone call, or a program in the room: there is none in ours. */
const notOurs: Trouble = { code: 'connection-lost', then: 'end' };

/** By the names of `DisconnectReason`. */
export const ROOM_ENDS = {
  UNKNOWN_REASON: lineBroke,
  // Not by us: LiveKit disconnects a page that the browser freezes. It comes back when it thaws.
  CLIENT_INITIATED: lineBroke,
  // Another page came with our pass. Two that send each other away in turns would help nobody.
  DUPLICATE_IDENTITY: { code: 'place-taken', then: 'end' },
  SERVER_SHUTDOWN: lineBroke,
  PARTICIPANT_REMOVED: { code: 'not-admitted', then: 'rejoin' },
  ROOM_DELETED: lineBroke,
  STATE_MISMATCH: lineBroke,
  JOIN_FAILURE: lineBroke,
  MIGRATION: lineBroke,
  SIGNAL_CLOSE: lineBroke,
  ROOM_CLOSED: lineBroke,
  USER_UNAVAILABLE: notOurs,
  USER_REJECTED: notOurs,
  SIP_TRUNK_FAILURE: notOurs,
  CONNECTION_TIMEOUT: lineBroke,
  MEDIA_FAILURE: noWay,
  AGENT_ERROR: notOurs,
} as const satisfies Record<string, Trouble>;

/** By the names of `ConnectionErrorReason`: what can be in the way of a connection. */
export const CONNECTION_ERRORS = {
  // The token is not valid any more, or the room is not open (the server was started anew and has forgotten it).
  NotAllowed: lineBroke,
  ServerUnreachable: noWay,
  InternalError: noWay,
  // By us: somebody left meanwhile.
  Cancelled: { code: 'connection-lost', then: 'end' },
  LeaveRequest: lineBroke,
  Timeout: noWay,
  WebSocket: noWay,
  // A server of an older kind than the one we were made for.
  ServiceNotFound: { code: 'media-unreachable', then: 'end' },
} as const satisfies Record<string, Trouble>;

/** By the names of `MediaDeviceFailure`. LiveKit opens no device of ours, but a device can fail while it is sent. */
export const DEVICE_FAILURES = {
  PermissionDenied: 'device-denied',
  NotFound: 'device-missing',
  DeviceInUse: 'device-busy',
  Other: 'device-failed',
} as const satisfies Record<string, ProblemCode>;

/** By the `name` of LiveKit's other errors. */
export const OTHER_ERRORS = {
  DeviceUnsupportedError: 'device-failed',
  TrackInvalidError: 'device-failed',
  // The right to publish was withdrawn, or the server did not answer.
  PublishTrackError: 'connection-lost',
  NegotiationError: 'connection-lost',
  UnexpectedConnectionState: 'connection-lost',
  SignalReconnectError: 'connection-lost',
  SignalRequestError: 'connection-lost',
  PublishDataError: 'text-not-sent',
  UnsupportedServer: 'media-unreachable',
} as const satisfies Record<string, ProblemCode>;

/** What a name that we do not know means: a newer server says something that we were not told of. */
export const roomEnd = (reason: string): Trouble =>
  (ROOM_ENDS as Readonly<Partial<Record<string, Trouble>>>)[reason] ?? lineBroke;

/** By the name of the `ConnectionErrorReason`, or of the error itself. */
export const codeOfName = (name: string, otherwise: ProblemCode): ProblemCode => {
  const connection: Readonly<Partial<Record<string, Trouble>>> = CONNECTION_ERRORS;
  const other: Readonly<Partial<Record<string, ProblemCode>>> = OTHER_ERRORS;
  return connection[name]?.code ?? other[name] ?? otherwise;
};

/** What crosses the port instead of anybody else's error, whose text may hold an address with a token in it. */
export const asSessionError = (error: unknown, otherwise: ProblemCode, what: string): SessionError =>
  error instanceof SessionError ? error : new SessionError(otherwise, what);

/** The service has refused, or what it handed out must not be used: asking again changes nothing. */
const FINAL: readonly ProblemCode[] = [
  'not-admitted',
  'not-allowed',
  'place-taken',
  'link-not-valid',
  'appointment-over',
  'page-not-allowed',
  'service-missing',
];

/** Whether it is no use to come back, as it is where a service or a server merely could not be reached. */
export const isFinal = (error: unknown): error is SessionError =>
  error instanceof SessionError && FINAL.includes(error.code);
