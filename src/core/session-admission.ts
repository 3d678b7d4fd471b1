/** Being let in, kept waiting or sent away: what the practice's answer makes of it. */
import { isOver, settled, stay, withoutProblem, withPerson } from './session-changes.js';
import { close } from './session-closing.js';
import type { Moment, Transition } from './session-machine.js';
import { LIMITS, plainText } from './session-messages.js';
import type { SessionFact, SessionSnapshot } from './session-snapshot.js';
import { enterIfOpen } from './session-way-in.js';

export const admitted = (
  snapshot: SessionSnapshot,
  fact: SessionFact & { type: 'admitted' },
  moment: Moment,
): Transition => {
  const accepted = withPerson(
    withoutProblem(settled(snapshot, 'admit'), 'not-allowed', 'not-admitted'),
    fact.person,
    (person) => ({ ...person, acceptedBy: [...new Set([...person.acceptedBy, fact.by])] }),
  );
  // The therapist goes in with the person they let in; a client only when it was they who were let in.
  const mine = fact.person === snapshot.self || fact.by === snapshot.self;
  return mine && !isOver(snapshot)
    ? enterIfOpen(
        { ...accepted, waiting: { ...accepted.waiting, admitted: true, holdMinutes: null } },
        moment,
      )
    : stay(accepted);
};

export const declined = (snapshot: SessionSnapshot, fact: SessionFact & { type: 'declined' }): Transition => {
  if (fact.person !== snapshot.self)
    return stay(
      settled(
        withPerson(snapshot, fact.person, (person) => ({
          ...person,
          state: 'expected',
          urgent: false,
          acceptedBy: [],
        })),
        'decline',
      ),
    );
  // Whoever has gone is not called back for it.
  if (isOver(snapshot)) return stay(snapshot);
  const closed = close(snapshot, 'not-today');
  const message = plainText(fact.message, LIMITS.message);
  return {
    ...closed,
    snapshot: { ...closed.snapshot, waiting: { ...closed.snapshot.waiting, message } },
  };
};

/** "Two more minutes". */
export const held = (
  snapshot: SessionSnapshot,
  { person, minutes }: SessionFact & { type: 'held' },
): Transition =>
  stay(
    person === snapshot.self
      ? { ...snapshot, waiting: { ...snapshot.waiting, holdMinutes: minutes } }
      : settled(snapshot, 'hold'),
  );
