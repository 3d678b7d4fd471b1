import { expect } from '@open-wc/testing';
import { asIceServer, foreignIceServers } from '../../../src/core/transports/ice-servers.js';

const servers = (...urls: string[]): RTCIceServer[] => [{ urls }];

describe('whose STUN and TURN servers may be asked', () => {
  const foreign = (url: string, media: string): boolean =>
    foreignIceServers(servers(url), { url: media }).length > 0;

  const TABLE: readonly (readonly [string, string, boolean])[] = [
    ['stun:media.practice.example:3478', 'wss://media.practice.example', true],
    ['turn:media.practice.example:443?transport=tcp', 'wss://media.practice.example', true],
    ['turns:turn.practice.example:443', 'wss://media.practice.example', true],
    ['stun:practice.example', 'wss://media.practice.example', true],
    ['turn:eu.turn.media-cloud.example', 'wss://practice-abc.media-cloud.example', true],
    ['STUN:MEDIA.practice.example', 'wss://media.PRACTICE.example', true],
    ['stun:127.0.0.1:3478', 'ws://127.0.0.1:7880', true],
    ['stun:[::1]:3478', 'ws://[::1]:7880', true],
    ['stun:turn.practice.example', 'wss://practice.example', true],
    ['stun:stun.l.google.com:19302', 'wss://media.practice.example', false],
    ['stun:global.stun.twilio.com:3478', 'wss://media.practice.example', false],
    ['stun:practice.example.attacker.example', 'wss://media.practice.example', false],
    ['stun:notpractice.example', 'wss://media.practice.example', false],
    ['stun:other.example', 'wss://practice.example', false],
    ['stun:10.0.0.1', 'ws://10.0.0.2:7880', false],
    ['stun:localhost', 'ws://127.0.0.1:7880', false],
    ['nonsense', 'wss://media.practice.example', false],
  ];
  for (const [url, media, own] of TABLE)
    it(`${own ? 'takes' : 'refuses'} ${url} from ${media}`, () => {
      expect(foreign(url, media)).to.equal(!own);
    });

  it('keeps to the list of the pass where there is one, also to an empty one', () => {
    const iceServers = [...servers('turn:turn.elsewhere.example'), { urls: 'stun:stun.elsewhere.example' }];
    const url = 'wss://media.practice.example';
    expect(foreignIceServers(iceServers, { url, iceServers })).to.deep.equal([]);
    const beside = servers('stun:media.practice.example', 'turn:turn.elsewhere.example');
    expect(foreignIceServers(beside, { url, iceServers })).to.deep.equal(['stun:media.practice.example']);
    expect(foreignIceServers(servers('stun:x'), { url: 'wss://x', iceServers: [] })).to.deep.equal([
      'stun:x',
    ]);
  });

  it('takes servers on the hosts that the pass names, and on no other one', () => {
    const own = { url: 'wss://media.practice.example', iceHosts: ['203.0.113.10', 'TURN.elsewhere.example'] };
    const taken = [
      'turn:203.0.113.10:3478?transport=udp',
      'stun:203.0.113.10',
      'turns:turn.elsewhere.example:443',
      'stun:media.practice.example',
    ];
    const refused = [
      'turn:203.0.113.1:3478',
      'turn:203.0.113.100:3478',
      'stun:elsewhere.example',
      'stun:eu.turn.elsewhere.example',
      'nonsense',
    ];
    expect(foreignIceServers(servers(...taken, ...refused), own)).to.deep.equal(refused);
  });

  it('takes no server for one on a named host where the pass lists servers', () => {
    const own = { url: 'wss://x', iceServers: [], iceHosts: ['203.0.113.10'] };
    expect(foreignIceServers(servers('turn:203.0.113.10'), own)).to.deep.equal(['turn:203.0.113.10']);
  });

  it('passes a name and a password on only where there are some', () => {
    const urls = ['turn:turn.practice.example'];
    expect(asIceServer({ urls, username: '', credential: '' })).to.deep.equal({ urls });
    const named = { urls, username: 'sample', credential: 'sample' };
    expect(asIceServer(named)).to.deep.equal(named);
  });
});
