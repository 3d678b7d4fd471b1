import type { Migration } from '../migrations.js';

/**
 * Hashes are SHA-256 in hex. Names, addresses and what is said have no column here. Whatever hangs on an appointment goes with
 * it; consent records and the audit outlive it, and therefore refer to it without a foreign key.
 */
export const beginning: Migration = {
  id: '0001-beginning',
  sql: `
create table safe_session.documents (
  hash text primary key,
  document jsonb not null,
  created_at timestamptz not null default now()
);

create table safe_session.appointments (
  id text primary key,
  document_hash text references safe_session.documents,
  -- What the practice said when it made the appointment: plan, circumstances, steps, options.
  facts jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  opens_at timestamptz,
  room text not null unique,
  -- Whether the media server may have this room, and when somebody last looked who is in it.
  room_open boolean not null default false,
  looked_at timestamptz not null default to_timestamp(0),
  -- Where admission stands. Each change adds one to the version.
  state jsonb not null,
  version bigint not null default 0,
  closed_at timestamptz,
  created_at timestamptz not null default now(),
  constraint appointments_end_after_start check (ends_at > starts_at)
);
create index appointments_by_end on safe_session.appointments (ends_at);
create index appointments_with_room on safe_session.appointments (looked_at) where room_open;

create table safe_session.people (
  id text primary key,
  appointment text not null references safe_session.appointments on delete cascade,
  role text not null,
  -- Whose chain of consent records this person's answers go to.
  subject text not null,
  -- What the practice's own portal calls this person.
  portal_ref text,
  created_at timestamptz not null default now(),
  constraint people_one_per_portal_ref unique (appointment, portal_ref)
);
create index people_by_subject on safe_session.people (subject);

create table safe_session.invitations (
  hash text primary key,
  person text not null references safe_session.people on delete cascade,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index invitations_by_person on safe_session.invitations (person);

create table safe_session.sessions (
  id text primary key,
  secret_hash text not null,
  person text not null references safe_session.people on delete cascade,
  -- The identity at the media server: one per session, so that an old one stays refused.
  seat text not null unique,
  state text not null constraint sessions_known_state check (state in ('active', 'asking', 'ended')),
  ended_because text,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  -- The event stream that its page opened last, and when that was closed. What happens to an older one means nothing.
  line text,
  left_at timestamptz,
  -- The others were told that the page is gone.
  missed boolean not null default false,
  expires_at timestamptz not null
);
create index sessions_by_person on safe_session.sessions (person);
create index sessions_by_line on safe_session.sessions (line) where line is not null;
create unique index sessions_one_active on safe_session.sessions (person) where state = 'active';

-- What an event stream that was cut off has missed.
create table safe_session.states (
  appointment text not null references safe_session.appointments on delete cascade,
  version bigint not null,
  state jsonb not null,
  created_at timestamptz not null default now(),
  primary key (appointment, version)
);

-- Opaque bytes on their way from page to page; deleted when they have arrived.
create table safe_session.relays (
  id bigint generated always as identity primary key,
  appointment text not null references safe_session.appointments on delete cascade,
  recipient text not null references safe_session.people on delete cascade,
  sender text not null references safe_session.people on delete cascade,
  bytes bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index relays_by_recipient on safe_session.relays (recipient, id);
create index relays_by_appointment on safe_session.relays (appointment);
create index relays_by_sender on safe_session.relays (sender);

-- One chain for each subject: every record names the one before it, which has to be there, and no two name the same.
create table safe_session.consent_records (
  seq bigint generated always as identity primary key,
  subject text not null,
  record_id text not null unique,
  -- Null once it was lawfully deleted; its hash stays, so that the chain can still be checked.
  record jsonb,
  record_hash text not null unique,
  previous_hash text,
  signature text,
  document_hash text not null,
  shown_hash text not null,
  decided_at timestamptz not null,
  appointment text,
  deleted_at timestamptz,
  deleted_because text,
  constraint consent_records_subject_and_hash unique (subject, record_hash),
  constraint consent_records_one_successor unique nulls not distinct (subject, previous_hash),
  constraint consent_records_known_predecessor
    foreign key (subject, previous_hash) references safe_session.consent_records (subject, record_hash),
  constraint consent_records_not_its_own_predecessor check (previous_hash <> record_hash),
  constraint consent_records_deleted_with_reason check (
    (record is null) = (deleted_at is not null) and (record is null) = (deleted_because is not null)
  )
);
create index consent_records_in_order on safe_session.consent_records (subject, seq);
create index consent_records_by_appointment on safe_session.consent_records (appointment);
create index consent_records_by_time on safe_session.consent_records (decided_at) where record is not null;

create function safe_session.keep_consent_records() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.record is not null and new.record is null
      and to_jsonb(new) - '{record,deleted_at,deleted_because}'::text[]
        = to_jsonb(old) - '{record,deleted_at,deleted_because}'::text[]
    then
      return new;
    end if;
  end if;
  raise exception 'consent records are only added, or deleted down to their hashes'
    using errcode = 'restrict_violation', constraint = 'consent_records_append_only';
end
$$;
create trigger consent_records_append_only before update or delete on safe_session.consent_records
  for each row execute function safe_session.keep_consent_records();
create trigger consent_records_not_emptied before truncate on safe_session.consent_records
  for each statement execute function safe_session.keep_consent_records();

-- Exactly what was on the screen.
create table safe_session.shown_documents (
  hash text primary key,
  shown jsonb not null
);

create table safe_session.feedback (
  id text primary key default gen_random_uuid()::text,
  appointment text not null references safe_session.appointments on delete cascade,
  answers jsonb not null,
  created_at timestamptz not null default now()
);
create index feedback_by_appointment on safe_session.feedback (appointment);

create table safe_session.audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null default now(),
  appointment text not null,
  event text not null,
  person text,
  by text,
  detail jsonb
);
create index audit_by_appointment on safe_session.audit (appointment, seq);
create index audit_by_time on safe_session.audit (at);

create function safe_session.keep_audit() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('safe_session.forgetting', true) = 'on' then
    return old;
  end if;
  raise exception 'the audit is only added to, until forget_audit() deletes what is past its time'
    using errcode = 'restrict_violation', constraint = 'audit_append_only';
end
$$;
create trigger audit_append_only before update or delete on safe_session.audit
  for each row execute function safe_session.keep_audit();
create trigger audit_not_emptied before truncate on safe_session.audit
  for each statement execute function safe_session.keep_audit();

-- The one way to delete from the audit: everything before a time. Returns how many entries that were.
-- Set inside, because only a superuser may write such a setting into the head of a function.
create function safe_session.forget_audit(before timestamptz) returns bigint language plpgsql as $$
declare
  forgotten bigint;
begin
  perform set_config('safe_session.forgetting', 'on', true);
  delete from safe_session.audit where at < before;
  get diagnostics forgotten = row_count;
  perform set_config('safe_session.forgetting', '', true);
  return forgotten;
end
$$;

-- Tokens left for whoever asks too often. A crash may lose them, and so they cost no write-ahead log.
create unlogged table safe_session.rate (
  bucket text primary key,
  tokens double precision not null,
  at timestamptz not null
);
`,
};
