import { expect } from '@open-wc/testing';
import { readCommand, readMessage } from '../../../src/core/services/practice-channel.js';
import { clockOf, emptyLog, withEntries } from '../../../src/core/services/practice-log.js';
import type { PracticeEntry } from '../../../src/core/services/practice-state.js';

const entry = (at: number, change: Partial<PracticeEntry> = {}): PracticeEntry => ({
  at,
  page: 'page',
  by: 'person',
  now: 1_000,
  command: { type: 'arrive', role: 'client', seat: 'seat', comesBack: true },
  ...change,
});

const record = (change: object = {}): object => ({
  schemaVersion: 1,
  recordId: 'record',
  rehearsal: true,
  subject: 'person',
  grantor: 'person',
  appointment: 'appointment',
  document: { id: 'doc', hash: 'f'.repeat(64), language: 'en' },
  decisions: [{ topic: 'risks', version: '1.0.0', decision: 'agree' }],
  method: 'screen',
  presentedAt: '2026-11-23T09:00:00.000Z',
  decidedAt: '2026-11-23T09:30:00.000Z',
  signature: { name: 'Sample Client', statement: 'Mine.' },
  attestedBy: null,
  supersedes: null,
  ...change,
});

const said = (entries: unknown): unknown => readMessage({ v: 1, type: 'entries', entries });

describe('practice-channel', () => {
  it('takes a record as it is written by our own pages', () => {
    expect(readCommand({ type: 'record', record: record() })).to.not.equal(null);
  });

  it('takes no record that could not be shown', () => {
    for (const change of [
      { decidedAt: 'yesterday' },
      { decidedAt: '' },
      { presentedAt: '9999' },
      { presentedAt: 0 },
      { signature: { name: 'a\u202Eb', statement: 'Mine.' } },
      { signature: { name: 'a\u0000b', statement: 'Mine.' } },
    ])
      expect(readCommand({ type: 'record', record: record(change) }), JSON.stringify(change)).to.equal(null);
  });

  it('lets nobody keep a page busy with endless lists', () => {
    expect(said(Array.from({ length: 100_000 }, (_, index) => entry(index + 1)))).to.equal(null);
    expect(said(new Array(4_000_000_000))).to.equal(null);
    expect(said([entry(1)])).to.deep.equal({ v: 1, type: 'entries', entries: [entry(1)] });
  });

  it('changes nobody’s prototype, whatever a message is named', () => {
    for (const text of [
      '{"v":1,"type":"__proto__"}',
      '{"v":1,"type":"constructor"}',
      '{"v":1,"type":"entries","entries":[{"__proto__":{"polluted":true}}]}',
    ]) {
      const read = readMessage(JSON.parse(text));
      if (read?.type === 'entries') expect(read.entries).to.deep.equal([]);
      else expect(read).to.equal(null);
    }
    expect('polluted' in {}).to.equal(false);
  });
});

describe('practice-log', () => {
  it('believes no clock that has run away, so that everybody can go on being heard', () => {
    const log = withEntries(emptyLog('appointment'), [entry(1), entry(999_999_999, { page: 'hostile' })]);
    expect(log.entries).to.have.length(1);
    expect(clockOf(log)).to.equal(1);
  });

  it('holds what it can hold, and knows each entry once', () => {
    const many = Array.from({ length: 1_999 }, (_, index) => entry(index + 1));
    const log = withEntries(emptyLog('appointment'), [...many, ...many]);
    expect(log.entries).to.have.length(1_999);
    expect(withEntries(log, many)).to.equal(log);
  });
});
