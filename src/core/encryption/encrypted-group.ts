/**
 * The encryption of a room of up to eight, without a room: agreements with everybody, epochs, and messages, joined so that a
 * session has one thing to hold. What arrives goes in with the time, what is to be done comes out through the port. Nothing
 * rejects because of what others send. `docs/encryption.md`, 3 to 12.
 */
import type { Agreed, AgreementStep } from './agreement-outcomes.js';
import { toHex, type Bytes } from './encoding.js';
import type { EpochInput } from './epoch-state.js';
import { GroupEpochs } from './group-epochs.js';
import type { GroupPort, Refused } from './group-events.js';
import { GroupPeer } from './group-peer.js';
import type { GroupVouching, VouchingStep } from './group-vouching.js';
import type { LineOutcome } from './message-line.js';
import { decodeNote } from './pair-notes.js';
import { pairContext, type Party, type Place } from './party.js';
import { BROWSER_RANDOMNESS, type Randomness } from './randomness.js';
import { MAX_MEMBERS, rosterOf } from './roster.js';
import { isEnvelope } from './sealed-envelope.js';

export class EncryptedGroup {
  readonly #peers = new Map<string, GroupPeer>();
  readonly #epochs: GroupEpochs;
  #vouching: GroupVouching | null = null;
  #turn: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(
    private readonly place: Place,
    private readonly self: Party,
    private readonly port: GroupPort,
    private readonly randomness: Randomness = BROWSER_RANDOMNESS,
    /** Begun runs with people who are not met right now: they count on, also in a later group of the same page. */
    private readonly runs = new Map<string, number>(),
  ) {
    this.#epochs = new GroupEpochs(place, self, this.#peers, port, randomness);
  }

  /**
   * Agrees on keys with somebody, or begins anew with them. Both pages call it. `at`, here and below: milliseconds of a
   * clock that never goes back. Nothing happens where the identity cannot be one, or too many people are met already.
   * Rejects only where the browser has no X25519.
   */
  meet(party: Party, at: number): Promise<void> {
    return this.#inTurn(async () => {
      const peer = (await this.#known(party, at)) ?? (await this.#newPeer(party));
      if (peer) await this.#follow(peer, await peer.agreement.begin(), at);
    });
  }

  /** They are gone, or may not be here: nothing of theirs is opened any more. */
  part(identity: string, at: number): Promise<void> {
    return this.#inTurn(() => this.#forget(identity, at));
  }

  /** Whom this page shows, this person among them; before this person is in, it is not called. */
  show(people: readonly Party[], at: number): Promise<void> {
    return this.#inTurn(async () => {
      const roster = await rosterOf(this.place, people);
      if (!roster) return;
      await this.#happened({ type: 'roster', roster, at }, at);
      await this.#review();
    });
  }

  /** Whom this page will show as soon as one of them is let in; `null` where nobody can know. Keys for them are made ready. */
  expect(people: readonly Party[] | null, at: number): Promise<void> {
    return this.#inTurn(async () => {
      const roster = people && (await rosterOf(this.place, people));
      await this.#happened({ type: 'ahead', roster, at }, at);
    });
  }

  /** New keys for everybody: after a pause, and after every connection that was made anew. */
  renew(at: number): Promise<void> {
    return this.#inTurn(() => this.#happened({ type: 'renew', at }, at));
  }

  /** `from`: who carried it says so, and it is believed only as far as it opens. */
  receive(from: string, bytes: Uint8Array, at: number): Promise<void> {
    return this.#inTurn(async () => {
      const peer = this.#peers.get(from);
      if (!peer) this.#refuse(from, 'unknown-sender');
      else if (isEnvelope(bytes)) await this.#opened(peer, await peer.line.open(bytes), at);
      else await this.#follow(peer, await peer.agreement.receive(bytes, at), at);
    });
  }

  /**
   * Says something to each of these people, now or as soon as there is a channel, and again until it has arrived. Resolves
   * with those for whom it was not taken, because it is too large or too much is waiting already.
   */
  async say(content: Bytes, to: readonly string[]): Promise<readonly string[]> {
    const taken = new Set<string>();
    await this.#inTurn(async () => {
      for (const identity of to) {
        const peer = this.#peers.get(identity);
        if (!peer?.line.say(content)) continue;
        taken.add(identity);
        await this.#carryDue(peer);
      }
    });
    return to.filter((identity) => !taken.has(identity));
  }

  /** Says something that is of no use later, such as asking for a key frame: once, to whoever can open it now. */
  pass(content: Bytes, to: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const identity of to) {
        const bytes = await this.#peers.get(identity)?.line.passing(content);
        if (bytes) this.port.carry(identity, bytes);
      }
    });
  }

  /** The clock went on. Four times a second is often enough. */
  tick(at: number): Promise<void> {
    return this.#inTurn(async () => {
      for (const peer of [...this.#peers.values()])
        await this.#follow(peer, await peer.agreement.tick(at), at);
      await this.#happened({ type: 'tick', at }, at);
    });
  }

  /** Forgets everything, after what is being computed right now. */
  end(): Promise<void> {
    this.#ended = true;
    this.#turn = this.#turn.then(async () => {
      for (const identity of [...this.#peers.keys()]) await this.#forget(identity, Infinity);
      this.#epochs.wipe();
    });
    return this.#turn;
  }

  /**
   * One input after the other: each has to find the state that the one before it left. After the end, and after an alarm, there
   * are none any more: neither a message nor another run with anybody leaves a page that stopped to be careful.
   */
  #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#ended) return this.#turn;
    const turn = this.#turn.then(() => (this.#epochs.state.alarm ? undefined : work()));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #known({ identity, role }: Party, at: number): Promise<GroupPeer | null> {
    const peer = this.#peers.get(identity);
    if (peer?.context.other.role === role) return peer;
    await this.#forget(identity, at);
    return null;
  }

  async #newPeer(party: Party): Promise<GroupPeer | null> {
    if (this.#peers.size >= MAX_MEMBERS - 1) return null;
    const context = await pairContext(this.place, this.self, party);
    if (!context) return null;
    const peer = new GroupPeer(context, this.randomness, this.runs.get(party.identity) ?? 0);
    this.#peers.set(party.identity, peer);
    // Nobody waits for it then.
    if (this.#peers.size > 1) void this.#vouch();
    return peer;
  }

  async #forget(identity: string, at: number): Promise<void> {
    const peer = this.#peers.get(identity);
    if (!peer) return;
    this.runs.set(identity, peer.agreement.runs);
    this.#peers.delete(identity);
    peer.unlink();
    await this.#happened({ type: 'parted', with: identity }, at);
    await peer.agreement.end();
  }

  async #follow(peer: GroupPeer, { send, outcome }: AgreementStep, at: number): Promise<void> {
    const { identity } = peer;
    // What was agreed before holds no longer, from the first message of another run on.
    if (peer.isLinked && !peer.agreement.agreed) {
      peer.unlink();
      if (outcome.type !== 'failed')
        this.port.tell({ type: 'not-agreed', with: identity, reason: 'begun-again' });
      await this.#happened({ type: 'unlinked', with: identity }, at);
    }
    for (const bytes of send) this.port.carry(identity, bytes);
    switch (outcome.type) {
      case 'agreed':
        return this.#link(peer, outcome.agreed, at);
      case 'note':
        return this.#noted(peer, outcome.plaintext, at);
      case 'failed':
        this.port.tell({ type: 'not-agreed', with: identity, reason: outcome.reason });
        break;
      case 'exhausted':
        this.port.tell({ type: 'exhausted', with: identity });
        break;
      case 'refused':
        this.#refuse(identity, outcome.reason);
        break;
      case 'under-way':
        break;
      default:
        outcome satisfies never;
    }
  }

  async #link(peer: GroupPeer, agreed: Agreed, at: number): Promise<void> {
    await peer.link(agreed);
    const { run, code } = agreed;
    this.port.tell({ type: 'agreed', with: peer.identity, run, code, runs: peer.agreement.runs });
    // The secret of the epoch, where there is one, goes ahead of the messages that are waiting.
    await this.#happened({ type: 'linked', with: peer.identity, at }, at);
    await this.#carryDue(peer);
    await this.#review();
  }

  async #noted(peer: GroupPeer, plaintext: Bytes, at: number): Promise<void> {
    const from = peer.identity;
    const note = decodeNote(plaintext);
    switch (note?.type) {
      case undefined:
        this.#refuse(from, 'malformed');
        break;
      case 'epoch': {
        const { epoch, secret, roster } = note;
        this.#epochs.keep(from, epoch, secret);
        return this.#happened({ type: 'secret-told', from, epoch, roster: toHex(roster), at }, at);
      }
      case 'installed':
        return this.#happened({ type: 'installed', from, epoch: note.epoch }, at);
      case 'newest':
        return this.#happened({ type: 'newest-told', from, epoch: note.epoch, at }, at);
      case 'pairs':
        (await this.#vouch())?.hear(from, note);
        return this.#review();
      default:
        note satisfies never;
    }
  }

  async #opened(peer: GroupPeer, outcome: LineOutcome, at: number): Promise<void> {
    const from = peer.identity;
    switch (outcome.type) {
      case 'message':
      case 'passing':
        this.port.tell({ type: 'message', from, content: outcome.content });
        break;
      case 'acknowledged':
        this.port.tell({ type: 'acknowledged', from });
        break;
      case 'gap':
        this.#refuse(from, 'gap');
        return this.#mend(peer, outcome.epoch, at);
      case 'refused':
        this.#refuse(from, outcome.reason);
        break;
      case 'early':
        break;
      default:
        outcome satisfies never;
    }
    const isOwed = outcome.type === 'message' || (outcome.type === 'refused' && outcome.reason === 'doubled');
    const bytes = isOwed ? await peer.line.acknowledgement() : null;
    if (bytes) this.port.carry(from, bytes);
  }

  /** A message went missing, so nothing more of that key is taken; with the next one it is said again. */
  async #mend(peer: GroupPeer, epoch: number, at: number): Promise<void> {
    const { newest, roster } = this.#epochs.state;
    const key = `${peer.agreement.agreed?.run ?? ''} ${epoch}`;
    if (peer.gapIn === key) return;
    peer.gapIn = key;
    const isIn = roster?.members.some(({ identity }) => identity === peer.identity) ?? false;
    if (isIn && newest > 0) await this.#happened({ type: 'renew', at }, at);
    else await this.#follow(peer, await peer.agreement.begin(), at);
  }

  async #happened(input: EpochInput, at: number): Promise<void> {
    const early = await this.#epochs.happened(input);
    for (const { peer, bytes } of early) await this.#opened(peer, await peer.line.open(bytes), at);
  }

  async #carryDue(peer: GroupPeer): Promise<void> {
    for (const bytes of await peer.line.due()) this.port.carry(peer.identity, bytes);
  }

  #refuse(from: string, reason: Refused): void {
    this.port.tell({ type: 'refused', from, reason });
  }

  /** Two people need nobody's word. */
  async #review(): Promise<void> {
    const { roster } = this.#epochs.state;
    if (!roster || roster.members.length < 3) return;
    const step = await (
      await this.#vouch()
    )?.review(roster, (identity) => this.#peers.get(identity)?.agreement.agreed?.transcript ?? null);
    if (!step) return;
    for (const { to, note } of step.notes) await this.#epochs.note(to, note);
    this.#tellVouching(step);
  }

  /** Fetched where there are three or more. `null` where it does not arrive: then nobody is vouched for. */
  async #vouch(): Promise<GroupVouching | null> {
    try {
      const { GroupVouching: Vouching } = await import('./group-vouching.js');
      return (this.#vouching ??= new Vouching(this.self.identity));
    } catch {
      return null;
    }
  }

  #tellVouching({ vouching, code }: VouchingStep): void {
    const { state } = vouching;
    if (state === 'differ') this.port.tell({ type: 'vouching', state, between: vouching.between });
    else if (state === 'open') this.port.tell({ type: 'vouching', state });
    else if (code) this.port.tell({ type: 'vouching', state, code });
  }
}
