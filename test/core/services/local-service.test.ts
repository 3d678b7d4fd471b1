import { expect } from '@open-wc/testing';
import { waitUntil } from '../../support/wait-until.js';
import fc from 'fast-check';
import { randomId } from '../../../src/core/random-id.js';
import type * as module from '../../../src/core/services/local-service.js';
import type { Role, ServiceFact } from '../../../src/core/session-snapshot.js';
import { heldLocks, openWatchedPage, type WatchedPage } from '../../support/watched-page.js';
import {
  SAMPLE_DOCUMENT,
  serviceContract,
  type ServiceEnd,
  type ServiceRig,
} from '../contracts/service-contract.js';

interface LocalRig extends ServiceRig {
  readonly appointment: string;
  /** The last page that was opened. */
  last: () => WatchedPage | undefined;
}

const localRig = (documents: Partial<Record<Role, null>> = {}): LocalRig => {
  const appointment = randomId();
  const pages: WatchedPage[] = [];
  return {
    hasServer: false,
    appointment,
    async end(role: Role): Promise<ServiceEnd> {
      const page = openWatchedPage();
      pages.push(page);
      const { LocalService } = await page.load<typeof module>('core/services/local-service.ts');
      const consentDocument = documents[role] === null ? null : SAMPLE_DOCUMENT;
      const service = new LocalService({ appointment, role, consentDocument, rehearsal: true });
      return { service, crash: () => page.crash() };
    },
    last: () => pages.at(-1),
    leftovers: async () => [...pages.flatMap((page) => page.left()), ...(await heldLocks(appointment))],
    close: () => {
      for (const page of pages) page.close();
    },
  };
};

serviceContract('LocalService', () => localRig());

const open = async (rig: ServiceRig, role: Role) => {
  const { service } = await rig.end(role);
  const facts: ServiceFact[] = [];
  service.onFact = (fact) => facts.push(fact);
  const known = await service.open({ signal: new AbortController().signal });
  return { service, facts, known, id: known.self };
};

describe('LocalService', () => {
  it('ignores whatever else is said on its channel', async () => {
    const rig = localRig();
    const client = await open(rig, 'client');
    const channel = new BroadcastChannel(`safe-session:${rig.appointment}`);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          channel.postMessage(value);
        } catch {
          // What cannot be cloned cannot be sent.
        }
      }),
    );
    const entry = { at: 5, page: 'p', by: 'stranger', now: Date.now() };
    const commands = [{ type: 'admit', person: client.id }, { type: 'pause' }, { type: 'offer-document' }];
    for (const command of commands)
      channel.postMessage({ v: 1, type: 'entries', entries: [{ ...entry, command }] });
    channel.postMessage({ v: 1, type: 'relay', from: 'stranger', to: client.id, bytes: new Uint8Array(3) });
    const therapist = await open(rig, 'therapist');
    await waitUntil(() => client.facts.some(({ type }) => type === 'person-state'), 'the therapist');
    expect(client.facts.map(({ type }) => type)).to.deep.equal(['person-state']);
    expect(therapist.known.people.map(({ id }) => id)).to.deep.equal([client.id]);
    channel.close();
    rig.close();
  });

  it('gives a page without a consent document the one that the other has', async () => {
    const rig = localRig({ therapist: null });
    const therapist = await open(rig, 'therapist');
    expect(therapist.known.consent.document).to.be.null;
    await open(rig, 'client');
    await waitUntil(
      () =>
        therapist.facts.some(
          (fact) =>
            fact.type === 'appointment-known' && fact.appointment.consent.document?.id === SAMPLE_DOCUMENT.id,
        ),
      'the document',
    );
    rig.close();
  });

  it('gives up its place when the page is hidden for the page cache', async () => {
    const rig = localRig();
    const therapist = await open(rig, 'therapist');
    await open(rig, 'client');
    await waitUntil(() => therapist.facts.some(({ type }) => type === 'person-state'), 'the client');
    rig.last()?.window.dispatchEvent(new Event('pagehide'));
    await open(rig, 'client');
    rig.close();
  });

  it('starts anew when everybody is gone', async () => {
    const rig = localRig();
    const first = await open(rig, 'client');
    first.service.close();
    const second = await open(rig, 'client');
    expect(second.id).not.to.equal(first.id);
    rig.close();
  });
});
