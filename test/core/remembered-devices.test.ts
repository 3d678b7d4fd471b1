import { expect } from '@open-wc/testing';
import { decodeCarried } from '../../src/core/encryption/carried-frames.js';
import { keepsDevices } from '../../src/core/encryption/device-marker.js';
import { randomId } from '../../src/core/random-id.js';
import type { PersonEncryption, Role } from '../../src/core/session-snapshot.js';
import { InBetween } from '../support/in-between.js';
import { withOwnDevices } from '../support/own-devices.js';
import { canRead, TwoSessions } from '../support/two-sessions.js';
import { waitUntil } from '../support/wait-until.js';

const ROLES: readonly Role[] = ['client', 'therapist'];
const OTHER = { client: 'therapist', therapist: 'client' } as const;

describe('two sessions of the same two people', function () {
  this.timeout(60_000);
  withOwnDevices();
  const open: TwoSessions[] = [];

  afterEach(() => {
    for (const sessions of open.splice(0)) sessions.close();
  });

  const meet = async (subject: string | null): Promise<TwoSessions> => {
    for (const sessions of open.splice(0)) sessions.close();
    const sessions = new TwoSessions(subject);
    open.push(sessions);
    await sessions.wait();
    await sessions.agree();
    return sessions;
  };

  const confirm = (sessions: TwoSessions, role: Role): void => {
    const person = sessions.id(OTHER[role]);
    sessions.of(role).send({ type: 'confirm-code', person, run: sessions.safety(role)?.run ?? '' });
  };

  const press = async (
    sessions: TwoSessions,
    role: Role,
    type: 'remember-device' | 'forget-device',
  ): Promise<void> => {
    sessions.of(role).send({ type, person: sessions.id(OTHER[role]) });
    const device = type === 'remember-device' ? 'kept' : 'none';
    await waitUntil(() => sessions.safety(role)?.device === device, `${device} at the ${role}`);
  };

  const stand = (sessions: TwoSessions, role: Role, state: PersonEncryption): Promise<void> =>
    waitUntil(() => sessions.safety(role)?.state === state, `${state} at the ${role}`);

  /** Said after everything before, and by the same way. */
  const everythingArrived = async (sessions: TwoSessions): Promise<void> => {
    for (const role of ROLES) {
      const text = randomId();
      sessions.of(role).send({ type: 'send-text', text });
      await sessions.until(role, ({ texts }) => texts.at(-1)?.state === 'delivered', 'knows that it arrived');
    }
  };

  it('know each other’s devices in the second one, and compare again once one has forgotten', async () => {
    const subject = randomId();
    const first = await meet(subject);
    for (const role of ROLES) confirm(first, role);
    for (const role of ROLES) await press(first, role, 'remember-device');
    await everythingArrived(first);
    expect(ROLES.map((role) => first.safety(role)?.state)).to.deep.equal(['checked', 'checked']);

    const second = await meet(subject);
    for (const role of ROLES) await stand(second, role, 'known-device');
    expect(second.carried.every((bytes) => decodeCarried(bytes) !== null)).to.equal(true);
    expect(canRead('"device"', second.carried), 'readable on the way').to.equal(false);
    await press(second, 'therapist', 'forget-device');
    expect(second.safety('therapist')?.state).to.equal('unchecked');
    expect(second.safety('client')?.state, 'nothing changes for the other').to.equal('known-device');

    const third = await meet(subject);
    await stand(third, 'client', 'changed-device');
    await everythingArrived(third);
    expect(third.safety('therapist')?.state).to.equal('unchecked');
    expect(third.client.snapshot.problems).to.deep.equal([]);
    await press(third, 'client', 'forget-device');
    expect(await keepsDevices()).to.equal(false);
  });

  it('keep nothing, and find no other device, where nobody has pressed', async () => {
    const subject = randomId();
    for (let session = 0; session < 2; session += 1) {
      const sessions = await meet(subject);
      await everythingArrived(sessions);
      expect(ROLES.map((role) => sessions.safety(role)?.state)).to.deep.equal(['unchecked', 'unchecked']);
      for (const role of ROLES) confirm(sessions, role);
    }
    expect(await keepsDevices()).to.equal(false);
  });

  it('keep nothing, whoever asks for it, where no id outlasts the appointment', async () => {
    const sessions = await meet(null);
    for (const role of ROLES) {
      confirm(sessions, role);
      sessions.of(role).send({ type: 'remember-device', person: sessions.id(OTHER[role]) });
      await waitUntil(() => sessions.safety(role)?.device === 'refused', `refused at the ${role}`);
    }
    expect(await keepsDevices()).to.equal(false);
  });

  it('are never known to each other while somebody is in between, and nobody is shown a key', async () => {
    const subject = randomId();
    const first = await meet(subject);
    for (const role of ROLES) confirm(first, role);
    for (const role of ROLES) await press(first, role, 'remember-device');
    await everythingArrived(first);
    for (const sessions of open.splice(0)) sessions.close();

    const second = new TwoSessions(subject);
    open.push(second);
    const between = new InBetween(second);
    await second.wait();
    await second.agree();
    await everythingArrived(second);
    const read = between.read
      .map((bytes) => new TextDecoder().decode(bytes))
      .filter((text) => text.includes('"device"'));
    expect(read, 'said, so that they could be known').to.not.be.empty;
    expect(
      read.every((text) => text.includes('"key":""')),
      'a key was shown',
    ).to.equal(true);
    for (const role of ROLES) expect(second.safety(role)?.state).to.be.oneOf(['unchecked', 'changed-device']);
    between.end();
    for (const role of ROLES) await press(second, role, 'forget-device');
  });
});
