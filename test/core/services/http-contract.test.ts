import { expect } from '@open-wc/testing';
import type * as module from '../../../src/core/services/http-service.js';
import type { Role, ServiceFact } from '../../../src/core/session-snapshot.js';
import type { NewAppointment } from '../../../src/server/public.js';
import { invitationFor, testPractice, type TestPractice } from '../../support/practice-rig.js';
import { waitUntil } from '../../support/wait-until.js';
import { openWatchedPage, type WatchedPage } from '../../support/watched-page.js';
import {
  SAMPLE_DOCUMENT,
  serviceContract,
  type ServiceEnd,
  type ServiceRig,
} from '../contracts/service-contract.js';

interface Ways {
  readonly invitation?: string;
  readonly session?: string;
  readonly appointment?: string;
  readonly login?: string;
}

interface HttpEnd extends ServiceEnd {
  /** What a page that is loaded anew would remember. */
  readonly remembered: () => string | null;
}

const pages: WatchedPage[] = [];
const sessions = new Set<string>();

const pageAt = async ({ url }: TestPractice, ways: Ways): Promise<HttpEnd> => {
  const page = openWatchedPage();
  pages.push(page);
  const { HttpService } = await page.load<typeof module>('core/services/http-service.ts');
  let remembered = ways.session ?? null;
  const { login } = ways;
  const service = new HttpService({
    url,
    appointment: ways.appointment ?? '',
    takeInvitation: () => ways.invitation ?? null,
    getCredential: login === undefined ? undefined : () => Promise.resolve(login),
    rememberSession: {
      get: () => remembered,
      set: (session) => {
        remembered = session;
        if (session !== null) sessions.add(session);
      },
    },
  });
  return { service, crash: () => page.crash(), remembered: () => remembered };
};

const closePages = (): void => {
  for (const page of pages) page.close();
  pages.length = 0;
};

const linesLeft = async (practice: TestPractice): Promise<readonly string[]> =>
  (await practice.lines()).filter((session) => sessions.has(session)).map((session) => `line ${session}`);

const httpRig = async (): Promise<ServiceRig> => {
  const practice = await testPractice('http-service', SAMPLE_DOCUMENT);
  const appointment = await practice.createAppointment();
  /** Of pages that crashed, by role. */
  const kept = new Map<Role, string>();
  sessions.clear();
  return {
    hasServer: true,
    end: async (role) => {
      const session = kept.get(role);
      kept.delete(role);
      const end = await pageAt(
        practice,
        session ? { session } : { invitation: invitationFor(appointment, role) },
      );
      const crash = (): void => {
        kept.set(role, end.remembered() ?? '');
        end.crash();
      };
      return { service: end.service, crash };
    },
    leftovers: async () => [...pages.flatMap((page) => page.left()), ...(await linesLeft(practice))],
    close: closePages,
  };
};

before(async function () {
  // A database that is made from nothing takes its time on a busy machine.
  this.timeout(90_000);
  await testPractice('http-service', SAMPLE_DOCUMENT);
});

serviceContract('HttpService', httpRig);

describe('HttpService and the practice’s server', function () {
  this.timeout(30_000);
  let practice: TestPractice;
  let appointment: NewAppointment;
  const ends: HttpEnd[] = [];

  beforeEach(async () => {
    practice = await testPractice('http-service', SAMPLE_DOCUMENT);
    appointment = await practice.createAppointment({
      people: [{ role: 'client', portalRef: `portal-${crypto.randomUUID()}` }, { role: 'therapist' }],
    });
  });

  afterEach(() => {
    for (const { service } of ends) service.close();
    ends.length = 0;
    closePages();
  });

  const open = async (ways: Ways) => {
    const end = await pageAt(practice, ways);
    ends.push(end);
    const facts: ServiceFact[] = [];
    end.service.onFact = (fact) => facts.push(fact);
    const known = await end.service.open({ signal: new AbortController().signal });
    return { ...end, facts, known };
  };

  const invited = (role: Role) => open({ invitation: invitationFor(appointment, role) });

  const sees = (party: { readonly facts: readonly ServiceFact[] }, wanted: Partial<ServiceFact>) =>
    waitUntil(
      () =>
        // Of a union no field is common to all, so each is looked up by its name.
        party.facts.some((fact) =>
          Object.entries(wanted).every(
            ([key, value]) => (fact as unknown as Record<string, unknown>)[key] === value,
          ),
        ),
      JSON.stringify(wanted),
    );

  it('comes back as the same person by the session it remembers, and asks nobody for the place', async () => {
    const client = await invited('client');
    await client.service.askToEnter({ urgent: false });
    const session = client.remembered();
    expect(session).to.be.a('string');
    client.crash();
    const back = await open({ session: session! });
    expect(back.known.self).to.equal(client.known.self);
    expect(back.facts.some(({ type }) => type === 'place-asked')).to.be.false;
    await back.service.askToEnter({ urgent: false });
  });

  it('lets nobody in with a session whose proof another browser has', async () => {
    const end = await pageAt(practice, { session: 'a-session-of-somebody-else' });
    const opening = end.service.open({ signal: new AbortController().signal });
    const code = await opening.then(
      () => 'opened',
      (error: unknown) => (error as { code?: unknown }).code,
    );
    expect(code).to.equal('link-not-valid');
  });

  it('works from a page of another site, too, to which the server hands a credential', async () => {
    const elsewhere = { ...practice, url: practice.url.replace('localhost', '127.0.0.1') };
    const end = await pageAt(elsewhere, { invitation: invitationFor(appointment, 'client') });
    ends.push(end);
    const facts: ServiceFact[] = [];
    end.service.onFact = (fact) => facts.push(fact);
    await end.service.open({ signal: new AbortController().signal });
    await end.service.askToEnter({ urgent: false });
    await sees({ facts }, { type: 'entry-asked' });
  });

  it('comes in by the login of a portal, without an invitation', async () => {
    const login = `portal-${crypto.randomUUID()}`;
    const known = await practice.createAppointment({
      people: [{ role: 'client', portalRef: login }, { role: 'therapist' }],
    });
    const client = await open({ appointment: known.id, login: `portal:${login}` });
    expect(client.known).to.include({ role: 'client' });
    expect(client.known.plan.appointment).to.equal(known.id);
  });

  it('hears after a break what has happened meanwhile', async () => {
    const client = await invited('client');
    const therapist = await invited('therapist');
    await sees(client, { type: 'person-state', person: therapist.known.self });
    await practice.stop();
    client.facts.length = 0;
    await practice.startAgain();
    await therapist.service.late({ minutes: 5, words: 'Traffic' });
    await sees(client, { type: 'late-told' });
  });

  it('says that the server is out of reach, and that it is back', async () => {
    const client = await invited('client');
    await practice.stop();
    await sees(client, { type: 'service-reached', reached: false });
    await practice.startAgain();
    await sees(client, { type: 'service-reached', reached: true });
  });

  it('ends quietly with its appointment', async () => {
    const client = await invited('client');
    await practice.closeAppointment(appointment.id);
    const code = (): Promise<unknown> =>
      client.service.askToEnter({ urgent: false }).then(
        () => 'allowed',
        (error: unknown) => (error as { code?: unknown }).code,
      );
    expect(await code()).to.equal('appointment-over');
    await waitUntil(
      async () => (await practice.lines()).every((line) => line !== client.remembered()),
      'line',
    );
    expect(client.facts).to.deep.equal([]);
  });
});
