/** What may be sent, as schemas: shapes and limits. What it means is decided by the rules. */
import {
  array,
  boolean,
  check,
  exactOptional,
  finite,
  integer,
  literal,
  maxLength,
  maxValue,
  minLength,
  minValue,
  nullable,
  number,
  optional,
  picklist,
  pipe,
  record,
  regex,
  strictObject,
  string,
  transform,
  union,
} from 'valibot';
import { LIMITS, plainText } from '../../core/session-messages.js';
import { isStep } from '../../core/session-steps.js';
import type { StepName } from '../../core/session-snapshot.js';

const MAX_MINUTES = 24 * 60;

/** What PostgreSQL and canonical JSON can hold: no NUL, and no half of a surrogate pair. */
export const isStorable = (value: string): boolean => !/[\0\p{Surrogate}]/u.test(value);

const line = (limit: number) => pipe(string(), maxLength(limit), check(isStorable, 'storable text'));
/** Ids of ours, of documents and of topics. */
const id = pipe(line(200), minLength(1));
/** Somebody's own words: cut, and without what would reorder or hide text. */
const words = (limit: number) =>
  pipe(
    line(limit * 4),
    transform((value) => plainText(value, limit)),
  );
const minutes = pipe(number(), finite(), minValue(0), maxValue(MAX_MINUTES));
const time = union([pipe(string(), maxLength(40)), pipe(number(), finite())]);
const secret = pipe(string(), regex(/^[\w-]{20,200}$/u));

export const nothing = strictObject({});

/** A page inside another one: browsers keep cookies from it that they would give to the same page alone. */
const framed = exactOptional(boolean());

export const exchangeInput = union([
  strictObject({ invitation: secret, framed }),
  strictObject({ appointment: id, framed }),
  strictObject({ session: secret, framed }),
]);

const decision = strictObject({
  topic: id,
  version: line(64),
  decision: picklist(['agree', 'decline', 'talk-first', 'read', 'yes', 'no', 'withdrawn']),
});

export const answersInput = strictObject({
  answers: strictObject({
    language: line(64),
    decisions: pipe(array(decision), minLength(1), maxLength(200)),
    signature: nullable(
      strictObject({
        name: pipe(
          line(LIMITS.name * 2),
          check((value) => plainText(value, LIMITS.name) === value, 'plain text'),
        ),
        statement: line(2_000),
      }),
    ),
    presentedAt: pipe(number(), integer(), minValue(0), maxValue(8.64e15)),
  }),
});

const topics = pipe(array(id), minLength(1), maxLength(100));

/** Parts of a path. */
export const parametersInput = record(string(), id);

export const attestationInput = strictObject({
  subject: id,
  topics,
  method: picklist(['verbal-attested', 'emergency-deferred']),
});
export const withdrawalInput = strictObject({ topics });
export const entryInput = strictObject({ urgent: boolean() });
export const holdInput = strictObject({ minutes });
export const declineInput = strictObject({ message: words(LIMITS.message) });
export const placeInput = strictObject({ newer: boolean() });
export const lateInput = strictObject({
  late: nullable(strictObject({ minutes, words: words(LIMITS.lateWords) })),
});
export const relayInput = strictObject({ to: id, bytes: pipe(string(), maxLength(90_000)) });
export const seenInput = strictObject({ cursor: line(40) });
export const feedbackInput = strictObject({
  answers: pipe(
    record(pipe(string(), regex(/^[\w-]{1,64}$/u)), words(2_000)),
    check((answers) => Object.keys(answers).length <= 50, 'at most 50 answers'),
  ),
});

const support = strictObject({
  name: line(120),
  number: optional(line(40)),
  textNumber: optional(line(40)),
  url: optional(line(300)),
  hours: optional(line(300)),
  languages: optional(pipe(array(line(60)), maxLength(20))),
  cost: optional(line(300)),
  note: optional(line(300)),
  kind: optional(picklist(['emergency', 'practice', 'line'])),
  checkedOn: optional(pipe(string(), regex(/^\d{4}-\d{2}-\d{2}$/u))),
});

const step = pipe(
  string(),
  check((name) => isStep(name), 'the name of a step'),
  transform((name) => name as StepName),
);

export const appointmentInput = strictObject({
  startsAt: time,
  endsAt: time,
  opensAt: optional(time),
  people: pipe(
    array(
      strictObject({
        role: picklist(['client', 'therapist']),
        subject: optional(id),
        portalRef: optional(id),
      }),
    ),
    minLength(2),
    maxLength(8),
  ),
  consentDocument: nullable(id),
  circumstances: optional(pipe(array(id), maxLength(50))),
  steps: optional(pipe(array(step), maxLength(20))),
  practiceName: optional(line(200)),
  therapistName: optional(line(200)),
  phone: optional(line(40)),
  support: optional(pipe(array(support), maxLength(50))),
});

export const paperInput = strictObject({
  appointment: id,
  person: id,
  language: line(64),
  decisions: pipe(array(decision), minLength(1), maxLength(200)),
  signature: strictObject({ name: line(LIMITS.name), statement: line(2_000) }),
  signedAt: line(40),
});

export const forgetInput = strictObject({
  because: pipe(line(300), minLength(1)),
  forGood: literal(true),
});
