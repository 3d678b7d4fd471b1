/** The practice's server: its database, the handler of sessions, and the jobs that run beside it. */
import { readFile } from 'node:fs/promises';

import {
  createSessionHandler,
  generateReceiptKey,
  livekitMedia,
  openDatabase,
  tabMedia,
  type SessionHandler,
} from 'safe-session/server';

import { sampleConsent } from './sample-consent.ts';
import type { Settings } from './settings.ts';

/** Where the handler is mounted, on the site of the practice. */
export const BASE_PATH = '/api/session';

const JOBS_EVERY_MS = 10_000;

const DEMO_LENGTH_MS = 50 * 60_000;

export interface Practice {
  /** Answers everything below `BASE_PATH`. */
  fetch(request: Request): Promise<Response>;
  /** Of the demo's appointment: paths with a secret in the fragment, so never for a log. Otherwise `null`. */
  readonly links: { readonly client: string; readonly therapist: string } | null;
  /** Whether its database answers. */
  isWell(): Promise<boolean>;
  /** Ends the open lines of pages, which come back to another instance, or later to this one. */
  endLines(): Promise<void>;
  /** After the last request was answered. */
  close(): Promise<void>;
}

/** As a practice's own back end does it for every booking; see `PracticeDesk`. */
const demoLinks = async (
  { practice }: SessionHandler,
  consentDocument: string,
): Promise<NonNullable<Practice['links']>> => {
  const now = Date.now();
  const { people } = await practice.createAppointment({
    startsAt: now,
    opensAt: now,
    endsAt: now + DEMO_LENGTH_MS,
    people: [{ role: 'client' }, { role: 'therapist' }],
    consentDocument,
    practiceName: 'Sample Practice',
    therapistName: 'Sample Therapist',
    phone: '020 7946 0123',
    support: [
      {
        kind: 'practice',
        name: 'Sample Practice',
        number: '020 7946 0123',
        note: 'Sample number, reaches nobody.',
      },
    ],
  });
  const linkOf = (role: string): string =>
    `/session#safe-session=${people.find((person) => person.role === role)?.invitation ?? ''}`;
  return { client: linkOf('client'), therapist: linkOf('therapist') };
};

/**
 * @param addressOf from which address a request came, so that whoever guesses at invitations slows down nobody else
 * @throws whatever is wrong with the settings, the database or the consent document
 */
export const openPractice = async (
  settings: Settings,
  addressOf: (request: Request) => string,
): Promise<Practice> => {
  const { demo, origin, livekit, retention, consentDocument } = settings;
  const log = (entry: object): void => console.log(JSON.stringify(entry));
  const store = await openDatabase({
    url: settings.databaseUrl,
    folder: settings.dataFolder,
    onError: () => log({ level: 'error', event: 'database-line-lost' }),
  });
  // Checked by the handler, whatever stands in the file.
  const document = (
    consentDocument ? JSON.parse(await readFile(consentDocument, 'utf8')) : sampleConsent
  ) as {
    id: string;
  };
  const media = livekit ? livekitMedia(livekit) : tabMedia();
  const handler = await createSessionHandler({
    basePath: BASE_PATH,
    store,
    media,
    allowedOrigins: [origin],
    consent: { documents: [document] },
    secrets: {
      practiceKeys: settings.practiceKeys,
      receiptKeys: settings.receiptKeys ?? [await generateReceiptKey()],
    },
    addressOf,
    log,
    demo,
    ...(retention && { retention }),
  });
  await handler.migrate();
  console.log(media.summary);

  let jobs: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => (jobs = handler.runJobs()), JOBS_EVERY_MS);
  return {
    fetch: handler.fetch,
    links: demo ? await demoLinks(handler, document.id) : null,
    isWell: () =>
      store.query('select 1').then(
        () => true,
        () => false,
      ),
    endLines: handler.close,
    close: async () => {
      clearInterval(timer);
      await jobs;
      await store.close();
    },
  };
};
