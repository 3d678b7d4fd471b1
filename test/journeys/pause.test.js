import assert from 'node:assert/strict';

import { meet, openPractice } from './support/practice.js';
import { until } from './support/until.js';

const { journey } = openPractice();

/** What was on its way when the press came may still be counted; then nothing more. */
async function untilStill(person) {
  let before = -1;
  return until(
    `nothing more leaves the ${person.role}'s page`,
    async () => {
      const [last, now] = [before, await person.packetsSent()];
      before = now;
      return { last, now };
    },
    ({ last, now }) => last === now,
  );
}

/** A text goes to and fro, so that time and messages have passed; and still not one packet of media has. */
async function nothingIsSent(...people) {
  const counted = [];
  for (const person of people) counted.push((await untilStill(person)).now);
  const [one, other] = people;
  await one.press('Write');
  await other.press('Write');
  await one.writes('I need a breath.');
  await other.reads('I need a breath.');
  await other.writes('Take the time you need.');
  await one.reads('Take the time you need.');
  for (const [at, person] of people.entries()) {
    assert.ok(counted[at] > 0, `the ${person.role} had sent before`);
    assert.equal(await person.packetsSent(), counted[at], `packets of the ${person.role} since the pause`);
    await person.isInSilence();
  }
}

/** Nothing of the other, nothing of one's own, and that before the first word of it leaves the page. */
function assertSilencedFirst({ live, pictures, sounds, log }) {
  assert.deepEqual(live, [], 'own tracks that outlive the press');
  assert.equal(pictures, 0, 'pictures that outlive the press');
  assert.equal(sounds, 0, 'sounds that outlive the press');
  assert.ok(log.includes('emptied') && log.includes('stopped') && log.includes('told'), log.join());
  assert.ok(log.lastIndexOf('emptied') < log.indexOf('told'), `told before everything was silent: ${log}`);
}

for (const role of ['client', 'therapist'])
  journey(
    `the ${role} pauses: silent in the task of the press, and nothing is sent both ways`,
    async (visit) => {
      const people = await meet(visit);
      const paused = people[role];
      const other = people[role === 'client' ? 'therapist' : 'client'];

      assertSilencedFirst(await paused.pressAndLook(/^Pause/));
      await paused.reaches('paused');
      await paused.isAt('You paused');
      await other.reaches('paused');
      await other.isAt(/^(Sam|Sample Therapist) paused/);
      assert.equal(await other.button('End my pause').count(), 0, 'only who paused can end it');
      await nothingIsSent(paused, other);

      await paused.press('End my pause');
      for (const person of [paused, other]) {
        await person.reaches('session');
        await person.reads('stay off until you switch them on');
        await person.isInSilence();
      }
      await paused.switchesOn();
      await other.sees();
      await other.hears();
      await paused.isInSilenceOf(other);
      await other.switchesOn();
      await paused.sees();
      await paused.hears();
    },
  );

journey('a pause of both ends when both have ended theirs', async (visit) => {
  const { client, therapist } = await meet(visit);
  await client.pauses();
  await therapist.isAt('Sam paused');
  await therapist.press('I would like a pause as well');
  for (const person of [client, therapist]) await person.isAt(/^You and .+ paused/);
  await client.press('End my pause');
  await client.isAt('Sample Therapist paused');
  await therapist.isAt('You paused');
  await nothingIsSent(client, therapist);
  await therapist.press('End my pause');
  for (const person of [client, therapist]) {
    await person.reaches('session');
    await person.isInSilence();
  }
  for (const person of [client, therapist]) await person.switchesOn();
  for (const person of [client, therapist]) {
    await person.sees();
    await person.hears();
  }
});

for (const how of ['reloads', 'crashes'])
  journey(`a pause outlasts it when the page of the one who paused ${how}`, async (visit) => {
    const { client, therapist } = await meet(visit);
    await client.pauses();
    await therapist.reaches('paused');
    if (how === 'reloads') await client.page.reload();
    else await client.crashes();
    await until(
      'the therapist learns that the line broke',
      () => therapist.other(),
      ({ state }) => state === 'lost',
    );
    assert.equal(await therapist.phase(), 'paused');
    await therapist.isInSilence();

    const back = how === 'reloads' ? client : await visit.client();
    await back.getsReady();
    await back.reaches('paused');
    await back.isAt('You paused');
    assert.equal(await therapist.phase(), 'paused');
    await back.press('End my pause');
    await back.reaches('session');
    await therapist.reaches('session');
    await therapist.isInSilence();
  });

journey('leaving stays open in a pause', async (visit) => {
  const { client, therapist } = await meet(visit);
  await therapist.pauses();
  await client.reaches('paused');
  await client.leaves();
  await client.isAt('You have left the session');
  await until(
    'the therapist learns it',
    () => therapist.other(),
    ({ state }) => state === 'gone',
  );
  assert.equal(await therapist.phase(), 'paused', 'their own pause is theirs');
  await therapist.press('End my pause');
  await therapist.isAt('Sam left the session');
});
