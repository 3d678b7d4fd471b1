import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import ts from 'typescript';

import { sourcesIn } from './support/sources.js';

/** What there is not: no recording, no transcript, no hidden participant, no way to do without encryption. */
const ABSENT = [
  /MediaRecorder|(?:start|stop|is|be|auto)_?-?record|^record(?:ing|ings|er|ers)$|egress/i,
  /transcri|speechrecognition|caption|subtitle/i,
  /(?:hidden|silent|invisible|secret|ghost|stealth)_?-?(?:person|people|participant|member|joi?n|observer|mode)|supervisor|eavesdrop|wiretap/i,
  /^observ(?:er|ers|ing)$/i,
  /(?:disable|without|skip|no|allow|un)_?-?(?:e2ee|encrypt)|(?:e2ee|encrypt(?:ion|ed)?)_?-?(?:off|disabled|optional|enabled|mode|none)|^e2ee$|insecure_?-?(?:mode|session|call|media)|plain_?-?media/i,
];

/** Where these words are right: a plain object, a watcher of attributes, and a topic of consent that says there is none. */
const ALLOWED = {
  'src/core/services/practice-channel.ts': [/^isRecord$/],
  'src/elements/words.ts': [/^observer$/],
  // LiveKit's own words for its encryption, which has no part in ours; its server is told that there is one.
  'src/core/transports/livekit-vendor.ts': [/^(?:e2ee|isDataChannelEncryptionEnabled)$/],
  'src/core/transports/livekit-transport.ts': [/^setE2EEEnabled$/],
  'src/examples/consent-form.ts': [/^recording$/],
  // A right at the media server that nobody is ever given.
  'src/server/media/livekit-media.ts': [/^recorder$/],
};

/** The transcript of a handshake: what two pages have told each other about keys. */
const HANDSHAKE = [/^(?:Pair)?[Tt]ranscript(?:Of|With)?$/];

const allowedIn = (path) => (path.startsWith('src/core/encryption/') ? HANDSHAKE : ALLOWED[path]);

/** Every name, and every string that is a name: attributes, options, events, messages. Comments and sentences are left out. */
function namesIn({ path, text }) {
  const names = [];
  const visit = (node) => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) names.push(node.text.replace(/^#/, ''));
    else if (ts.isStringLiteralLike(node) && /^[\w-]+$/.test(node.text)) names.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return [...new Set(names)];
}

const unwanted = (names, allowed = []) =>
  names.filter((name) => ABSENT.some((word) => word.test(name)) && !allowed.some((word) => word.test(name)));

const sources = sourcesIn('src');

describe('what there is not', () => {
  it('would be noticed: the words catch what they are meant for', () => {
    const caught =
      'MediaRecorder startRecording recording recorder SpeechRecognition transcript captions hiddenParticipant silent-join observer disableEncryption encryptionOff withoutE2ee insecure-session allowUnencrypted';
    for (const name of caught.split(' ')) assert.deepEqual(unwanted([name]), [name]);
  });

  for (const source of sources)
    it(`has no name in ${source.path}`, () => {
      assert.deepEqual(unwanted(namesIn(source), allowedIn(source.path)), []);
    });

  it('has no attribute, property, event, slot or entry', () => {
    const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
    const names = modules
      .flatMap(({ declarations }) => declarations)
      .flatMap((one) => [one.attributes, one.members, one.events, one.slots, one.cssParts].flat())
      .filter(Boolean)
      .map(({ name }) => name);
    assert.ok(names.length > 50);
    assert.deepEqual(unwanted(names), []);
    assert.deepEqual(
      Object.keys(exports).filter((entry) => unwanted(entry.split(/[./]/)).length > 0),
      [],
    );
  });

  it('keeps no list of words for what is not there', () => {
    const used = Object.keys(ALLOWED).filter((path) => {
      const source = sources.find((one) => one.path === path);
      return source && unwanted(namesIn(source)).length > 0;
    });
    assert.deepEqual(used, Object.keys(ALLOWED));
  });
});

describe('what a page is not asked to carry', () => {
  it('writes nothing into the browser’s stores unless a person presses for it, and asks no other host', () => {
    const STORES =
      /\b(?:localStorage|sessionStorage|indexedDB|document\.cookie|caches|sendBeacon|XMLHttpRequest)\b/;
    // What a person presses for is kept in one file; another looks whether there is anything, and opens nothing.
    const KEEPS = 'src/core/encryption/device-store.ts';
    const LOOKS = 'src/core/encryption/device-marker.ts';
    for (const { path, text } of sources.filter(({ path }) => path !== KEEPS && path !== LOOKS))
      assert.doesNotMatch(text, STORES, path);
    const uses = (wanted) => {
      const { text } = sources.find(({ path }) => path === wanted);
      return [
        ...new Set(
          [...text.matchAll(/\b(?:localStorage|sessionStorage|caches|indexedDB\.\w+)/g)].map(([use]) => use),
        ),
      ];
    };
    assert.deepEqual(uses(LOOKS), ['indexedDB.databases']);
    assert.deepEqual(uses(KEEPS), ['indexedDB.open', 'indexedDB.deleteDatabase']);
    // An address in code would be a request waiting to be made; examples name reserved hosts only, and in FHIR the names of
    // code systems are addresses.
    const asks = ({ path }) => !path.startsWith('src/examples') && !path.startsWith('src/server/fhir');
    for (const { path, text } of sources.filter(asks))
      assert.doesNotMatch(
        text.replace(/\/\*[\s\S]*?\*\/|\/\/ .*/g, ''),
        /['"`]https?:\/\/(?!www\.w3\.org|practice\.example)/,
        path,
      );
  });
});
