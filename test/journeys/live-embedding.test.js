/** The element where a practice's own site is another one: on a portal's pages, and inside of its frames. */
import assert from 'node:assert/strict';
import { after } from 'node:test';

import { meetAgain, openLivePractice } from './support/live-practice.js';
import { scanLive } from './support/live-scan.js';
import { practiceHere } from './support/live-servers.js';
import { Client } from './support/person.js';
import { servePortal } from './support/portal.js';

const portal = await servePortal();
after(portal.close);
const { journey } = await openLivePractice({
  start: (live) =>
    practiceHere({ ...live, origins: () => [portal.origin], authenticate: portal.authenticate }),
  // A context of Playwright is like private browsing, which does so by itself in most builds of Chromium; the first case looks.
  flags: ['--test-third-party-cookie-phaseout'],
});

const serviceOf = ({ practice }) => `${practice.url}api/session`;

const fragmentOf = (address) => new URL(address, 'http://localhost').hash;

/** A page of the portal with the element in it, by the person's link or, without one, by the portal's login. */
const portalPage = (visit, role, attributes = '') => {
  const address = portal.page(
    visit,
    `<safe-session service-url="${serviceOf(visit)}" exit-url="/nothing" ${attributes}>
      <p>Please call us: 020 7946 0123 (sample number, reaches nobody).</p>
    </safe-session>`,
  );
  return attributes ? address : address + fragmentOf(visit.appointment[role]);
};

/** The practice's own page inside one of the portal's. */
const framePage = (visit, role, allow) =>
  portal.page(
    visit,
    `<iframe allow="${allow}" src="${visit.practice.url}strict/${visit.appointment[role]}"></iframe>`,
  );

async function clientInFrame(visit, allow) {
  const page = await visit.open('client', { address: framePage(visit, 'client', allow) });
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  return new Client(page, 'safe-session', frame);
}

/** From now on: what a page asks of the practice, and by what it says who it is. */
function hearsWhatIsAsked(page, visit) {
  const requests = [];
  page.on('request', (request) => {
    if (request.url().startsWith(serviceOf(visit)) && request.method() !== 'OPTIONS') requests.push(request);
  });
  const toldBy = async (request) => {
    const { cookie, authorization } = await request.allHeaders();
    const path = request.url().slice(serviceOf(visit).length);
    return { path, cookie: Boolean(cookie), credential: Boolean(authorization) };
  };
  return () => Promise.all(requests.map(toldBy));
}

/** Both come in, speak, write, pause and go. */
async function shortSession(client, therapist) {
  await therapist.goesStraightToWait();
  await therapist.letsIn();
  await client.reaches('session');
  for (const person of [client, therapist]) await person.begins();
  await meetAgain(client, therapist);
  await client.press(/^Write/);
  await client.writes('Can you hear the rain?');
  await therapist.press(/^Write/);
  await therapist.reads('Can you hear the rain?');
  await client.pauses();
  await therapist.reaches('paused');
  await client.press('End my pause');
  await therapist.reaches('session');
}

journey(
  'the browser of these cases keeps no plain cookie of another site, and keeps one for a single site',
  async (visit) => {
    for (const context of Object.values(visit.contexts))
      assert.deepEqual(await portal.cookiesKept(context), {
        onItsOwnSite: ['partitioned', 'plain'],
        onAnother: ['partitioned'],
      });
  },
);

journey(
  'a page of another site holds a whole session by a credential in its memory, where no cookie is kept at all',
  async (visit) => {
    const client = await visit.client({ address: portalPage(visit, 'client') });
    assert.equal(new URL(client.page.url()).hash, '', 'the link’s secret is out of the address bar');
    await client.goesStraightToWait();
    await visit.contexts.client.clearCookies();
    const asked = hearsWhatIsAsked(client.page, visit);
    const therapist = await visit.therapist();
    await shortSession(client, therapist);
    await client.leaves();
    await therapist.isAt('Your client left the session');
    assert.deepEqual(await visit.contexts.client.cookies(), []);
    const requests = await asked();
    assert.ok(requests.some(({ path }) => path === '/leave'));
    for (const request of requests)
      assert.deepEqual(request, { path: request.path, cookie: false, credential: true });
  },
  { prepared: true },
);

journey(
  'a page of another site that is loaded anew goes on by its partitioned cookie, which no other site’s page sends',
  async (visit) => {
    const client = await visit.client({ address: portalPage(visit, 'client') });
    await client.goesStraightToWait();
    const [cookie] = await visit.contexts.client.cookies();
    assert.deepEqual([cookie.sameSite, cookie.httpOnly, cookie.secure], ['None', true, true]);
    assert.match(cookie.partitionKey, /portal\.localhost/u);
    const asked = hearsWhatIsAsked(client.page, visit);
    await client.comesBackTo('waiting');
    const therapist = await visit.therapist();
    await therapist.goesStraightToWait();
    await therapist.letsIn();
    await client.reaches('session');
    await client.page.reload();
    await client.getsReady();
    await client.reaches('session');
    await client.isInSilence();
    for (const person of [client, therapist]) await person.begins();
    await meetAgain(client, therapist);
    const { cookie: came, credential } = (await asked()).find(({ path }) => path === '/exchange');
    assert.deepEqual({ came, credential }, { came: true, credential: false });

    const stranger = await visit.contexts.client.newPage();
    await stranger.goto(portal.elsewhere(`${portal.origin}/nothing`));
    const sent = hearsWhatIsAsked(stranger, visit);
    await stranger.evaluate(
      (url) => fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => undefined),
      `${serviceOf(visit)}/leave`,
    );
    assert.deepEqual(await sent(), [{ path: '/leave', cookie: false, credential: false }]);
    assert.equal(await client.phase(), 'session');
  },
  { prepared: true },
);

journey(
  'a page of an origin that the practice does not list gets nothing, and says calmly what one can do',
  async (visit) => {
    const client = await visit.client({ address: portal.elsewhere(portalPage(visit, 'client')) });
    await client.getsReady();
    await client.isAt('The practice cannot be reached from here');
    await client.session.getByText('020 7946 0123').waitFor();
    await client.session.getByRole('button', { name: 'Try again' }).waitFor();
    assert.deepEqual(await client.asked(), []);
    assert.deepEqual(await visit.contexts.client.cookies(), []);
    const audit = await visit.practice.desk.audit(visit.appointment.id);
    assert.deepEqual(
      audit.map(({ event }) => event),
      ['made'],
      'nobody has come',
    );

    const invitation = fragmentOf(visit.appointment.client).split('=')[1];
    const url = `${serviceOf(visit)}/exchange`;
    const seen = await client.page.evaluate(
      async ([to, secret]) => {
        const body = JSON.stringify({ invitation: secret });
        const open = fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        const blind = fetch(to, { method: 'POST', mode: 'no-cors', body });
        return Promise.all(
          [open, blind].map((answer) =>
            answer.then(
              ({ type }) => type,
              ({ name }) => name,
            ),
          ),
        );
      },
      [url, invitation],
    );
    assert.deepEqual(
      seen,
      ['TypeError', 'TypeError'],
      'nothing can be read, not even that there was an answer',
    );
    for (const method of ['OPTIONS', 'POST']) {
      const origin = new URL(client.page.url()).origin;
      const answer = await fetch(url, { method, headers: { origin, 'sec-fetch-site': 'cross-site' } });
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
      if (method === 'OPTIONS') continue;
      assert.equal(answer.status, 403);
      assert.match(answer.headers.get('content-type'), /^application\/problem\+json/u);
      assert.equal((await answer.json()).code, 'page-not-allowed');
    }
    const listed = await fetch(url, { method: 'OPTIONS', headers: { origin: portal.origin } });
    assert.equal(listed.headers.get('access-control-allow-origin'), portal.origin);
  },
);

const WITH_CHECK = { prepared: true, appointment: { steps: ['welcome', 'tech-check', 'waiting'] } };

const ALLOWED = 'camera; microphone; autoplay; speaker-selection';

journey(
  'inside of another site’s page that allows it, the whole session works, and a frame that is loaded anew goes on',
  async (visit) => {
    const client = await clientInFrame(visit, ALLOWED);
    await client.getsReady();
    await client.reaches('tech-check');
    for (const device of ['microphone', 'camera']) await client.press(`Test the ${device}`);
    for (const device of ['Microphone', 'Camera'])
      await client.session
        .getByRole('region', { name: device })
        .getByText('Works', { exact: true })
        .waitFor();
    await client.press('Continue');
    await client.reaches('waiting');
    const [cookie] = await visit.contexts.client.cookies();
    assert.match(cookie.partitionKey, /portal\.localhost/u);

    const therapist = await visit.therapist();
    await therapist.goesToTheDesk({ standIns: false });
    await therapist.letsIn();
    await client.reaches('session');
    await client.place.evaluate(() => location.reload());
    await client.getsReady();
    await client.reaches('session');
    for (const person of [client, therapist]) await person.begins();
    await meetAgain(client, therapist);
    await client.leaves();
    await client.isInSilence();
    await therapist.isAt('Your client left the session');
  },
  WITH_CHECK,
);

journey(
  'inside of another site’s page that does not allow it, one reads what is so, nothing starts, and one can listen and write',
  async (visit) => {
    const client = await clientInFrame(visit, '');
    await client.getsReady();
    await client.reaches('tech-check');
    for (const device of ['microphone', 'camera']) {
      await client.press(`Test the ${device}`);
      await client.reads(`This website does not allow the ${device}`);
    }
    await client.reads('Only the practice can change that.');
    await client.press('Continue');
    await client.reaches('waiting');
    const therapist = await visit.therapist();
    await therapist.goesToTheDesk({ standIns: false });
    await therapist.letsIn();
    await client.reaches('session');
    for (const person of [client, therapist]) await person.begins();
    await client.isAt('This page does not allow the device');
    await client.reads('You can go on without it, or call.');
    await client.sees();
    await client.hears();
    await client.press(/^Write/);
    await client.writes('I can only write today.');
    await therapist.press(/^Write/);
    await therapist.reads('I can only write today.');
    assert.deepEqual(await client.asked(), [], 'the browser was asked for nothing');
    assert.deepEqual(await client.ownLive(), []);
    assert.deepEqual(await therapist.bars(), []);
  },
  WITH_CHECK,
);

journey(
  'a portal’s own login opens the session without a link, for those alone who belong to the appointment',
  async (visit) => {
    const byLogin = (role) => ({ address: portalPage(visit, role, `appointment="${visit.appointment.id}"`) });
    await portal.logIn(visit.contexts.client, 'member-99');
    const client = await visit.client(byLogin('client'));
    await client.getsReady();
    await client.isAt('This link does not open a session');
    assert.deepEqual(await client.asked(), []);

    await portal.logIn(visit.contexts.client, 'member-17');
    await client.page.reload();
    await client.goesStraightToWait();
    await portal.logIn(visit.contexts.therapist, 'staff-3');
    const therapist = await visit.therapist(byLogin('therapist'));
    await shortSession(client, therapist);
  },
  {
    prepared: true,
    appointment: {
      people: [
        { role: 'client', portalRef: 'member-17' },
        { role: 'therapist', portalRef: 'staff-3' },
      ],
    },
  },
);

/** Words that stand nowhere else, each for one thing that a person enters. */
const ENTERED = {
  signature: 'Quillwort Zebedee',
  name: 'Ortolan',
  pronouns: 'thon-thons',
  wishes: 'marzipan weather',
  'can speak freely': 'rather-not-say',
  text: 'umbrella tuesday',
  reply: 'gingerbread tide',
  feedback: 'velvet lighthouse',
  'an answer to consent': 'decision',
};

journey(
  'a whole session on two sites leaves nothing personal with pages, addresses, logs and the media server, and asks nobody else',
  async (visit) => {
    const links = Object.fromEntries(
      ['client', 'therapist'].map((role) => [
        `the ${role}’s link`,
        fragmentOf(visit.appointment[role]).split('=')[1],
      ]),
    );
    const media = visit.livekit;
    const scan = await scanLive(visit, {
      words: { ...ENTERED, ...links },
      origins: [visit.practice.url, portal.origin, media.url, media.httpUrl].map(
        (url) => new URL(url).origin,
      ),
    });
    const client = await visit.client({ address: portalPage(visit, 'client') });
    await client.entersEverything(ENTERED);
    const therapist = await visit.therapist();
    await therapist.goesToTheDesk({ standIns: false });
    for (const part of ['name', 'pronouns', 'wishes']) await therapist.reads(ENTERED[part]);
    await therapist.letsIn();
    await client.reaches('session');
    for (const person of [client, therapist]) await person.begins();
    await meetAgain(client, therapist);
    await client.press(/^Write/);
    await client.writes(ENTERED.text);
    await therapist.press(/^Write/);
    await therapist.reads(ENTERED.text);
    await therapist.writes(ENTERED.reply);
    await client.reads(ENTERED.reply);
    await scan.mediaServerKnowsNobody();
    for (const person of [client, therapist]) await scan.pageHoldsNothing(person);

    await client.leaves();
    await client.press('Say how it was');
    await client.reaches('feedback');
    await client.session.getByLabel('In your own words').first().fill(ENTERED.feedback);
    await client.session.getByLabel('Share this answer').first().check();
    await client.press('Send to my therapist');
    await client.isAt('This was sent');
    for (const person of [client, therapist]) await scan.pageHoldsNothing(person);
    await scan.nobodyElseWasAsked(client, therapist);
    await scan.logsHoldCodesAlone();
  },
);
