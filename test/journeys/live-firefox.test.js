/** Two people with two makers' browsers: Firefox seals and opens by another way of the platform than Chromium. */
import assert from 'node:assert/strict';
import { after } from 'node:test';

import { firefoxForTests } from './support/firefox.js';
import { meetAgain, meetLive, openLivePractice } from './support/live-practice.js';
import { until } from './support/until.js';

const firefox = await firefoxForTests();
const { journey } = await openLivePractice({ firefox });
after(() => firefox.close());

/** What a person sees when they open the comparison: each picture with its name, in order. */
async function picturesOf(person) {
  await person.press('How this is protected');
  await person.press('Compare four pictures');
  const places = person.session
    .getByRole('list', { name: 'The four pictures, in order' })
    .getByRole('listitem');
  await until(
    `the ${person.role} sees four pictures`,
    () => places.locator('svg').count(),
    (count) => count === 4,
  );
  return places.evaluateAll((items) =>
    items.map((item) => ({
      name: item.textContent.replace(/\s+/gu, ' ').trim(),
      shapes: [...item.querySelectorAll('path')].map((path) => path.getAttribute('d')),
    })),
  );
}

const isFirefox = ({ place }) => place.evaluate(() => navigator.userAgent.includes('Firefox/'));

for (const inFirefox of ['client', 'therapist'])
  journey(
    `with the ${inFirefox} in Firefox and the other in Chromium, two people see and hear each other through a pause, and see the same four pictures`,
    async (visit) => {
      const { client, therapist } = await meetLive(visit, { prepared: true });
      const people = { client, therapist };
      for (const [role, person] of Object.entries(people))
        assert.equal(await isFirefox(person), role === inFirefox, `the ${role} has the wrong browser`);

      const pictures = await picturesOf(client);
      assert.deepEqual(await picturesOf(therapist), pictures);
      for (const person of [client, therapist]) await person.press('They match');
      for (const person of [client, therapist]) await person.reads('Sealed, and you compared it together.');

      await people[inFirefox].pauses();
      for (const person of [client, therapist]) {
        await person.reaches('paused');
        await person.isInSilence();
      }
      await people[inFirefox].press('End my pause');
      for (const person of [client, therapist]) await person.reaches('session');
      for (const person of [client, therapist]) await person.switchesOn();
      await meetAgain(client, therapist);
    },
    { prepared: true, inFirefox },
  );
