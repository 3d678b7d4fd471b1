import { rowsOf } from './support/rows.js';

/**
 * The protections of `src/core/encryption/`, each with what the code is without it and with the tests that have to notice. A
 * change is a text exactly as it stands in the file, once, and what stands there instead.
 */
const at = (file, tests) => (protection, changes) =>
  rowsOf(
    HOLDS[file],
    `src/core/encryption/${file}.ts`,
    ...tests.map((test) =>
      test.endsWith('.js') ? `test/encryption/${test}` : `test/core/encryption/${test}.test.ts`,
    ),
  )(protection, ...changes);

/** What is kept by what stands in each file. */
const HOLDS = {
  'key-agreement': 'agreement',
  'agreement-messages': 'agreement',
  'agreement-values': 'agreement',
  'pair-channel': 'agreement',
  'safety-code': 'agreement',
  party: 'agreement',
  encoding: 'agreement',
  'sealed-envelope': 'messages',
  'epoch-keys': 'messages',
  'message-line': 'messages',
  outbox: 'messages',
  randomness: 'memory',
  'sealed-away': 'memory',
  'epoch-secrets': 'memory',
  'epoch-machine': 'room',
  'epoch-steps': 'room',
  'epochs-ahead': 'room',
  'encrypted-group': 'room',
  roster: 'room',
  'group-code': 'room',
  'group-vouching': 'room',
  'group-epochs': 'room',
};

const INTEROP = 'interop.test.js';

const agreement = at('key-agreement', ['key-agreement']);
const values = at('agreement-values', ['key-agreement']);
const bound = at('agreement-values', [INTEROP]);
const channel = at('pair-channel', ['key-agreement']);
const envelope = at('sealed-envelope', ['sealed-envelope']);
const keys = at('epoch-keys', ['sealed-envelope']);
const line = at('message-line', ['message-line']);
const outbox = at('outbox', ['outbox']);
const epochs = at('epoch-machine', ['epoch-machine']);
const epochSteps = at('epoch-steps', ['epoch-machine']);
const ahead = at('epochs-ahead', ['epoch-machine']);
const group = at('encrypted-group', ['encrypted-group']);
const vouching = at('group-code', ['group-code']);

export const MUTATIONS = [
  // The agreement
  agreement('What is shown is held against the commitment', [
    [`if (!sameBytes(expected, commitment)) return this.#fail('commitment-differs');`, ''],
  ]),
  agreement('The keys that are shown are examined', [[`if (fault) return this.#fail(fault);`, '']]),
  agreement('A message of another appointment, room, person or role is refused', [
    [`!sameBytes(message.context, this.context.hash)`, `false`],
  ]),
  agreement('Our own message, sent back, is refused', [
    [`if (message.side === this.context.side) return refused('reflected');`, ''],
  ]),
  agreement('The confirmation says what it has to say', [
    [`opened.outcome !== 'opened' || !sameBytes(opened.plaintext, expected)`, `opened.outcome !== 'opened'`],
  ]),
  agreement('Shown values never serve for a second commitment', [
    [`if (this.#state.phase !== 'committed') return refused('repeated');`, ''],
  ]),
  agreement('A run is taken part in once', [
    [`if (this.#seen.has(toHex(id))) return this.#takeOldCommit(id);`, ''],
  ]),
  agreement('A request is answered with one run', [[`this.#seen.add(key);`, ';']]),
  agreement('A reveal belongs to the run that is under way', [
    [
      `if (!this.#isCurrent(id)) return refused('stale');
    const state = this.#state;
    if (state.phase === 'committed')`,
      `const state = this.#state;
    if (state.phase === 'committed')`,
    ],
  ]),
  agreement('There are five runs with a person', [
    [
      `if (this.#runs >= MAX_RUNS) return null;
    this.#runs += 1;`,
      `this.#runs += 1;`,
    ],
  ]),
  agreement('A run that nobody answers is over after fifteen seconds', [
    [`waits && at - state.since >= ANSWER_WITHIN`, `false`],
  ]),
  agreement('A channel that missed a message is over', [
    [
      `if (opened.outcome === 'broken') return this.#fail('channel-broken');`,
      `if (opened.outcome === 'broken') return refused('stale');`,
    ],
  ]),
  at('agreement-messages', ['key-agreement'])('Another version is refused', [
    [`if (bytes[0] !== VERSION) return { outcome: 'wrong-version' };`, ''],
  ]),
  at('agreement-messages', ['key-agreement'])('Every length is exact', [
    [`if (length < least || length > most) return { outcome: 'malformed' };`, ''],
  ]),
  values('A key has one form', [[`if (!shown.every(isCanonical)) return 'bad-key';`, '']]),
  values('Our own key is not taken from the other side', [
    [`if (shown.some((key) => ours.some((mine) => sameBytes(mine, key)))) return 'own-key';`, ''],
  ]),
  values('A key of low order is refused', [
    [`for (const key of shown) if (await sharedIsZero(own.keyPair, key)) return 'low-order';`, ''],
  ]),
  values('The encapsulated key is part of the commitment', [
    [`run, identity, role, key, encapsulated, nonce);`, `run, identity, role, key, nonce);`],
  ]),
  bound('Identity and role are part of the commitment', [
    [`encoded, run, identity, role, key, encapsulated, nonce);`, `encoded, run, key, encapsulated, nonce);`],
  ]),
  bound('Both commitments are part of the transcript', [
    [`run, a.commitment, b.commitment, ...shown(a)`, `run, ...shown(a)`],
  ]),
  bound('Appointment, room, people and roles are part of the transcript', [
    [`hashOf('ts-sas/1 transcript', encoded, run,`, `hashOf('ts-sas/1 transcript', run,`],
  ]),
  at('pair-channel', [INTEROP])('The channel is bound to the transcript', [
    [
      `ekm: own.encapsulation,
      info: transcript,`,
      `ekm: own.encapsulation,
      info: new Uint8Array(0),`,
    ],
    [
      `enc: theirs.encapsulated,
      info: transcript,`,
      `enc: theirs.encapsulated,
      info: new Uint8Array(0),`,
    ],
  ]),
  channel('A note that comes again is refused and breaks nothing', [
    [`if (sequence < this.#opened) return { outcome: 'repeated' };`, ''],
  ]),
  at('safety-code', [INTEROP])('The code depends on the channel', [
    [`hashOf(CODE, transcript, exported)`, `hashOf(CODE, transcript)`],
  ]),
  at('randomness', ['key-agreement'])('Private keys of an agreement cannot be read out', [
    [
      `crypto.subtle.generateKey({ name: 'X25519' }, false,`,
      `crypto.subtle.generateKey({ name: 'X25519' }, true,`,
    ],
  ]),
  at('party', ['key-agreement'])('Ids are opaque, and of two people', [
    [`if (!ids.every(isOpaque) || self.identity === other.identity) return null;`, ''],
  ]),
  at('encoding', ['key-agreement'])('Fields stand behind their lengths', [
    [`.flatMap((part) => [uint32(part.byteLength), part]),`, `.flatMap((part) => [part]),`],
  ]),

  // Messages
  ...['place.appointment', 'place.room', 'sender', 'recipient', 'header'].map((field) =>
    envelope(`An envelope is tied to: ${field}`, [
      [
        `fields('ts-sas/1 envelope', place.appointment, place.room, sender, recipient, header)`,
        `fields('ts-sas/1 envelope', ${['place.appointment', 'place.room', 'sender', 'recipient', 'header']
          .filter((other) => other !== field)
          .join(', ')})`,
      ],
    ]),
  ),
  ...['appointment', 'room', 'uint32(epoch)', 'sender', 'recipient'].map((field) =>
    keys(`The key for messages depends on: ${field}`, [
      [
        `fields('ts-sas/1 data', appointment, room, uint32(epoch), sender, recipient)`,
        `fields('ts-sas/1 data', ${['appointment', 'room', 'uint32(epoch)', 'sender', 'recipient']
          .filter((other) => other !== field)
          .join(', ')})`,
      ],
    ]),
  ),
  keys('The key for messages depends on the secret of the epoch', [
    [`hkdf(secret, fields('ts-sas/1 data'`, `hkdf(secret.slice(0, 0), fields('ts-sas/1 data'`],
  ]),
  keys('The key for messages cannot be read out', [
    [
      `{ name: 'AES-GCM', length: 256 },
    false,`,
      `{ name: 'AES-GCM', length: 256 },
    true,`,
    ],
  ]),
  at('sealed-away', ['sealed-envelope'])('A key that was imported is wiped', [[`raw.fill(0);`, '']]),
  at('epoch-keys', [INTEROP])('The key for media depends on epoch and sender', [
    [
      `fields('ts-sas/1 media', appointment, room, uint32(epoch), sender)`,
      `fields('ts-sas/1 media', appointment, room)`,
    ],
  ]),
  envelope('Lengths are hidden up to 256 bytes', [[`const BUCKET_BYTES = 256;`, `const BUCKET_BYTES = 1;`]]),
  envelope('Padding is as short as it can be', [
    [`if (plaintext.byteLength !== Math.ceil(end / BUCKET_BYTES) * BUCKET_BYTES) return null;`, ''],
  ]),
  envelope('Padding says nothing', [
    [`if (plaintext.subarray(end).some((byte) => byte !== 0)) return null;`, ''],
  ]),
  envelope('A message has a largest size', [[`if (length > MAX_CONTENT_BYTES) return null;`, '']]),
  envelope('Another version of an envelope is refused', [
    [`if (bytes[0] !== VERSION || !type) return null;`, `if (!type) return null;`],
  ]),
  line('An envelope is opened once', [
    [`if (sequence < receiving.expected) return refused('repeated');`, ''],
  ]),
  line('A missing envelope is noticed', [
    [`if (sequence > receiving.expected || receiving.hasGap) {`, `if (receiving.hasGap) {`],
  ]),
  line('After a gap nothing of the key is taken', [
    [`if (sequence > receiving.expected || receiving.hasGap) {`, `if (sequence > receiving.expected) {`],
  ]),
  line('No sequence serves twice', [[`sending.sequence += 1;`, '']]),
  line('An epoch is over once a later one was opened', [
    [`if (epoch < this.#newestOpened) return refused('expired');`, ''],
  ]),
  line('A message that comes again is not shown again', [
    [`if (number <= this.#heard) return refused('doubled');`, ''],
  ]),
  line('Only what was said can be acknowledged', [
    [`if (upTo > this.#said) return refused('malformed');`, ''],
  ]),
  line('Few envelopes wait for a key', [
    [`if (this.#early.length >= MAX_EARLY) return refused('no-key');`, ''],
  ]),
  line('A line that is silent seals nothing', [
    [
      `silence(): void {
    this.#sending = null;`,
      `silence(): void {`,
    ],
  ]),
  outbox('What was not acknowledged is sent again under the next key', [
    [`sealedWith !== key`, `sealedWith === 0 && key > 0`],
  ]),
  outbox('What is not acknowledged stays', [[`number > upTo`, `number > upTo + 1`]]),
  outbox('A silent line takes no more than 64 messages', [[`outbox.length >= MAX_KEPT ||`, '']]),
  outbox('A silent line takes no more than 262 144 bytes', [[`|| size > MAX_KEPT_BYTES`, '']]),
  group('A message that came twice is acknowledged twice', [
    [`(outcome.type === 'refused' && outcome.reason === 'doubled')`, `false`],
  ]),

  // Epochs
  epochs('Keys are taken only for the people on screen', [
    [
      `return others(state).includes(from) && roster === meant(state)?.hash`,
      `return others(state).includes(from)`,
    ],
  ]),
  epochs('Keys are taken only from people on screen', [
    [
      `return others(state).includes(from) && roster === meant(state)?.hash`,
      `return roster === meant(state)?.hash`,
    ],
  ]),
  epochSteps('Keys that are held are taken only for the people on screen', [
    [`present.includes(from) && roster === meant(state)?.hash;`, `present.includes(from);`],
  ]),
  epochs('An outdated epoch is refused', [[`if (epoch <= heard)`, `if (epoch < 0 * heard)`]]),
  epochs('An epoch out of reach is ignored', [
    [`if (!isWithinReach(state, epoch)) return still(state, discard);`, ''],
  ]),
  epochs('The first epoch is within reach, too', [
    [
      `Math.min(MAX_EPOCH, state.newest + MAX_JUMP)`,
      `(state.newest === 0 ? MAX_EPOCH : state.newest + MAX_JUMP)`,
    ],
  ]),
  epochSteps('At the end of all numbers nothing is sent', [
    [
      `return still({ ...state, sending: null, switching: null }, { type: 'silence' });`,
      `return still(state);`,
    ],
  ]),
  at('epoch-secrets', ['epoch-secrets'])('A secret that is not needed any more is wiped', [
    [
      `this.#own?.secret.fill(0);
    const secret`,
      `const secret`,
    ],
  ]),
  at('epoch-secrets', ['epoch-secrets'])('At the end the secrets of others are wiped', [
    [`for (const secret of this.#told.values()) secret.fill(0);`, ''],
  ]),
  at('epoch-secrets', ['epoch-secrets'])('A secret is handed out once', [[`this.#told.delete(name);`, '']]),
  epochs('Keys for other people raise an alarm', [
    [`if (stranger) return andThen(step, (next) => raiseAlarm(next, stranger.from));`, ''],
  ]),
  epochs('The alarm cannot be put off', [[`superseded[0]?.since ?? at`, `at`]]),
  epochs('An alarm stops what is sent', [
    [
      `{ ...state, alarm: true, sending: null, switching: null, held: [] },
    { type: 'silence' },`,
      `{ ...state, alarm: true, held: [] },`,
    ],
  ]),
  epochs('After an alarm nothing changes', [
    [`if (state.alarm) {`, `if (state.alarm && state.newest < 0) {`],
  ]),
  epochs('When somebody leaves an epoch begins', [[`gone.length > 0 || (came`, `(came`]]),
  epochSteps('When somebody left the next key is used at once', [
    [
      `return somebodyLeft ? andThen(step, switchOver) : step;`,
      `return somebodyLeft && !step ? andThen(step, switchOver) : step;`,
    ],
  ]),
  epochs('When somebody comes an epoch begins', [
    [`|| (came && anchorOf(roster.members) === state.self)`, `|| (came && !came)`],
  ]),
  epochs('Whoever came later gets nothing earlier', [
    [`const owed = members.includes(peer) && others`, `const owed = members.length > 0 && others`],
  ]),
  epochs('Keys of whoever left are dropped at once', [
    [`const step = forget({ ...state, roster }, gone);`, `const step = forget({ ...state, roster }, []);`],
  ]),
  epochs('Old keys are dropped after five seconds', [
    [`expiresAt !== null && expiresAt <= at`, `expiresAt !== null && expiresAt < 0 * at`],
  ]),
  epochSteps('A key gives way to the one that takes its place', [
    [`...dropped(state.keys.filter((key) => isReplaced(key) && key.epoch !== epoch)),`, ''],
  ]),
  epochs('A new key waits until everybody has it', [
    [
      `return missing.length === 0 && !state.ahead ? switchOver(next) : still(next);`,
      `return state.ahead ? still(next) : switchOver(next);`,
    ],
  ]),
  epochs('A new key waits no longer than a second', [
    [
      `at - switching.since >= EPOCH_TIMES.switchAfter`,
      `at - switching.since >= 2 * EPOCH_TIMES.switchAfter`,
    ],
  ]),
  epochs('Every ten minutes there are new keys', [
    [`newest > 0 && at - newestSince >= EPOCH_TIMES.renewAfter`, `newest > 0 && at < newestSince`],
  ]),
  epochs('A stranger is not believed about the newest epoch', [
    [`others(state).includes(from) && epoch > state.newest`, `epoch > state.newest`],
  ]),
  epochs('Keys that were made ready are used by nobody before somebody is let in', [
    [`return missing.length === 0 && !state.ahead ?`, `return missing.length === 0 ?`],
  ]),
  epochs('A key that was made ready waits for as long as somebody waits', [
    [`if (state.ahead) return step;`, ''],
  ]),
  epochs('Keys that were made ready with a page that is gone are not for the next one', [
    [`...(state.ahead && { newestFor: FOR_NOBODY, switching: null }),`, ''],
  ]),
  ahead('Keys that were made ready for others than are shown are dropped', [
    [`...dropped(state.keys.filter(isPrepared)),`, ''],
  ]),
  ahead('Keys are made ready only where nobody else is shown', [
    [`if (othersIn(state.self, state.roster).length > 0 || ahead`, `if (ahead`],
  ]),
  epochSteps('What is in use goes on while keys are made ready', [
    [`key.from === from && !state.ahead ? aging`, `key.from === from ? aging`],
  ]),

  // The room
  group('After an alarm nothing leaves the page', [
    [`(this.#epochs.state.alarm ? undefined : work())`, `work()`],
  ]),
  group('After its end a room does nothing', [[`if (this.#ended) return this.#turn;`, '']]),
  group('A person in another role is another person', [
    [`if (peer?.context.other.role === role) return peer;`, `if (peer && role) return peer;`],
  ]),
  group('Runs with somebody who comes back are counted on', [
    [`set(identity, peer.agreement.runs)`, `set(identity, 0)`],
  ]),
  group('Whoever parted is opened no more', [
    [`{ type: 'parted', with: identity }`, `{ type: 'unlinked', with: identity }`],
  ]),
  group('Nobody meets a ninth person', [[`if (this.#peers.size >= MAX_MEMBERS - 1) return null;`, '']]),
  group('A missing message makes new keys', [[`return this.#mend(peer, outcome.epoch, at);`, 'break;']]),
  at('roster', ['roster'])('A roster is of eight different people at most', [
    [
      `if (members.length > MAX_MEMBERS || new Set(ids).size !== ids.length || !ids.every(isOpaque)) return null;`,
      '',
    ],
  ]),
  at('roster', ['roster'])('A roster is of one room, and of people in their roles', [
    [`place.appointment, place.room, ...named)`, `...named.filter((_, index) => index % 2 === 0))`],
  ]),
  vouching('The anchor compares what both ends say', [
    [`if (one && other && !sameBytes(one, other))`, `if (!one && !other && nameOf(-1))`],
  ]),
  vouching('The anchor waits for both ends', [
    [
      `if (one && other) pairs.push({ low, high, transcript: one });`,
      `if (one) pairs.push({ low, high, transcript: one });`,
    ],
  ]),
  vouching('A member checks what the anchor says of their own pairs', [
    [`return !pair || !sameBytes(pair.transcript, transcript);`, `return !pair || !transcript;`],
  ]),
  vouching('A member takes only a whole list', [
    [`if (!own || !isComplete) return { state: 'open' };`, `if (!own) return { state: 'open' };`],
  ]),
  at('group-vouching', ['group-vouching'])('What was said of other people is not taken for these', [
    [`.filter(([, note]) => toHex(note.roster) === roster.hash)`, ''],
  ]),
  at('group-vouching', ['group-vouching'])('The word of the anchor for other people is not taken for these', [
    [`const isCurrent = told && toHex(told.roster) === roster.hash;`, `const isCurrent = told && true;`],
  ]),
  at('group-epochs', ['encrypted-group'])('Whoever only waits is written to with a key that they have', [
    [`if (peer.toldEpoch !== epoch) continue;`, ''],
  ]),
  at('group-epochs', ['encrypted-group'])('Whoever has a secret says so', [
    [`await this.note(from, { type: 'installed', epoch });`, ''],
  ]),
  at('key-agreement', ['man-in-the-middle.test.js'])(
    'Whoever changes its values after it has seen ours is refused',
    [[`if (!sameBytes(expected, commitment)) return`, `if (!sameBytes(expected, expected)) return`]],
  ),
];
