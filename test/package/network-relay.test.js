import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';

import { until } from '../journeys/support/until.js';
import { startRelay } from '../support/network-relay.js';

/** Few enough that no buffer of the system overflows, which would lose some as well. */
const PACKETS = 100;

describe('the network relay', () => {
  const open = [];
  let echo;
  before(async () => {
    echo = createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
    await once(echo, 'listening');
  });
  after(async () => {
    for (const one of open) await one.close();
    echo.close();
  });

  const relayTo = async (targets) => {
    const relay = await startRelay(targets);
    open.push(relay);
    return relay;
  };

  /** What comes of numbered packets that go through a relay, by their numbers. */
  const whatArrives = async (line) => {
    const sink = createSocket('udp4').bind(0, '127.0.0.1');
    const source = createSocket('udp4');
    await once(sink, 'listening');
    const arrived = [];
    sink.on('message', (packet) => arrived.push(packet[0]));
    const relay = await relayTo({ udp: sink.address().port, ...line });
    for (let number = 0; number < PACKETS; number += 1)
      source.send(Uint8Array.of(number), relay.udpPort, '127.0.0.1');
    const { up } = relay.counters.udp;
    await until('all packets went by', async () => [up.packets, arrived.length + up.lost], allAre(PACKETS));
    source.close();
    sink.close();
    return arrived;
  };
  const allAre = (number) => (numbers) => numbers.every((one) => one === number);

  /** A connection to the echo; `heard` is what came back. */
  const callThrough = async (relay) => {
    const socket = connect({ port: relay.tcpPort, host: '127.0.0.1', noDelay: true });
    const call = { socket, heard: '', failed: undefined };
    socket.setEncoding('utf8');
    socket.on('data', (text) => (call.heard += text));
    socket.on('error', ({ code }) => (call.failed = code));
    open.push({ close: () => socket.destroy() });
    await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
    return call;
  };
  const hears = (call, text) =>
    until(
      `hears ${text}`,
      async () => call.heard,
      (heard) => heard === text,
    );
  const breaks = (call) =>
    until(
      'is told that it broke',
      async () => call.failed,
      (code) => code === 'ECONNRESET',
    );

  it('lets everything through, in order, unless it is told otherwise', async () => {
    const arrived = await whatArrives({});
    assert.deepEqual(
      arrived,
      Array.from({ length: PACKETS }, (_, number) => number),
    );
  });

  it('loses the same packets for the same seed, and others for another', async () => {
    const once = await whatArrives({ loss: 0.3, seed: 7 });
    assert.ok(once.length > PACKETS / 2 && once.length < PACKETS, `${once.length} of ${PACKETS} arrived`);
    assert.deepEqual(await whatArrives({ loss: 0.3, seed: 7 }), once);
    assert.notDeepEqual(await whatArrives({ loss: 0.3, seed: 8 }), once);
  });

  it('loses in one direction only, when told so', async () => {
    assert.equal((await whatArrives({ down: { loss: 1 } })).length, PACKETS);
    assert.equal((await whatArrives({ up: { loss: 1 } })).length, 0);
  });

  it('blocks UDP and leaves TCP alone', async () => {
    assert.deepEqual(await whatArrives({ blockUdp: true }), []);
    const relay = await relayTo({ tcp: echo.address().port, blockUdp: true });
    const call = await callThrough(relay);
    call.socket.write('still here');
    await hears(call, 'still here');
  });

  it('is never early', async () => {
    const relay = await relayTo({ tcp: echo.address().port, up: { delayMs: 30 }, down: { delayMs: 20 } });
    const call = await callThrough(relay);
    const start = performance.now();
    call.socket.write('out and back');
    await hears(call, 'out and back');
    assert.ok(performance.now() - start >= 50);
  });

  it('keeps the order of a stream when its delay becomes shorter', async () => {
    const relay = await relayTo({ tcp: echo.address().port, delayMs: 100 });
    const call = await callThrough(relay);
    call.socket.write('first ');
    await until('the first is on its way', async () => relay.counters.tcp.up.bytes > 0);
    relay.set({ delayMs: 0 });
    call.socket.write('second');
    await hears(call, 'first second');
  });

  it('tells nobody of a silent cut, and delivers afterwards what TCP would send again', async () => {
    const relay = await relayTo({ tcp: echo.address().port });
    const [call, later] = [await callThrough(relay), await callThrough(relay)];
    call.socket.write('before');
    await hears(call, 'before');
    relay.set({ cut: 'silent' });
    call.socket.write(', after');
    later.socket.write('also');
    const during = await callThrough(relay);
    during.socket.write('new');
    assert.deepEqual(relay.counters.tcp.up.bytes, 'before'.length);

    relay.set({ cut: false });
    await hears(call, 'before, after');
    await hears(later, 'also');
    await hears(during, 'new');
    assert.deepEqual([call.failed, later.failed, during.failed], [undefined, undefined, undefined]);
  });

  it('breaks what is open when it is cut hard, and what is opened then, until it is whole again', async () => {
    const relay = await relayTo({ tcp: echo.address().port });
    const call = await callThrough(relay);
    call.socket.write('hello');
    await hears(call, 'hello');
    relay.set({ cut: 'reset' });
    await breaks(call);
    await breaks(await callThrough(relay));

    relay.set({ cut: false });
    const next = await callThrough(relay);
    next.socket.write('again');
    await hears(next, 'again');
  });

  it('passes on the end of a stream, and a server that is not there', async () => {
    const relay = await relayTo({ tcp: echo.address().port });
    const call = await callThrough(relay);
    call.socket.end('goodbye');
    await once(call.socket, 'close');
    assert.deepEqual([call.heard, call.failed], ['goodbye', undefined]);

    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address();
    nobody.close();
    await once(nobody, 'close');
    await breaks(await callThrough(await relayTo({ tcp: port })));
  });
});
