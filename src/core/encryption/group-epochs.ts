/** Does what the epoch machine wants done: makes, seals, installs and wipes. `docs/encryption.md`, 8 and 9. */
import { fromHex, type Bytes } from './encoding.js';
import { keyIndexOf, mediaMaterial } from './epoch-keys.js';
import { reduceEpochs } from './epoch-machine.js';
import { EpochSecrets } from './epoch-secrets.js';
import { newEpochState, type EpochEffect, type EpochInput, type EpochState } from './epoch-state.js';
import type { GroupPort } from './group-events.js';
import type { GroupPeer } from './group-peer.js';
import type { PairNote } from './pair-notes.js';
import type { Party, Place } from './party.js';
import type { Randomness } from './randomness.js';

type Effect<T extends EpochEffect['type']> = Extract<EpochEffect, { readonly type: T }>;

/** An envelope that came before its key, which is here now. */
export interface EarlyEnvelope {
  readonly peer: GroupPeer;
  readonly bytes: Bytes;
}

export class GroupEpochs {
  readonly #secrets: EpochSecrets;
  #state: EpochState;
  #early: EarlyEnvelope[] = [];

  constructor(
    private readonly place: Place,
    private readonly self: Party,
    private readonly peers: ReadonlyMap<string, GroupPeer>,
    private readonly port: GroupPort,
    randomness: Randomness,
  ) {
    this.#secrets = new EpochSecrets(randomness);
    this.#state = newEpochState(self.identity);
  }

  get state(): EpochState {
    return this.#state;
  }

  /** Resolves with what can be opened only now. */
  async happened(input: EpochInput): Promise<readonly EarlyEnvelope[]> {
    const { state, effects } = reduceEpochs(this.#state, input);
    this.#state = state;
    for (const effect of effects) await this.#do(effect);
    const early = this.#early;
    this.#early = [];
    return early;
  }

  /** A secret that somebody sealed for this page, before it is decided what becomes of it. */
  keep(from: string, epoch: number, secret: Bytes): void {
    this.#secrets.told(from, epoch, secret);
  }

  wipe(): void {
    this.#secrets.wipe();
  }

  async note(to: string, note: PairNote): Promise<void> {
    const bytes = await this.peers.get(to)?.sealed(note);
    if (bytes) this.port.carry(to, bytes);
  }

  async #do(effect: EpochEffect): Promise<void> {
    switch (effect.type) {
      case 'make':
        return this.#make(effect);
      case 'share':
        return this.#share(effect);
      case 'switch':
        return this.#switchTo(effect.epoch);
      case 'install':
        return this.#install(effect);
      case 'drop':
        this.#drop(effect);
        break;
      case 'discard':
        this.#secrets.take(effect.from, effect.epoch)?.fill(0);
        break;
      case 'tell-newest':
        return this.note(effect.to, { type: 'newest', epoch: effect.epoch });
      case 'silence':
        this.port.tell({ type: 'silence' });
        break;
      case 'alarm':
        for (const { line } of this.peers.values()) line.silence();
        this.port.tell({ type: 'alarm', from: effect.from });
        break;
      default:
        effect satisfies never;
    }
  }

  async #make({ epoch, to, roster }: Effect<'make'>): Promise<void> {
    const secret = this.#secrets.make(epoch);
    for (const identity of to) await this.#tellSecret(identity, epoch, secret, roster);
  }

  async #share({ epoch, to, roster }: Effect<'share'>): Promise<void> {
    const secret = this.#secrets.own(epoch);
    if (!secret) return;
    await this.#tellSecret(to, epoch, secret, roster);
    // Already in use towards the others: this person's messages need not wait for anything.
    if (this.#state.sending?.epoch === epoch) await this.peers.get(to)?.sendWith(epoch, secret);
  }

  async #tellSecret(identity: string, epoch: number, secret: Bytes, roster: string): Promise<void> {
    await this.note(identity, { type: 'epoch', epoch, secret, roster: fromHex(roster) });
    const peer = this.peers.get(identity);
    if (peer) peer.toldEpoch = epoch;
  }

  async #switchTo(epoch: number): Promise<void> {
    const secret = this.#secrets.own(epoch);
    if (!secret) return;
    const material = await mediaMaterial(secret, this.place, epoch, this.self.identity);
    this.port.tell({ type: 'use-key', epoch, keyIndex: keyIndexOf(epoch), material });
    for (const peer of this.peers.values()) {
      if (peer.toldEpoch !== epoch) continue;
      await peer.sendWith(epoch, secret);
      for (const bytes of await peer.line.due()) this.port.carry(peer.identity, bytes);
    }
  }

  async #install({ from, epoch }: Effect<'install'>): Promise<void> {
    const secret = this.#secrets.take(from, epoch);
    const peer = this.peers.get(from);
    if (!secret || !peer) return;
    const material = await mediaMaterial(secret, this.place, epoch, from);
    this.port.tell({ type: 'install-key', from, epoch, keyIndex: keyIndexOf(epoch), material });
    const early = await peer.receiveWith(epoch, secret);
    secret.fill(0);
    await this.note(from, { type: 'installed', epoch });
    this.#early.push(...early.map((bytes) => ({ peer, bytes })));
  }

  #drop({ from, epoch }: Effect<'drop'>): void {
    this.peers.get(from)?.line.drop(epoch);
    if (epoch > 0) this.port.tell({ type: 'drop-key', from, epoch, keyIndex: keyIndexOf(epoch) });
  }
}
