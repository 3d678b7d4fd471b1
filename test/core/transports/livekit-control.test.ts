import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { readControl, writeControl, type Control } from '../../../src/core/transports/livekit-control.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what two pages tell each other of their line', () => {
  const wanted = { microphone: true, camera: false };
  const ALL: readonly Control[] = [
    { type: 'hello', wanted },
    { type: 'here', wanted },
    { type: 'want', wanted },
    { type: 'picture' },
    { type: 'bye', word: 'f0'.repeat(16) },
    { type: 'bye', word: null },
  ];
  for (const control of ALL)
    it(`arrives as it was said: ${JSON.stringify(control)}`, () => {
      expect(readControl(writeControl(control))).to.deep.equal(control);
    });

  it('is nothing where it is not ours', () => {
    for (const text of [
      '',
      '{',
      'null',
      '1',
      '[]',
      '{"v":2,"type":"bye","word":"word"}',
      '{"v":1,"type":"let me in"}',
      `{"v":1,"type":"bye","word":"word","more":"${'x'.repeat(256)}"}`,
    ])
      expect(readControl(bytes(text)), text).to.be.null;
  });

  it('wants nothing and leaves nobody where that is not said plainly', () => {
    const none = { microphone: false, camera: false };
    for (const said of ['null', '"all"', '{"microphone":1,"camera":"true"}', '[true,true]'])
      expect(readControl(bytes(`{"v":1,"type":"want","wanted":${said}}`))).to.deep.equal({
        type: 'want',
        wanted: none,
      });
    for (const said of ['true', '1', 'null', '["word"]'])
      expect(readControl(bytes(`{"v":1,"type":"bye","word":${said}}`))).to.deep.equal({
        type: 'bye',
        word: null,
      });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (any) => {
        readControl(any);
      }),
    );
    fc.assert(
      fc.property(fc.json(), (any) => {
        readControl(bytes(`{"v":1,"type":"hello","wanted":${any}}`));
      }),
    );
  });
});
