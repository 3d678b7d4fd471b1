/**
 * The part of `<safe-session>` that comes after the welcome: the real session behind it, and what follows from its
 * changes. Fetched behind the welcome, so that a reader of it waits for nothing.
 */
import { SessionController } from '../core/session-controller.js';
import type { Preferences, SessionAsk, SessionSnapshot } from '../core/session-snapshot.js';
import { makePorts, type PortSettings } from './shell-ports.js';

export { rememberSession } from './remembered-session.js';
export { blockingProblem, movesFocus, newsFor, noticesOf } from './shell-news.js';

interface Waking {
  readonly beginning: SessionSnapshot;
  readonly settings: () => PortSettings;
  readonly preferences: Partial<Preferences> | undefined;
  readonly consult: (ask: SessionAsk) => boolean;
}

/** The session that goes on from what the welcome showed. */
export const wake = ({ beginning, settings, preferences, consult }: Waking): SessionController => {
  const controller = new SessionController(
    { ...beginning, pending: [] },
    { ...makePorts(settings), consult },
  );
  if (preferences) controller.send({ type: 'set-preferences', preferences });
  return controller;
};
