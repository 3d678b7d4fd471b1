/** A practice's real server, for a test in a page. What it asks for is done by the runner. */
import { executeServerCommand } from '@web/test-runner-commands';
import type { Role } from '../../src/core/session-snapshot.js';
import type { AppointmentInput, NewAppointment } from '../../src/server/public.js';

export interface TestPractice {
  /** Where its handler is mounted: another origin than the page. */
  readonly url: string;
  /** Now, for an hour, with one person of each role, and the document that is known. */
  createAppointment(change?: Partial<AppointmentInput>): Promise<NewAppointment>;
  closeAppointment(appointment: string): Promise<void>;
  /** Which sessions have a line open. */
  lines(): Promise<readonly string[]>;
  /** Out of reach, and every line cut. */
  stop(): Promise<void>;
  startAgain(): Promise<void>;
}

const HOUR = 3_600_000;

/** Starts a server of this name, or takes the one that runs already. */
export const testPractice = async (
  server: string,
  document: { readonly id: string },
): Promise<TestPractice> => {
  const ask = <T>(what: string, more: object = {}): Promise<T> =>
    executeServerCommand('practice', { do: what, server, ...more });
  let url: string | null = null;
  while (url === null)
    ({ url } = await ask<{ url: string | null }>('start', {
      origin: location.origin,
      documents: [document],
    }));
  return {
    url,
    createAppointment: (change = {}) => {
      const now = Date.now();
      const appointment: AppointmentInput = {
        startsAt: now,
        endsAt: now + HOUR,
        people: [{ role: 'client' }, { role: 'therapist' }],
        consentDocument: document.id,
        ...change,
      };
      return ask('create-appointment', { appointment });
    },
    closeAppointment: (appointment) => ask('close-appointment', { appointment }),
    lines: () => ask('lines'),
    stop: () => ask('stop'),
    startAgain: () => ask('start-again'),
  };
};

export const invitationFor = ({ people }: NewAppointment, role: Role): string =>
  people.find((person) => person.role === role)?.invitation ?? '';
