import { expect } from '@open-wc/testing';
import { ConnectionErrorReason, DisconnectReason, MediaDeviceFailure } from 'livekit-client';
import { PROBLEMS, SessionError } from '../../../src/core/problems.js';
import {
  asSessionError,
  codeOfName,
  CONNECTION_ERRORS,
  DEVICE_FAILURES,
  isFinal,
  OTHER_ERRORS,
  ROOM_ENDS,
  roomEnd,
} from '../../../src/core/transports/livekit-trouble.js';

/** The names of an enum of LiveKit's. */
const namesIn = (values: object): string[] => Object.keys(values).filter((name) => !/^\d+$/.test(name));

describe('what LiveKit can say is wrong', () => {
  const ENDS: Readonly<Record<string, string>> = {
    UNKNOWN_REASON: 'connection-lost, rejoin',
    CLIENT_INITIATED: 'connection-lost, rejoin',
    DUPLICATE_IDENTITY: 'place-taken, end',
    SERVER_SHUTDOWN: 'connection-lost, rejoin',
    PARTICIPANT_REMOVED: 'not-admitted, rejoin',
    ROOM_DELETED: 'connection-lost, rejoin',
    STATE_MISMATCH: 'connection-lost, rejoin',
    JOIN_FAILURE: 'connection-lost, rejoin',
    MIGRATION: 'connection-lost, rejoin',
    SIGNAL_CLOSE: 'connection-lost, rejoin',
    ROOM_CLOSED: 'connection-lost, rejoin',
    USER_UNAVAILABLE: 'connection-lost, end',
    USER_REJECTED: 'connection-lost, end',
    SIP_TRUNK_FAILURE: 'connection-lost, end',
    CONNECTION_TIMEOUT: 'connection-lost, rejoin',
    MEDIA_FAILURE: 'media-unreachable, rejoin',
    AGENT_ERROR: 'connection-lost, end',
    'something newer than we are': 'connection-lost, rejoin',
  };
  for (const [reason, outcome] of Object.entries(ENDS))
    it(`a room that ends with ${reason}: ${outcome}`, () => {
      const { code, then } = roomEnd(reason);
      expect(`${code}, ${then}`).to.equal(outcome);
    });

  const ERRORS: Readonly<Record<string, string>> = {
    NotAllowed: 'connection-lost',
    ServerUnreachable: 'media-unreachable',
    InternalError: 'media-unreachable',
    Cancelled: 'connection-lost',
    LeaveRequest: 'connection-lost',
    Timeout: 'media-unreachable',
    WebSocket: 'media-unreachable',
    ServiceNotFound: 'media-unreachable',
    DeviceUnsupportedError: 'device-failed',
    TrackInvalidError: 'device-failed',
    PublishTrackError: 'connection-lost',
    NegotiationError: 'connection-lost',
    UnexpectedConnectionState: 'connection-lost',
    SignalReconnectError: 'connection-lost',
    SignalRequestError: 'connection-lost',
    PublishDataError: 'text-not-sent',
    UnsupportedServer: 'media-unreachable',
    'something newer than we are': 'browser-cannot',
  };
  for (const [name, code] of Object.entries(ERRORS))
    it(`the error ${name}: ${code}`, () => {
      expect(codeOfName(name, 'browser-cannot')).to.equal(code);
    });

  const FAILURES: Readonly<Record<keyof typeof DEVICE_FAILURES, string>> = {
    PermissionDenied: 'device-denied',
    NotFound: 'device-missing',
    DeviceInUse: 'device-busy',
    Other: 'device-failed',
  };
  for (const [failure, code] of Object.entries(FAILURES))
    it(`a device that fails with ${failure}: ${code}`, () => {
      expect(DEVICE_FAILURES[failure as keyof typeof DEVICE_FAILURES]).to.equal(code);
    });

  it('is in the tables as it is in the vendor’s lists, and each has something that a person can do', () => {
    expect(Object.keys(ROOM_ENDS)).to.have.members(namesIn(DisconnectReason));
    expect(Object.keys(CONNECTION_ERRORS)).to.have.members(namesIn(ConnectionErrorReason));
    expect(Object.keys(DEVICE_FAILURES)).to.have.members(
      namesIn(MediaDeviceFailure).filter((name) => name !== 'getFailure'),
    );
    const codes = [
      ...Object.values(ROOM_ENDS).map(({ code }) => code),
      ...Object.values(CONNECTION_ERRORS).map(({ code }) => code),
      ...Object.values(DEVICE_FAILURES),
      ...Object.values(OTHER_ERRORS),
    ];
    for (const code of codes) expect(PROBLEMS[code].actions).not.to.be.empty;
  });

  it('never passes its own words on, because a token could be in them', () => {
    const vendor = new Error('wss://media.practice.example/rtc?access_token=secret');
    const ours = asSessionError(vendor, 'media-unreachable', 'no connection');
    expect(ours.code).to.equal('media-unreachable');
    expect(`${ours.message} ${String(ours.cause)}`).not.to.include('secret');
    const known = new SessionError('place-taken', 'said already');
    expect(asSessionError(known, 'media-unreachable', 'no connection')).to.equal(known);
  });

  it('is no reason to give up where the service merely was not reached', () => {
    for (const code of ['not-admitted', 'not-allowed', 'place-taken', 'appointment-over'] as const)
      expect(isFinal(new SessionError(code, 'refused')), code).to.be.true;
    for (const code of [
      'service-unreachable',
      'too-many-tries',
      'media-unreachable',
      'connection-lost',
    ] as const)
      expect(isFinal(new SessionError(code, 'not reached')), code).to.be.false;
    expect(isFinal(new Error('not-admitted'))).to.be.false;
  });
});
