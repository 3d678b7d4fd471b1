import assert from 'node:assert/strict';

import { bothInTheRoom, meet, openPractice } from './support/practice.js';

const { journey } = openPractice({ pageCache: true });

const SILENT = { live: [], pictures: 0, sounds: 0 };
const TEXT = 'Nobody else should read this.';

/** How each comes to a step; the other is there where the step needs them. */
const CLIENT_AT = {
  welcome: async (visit) => ({ leaver: await visit.client() }),
  consent: async (visit) => {
    const leaver = await visit.client();
    await leaver.getsReady();
    await leaver.agreesToAll();
    return { leaver };
  },
  space: async (visit) => {
    const leaver = await visit.client();
    await leaver.getsReady();
    await leaver.consents();
    await leaver.session.getByLabel('Wishes for today').fill(TEXT);
    return { leaver };
  },
  'tech-check': async (visit) => {
    const leaver = await visit.client();
    await leaver.getsReady();
    await leaver.consents();
    await leaver.press('Continue');
    await leaver.reaches('tech-check');
    await leaver.usesStandIns();
    return { leaver, capturing: true };
  },
  waiting: async (visit) => {
    const leaver = await visit.client();
    await leaver.goesToWait({ standIns: false });
    const other = await visit.therapist();
    await other.goesToTheDesk({ standIns: false });
    await other.reads('1 person is waiting.');
    return { leaver, other, told: 'Has left, and can come back.' };
  },
  'session, let in': async (visit) => {
    const { client, therapist } = await bothInTheRoom(visit);
    await therapist.begins();
    return { leaver: client, other: therapist, told: 'Sam left the session' };
  },
  session: async (visit) => {
    const { client, therapist } = await meet(visit);
    return { leaver: client, other: therapist, told: 'Sam left the session', capturing: true };
  },
  paused: async (visit) => {
    const { client, therapist } = await meet(visit);
    await client.pauses();
    await therapist.reaches('paused');
    return { leaver: client, other: therapist, told: 'Sam left the session' };
  },
};

const THERAPIST_AT = {
  welcome: async (visit) => ({ leaver: await visit.therapist() }),
  'tech-check': async (visit) => {
    const leaver = await visit.therapist();
    await leaver.getsReady();
    await leaver.reaches('tech-check');
    await leaver.usesStandIns();
    return { leaver, capturing: true };
  },
  waiting: async (visit) => {
    const other = await visit.client();
    await other.goesToWait({ standIns: false });
    const leaver = await visit.therapist();
    await leaver.goesToTheDesk({ standIns: false });
    await other.reads('Your therapist is here and sees that you wait');
    return { leaver, other, told: 'Your therapist is not here yet' };
  },
  session: async (visit) => {
    const { client, therapist } = await meet(visit);
    return { leaver: therapist, other: client, told: 'Sample Therapist left the session', capturing: true };
  },
  paused: async (visit) => {
    const { client, therapist } = await meet(visit);
    await client.pauses();
    await therapist.reaches('paused');
    return { leaver: therapist, other: client };
  },
};

const STEPS = [
  ...Object.entries(CLIENT_AT).map((step) => ['client', ...step]),
  ...Object.entries(THERAPIST_AT).map((step) => ['therapist', ...step]),
];

/** Over already, so that only the way out of the page is left. */
const OVER = {
  closing: async (visit) => {
    const leaver = await visit.client();
    await leaver.leaves();
    return { leaver };
  },
  feedback: async (visit) => {
    const { leaver } = await OVER.closing(visit);
    await leaver.press('Say how it was');
    await leaver.reaches('feedback');
    await leaver.session.getByLabel('In your own words').first().fill(TEXT);
    return { leaver };
  },
  ended: async (visit) => {
    const { leaver } = await OVER.feedback(visit);
    await leaver.press('Not now');
    await leaver.reaches('ended');
    return { leaver };
  },
};

async function leavesThePageAtOnce({ leaver, other, told }) {
  const entries = await leaver.page.evaluate(() => history.length);
  const { live, pictures, sounds, covered } = await leaver.pressAndLook(/^Leave this page now$/);
  assert.deepEqual({ live, pictures, sounds, covered }, { ...SILENT, covered: true });
  await leaver.page.waitForURL('**/left.html');
  assert.equal(await leaver.page.evaluate(() => history.length), entries, 'entries in the history');
  if (told) await other.reads(told);
  await leaver.page.goBack();
  assert.doesNotMatch(leaver.page.url(), /client|therapist/, 'back leads to what was before the session');
}

for (const [role, step, goThere] of STEPS) {
  journey(`the ${role} leaves from: ${step}`, async (visit) => {
    const { leaver, other, told, capturing } = await goThere(visit);
    assert.equal((await leaver.ownLive()).length, capturing ? 2 : 0, 'captured before');
    const { live, pictures, sounds } = await leaver.pressAndLook(/^Leave(?! this page)/);
    assert.deepEqual({ live, pictures, sounds }, SILENT);
    await leaver.reaches('closing');
    await leaver.reads('Your camera and microphone are off.');
    if (told) await other.reads(told);
  });

  journey(`the ${role} leaves the page at once from: ${step}`, async (visit) => {
    await leavesThePageAtOnce(await goThere(visit));
  });
}

for (const [step, goThere] of Object.entries(OVER))
  journey(`the client leaves the page at once from: ${step}`, async (visit) => {
    await leavesThePageAtOnce(await goThere(visit));
  });

journey('whoever goes to another page and comes back finds a new beginning', async (visit) => {
  const { client, therapist } = await meet(visit);
  await client.press(/^Write/);
  await client.writes(TEXT);
  await client.page.getByRole('link', { name: 'Sample Practice' }).first().click();
  await client.page.waitForURL(visit.url);
  await therapist.isAt('The line to Sam broke off');
  // Not `goBack()`: it waits for a load that does not happen when the page comes from the page cache.
  await client.page.evaluate(() => void setTimeout(() => history.back()));
  await client.page.waitForURL('**/client.html', { waitUntil: 'commit' });
  await client.reaches('welcome');
  await client.isAt('Welcome.');
  await client.readsNo(TEXT);
  assert.deepEqual(await client.ownLive(), []);
  await client.getsReady();
  await client.reaches('session');
});
