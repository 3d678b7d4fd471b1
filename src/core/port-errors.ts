/** What a port may do to the rest of us: little. */
import { SessionError, type ProblemCode } from './problems.js';

/** A vendor's error never reaches a person; what is not ours becomes the code given here. */
export const problemCodeOf = (error: unknown, otherwise: ProblemCode): ProblemCode =>
  error instanceof SessionError ? error.code : otherwise;

/** One that breaks must not keep anything else from being stopped, covered and told. */
export const safely = (act: () => void): void => {
  try {
    act();
  } catch (error) {
    console.error(error);
  }
};
