/** What the world reports: only here something becomes true. Which part of the machine learns what. */
import { admitted, declined, held } from './session-admission.js';
import {
  isInRoom,
  isOver,
  settled,
  stay,
  withoutProblem,
  withPerson,
  withProblem,
} from './session-changes.js';
import { close } from './session-closing.js';
import { consentChanged } from './session-consent.js';
import { deviceShown } from './session-devices.js';
import type { Moment, Transition } from './session-machine.js';
import { appointmentKnown, lateAsShown } from './session-opening.js';
import { lineChanged, ownMedia, unplugged } from './session-own-media.js';
import { othersPaused, pauseTold } from './session-pauses.js';
import { joined, left, lost, personState, removedOther } from './session-people.js';
import {
  agreementFailed,
  codeAgreed,
  codeGone,
  codeRefused,
  tampered,
  withSafety,
} from './session-safety.js';
import type { Connection, SessionFact, SessionSnapshot } from './session-snapshot.js';
import { textTold } from './session-telling.js';
import { entryAsked, opened } from './session-way-in.js';

const connectionChanged = (snapshot: SessionSnapshot, connection: Connection): Transition => {
  if (!isInRoom(snapshot)) return stay(snapshot);
  const holds = connection === 'connected' || connection === 'reconnecting';
  const next = { ...snapshot, connection, encryption: holds ? snapshot.encryption : 'none' } as const;
  return stay(
    connection === 'lost'
      ? withProblem(next, { code: 'connection-lost' })
      : connection === 'connected'
        ? withoutProblem(next, 'connection-lost', 'media-unreachable')
        : next,
  );
};

const refused = (
  snapshot: SessionSnapshot,
  { ask, code }: SessionFact & { type: 'ask-refused' },
): Transition => stay(withProblem(settled(snapshot, ask), { code }));

/** What a fact makes of the snapshot. A fact about nobody we know changes nothing.  */
export const learn = (snapshot: SessionSnapshot, fact: SessionFact, moment: Moment): Transition => {
  switch (fact.type) {
    case 'appointment-known':
      return appointmentKnown(snapshot, fact.appointment, moment);
    case 'consent-changed':
      return consentChanged(snapshot, fact.records, moment);
    case 'entry-asked':
      return entryAsked(snapshot, moment);
    case 'admitted':
      return admitted(snapshot, fact, moment);
    case 'held':
      return held(snapshot, fact);
    case 'declined':
      return declined(snapshot, fact);
    case 'removed':
      if (fact.person === snapshot.self)
        return isOver(snapshot) ? stay(snapshot) : close(snapshot, 'removed');
      return removedOther(snapshot, fact.person);
    case 'stranger-removed':
      return stay(withProblem(snapshot, { code: 'stranger-removed' }));
    case 'place-asked':
      return stay(withProblem(snapshot, { code: 'place-taken' }));
    case 'place-moved':
      return isOver(snapshot) ? stay(snapshot) : close(snapshot, 'moved');
    case 'late-told':
      return stay(
        settled({ ...snapshot, waiting: { ...snapshot.waiting, late: lateAsShown(fact.late) } }, 'tell-late'),
      );
    case 'person-state':
      return personState(snapshot, fact, moment);
    case 'paused-by':
      return othersPaused(snapshot, fact.people);
    case 'service-reached':
      return stay(
        fact.reached || isOver(snapshot)
          ? withoutProblem(snapshot, 'service-unreachable')
          : withProblem(snapshot, { code: 'service-unreachable' }),
      );
    case 'connection-changed':
      return connectionChanged(snapshot, fact.connection);
    case 'frames':
      return stay(
        isInRoom(snapshot) ? { ...snapshot, encryption: fact.sealed ? 'sealed' : 'none' } : snapshot,
      );
    case 'person-joined':
      return joined(snapshot, fact, moment);
    case 'person-left':
      return left(snapshot, fact.person);
    case 'person-lost':
      return lost(snapshot, fact.person);
    case 'person-media':
      return stay(
        withPerson(snapshot, fact.person, (person) => ({
          ...person,
          media: { ...person.media, [fact.kind]: fact.on },
        })),
      );
    case 'line-changed':
      return lineChanged(snapshot, fact.line);
    case 'rights-changed':
      return fact.rights === 'none' && isInRoom(snapshot) ? close(snapshot, 'removed') : stay(snapshot);
    case 'sound-needs-press':
      return stay({ ...snapshot, media: { ...snapshot.media, soundNeedsPress: fact.needed } });
    case 'own-media':
      return ownMedia(snapshot, fact);
    case 'device-unplugged':
      return unplugged(snapshot, fact);
    case 'devices-changed':
      return stay(snapshot);
    case 'profile-told':
      return stay(withPerson(snapshot, fact.person, (person) => ({ ...person, profile: fact.profile })));
    case 'presence-told':
      return stay(withPerson(snapshot, fact.person, (person) => ({ ...person, presence: fact.presence })));
    case 'pause-told':
      return pauseTold(snapshot, fact);
    case 'text-told':
      return textTold(snapshot, fact, moment);
    case 'code-refused':
      return codeRefused(snapshot, fact);
    case 'code-agreed':
      return codeAgreed(snapshot, fact);
    case 'code-gone':
      return codeGone(snapshot, fact.person);
    case 'device-kept':
      return stay(withSafety(snapshot, fact.person, { device: fact.device }));
    case 'device-shown':
      return deviceShown(snapshot, fact);
    case 'group-told':
      return stay({ ...snapshot, group: fact.group });
    case 'agreement-failed':
      return agreementFailed(snapshot, fact.person);
    case 'tampering':
      return isOver(snapshot) ? stay(snapshot) : tampered(snapshot);
    case 'cannot-open':
      return stay(
        withPerson(snapshot, fact.person, (person) => ({
          ...person,
          safety: { ...person.safety, cannotOpen: fact.cannot },
        })),
      );
    case 'text-delivered':
      return stay({
        ...snapshot,
        texts: snapshot.texts.map((text) =>
          text.id === fact.id && text.state === 'sending' ? { ...text, state: 'delivered' } : text,
        ),
      });
    case 'problem':
      return stay(
        withProblem(
          fact.problem.kind
            ? { ...snapshot, media: { ...snapshot.media, [fact.problem.kind]: 'off' } }
            : snapshot,
          fact.problem,
        ),
      );
    case 'problem-solved':
      return stay(withoutProblem(snapshot, fact.code));
    case 'feedback-sent':
      return stay({
        ...withoutProblem(settled(snapshot, 'send-feedback'), 'not-recorded'),
        feedbackSent: true,
      });
    case 'proof-known':
      return stay({
        ...snapshot,
        consent: {
          ...snapshot.consent,
          proofs: { ...snapshot.consent.proofs, [fact.recordId]: fact.proof },
        },
      });
    case 'opened':
      return opened(snapshot);
    case 'ask-refused':
      return refused(snapshot, fact);
    case 'settings-changed':
      return stay({ ...snapshot, plan: { ...snapshot.plan, support: fact.support } });
    case 'received':
    case 'relayed':
    case 'device-told':
      return stay(snapshot);
    default:
      return fact satisfies never;
  }
};
