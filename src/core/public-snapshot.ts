import type { PublicSnapshot, SessionSnapshot } from './session-snapshot.js';

/** What leaves the shell for the host page. */
export const publicSnapshot = (snapshot: SessionSnapshot): PublicSnapshot => ({
  mode: snapshot.mode,
  role: snapshot.role,
  phase: snapshot.phase.name,
  closingReason: 'reason' in snapshot.phase ? snapshot.phase.reason : null,
  connection: snapshot.connection,
  encryption: snapshot.encryption,
  safety: snapshot.people.map(({ id, safety: { state, runs, cannotOpen } }) => ({
    person: id,
    ...{ state, runs, cannotOpen },
  })),
  paused: snapshot.pausedBy.length > 0,
  problems: snapshot.problems.map(({ code }) => code),
});
