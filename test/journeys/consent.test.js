import assert from 'node:assert/strict';

import { meet, openPractice } from './support/practice.js';
import { until } from './support/until.js';

const { journey } = openPractice();

const TALK = 'I would like to talk about it first';

async function answersWith(client, answers) {
  await client.agreesToAll();
  for (const [heading, answer] of Object.entries(answers))
    await client.topic(heading).getByLabel(answer, { exact: true }).check();
}

async function goesOnToWait(client) {
  await client.press('Continue');
  await client.reaches('space');
  await client.press('Continue');
  await client.reaches('tech-check');
  await client.press('Continue');
  await client.reaches('waiting');
}

const letIn = (therapist) => therapist.button('Let in').getAttribute('aria-disabled');

/** Which records there are, oldest first, as the client's page knows them. */
const records = (person) =>
  person.session.evaluate(({ session }) =>
    session.snapshot.consent.records.map(({ method, attestedBy, decisions }) => ({
      method,
      attested: attestedBy !== null,
      decisions: decisions.map(({ topic, decision }) => `${topic}: ${decision}`),
    })),
  );

journey(
  'talk first: the client waits, they write, the therapist notes topic by topic, and lets in',
  async (visit) => {
    const client = await visit.client();
    await client.getsReady();
    await answersWith(client, { 'What can go wrong': TALK, 'No recording': TALK });
    await client.signs();
    await client.isAt('Some you will talk about first');
    await goesOnToWait(client);
    await client.reads('these are still open');

    const therapist = await visit.therapist();
    await therapist.goesToTheDesk({ standIns: false });
    await therapist.reads('They want to talk about this first.');
    assert.equal(await letIn(therapist), 'true');
    await therapist.click(therapist.button('Let in'), { force: true });
    assert.equal(await therapist.phase(), 'waiting');
    assert.equal(await client.phase(), 'waiting');

    await client.writes('Who else could hear me?');
    await therapist.reads('Who else could hear me?');
    await therapist.writes('Only I hear you. My door is closed.');
    await client.reads('Only I hear you. My door is closed.');

    const talkedAbout = (heading) =>
      therapist.session
        .getByRole('group', { name: heading })
        .getByLabel('We talked about this, and they agreed');
    await talkedAbout('What can go wrong').check();
    await therapist.press('Record what they agreed to');
    await talkedAbout('What can go wrong').waitFor({ state: 'detached' });
    assert.equal(await letIn(therapist), 'true', 'one topic is still open');
    await talkedAbout('No recording').check();
    await therapist.press('Record what they agreed to');
    await therapist.reads('Everything that is needed is settled.');
    await therapist.letsIn();
    await client.reaches('session');
    assert.deepEqual(
      (await records(client)).slice(1),
      ['risks: agree', 'recording: agree'].map((decision) => ({
        method: 'verbal-attested',
        attested: true,
        decisions: [decision],
      })),
    );
  },
);

journey(
  'a required topic declined leads to other ways and the phone, and the way back is open',
  async (visit) => {
    const client = await visit.client();
    await client.getsReady();
    await answersWith(client, { 'What can go wrong': 'I do not agree' });
    await client.reads('That is your right.');
    await client.session.getByLabel('Your full name').fill('Sample Client');
    await client.press('Sign and send my answers');
    await client.reaches('closing');
    await client.isAt('There are other ways to meet');
    await client.reads('We can meet in our rooms');
    await client.session
      .getByRole('link', { name: /Call the practice/ })
      .first()
      .waitFor();

    await client.press('Look at the questions again');
    await client.reaches('consent');
    await client.press(/^Answer again ?: What can go wrong/);
    await client.topic('What can go wrong').getByLabel('I agree', { exact: true }).check();
    await client.signs();
    await client.press('Continue');
    await client.reaches('space');
    const decided = (await records(client)).map(({ decisions }) =>
      decisions.filter((decision) => decision.startsWith('risks')),
    );
    assert.deepEqual(decided, [['risks: decline'], ['risks: agree']], 'nothing is erased');
  },
);

journey(
  'taking a required answer back in the session ends it calmly for both, and is recorded',
  async (visit) => {
    const { client, therapist } = await meet(visit);
    const before = await records(client);
    await client.press('What I agreed to');
    const { live, pictures, sounds } = await client.pressAndLook(/^Take my answer back ?: What can go wrong/);
    assert.deepEqual({ live, pictures, sounds }, { live: [], pictures: 0, sounds: 0 });
    await client.isAt('You changed your mind, so the session has stopped');
    await client.session
      .getByRole('link', { name: /Call the practice/ })
      .first()
      .waitFor();
    await therapist.reaches('closing');
    await therapist.isAt('Your client changed their mind');
    await therapist.isInSilence();

    const now = await until(
      'it is recorded',
      () => records(client),
      (all) => all.length > before.length,
    );
    assert.deepEqual(now.slice(0, before.length), before, 'nothing is erased');
    assert.deepEqual(now.at(-1).decisions, ['risks: withdrawn']);

    await client.press('Look at the questions again');
    await client.reaches('consent');
    await client.reads('Your answer was taken back. It is noted, and nothing was erased.');
  },
);

const EARLIER = {
  welcome: async () => undefined,
  consent: async (client) => {
    await client.getsReady();
    await client.reaches('consent');
  },
  space: async (client) => {
    await client.getsReady();
    await client.consents();
  },
  'tech-check': async (client) => {
    await client.getsReady();
    await client.consents();
    await client.press('Continue');
    await client.reaches('tech-check');
    await client.usesStandIns();
  },
};

for (const [step, goThere] of Object.entries(EARLIER))
  journey(`"I need someone now" leads from ${step} to the numbers and to waiting at once`, async (visit) => {
    const client = await visit.client();
    await goThere(client);
    await client.needsSomeoneNow();
    await client.isAt('People you can reach now');
    await client.session
      .getByRole('link', { name: /^Call ?: Emergency services/ })
      .first()
      .waitFor();
    await client.reads('You said that you need someone now.');
    assert.deepEqual(await client.ownLive(), []);

    const therapist = await visit.therapist();
    await therapist.goesToTheDesk({ standIns: false });
    await therapist.reads('They pressed “I need someone now”.');
    await therapist.reads('and needs someone now.');
  });

journey(
  'in an emergency the therapist puts the consent off and lets in, and it is recorded',
  async (visit) => {
    const [client, therapist] = [await visit.client(), await visit.therapist()];
    await client.needsSomeoneNow();
    await therapist.goesToTheDesk({ standIns: false });
    await therapist.reads('They pressed “I need someone now”.');
    assert.equal(await letIn(therapist), 'true');
    await therapist.click(therapist.session.locator('summary', { hasText: 'In an emergency' }));
    await therapist.press('Record an emergency and ask again afterwards');
    await therapist.reads('Everything that is needed is settled.');
    await therapist.letsIn();
    await client.reaches('session');
    const [record] = await records(client);
    assert.equal(record.method, 'emergency-deferred');
    assert.equal(record.attested, true);
    assert.ok(record.decisions.length > 0);
  },
);
