import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { SafeSessionElement } from '../../src/elements/safe-session.js';
import type { NewAppointment } from '../../src/server/public.js';
import { SAMPLE_DOCUMENT } from '../core/contracts/service-contract.js';
import { button, settled, shownText } from '../support/element-suite.js';
import { invitationFor, testPractice, type TestPractice } from '../support/practice-rig.js';
import { waitUntil } from '../support/wait-until.js';

const keptSession = (): { readonly session: string } | undefined =>
  (history.state as { safeSession?: { session: string } } | null)?.safeSession;

describe('safe-session with the practice’s server', function () {
  this.timeout(90_000);
  const { href } = location;
  let practice: TestPractice;
  let appointment: NewAppointment;

  before(async () => {
    practice = await testPractice('elements', SAMPLE_DOCUMENT);
  });

  beforeEach(async () => {
    appointment = await practice.createAppointment({ practiceName: 'Sample Practice' });
  });

  afterEach(() => {
    history.replaceState(null, '', href);
  });

  const linkTo = (invitation: string): void => {
    history.replaceState({ page: 'its own' }, '', `#safe-session=${invitation}&other=kept`);
  };

  const put = async (change: Partial<SafeSessionElement> = {}): Promise<SafeSessionElement> => {
    const element = document.createElement('safe-session');
    Object.assign(element, { serviceUrl: practice.url, exitUrl: '/left.html', ...change });
    await fixture(html`<main>${element}</main>`);
    await settled(element);
    return element;
  };

  const goOn = async (element: SafeSessionElement): Promise<void> => {
    element.send({ type: 'continue' });
    await waitUntil(() => element.session?.snapshot.self !== '', 'is known');
    await settled(element);
  };

  it('loads neither the service nor the media path, and asks nobody, before the first press', async () => {
    linkTo(invitationFor(appointment, 'client'));
    const element = await put();
    await waitUntil(
      () => performance.getEntriesByType('resource').some(({ name }) => name.includes('shell-driver')),
      'what comes behind the welcome is there',
    );
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(
      loaded.filter((name) => /http-service|livekit|local-(?:service|transport)/u.test(name)),
    ).to.deep.equal([]);
    expect(loaded.filter((name) => name.startsWith(practice.url))).to.deep.equal([]);
    expect(element.phase).to.equal('welcome');
    expect(shownText(element)).to.contain('Nothing has started');
  });

  it('welcomes as the page says, and goes on as who the service says', async () => {
    linkTo(invitationFor(appointment, 'client'));
    const element = await put({ as: 'therapist' });
    expect(element.session?.snapshot.role).to.equal('therapist');
    await goOn(element);
    const { role, journey } = element.session?.snapshot ?? {};
    expect(role).to.equal('client');
    expect(journey?.steps).to.include.members(['consent', 'space']);
  });

  it('draws nothing while the way into the room is laid', async () => {
    linkTo(invitationFor(appointment, 'client'));
    const element = await put();
    await goOn(element);
    const before = shownText(element);
    let laid = (): void => undefined;
    Object.assign(element.session!, { wayIn: new Promise<void>((resolve) => (laid = resolve)) });
    element.send({ type: 'continue' });
    await aTimeout(50);
    expect(shownText(element)).to.equal(before);
    laid();
    await settled(element);
    expect(shownText(element)).to.not.equal(before);
  });

  it('takes the invitation out of the address at once, and shows it to nobody', async () => {
    const invitation = invitationFor(appointment, 'client');
    linkTo(invitation);
    const element = await put();
    expect(location.hash).to.equal('#other=kept');
    expect(history.state).to.deep.equal({ page: 'its own' });
    expect(new XMLSerializer().serializeToString(element)).to.not.contain(invitation);
    const readable = Object.getOwnPropertyNames(SafeSessionElement.prototype).map(
      (name) => (element as unknown as Record<string, unknown>)[name],
    );
    expect(readable).to.not.include(invitation);
  });

  it('goes on from the welcome as the person who was invited', async () => {
    linkTo(invitationFor(appointment, 'client'));
    const element = await put();
    await goOn(element);
    await waitUntil(() => element.phase === 'consent', 'the consent');
    expect(element.session?.snapshot).to.deep.include({ mode: 'live', role: 'client' });
    expect(element.session?.snapshot.plan.practiceName).to.equal('Sample Practice');
    expect(element.session?.snapshot.consent.document).to.deep.equal(SAMPLE_DOCUMENT);
  });

  it('lets the invitation be, where the page says so, and takes the one that the page gives', async () => {
    linkTo(invitationFor(appointment, 'client'));
    const element = await put({
      invitationFrom: 'none',
      invitation: invitationFor(appointment, 'therapist'),
    });
    expect(location.hash).to.contain('safe-session=');
    await goOn(element);
    expect(element.session?.snapshot.role).to.equal('therapist');
  });

  it('comes back as the same person after the page was loaded anew, without the link', async () => {
    linkTo(invitationFor(appointment, 'client'));
    const first = await put();
    await goOn(first);
    const self = first.session?.snapshot.self;
    expect(keptSession()).to.be.an('object');
    expect((history.state as { page: string }).page).to.equal('its own');
    expect(location.href).to.not.contain(keptSession()?.session);
    first.remove();
    await Promise.resolve();
    const again = await put();
    await goOn(again);
    expect(again.session?.snapshot.self).to.equal(self);
    expect(again.session?.snapshot.problems).to.deep.equal([]);
  });

  it('forgets the session with its end', async () => {
    linkTo(invitationFor(appointment, 'client'));
    const element = await put();
    await goOn(element);
    element.leave();
    element.send({ type: 'finish' });
    expect(element.phase).to.equal('ended');
    expect(keptSession()).to.be.undefined;
    expect(history.state).to.deep.equal({ page: 'its own' });
  });

  it('comes in by the login of a portal', async () => {
    const reference = `portal-${crypto.randomUUID()}`;
    const { id } = await practice.createAppointment({
      people: [{ role: 'client', portalRef: reference }, { role: 'therapist' }],
    });
    const element = await put({
      appointment: id,
      getCredential: () => Promise.resolve(`portal:${reference}`),
    });
    await goOn(element);
    expect(element.session?.snapshot.plan.appointment).to.equal(id);
  });

  it('says calmly that a link opens nothing, and takes the newest one that is opened over it', async () => {
    linkTo('no-invitation-of-this-practice');
    const element = await put();
    element.send({ type: 'continue' });
    await waitUntil(() => shownText(element).includes('This link does not open a session'), 'says so');
    // As when somebody opens a link in the tab that shows this page already.
    location.hash = `safe-session=${invitationFor(appointment, 'client')}`;
    await waitUntil(() => shownText(element).includes('Nothing has started'), 'begins anew');
    expect(location.hash).to.equal('');
    await goOn(element);
    expect(element.session?.snapshot.role).to.equal('client');
  });

  it('says when the server is out of reach, and goes on when it is tried again', async () => {
    linkTo(invitationFor(appointment, 'client'));
    const element = await put();
    await practice.stop();
    element.send({ type: 'continue' });
    await waitUntil(
      () => element.session?.snapshot.problems.some(({ code }) => code === 'service-unreachable'),
      'says so',
    );
    await practice.startAgain();
    await settled(element);
    await waitUntil(() => shownText(element).includes('Try again'), 'offers it');
    button(element, 'Try again').click();
    await waitUntil(() => element.session?.snapshot.self !== '', 'is known');
  });
});
