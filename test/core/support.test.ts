import { expect } from '@open-wc/testing';
import { phoneNumber, readSupport, SUPPORT_FRESH_DAYS } from '../../src/core/support.js';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const DAY = 86_400_000;
const dayBefore = (days: number): string => new Date(NOW - days * DAY).toISOString().slice(0, 10);

const line = { name: 'Sample Line', number: '020 7946 0456', checkedOn: dayBefore(1) };

describe('support', () => {
  it('puts emergency first, then the practice, then lines, and keeps the order within', () => {
    const rows = [
      { ...line, name: 'line 1' },
      { ...line, name: 'practice', kind: 'practice' },
      { ...line, name: 'line 2', kind: 'line' },
      { ...line, name: 'emergency', kind: 'emergency' },
    ];
    const { entries, complaints } = readSupport(rows, NOW);
    expect(entries.map(({ name }) => name)).to.deep.equal(['emergency', 'practice', 'line 1', 'line 2']);
    expect(complaints).to.deep.equal([]);
  });

  it('says that a row may be out of date after 180 days, and not before', () => {
    const outdated = (checkedOn: string): boolean | undefined =>
      readSupport([{ ...line, checkedOn }], NOW).entries[0]?.outdated;
    expect(SUPPORT_FRESH_DAYS).to.equal(180);
    expect(outdated(dayBefore(0))).to.equal(false);
    expect(outdated(dayBefore(179))).to.equal(false);
    expect(outdated(dayBefore(181))).to.equal(true);
  });

  for (const checkedOn of [undefined, '', 'yesterday', '23.11.2026', '2026-13-01', dayBefore(-3)]) {
    it(`does not pretend to know a check on ${String(checkedOn)}`, () => {
      const { entries, complaints } = readSupport([{ ...line, checkedOn }, line], NOW);
      expect(entries[0]?.checkedOn).to.equal(null);
      expect(entries[0]?.outdated).to.equal(false);
      expect(complaints).to.have.length(1);
    });
  }

  it('leaves out a row without a name or without any way to reach somebody, and shows the rest', () => {
    const { entries, complaints } = readSupport(
      [
        { ...line, name: ' ' },
        { name: 'no number' },
        { name: 'one digit', number: '1' },
        null,
        'text',
        line,
        line,
      ],
      NOW,
    );
    expect(entries.map(({ name }) => name)).to.deep.equal(['Sample Line', 'Sample Line']);
    expect(complaints.filter((text) => text.includes('left out'))).to.have.length(5);
  });

  for (const url of [
    'javascript:alert(1)',
    'http://chat.example.org',
    'data:text/html,x',
    '//chat.example.org',
    'chat',
    'https://name:word@chat.example.org',
  ]) {
    it(`never shows the address ${url}`, () => {
      expect(readSupport([{ name: 'only a chat', url }], NOW).entries).to.deep.equal([]);
      const { entries, complaints } = readSupport([{ ...line, url }, line], NOW);
      expect(entries[0]?.chat).to.equal(null);
      expect(entries[0]?.call?.text, 'the number stays').to.equal(line.number);
      expect(complaints).to.have.length(1);
    });
  }

  it('shows an https address', () => {
    const { entries } = readSupport([{ ...line, url: 'https://chat.example.org/a?b=c' }], NOW);
    expect(entries[0]?.chat?.href).to.equal('https://chat.example.org/a?b=c');
  });

  it('asks for at least two ways', () => {
    expect(readSupport([line], NOW).complaints.join()).to.include('two ways');
  });

  it('adds the phone of the practice unless a row has it already', () => {
    const practice = { name: 'Sample Practice', phone: '020 7946-0123' };
    const names = (rows: unknown): string[] =>
      readSupport(rows, NOW, practice).entries.map(({ kind, name }) => `${kind}: ${name}`);
    expect(names([line])).to.deep.equal(['practice: Sample Practice', 'line: Sample Line']);
    expect(names([{ ...line, number: '02079460123' }])).to.deep.equal(['line: Sample Line']);
    expect(names([{ ...line, number: '123 ask for Sam' }])).to.have.length(2);
    expect(
      readSupport([{ ...line, number: '1 ext 2' }], NOW, { ...practice, phone: '3 ext 4' }).entries,
      'two that cannot be dialled are two',
    ).to.have.length(2);
    expect(names([])).to.deep.equal(['practice: Sample Practice']);
    expect(readSupport([], NOW, { name: 'Sample Practice', phone: '' }).entries).to.deep.equal([]);
    expect(readSupport([line], NOW, practice).complaints, 'two ways').to.deep.equal([]);
  });

  it('makes a number that a phone can dial, and keeps what it cannot dial as text', () => {
    expect(phoneNumber('+45 (12) 34-56')).to.deep.equal({ text: '+45 (12) 34-56', href: 'tel:+45123456' });
    expect(phoneNumber('*31#112')?.href).to.equal('tel:*31%23112');
    expect(phoneNumber('0770 0900', 'sms')?.href).to.equal('sms:07700900');
    expect(phoneNumber('020 7946 ext 12')).to.deep.equal({ text: '020 7946 ext 12', href: null });
    expect(phoneNumber('112;phone-context=x')?.href).to.equal(null);
    expect(phoneNumber('')).to.equal(null);
    expect(phoneNumber(112)).to.equal(null);
  });

  it('takes anything without throwing, and cuts and cleans what it shows', () => {
    for (const rows of [
      undefined,
      null,
      'x',
      7,
      {},
      [[]],
      [undefined],
      [{ name: {}, number: [], languages: 'en' }],
    ])
      expect(() => readSupport(rows, NOW)).to.not.throw();
    const [entry] = readSupport([{ ...line, name: `\u202E<b>${'x'.repeat(10_000)}` }], NOW).entries;
    expect(entry?.name).to.match(/^<b>x+$/);
    expect(entry?.name.length).to.be.at.most(120);
  });
});
