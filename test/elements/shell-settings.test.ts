import { expect } from '@open-wc/testing';
import { complaintAbout } from '../../src/elements/settings-complaints.js';
import { readShellSettings, type ShellAttributes } from '../../src/elements/shell-settings.js';

const BASE = 'https://practice.example/page';

const written = (change: Partial<ShellAttributes>) =>
  readShellSettings(
    {
      mode: '',
      as: '',
      steps: '',
      theme: '',
      quickExit: '',
      exitUrl: '/opening-hours',
      serviceUrl: '',
      invitationFrom: '',
      service: undefined,
      ...change,
    },
    BASE,
  );

const complaints = (change: Partial<ShellAttributes>): string[] => written(change).wrong.map(complaintAbout);

describe('the settings of the shell', () => {
  it('are these where a page writes nothing but a neutral page', () => {
    expect(written({})).to.deep.equal({
      mode: 'live',
      role: 'client',
      steps: null,
      quickExit: 'discreet',
      exitUrl: 'https://practice.example/opening-hours',
      serviceUrl: '',
      wrong: [],
    });
  });

  it('find the service from the page’s own address, and on another server', () => {
    expect(written({ serviceUrl: '/api/session' }).serviceUrl).to.equal(
      'https://practice.example/api/session',
    );
    expect(written({ serviceUrl: 'https://server.example/s' }).serviceUrl).to.equal(
      'https://server.example/s',
    );
    expect(complaints({ serviceUrl: '/api/session' })).to.deep.equal([]);
  });

  it('take no address to which a browser must not go', () => {
    for (const address of [
      'javascript:alert(1)',
      'data:text/html,x',
      'blob:x',
      'https://',
      'wss://server.example',
    ])
      expect(written({ serviceUrl: address, exitUrl: address }), address).to.include({
        serviceUrl: '',
        exitUrl: 'about:blank',
      });
  });

  const rows: readonly (readonly [Partial<ShellAttributes>, ...RegExp[]])[] = [
    [{ mode: 'rehersal' }, /mode="rehersal".*expected live, rehearsal; "live" is used/u],
    [{ mode: 'rehearsal', as: 'nurse' }, /as="nurse".*expected client, therapist/u],
    [{ theme: 'pink' }, /theme="pink".*expected auto, light, dark/u],
    [{ quickExit: 'loud' }, /quick-exit="loud".*expected discreet, off, prominent/u],
    [{ invitationFrom: 'query' }, /invitation-from="query".*expected fragment, none; "fragment" is used/u],
    [{ steps: 'welcome dance' }, /steps>.*"dance"/u],
    [{ exitUrl: '' }, /exit-url>.*neutral page/u],
    [{ as: 'therapist' }],
    [{ serviceUrl: 'javascript:alert(1)' }, /service-url>: expected the http\(s\) address/u],
    [{ mode: 'rehearsal', serviceUrl: '/api' }, /service-url>: only counts in a live session/u],
    [{ service: {}, serviceUrl: '/api' }, /service-url>.*`service` as well/u],
    [{ exitUrl: '', quickExit: 'off' }],
  ];
  for (const [change, ...expected] of rows)
    it(`are complained about in ${String(expected.length)} sentences: ${JSON.stringify(change)}`, () => {
      const told = complaints(change);
      expect(told, told.join('\n')).to.have.lengthOf(expected.length);
      for (const [index, pattern] of expected.entries()) expect(told[index]).to.match(pattern);
    });

  it('quote no more of what is wrong than it takes to find it', () => {
    const [told = ''] = complaints({ theme: 'x'.repeat(500) });
    expect(told.length).to.be.lessThan(200);
  });
});
