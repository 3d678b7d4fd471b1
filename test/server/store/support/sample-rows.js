/** Rows that are plainly samples, each under an id of its own. */
import { createHash, randomUUID } from 'node:crypto';

const hash = () => createHash('sha256').update(randomUUID()).digest('hex');

/** @returns {Promise<{ appointment: string, person: string }>} ids of an appointment and of its client */
export async function sampleClient(database) {
  const appointment = randomUUID();
  const person = randomUUID();
  await database.query(
    `insert into safe_session.appointments (id, facts, starts_at, ends_at, room, state)
     values ($1, $2, '2030-01-15T10:00Z', '2030-01-15T11:00Z', $3, $4)`,
    [appointment, { sample: true }, randomUUID(), { step: 'expected' }],
  );
  await database.query(
    `insert into safe_session.people (id, appointment, role, subject) values ($1, $2, 'client', $3)`,
    [person, appointment, randomUUID()],
  );
  return { appointment, person };
}

/** Adds a session of this person. @returns {Promise<string>} its id */
export async function addSession(database, person, state) {
  const id = randomUUID();
  await database.query(
    `insert into safe_session.sessions (id, secret_hash, person, seat, state, expires_at)
     values ($1, $2, $3, $4, $5, '2030-01-15T12:00Z')`,
    [id, hash(), person, randomUUID(), state],
  );
  return id;
}

/** Adds a consent record to the chain of a subject. @returns {Promise<string>} its hash */
export async function addRecord(database, subject, previousHash, recordHash = hash()) {
  await database.query(
    `insert into safe_session.consent_records
       (subject, record_id, record, record_hash, previous_hash, document_hash, shown_hash, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, '2030-01-15T09:00Z')`,
    [subject, randomUUID(), { decisions: [] }, recordHash, previousHash, hash(), hash()],
  );
  return recordHash;
}

export async function addAuditEntry(database, appointment, at) {
  await database.query(
    `insert into safe_session.audit (at, appointment, event) values ($1, $2, 'sample-event')`,
    [at, appointment],
  );
}
