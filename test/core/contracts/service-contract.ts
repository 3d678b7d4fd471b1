/** What every practice's service must do, as seen from the page. Each implementation brings a rig. */
import { expect } from '@open-wc/testing';
import { waitUntil } from '../../support/wait-until.js';
import type { ConsentDocument } from '../../../src/core/consent.js';
import { hashOf } from '../../../src/core/consent-document.js';
import { shownDocument } from '../../../src/core/consent-shown.js';
import type { PracticeService } from '../../../src/core/practice-service.js';
import type {
  AppointmentFacts,
  ConsentAnswers,
  PersonId,
  Role,
  ServiceFact,
} from '../../../src/core/session-snapshot.js';

export interface ServiceEnd {
  readonly service: PracticeService;
  /** The page is gone without a goodbye. */
  crash(): void;
}

/** One appointment, whose consent document is `SAMPLE_DOCUMENT`. */
export interface ServiceRig {
  /** Somebody holds it all: records are signed, and a second page may ask for the place of the first. */
  readonly hasServer: boolean;
  /** A page of its own each time; after a crash it is that page, loaded anew. */
  end(role: Role): Promise<ServiceEnd>;
  /** What is still there after everybody closed: names for the failing test. */
  leftovers(): Promise<readonly string[]>;
  close(): void;
}

export const SAMPLE_DOCUMENT: ConsentDocument = {
  id: 'sample-consent',
  language: 'en',
  practice: { name: 'Sample Practice' },
  topics: [
    { id: 'care', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' },
    { id: 'limits', version: '1.0.0', kind: 'information', acknowledgement: 'separate', repeat: 'once' },
    { id: 'contact', version: '1.0.0', kind: 'data-consent', acknowledgement: 'optional', repeat: 'once' },
  ],
  translations: {
    en: {
      reviewedBy: 'Sample reviewer',
      title: 'Sample consent',
      topics: {
        care: { heading: 'Care', summary: 'What we do', text: 'We talk.' },
        limits: { heading: 'Limits', summary: 'What stays here', text: 'Most of it.' },
        contact: { heading: 'Contact', summary: 'Afterwards', text: 'We may write.' },
      },
    },
  },
};

const PATIENCE = { timeout: 8_000, interval: 20 };

const answers = (change: Partial<ConsentAnswers> = {}): ConsentAnswers => ({
  language: 'en',
  decisions: [
    { topic: 'care', version: '1.0.0', decision: 'agree' },
    { topic: 'limits', version: '1.0.0', decision: 'read' },
    { topic: 'contact', version: '1.0.0', decision: 'no' },
  ],
  signature: { name: 'Sample Client', statement: 'This is my decision.' },
  presentedAt: Date.now() - 60_000,
  ...change,
});

const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    return await promise;
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
};

interface Caller extends ServiceEnd {
  readonly facts: ServiceFact[];
  readonly opened: Promise<AppointmentFacts>;
}

interface Party extends Omit<Caller, 'opened'> {
  readonly known: AppointmentFacts;
  readonly id: PersonId;
}

/** The same, whatever order its fields are in. */
const isLike = (actual: unknown, wanted: unknown): boolean => {
  try {
    expect(actual).to.deep.equal(wanted);
    return true;
  } catch {
    return false;
  }
};

export const serviceContract = (name: string, makeRig: () => ServiceRig | Promise<ServiceRig>): void => {
  describe(`${name}: the service contract`, function () {
    this.timeout(20_000);
    let rig: ServiceRig;
    let parties: ServiceEnd[] = [];

    beforeEach(async () => {
      rig = await makeRig();
    });

    afterEach(() => {
      for (const { service } of parties) service.close();
      parties = [];
      rig.close();
    });

    const call = async (role: Role): Promise<Caller> => {
      const end = await rig.end(role);
      const facts: ServiceFact[] = [];
      end.service.onFact = (fact) => facts.push(fact);
      parties.push(end);
      const opened = end.service.open({ signal: new AbortController().signal });
      // Looked at later than it may reject.
      opened.catch(() => undefined);
      return { ...end, facts, opened };
    };

    const received = async ({ opened, ...caller }: Caller): Promise<Party> => {
      const known = await opened;
      return { ...caller, known, id: known.self };
    };

    const open = async (role: Role): Promise<Party> => received(await call(role));

    const both = async (): Promise<readonly [Party, Party]> =>
      Promise.all([open('client'), open('therapist')]);

    /** Waits for a fact that has all this. */
    const learns = (
      party: Pick<Party, 'facts'>,
      wanted: Partial<ServiceFact> & { type: ServiceFact['type'] },
    ): Promise<void> =>
      waitUntil(
        () =>
          // Of a union no field is common to all, so each is looked up by its name.
          party.facts.some((fact) =>
            Object.entries(wanted).every(([key, value]) =>
              isLike((fact as unknown as Record<string, unknown>)[key], value),
            ),
          ),
        JSON.stringify(wanted),
        PATIENCE,
      );

    const sees = (party: Party, other: Party, state: string): Promise<void> =>
      learns(party, { type: 'person-state', person: other.id, state } as Partial<ServiceFact> & {
        type: 'person-state';
      });

    /** From the beginning, or since. */
    const knows = async (party: Party, other: Party): Promise<void> => {
      if (party.known.people.some(({ id }) => id === other.id)) return;
      await learns(party, { type: 'person-state', person: other.id });
    };

    const admitted = async (): Promise<readonly [Party, Party]> => {
      const [client, therapist] = await both();
      await therapist.service.askToEnter({ urgent: false });
      await client.service.record(answers());
      await client.service.askToEnter({ urgent: false });
      await sees(therapist, client, 'asking');
      await therapist.service.admit(client.id);
      await learns(client, { type: 'admitted', person: client.id, by: therapist.id });
      return [client, therapist];
    };

    it('says who one is and what is to be agreed, with opaque ids', async () => {
      const [client, therapist] = await both();
      expect(client.known).to.include({ role: 'client', admitted: false, late: null });
      expect(client.known.consent.document).to.deep.equal(SAMPLE_DOCUMENT);
      expect(client.known.consent.subject).to.equal(client.id);
      expect(client.id).to.match(/^[\w-]{16,64}$/);
      expect(client.id).not.to.equal(therapist.id);
    });

    it('shows people who open the page, and those who ask, to the others', async () => {
      const therapist = await open('therapist');
      const client = await open('client');
      await sees(therapist, client, 'expected');
      await client.service.askToEnter({ urgent: true });
      await learns(client, { type: 'entry-asked' });
      await learns(therapist, {
        type: 'person-state',
        person: client.id,
        role: 'client',
        state: 'asking',
        urgent: true,
      });
      await therapist.service.askToEnter({ urgent: false });
      await sees(client, therapist, 'here');
    });

    it('lets nobody in by the therapist being there, and refuses a pass until then', async () => {
      const [client, therapist] = await both();
      await client.service.record(answers());
      await client.service.askToEnter({ urgent: false });
      await sees(therapist, client, 'asking');
      await therapist.service.askToEnter({ urgent: false });
      await sees(client, therapist, 'here');
      expect(await codeOf(client.service.pass())).to.equal('not-admitted');
      expect(await codeOf(therapist.service.pass())).to.equal('not-admitted');
      expect(client.facts.some(({ type }) => type === 'admitted')).to.be.false;
    });

    it('gives both a pass for one room, each in their own name, once somebody was let in', async () => {
      const [client, therapist] = await admitted();
      const passes = [await client.service.pass(), await therapist.service.pass()] as const;
      expect(passes[0]).to.include({ person: client.id, role: 'client', rights: 'media' });
      expect(passes[1]).to.include({ person: therapist.id, role: 'therapist', rights: 'media' });
      expect(passes[0].identity).not.to.equal(passes[1].identity);
      expect(passes[0].room).to.equal(passes[1].room);
      await sees(therapist, client, 'here');
    });

    it('refuses a client what a therapist decides', async () => {
      const [client] = await both();
      await client.service.record(answers());
      await client.service.askToEnter({ urgent: false });
      for (const refused of [
        client.service.admit(client.id),
        client.service.hold(client.id, 2),
        client.service.decline(client.id, ''),
        client.service.late({ minutes: 5, words: '' }),
      ])
        expect(await codeOf(refused)).to.equal('not-allowed');
    });

    it('admits nobody before the required topics are settled', async () => {
      const [client, therapist] = await both();
      await client.service.askToEnter({ urgent: false });
      await sees(therapist, client, 'asking');
      expect(await codeOf(therapist.service.admit(client.id))).to.equal('not-allowed');
      expect(await codeOf(client.service.pass())).to.equal('not-allowed');
    });

    it('records exactly what was shown, with a hash of its own', async () => {
      const [client, therapist] = await both();
      const record = await client.service.record(answers());
      expect(record).to.deep.include({
        schemaVersion: 1,
        subject: client.id,
        grantor: client.id,
        method: 'screen',
        attestedBy: null,
        supersedes: null,
        decisions: answers().decisions,
      });
      expect(record.document).to.deep.equal({
        id: SAMPLE_DOCUMENT.id,
        language: 'en',
        hash: await hashOf(shownDocument(SAMPLE_DOCUMENT, 'en', [])),
      });
      await learns(client, { type: 'consent-changed', records: [record] });
      await learns(therapist, { type: 'consent-changed', records: [record] });
    });

    it('refuses a record of a text that was never offered', async () => {
      const client = await open('client');
      const refused: Partial<ConsentAnswers>[] = [
        { language: 'xx' },
        { decisions: [{ topic: 'care', version: '9.0.0', decision: 'agree' }] },
        { decisions: [{ topic: 'other', version: '1.0.0', decision: 'agree' }] },
        { decisions: [{ topic: 'care', version: '1.0.0', decision: 'yes' }] },
        { signature: null },
      ];
      for (const change of refused)
        expect(await codeOf(client.service.record(answers(change))), JSON.stringify(change)).to.be.oneOf([
          'not-recorded',
          'consent-language-missing',
        ]);
      expect(client.facts.some(({ type }) => type === 'consent-changed')).to.be.false;
    });

    it('lets a therapist, and nobody else, attest topic by topic what was talked about', async () => {
      const [client, therapist] = await both();
      const decisions = [
        { topic: 'care', version: '1.0.0', decision: 'talk-first' as const },
        { topic: 'limits', version: '1.0.0', decision: 'read' as const },
      ];
      await client.service.record(answers({ decisions }));
      await client.service.askToEnter({ urgent: false });
      await sees(therapist, client, 'asking');
      await learns(therapist, { type: 'consent-changed' });
      expect(await codeOf(therapist.service.admit(client.id))).to.equal('not-allowed');
      expect(await codeOf(client.service.attest(client.id, ['care'], 'verbal-attested'))).to.equal(
        'not-recorded',
      );
      const record = await therapist.service.attest(client.id, ['care'], 'verbal-attested');
      expect(record).to.deep.include({
        subject: client.id,
        method: 'verbal-attested',
        attestedBy: therapist.id,
        signature: null,
        decisions: [{ topic: 'care', version: '1.0.0', decision: 'agree' }],
      });
      await therapist.service.admit(client.id);
      await learns(client, { type: 'admitted', person: client.id, by: therapist.id });
    });

    it('takes a withdrawal into effect on the live session, and erases nothing', async () => {
      const [client, therapist] = await admitted();
      await client.service.pass();
      const record = await client.service.withdraw(['care']);
      expect(record.decisions).to.deep.equal([{ topic: 'care', version: '1.0.0', decision: 'withdrawn' }]);
      expect(record.supersedes).to.be.a('string');
      expect(await codeOf(client.service.pass())).to.equal('not-allowed');
      await waitUntil(
        () => therapist.facts.some((fact) => fact.type === 'consent-changed' && fact.records.length === 2),
        'both records',
        PATIENCE,
      );
    });

    it('tells both of a hold, of lateness and of not today, and lets the client ask again', async () => {
      const [client, therapist] = await both();
      await client.service.askToEnter({ urgent: false });
      await sees(therapist, client, 'asking');
      await therapist.service.hold(client.id, 2);
      await learns(client, { type: 'held', person: client.id, minutes: 2 });
      await therapist.service.late({ minutes: 10, words: 'Traffic' });
      await learns(client, { type: 'late-told', late: { minutes: 10, words: 'Traffic' } });
      await therapist.service.decline(client.id, 'Please call me');
      await learns(client, { type: 'declined', person: client.id, message: 'Please call me' });
      await learns(therapist, { type: 'declined', person: client.id });
      therapist.facts.length = 0;
      await client.service.askToEnter({ urgent: false });
      await sees(therapist, client, 'asking');
    });

    it('keeps a pause until everybody who paused has ended theirs', async () => {
      const [client, therapist] = await admitted();
      await client.service.pause();
      await learns(therapist, { type: 'paused-by', people: [client.id] });
      await therapist.service.pause();
      await learns(client, { type: 'paused-by', people: [client.id, therapist.id] });
      await therapist.service.resume();
      await learns(client, { type: 'paused-by', people: [client.id] });
      await client.service.resume();
      await learns(therapist, { type: 'paused-by', people: [] });
    });

    it('keeps the place and the pause of whoever crashes, and knows them when they are back', async () => {
      const [client, therapist] = await admitted();
      await client.service.pass();
      await client.service.pause();
      await learns(therapist, { type: 'paused-by', people: [client.id] });
      client.crash();
      await sees(therapist, client, 'lost');
      const back = await open('client');
      expect(back.id).to.equal(client.id);
      expect(back.known).to.deep.include({ admitted: true, pausedBy: [client.id] });
      expect(back.known.consent.records).to.have.lengthOf(1);
      therapist.facts.length = 0;
      await back.service.pass();
      await sees(therapist, back, 'here');
    });

    it('shows as expected who crashed while they were asking', async () => {
      const [client, therapist] = await both();
      await client.service.askToEnter({ urgent: false });
      await sees(therapist, client, 'asking');
      therapist.facts.length = 0;
      client.crash();
      await sees(therapist, client, 'expected');
    });

    it('ends the admission of whoever leaves', async () => {
      const [client, therapist] = await admitted();
      await client.service.leave();
      await sees(therapist, client, 'gone');
      expect(await codeOf(client.service.pass())).to.equal('not-admitted');
    });

    it('gives one place to one page, and to the next one when it is free', async () => {
      const client = await open('client');
      const second = await call('client');
      // Where somebody can decide, they are asked; else the place is taken.
      if (rig.hasServer) await learns(second, { type: 'place-asked' });
      else expect(await codeOf(second.opened)).to.equal('place-taken');
      client.service.close();
      const next = rig.hasServer ? await received(second) : await open('client');
      await next.service.askToEnter({ urgent: false });
    });

    it('lets a therapist, and nobody else, say which page of a person counts', async () => {
      if (!rig.hasServer) return;
      const [client, therapist] = await both();
      const asks = { type: 'person-state', person: client.id, asksElsewhere: true } as const;
      const second = await call('client');
      await learns(therapist, asks);
      expect(await codeOf(client.service.givePlace(client.id, true))).to.equal('not-allowed');
      await therapist.service.givePlace(client.id, false);
      expect(await codeOf(second.opened)).to.equal('place-taken');
      therapist.facts.length = 0;
      const third = await call('client');
      await learns(therapist, asks);
      await therapist.service.givePlace(client.id, true);
      await learns(client, { type: 'place-moved' });
      const moved = await received(third);
      expect(moved.id).to.equal(client.id);
      expect(await codeOf(client.service.askToEnter({ urgent: false }))).to.equal('place-taken');
      await moved.service.askToEnter({ urgent: false });
      await sees(therapist, client, 'asking');
    });

    it('takes somebody out for good: no pass, no asking, from no page', async () => {
      const [client, therapist] = await admitted();
      await client.service.pass();
      await client.service.pause();
      await learns(therapist, { type: 'paused-by', people: [client.id] });
      expect(await codeOf(client.service.remove(therapist.id))).to.equal('not-allowed');
      await therapist.service.remove(client.id);
      await learns(client, { type: 'removed', person: client.id });
      await learns(therapist, { type: 'removed', person: client.id });
      await learns(therapist, { type: 'paused-by', people: [] });
      await sees(therapist, client, 'gone');
      expect(await codeOf(client.service.pass())).to.be.oneOf(['not-admitted', 'not-allowed']);
      expect(await codeOf(client.service.askToEnter({ urgent: true }))).to.equal('not-allowed');
      client.service.close();
      const again = open('client').then((back) => back.service.askToEnter({ urgent: true }));
      expect(await codeOf(again)).to.be.oneOf(['not-allowed', 'link-not-valid']);
    });

    it('proves what it holds, to both, and each record by the one before it', async () => {
      const [client, therapist] = await both();
      const first = await client.service.record(answers());
      const proof = await client.service.proof(first.recordId);
      if (!rig.hasServer) {
        expect(proof, 'nobody holds a rehearsal’s').to.be.null;
        return;
      }
      expect(proof?.recordHash).to.match(/^[0-9a-f]{64}$/);
      expect(proof?.previousHash).to.be.null;
      expect(proof?.signature).to.match(/^[\w-]+\.[\w-]+\.[\w-]+$/);
      expect(await therapist.service.proof(first.recordId)).to.deep.equal(proof);
      const second = await client.service.withdraw(['contact']);
      expect((await client.service.proof(second.recordId))?.previousHash).to.equal(proof?.recordHash);
      expect(await codeOf(client.service.proof('nobody-has-it'))).to.be.oneOf([null, 'not-allowed']);
    });

    it('relays opaque bytes to one person, also while they wait', async () => {
      const [client, therapist] = await both();
      await knows(client, therapist);
      await knows(therapist, client);
      const bytes = new Uint8Array([0, 255, 1, 2, 3]);
      await client.service.relay(therapist.id, bytes);
      // A server says that there is nobody; between tabs nobody can.
      expect(await codeOf(client.service.relay('nobody', bytes))).to.be.oneOf([undefined, 'text-not-sent']);
      const relayed = (): Uint8Array[] =>
        therapist.facts.flatMap((fact) =>
          fact.type === 'relayed' && fact.from === client.id ? [fact.bytes] : [],
        );
      await waitUntil(() => relayed().length === 1, 'the bytes', PATIENCE);
      expect(Array.from(relayed()[0]!)).to.deep.equal(Array.from(bytes));
      expect(client.facts.some(({ type }) => type === 'relayed')).to.be.false;
    });

    it('does nothing before it is opened, after it is closed, or when opening is aborted', async () => {
      const { service } = await rig.end('client');
      expect(await codeOf(service.pass())).to.equal('service-unreachable');
      const reason = new Error('gone');
      expect(await codeOf(service.open({ signal: AbortSignal.abort(reason) }))).to.equal(reason);
      const client = await open('client');
      client.service.close();
      client.service.close();
      expect(await codeOf(client.service.pass())).to.equal('service-unreachable');
    });

    it('leaves nothing behind', async () => {
      for (const { service } of await admitted()) service.close();
      await waitUntil(async () => (await rig.leftovers()).length === 0, 'nothing is left', PATIENCE);
    });
  });
};
