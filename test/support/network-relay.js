import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';

const LOOPBACK = '127.0.0.1';

/**
 * What a line between two machines is like.
 *
 * @typedef {object} Direction
 * @property {number} delayMs from one end to the other; the round trip takes that of both directions
 * @property {number} loss the share of UDP packets that never arrive, 0 to 1. TCP would send them again, and arrives.
 *
 * @typedef {object} Change
 * @property {number} [delayMs] of both directions
 * @property {number} [loss] of both directions
 * @property {Partial<Direction>} [up] towards the server alone
 * @property {Partial<Direction>} [down] from the server alone
 * @property {boolean} [blockUdp] as a strict firewall does
 * @property {false | 'silent' | 'reset'} [cut] `silent` is a cable pulled out: UDP is lost, TCP waits, and nobody is told.
 *   `reset` also breaks every TCP connection, and refuses new ones, until it is `false` again.
 *
 * @typedef {object} Relay
 * @property {number} [udpPort] stands for the target of UDP, on 127.0.0.1
 * @property {number} [tcpPort] stands for the target of TCP, on 127.0.0.1
 * @property {(change: Change) => void} set takes effect with the next packet; what is left out stays as it is
 * @property {Counters} counters
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Counters since the relay was started; `lost` are those of `packets` that were dropped
 * @property {Record<'up' | 'down', { packets: number, bytes: number, lost: number }>} udp
 * @property {Record<'up' | 'down', { bytes: number }> & { connections: number }} tcp
 */

/**
 * Puts a line with delay, loss and trouble between a page and a server on this machine. It stands in for `tc netem`,
 * which needs root and a kernel module. Bandwidth is not limited. Which packets are lost depends on the seed and on how
 * many there were before in their direction, and on nothing else.
 *
 * @param {{ udp?: number, tcp?: number, seed?: number } & Change} line `udp` and `tcp` are ports on 127.0.0.1
 * @returns {Promise<Relay>}
 */
export async function startRelay({ udp, tcp, seed = 1, ...start }) {
  const state = {
    up: { delayMs: 0, loss: 0, random: generator(seed) },
    down: { delayMs: 0, loss: 0, random: generator(seed + 1) },
    blockUdp: false,
    cut: false,
  };
  const counters = {
    udp: { up: { packets: 0, bytes: 0, lost: 0 }, down: { packets: 0, bytes: 0, lost: 0 } },
    tcp: { connections: 0, up: { bytes: 0 }, down: { bytes: 0 } },
  };
  const packets = udp && (await relayUdp(udp, state, counters.udp));
  const streams = tcp && (await relayTcp(tcp, state, counters.tcp));
  const set = (change) => {
    Object.assign(state, changed(state, change));
    streams?.follow();
  };
  set(start);
  return {
    udpPort: packets?.port,
    tcpPort: streams?.port,
    set,
    counters,
    close: async () => {
      await Promise.all([packets?.close(), streams?.close()]);
    },
  };
}

/** @param {Change} change */
function changed(state, { delayMs, loss, up, down, blockUdp = state.blockUdp, cut = state.cut }) {
  const both = { ...(delayMs !== undefined && { delayMs }), ...(loss !== undefined && { loss }) };
  return { up: { ...state.up, ...both, ...up }, down: { ...state.down, ...both, ...down }, blockUdp, cut };
}

async function relayUdp(target, state, counters) {
  const near = createSocket('udp4');
  near.bind(0, LOOPBACK);
  await once(near, 'listening');
  /** A socket towards the server for each one towards a page, so that answers find their way back. */
  const routes = new Map();

  const carry = (direction, queue, packet, send) => {
    const { delayMs, loss, random } = state[direction];
    const count = counters[direction];
    count.packets += 1;
    count.bytes += packet.length;
    // Drawn for every packet, so that the fate of the later ones does not depend on the trouble before.
    const unlucky = random() < loss;
    if (unlucky || state.blockUdp || state.cut) count.lost += 1;
    else queue.push(delayMs, () => send(packet));
  };
  const routeOf = ({ address, port }) => {
    const key = `${address}:${port}`;
    if (!routes.has(key)) {
      const far = createSocket('udp4').bind(0, LOOPBACK);
      const route = { far, up: new DelayQueue(), down: new DelayQueue() };
      far.on('message', (packet) => {
        carry('down', route.down, packet, () => near.send(packet, port, address));
      });
      // A server that is down refuses packets; they are lost, as they would be on the way.
      far.on('error', () => {});
      routes.set(key, route);
    }
    return routes.get(key);
  };
  near.on('message', (packet, from) => {
    const { far, up } = routeOf(from);
    carry('up', up, packet, () => far.send(packet, target, LOOPBACK));
  });
  return {
    port: near.address().port,
    close: async () => {
      for (const { far, up, down } of routes.values()) {
        up.clear();
        down.clear();
        far.close();
      }
      near.close();
      await once(near, 'close');
    },
  };
}

async function relayTcp(target, state, counters) {
  const connections = new Set();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    if (state.cut === 'reset') {
      near.resetAndDestroy();
      return;
    }
    counters.connections += 1;
    const far = connect({ host: LOOPBACK, port: target, allowHalfOpen: true, noDelay: true });
    // The page's handshake ends here at once; on a real line its first byte would wait for the round trip.
    const opened = performance.now() + state.up.delayMs + state.down.delayMs;
    const handshake = () => Math.max(0, opened - performance.now());
    const ways = [
      {
        from: near,
        to: far,
        queue: new DelayQueue(),
        delay: () => handshake() + state.up.delayMs,
        count: counters.up,
      },
      { from: far, to: near, queue: new DelayQueue(), delay: () => state.down.delayMs, count: counters.down },
    ];
    const connection = { near, far, ways };
    connections.add(connection);
    for (const way of ways) carryStream(way);
    near.on('close', () => far.destroyed && connections.delete(connection));
    far.on('close', () => near.destroyed && connections.delete(connection));
    follow();
  });
  server.listen(0, LOOPBACK);
  await once(server, 'listening');

  /** Does to the open connections what the state says now. */
  const follow = () => {
    for (const { near, far } of connections)
      for (const socket of [near, far]) {
        if (state.cut === 'reset') socket.resetAndDestroy();
        else if (state.cut) socket.pause();
        else socket.resume();
      }
  };
  return {
    port: server.address().port,
    follow,
    close: async () => {
      server.close();
      for (const { near, far, ways } of connections) {
        for (const { queue } of ways) queue.clear();
        near.destroy();
        far.destroy();
      }
      await once(server, 'close');
    },
  };
}

/** Everything that happens at one end happens at the other, in the same order and after the delay. */
function carryStream({ from, to, queue, delay, count }) {
  from.on('data', (bytes) => {
    count.bytes += bytes.length;
    queue.push(delay(), () => to.write(bytes));
  });
  from.on('end', () => queue.push(delay(), () => to.end()));
  // What went wrong comes out as the closing.
  from.on('error', () => {});
  from.on('close', (failed) => {
    if (failed) queue.push(delay(), () => to.resetAndDestroy());
  });
}

/** First in, first out, never early: a delay that is made shorter overtakes nothing that is under way. */
class DelayQueue {
  #waiting = [];
  #timer;

  push(delayMs, act) {
    if (delayMs === 0 && this.#waiting.length === 0) {
      act();
      return;
    }
    this.#waiting.push({ due: performance.now() + delayMs, act });
    if (this.#timer === undefined) this.#wait();
  }

  clear() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #wait() {
    this.#timer = setTimeout(() => {
      while (this.#waiting.length > 0 && this.#waiting[0].due <= performance.now())
        this.#waiting.shift().act();
      this.#timer = undefined;
      if (this.#waiting.length > 0) this.#wait();
    }, this.#waiting[0].due - performance.now());
  }
}

/**
 * Numbers from 0 up to 1, the same for the same seed: Marsaglia, "Xorshift RNGs", 2003, with the shifts 13, 17 and 5.
 */
function generator(seed) {
  // Neighbouring seeds begin far apart, and none begins at 0, where it would stay.
  let state = Math.imul(seed, 0x9e3779b1) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
