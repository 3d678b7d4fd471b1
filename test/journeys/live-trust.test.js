import assert from 'node:assert/strict';
import { after } from 'node:test';

import { firefoxForTests } from './support/firefox.js';
import { openLivePractice } from './support/live-practice.js';
import { Client, Therapist } from './support/person.js';
import { until } from './support/until.js';

const firefox = await firefoxForTests();
const { journey } = await openLivePractice({ firefox });
after(() => firefox.close());

const STEPS = ['welcome', 'waiting'];
/** The practice knows the client by the same id in every appointment. */
const TALK = {
  people: [{ role: 'client', subject: 'sample-subject' }, { role: 'therapist' }],
  consentDocument: null,
  steps: STEPS,
};
const THREE = {
  people: [{ role: 'client' }, { role: 'client' }, { role: 'therapist' }],
  consentDocument: null,
  steps: STEPS,
};

/** How many of these were let in. */
const insideOf = async (people) =>
  (await Promise.all(people.map((person) => person.phase()))).filter((phase) => phase === 'session').length;

const PAGE_OF = { client: Client, therapist: Therapist };

/** By their links to this appointment, each in the browser profile that is given for them. */
async function wait(visit, { appointment, contexts }) {
  const people = {};
  for (const role of ['client', 'therapist']) {
    const page = await visit.open(role, { context: contexts[role], address: appointment[role] });
    people[role] = new PAGE_OF[role](page, 'safe-session');
    await people[role].goesStraightToWait();
  }
  return people;
}

async function comparesAndRemembers(person) {
  await person.press('How this is protected');
  await person.press('Compare four pictures');
  await person.press('They match');
  await person.press('Remember this device');
  await person.reads('This device is remembered.');
}

/** Whether a device of the other side is remembered. */
const theirs = ({ page }) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('safe-session-devices');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('devices').objectStore('devices').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(all.result.some((record) => record.theirs.length > 0));
          };
        };
      }),
  );

const kept = ({ page }) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

for (const inFirefox of [undefined, 'client'])
  journey(
    `devices that were remembered know each other again, until one is forgotten or is another one${inFirefox ? ', one of them in Firefox' : ''}`,
    async (visit) => {
      const { practice, contexts } = visit;
      const first = await wait(visit, visit);
      for (const person of Object.values(first)) {
        await person.reads('Sealed. You can check together that nobody is in between.');
        assert.deepEqual(await kept(person), [], 'before the press');
        await comparesAndRemembers(person);
      }
      for (const person of Object.values(first))
        await until(`the ${person.role} keeps the other’s key`, () => theirs(person));
      for (const person of Object.values(first)) await person.page.close();

      const second = await wait(visit, { appointment: await practice.appointment(TALK), contexts });
      for (const person of Object.values(second))
        await person.reads('Sealed, with a device that you compared before.');
      await second.therapist.press('How this is protected');
      await second.therapist.press('Forget this device');
      await second.therapist.reads('Sealed. You can check together that nobody is in between.');
      assert.deepEqual(await kept(second.therapist), [], 'after it was forgotten');
      for (const person of Object.values(second)) await person.page.close();

      const elsewhere = { ...contexts, therapist: await visit.device('therapist') };
      const third = await wait(visit, { appointment: await practice.appointment(TALK), contexts: elsewhere });
      await third.client.reads('Sealed, with a device that is new here.');
      await third.therapist.reads('Sealed. You can check together that nobody is in between.');
      await third.therapist.letsIn();
      await third.client.reaches('session');
      for (const person of Object.values(third)) await person.page.close();

      const { client: address } = await practice.appointment(TALK);
      const alone = new Client(await visit.open('client', { address }), 'safe-session');
      await alone.goesStraightToWait();
      await alone.press('How this is protected');
      await alone.session.getByText('What this can and cannot protect').click();
      await alone.press('Forget all that this browser remembers');
      await alone.reads('It is forgotten.');
      assert.deepEqual(await kept(alone), [], 'after all was forgotten');
    },
    { appointment: TALK, inFirefox },
  );

journey(
  'three people see the same ten pictures, and read who vouches for whom',
  async (visit) => {
    const [, partner] = visit.appointment.people;
    const { client, therapist } = await wait(visit, visit);
    const page = await visit.open('client', {
      context: await visit.device('client'),
      address: `meeting.html#safe-session=${partner.invitation}`,
    });
    const other = new Client(page, 'safe-session');
    await other.goesStraightToWait();
    for (const count of [1, 2]) {
      await therapist.click(therapist.button('Let in').first());
      await until(`${count} are let in`, async () => (await insideOf([client, other])) === count);
      // Only whoever has begun has the others who wait beside the call.
      if (count === 1) await therapist.begins('Just listen first');
    }
    const people = [client, other, therapist];
    for (const person of people) await person.reaches('session');

    const pictures = [];
    for (const person of people) {
      if (person !== therapist) await person.begins('Just listen first');
      await person.press('How this is protected');
      await person.isAt('All of you together');
      await person.press('Show ten pictures of all of you');
      const list = person.session.getByRole('list', { name: 'The ten pictures, in order' });
      pictures.push(
        await until(
          `the ten pictures of the ${person.role}`,
          () => list.getByRole('listitem').allInnerTexts(),
          (texts) => texts.length === 10,
        ),
      );
    }
    assert.deepEqual(pictures[1], pictures[0]);
    assert.deepEqual(pictures[2], pictures[0]);
    await client.reads('The page of Sample Therapist says so, too');
    await therapist.reads('If each of the others compares with you');
  },
  { appointment: THREE },
);
