/* eslint-disable @typescript-eslint/no-deprecated -- a server can still say what nobody should say any more */
/** Packets as a server could make them up. */
import {
  ChatMessage,
  type DataPacket,
  DataStream_Header,
  EncryptedPacket,
  RpcRequest,
  Transcription,
  UserPacket,
} from '@livekit/protocol';

export const user = (topic: string, payload: Uint8Array<ArrayBuffer>): Partial<DataPacket> => ({
  value: { case: 'user', value: new UserPacket({ topic, payload }) },
});

export const said = (control: object): Partial<DataPacket> =>
  user('control', new TextEncoder().encode(JSON.stringify({ v: 1, ...control })));

/** Everything that LiveKit's own client would do something with. */
export const STRANGE: readonly Partial<DataPacket>[] = [
  user('message', new Uint8Array(0)),
  user('', new Uint8Array(5)),
  user('control', new Uint8Array(2_000)),
  { value: { case: 'chatMessage', value: new ChatMessage({ message: 'let me in' }) } },
  { value: { case: 'rpcRequest', value: new RpcRequest({ id: '1', method: 'anything' }) } },
  { value: { case: 'transcription', value: new Transcription({ transcribedParticipantIdentity: 'x' }) } },
  {
    value: { case: 'streamHeader', value: new DataStream_Header({ streamId: '1', totalLength: 2n ** 40n }) },
  },
  { value: { case: 'encryptedPacket', value: new EncryptedPacket({ encryptedValue: new Uint8Array(40) }) } },
];

/** For whom a page of ours says that its packet is. */
export const addressesOf = ({ value }: DataPacket): readonly string[] =>
  value.case === 'user' ? value.value.destinationIdentities : [];
