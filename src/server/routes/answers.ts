/** What is answered, as schemas: for the description of the server, and for tests that hold it to that. */
import {
  array,
  description,
  literal,
  looseObject,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  record,
  strictObject,
  string,
  unknown,
} from 'valibot';
import type { Schema } from './route.js';

export interface Answer {
  readonly name: string;
  readonly schema: Schema;
  /** `application/json` where nothing is said. */
  readonly types?: readonly string[];
}

/** Described where it is made: `core/consent.ts`. */
const consentRecord = looseObject({ recordId: string(), subject: string(), method: string() });

const proof = strictObject({
  recordHash: string(),
  previousHash: nullable(string()),
  signature: string(),
});

const key = strictObject({
  kid: string(),
  kty: literal('OKP'),
  crv: literal('Ed25519'),
  x: string(),
  alg: literal('EdDSA'),
  use: literal('sig'),
});

const facts = looseObject({ self: string(), role: string() });

const ledgerEntry = strictObject({ record: nullable(consentRecord), ...proof.entries });

const shown = record(string(), looseObject({ id: string(), language: string() }));

const pass = strictObject({
  room: string(),
  person: string(),
  identity: string(),
  role: picklist(['client', 'therapist']),
  rights: picklist(['none', 'receive', 'media']),
  url: optional(string()),
  token: optional(string()),
  iceServers: optional(array(unknown())),
  iceHosts: optional(array(string())),
});

const named = (name: string, says: string, schema: Schema, types?: readonly string[]): Answer => ({
  name,
  schema: pipe(schema, description(says)),
  ...(types ? { types } : {}),
});

export const EXCHANGE_ANSWER = named(
  'ExchangeAnswer',
  'The session of this page. `credential` is for pages to which no cookie comes back. `asked`: another page of this person has the place.',
  strictObject({
    session: string(),
    credential: nullable(string()),
    place: picklist(['given', 'asked']),
  }),
);

export const APPOINTMENT_ANSWER = named(
  'AppointmentAnswer',
  'Everything that this person may know, and the cursor at which the events go on.',
  strictObject({ facts, cursor: string() }),
);

export const NEWS = named(
  'News',
  'One turn of the events: what has become true since the cursor before. Where it lets the page into the room, its pass comes with it. In the stream, the data of an event `news` whose id is the cursor.',
  strictObject({
    cursor: string(),
    facts: array(looseObject({ type: string() })),
    pass: optional(pass),
    place: optional(literal('given')),
    end: optional(picklist(['moved', 'removed', 'over'])),
  }),
  ['application/json', 'text/event-stream'],
);

export const PASS = named(
  'Pass',
  'For one room, one page, two minutes. `url` and `token` are of the media server; left out, media go from tab to tab.',
  pass,
);

export const TRIAL_PASS = named(
  'TrialPass',
  'A pass for a room of its own; `null` where there is no media server to try.',
  strictObject({ pass: nullable(pass) }),
);

export const RECORD_ANSWER = named(
  'RecordAnswer',
  'The consent record as it was kept, and what proves that.',
  strictObject({ record: consentRecord, proof }),
);

export const PROOF_ANSWER = named(
  'ProofAnswer',
  'What proves that the practice holds a record; `null` where nobody holds it any more.',
  strictObject({ proof: nullable(proof) }),
);

export const KEYS = named(
  'Keys',
  'JWK Set (RFC 7517) of the public keys, present and past.',
  strictObject({ keys: array(key) }),
);

export const NEW_APPOINTMENT = named(
  'NewAppointment',
  'Ids, and an invitation for each person, which is kept nowhere.',
  strictObject({
    id: string(),
    people: array(strictObject({ id: string(), role: string(), invitation: string() })),
  }),
);

export const NEW_INVITATION = named(
  'NewInvitation',
  'For the fragment of a link; kept nowhere.',
  strictObject({ invitation: string() }),
);

export const AUDIT = named(
  'Audit',
  'Who was admitted, present, removed, when; oldest first, by opaque ids.',
  strictObject({
    entries: array(
      strictObject({
        at: string(),
        appointment: string(),
        event: string(),
        person: nullable(string()),
        by: nullable(string()),
        detail: nullable(record(string(), string())),
      }),
    ),
  }),
);

export const FEEDBACK = named(
  'Feedback',
  'What people chose to share after the session, oldest first; not who.',
  strictObject({
    feedback: array(strictObject({ at: string(), answers: record(string(), string()) })),
  }),
);

export const CONSENT_HISTORY = named(
  'ConsentHistory',
  'The chain of one subject, oldest first, what was on the screen, what was deleted and why, and what is wrong with the chain.',
  strictObject({
    entries: array(ledgerEntry),
    shown,
    deletions: array(strictObject({ recordHash: string(), at: string(), because: string() })),
    faults: array(
      strictObject({
        recordHash: string(),
        fault: picklist(['changed', 'missing', 'forged', 'text-changed']),
      }),
    ),
  }),
);

export const CONSENT_FILE = named(
  'ConsentFile',
  'Our own JSON, which says in itself how it is checked, or a FHIR Bundle.',
  looseObject({}),
  ['application/json', 'application/fhir+json'],
);

export const PROBLEM = named(
  'Problem',
  'RFC 9457, with a stable code. `detail` is for developers and says nothing of a person.',
  object({
    type: string(),
    title: string(),
    status: number(),
    code: string(),
    detail: optional(string()),
  }),
  ['application/problem+json'],
);
