import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { EventStreamParser, type StreamEvent } from '../../../src/core/services/event-stream.js';

const all = (...chunks: string[]): StreamEvent[] => {
  const parser = new EventStreamParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
};

describe('the event stream', () => {
  it('reads type, id and data, and joins data of several lines', () => {
    expect(all('event: news\nid: 7\ndata: {"a":\ndata: 1}\n\n')).to.deep.equal([
      { type: 'news', id: '7', data: '{"a":\n1}' },
    ]);
  });

  it('takes comments for heartbeats that say nothing, and events without data for none', () => {
    expect(all(': here\n\nevent: news\nid: 1\n\n:\n\n')).to.deep.equal([]);
  });

  it('keeps the last id until another comes, but the type of one event only', () => {
    expect(all('event: news\nid: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n')).to.deep.equal([
      { type: 'news', id: '1', data: 'a' },
      { type: 'message', id: '1', data: 'b' },
      { type: 'message', id: '', data: 'c' },
    ]);
  });

  it('takes away one space after the colon and no more, and knows a field without a colon', () => {
    expect(all('data:  two\ndata:none\ndata\nretry: 5\n\n')).to.deep.equal([
      { type: 'message', id: '', data: ' two\nnone\n' },
    ]);
  });

  it('does not give what is not complete yet', () => {
    expect(all('data: half\n')).to.deep.equal([]);
    expect(all('data: half\n', '\n')).to.have.lengthOf(1);
  });

  it('gives the same events however the text is cut up, and whatever ends its lines', () => {
    const line = fc.oneof(
      fc.constantFrom('', 'event: news', ': sign', 'data', 'id: 3'),
      fc.stringMatching(/^[a-z :]{0,8}$/u).map((text) => `data: ${text}`),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (lines, end, sizes) => {
          const text = [...lines, '', ''].join(end);
          const chunks: string[] = [];
          for (let at = 0, turn = 0; at < text.length; turn += 1) {
            const size = sizes[turn % sizes.length]!;
            chunks.push(text.slice(at, at + size));
            at += size;
          }
          // A lone carriage return at the very end may still become half of a line end.
          expect(all(...chunks, '\n')).to.deep.equal(all([...lines, '', ''].join('\n'), '\n'));
        },
      ),
    );
  });

  it('refuses a line that never ends', () => {
    const parser = new EventStreamParser();
    const piece = 'x'.repeat(1_000_000);
    expect(() => {
      for (let count = 0; count < 9; count += 1) parser.push(piece);
    }).to.throw(RangeError);
  });
});
