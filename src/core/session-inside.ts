/** What the parts of a running session have in common. */
import { SessionError, type ProblemCode } from './problems.js';
import type { PersonId, SessionFact, SessionSnapshot } from './session-snapshot.js';

export interface Inside {
  readonly snapshot: () => SessionSnapshot;
  readonly learn: (fact: SessionFact) => void;
  /** Bytes of somebody's, or of somebody in their name, by whichever way. */
  readonly receive: (message: { readonly from: PersonId; readonly bytes: Uint8Array }) => void;
  /** Told to the person as the error's own code where it is one of ours, and otherwise as this one. */
  readonly fail: (error: unknown, otherwise: ProblemCode) => void;
}

/** A vendor's error never reaches a person; what is not ours becomes the code given here. */
export const codeOf = (error: unknown, otherwise: ProblemCode): ProblemCode =>
  error instanceof SessionError ? error.code : otherwise;

/** A port that breaks must not keep anything else from being stopped, covered and told. */
export const safely = (act: () => void): void => {
  try {
    act();
  } catch (error) {
    console.error(error);
  }
};
