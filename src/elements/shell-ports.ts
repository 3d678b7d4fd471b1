/** Makes the ports of `<safe-session>`, each fetched only when it is first needed. */
import type { ConsentDocument } from '../core/consent.js';
import type { PracticeService } from '../core/practice-service.js';
import type { WorkerOptions } from '../core/encryption/worker-loader.js';
import { SessionError } from '../core/problems.js';
import type { SessionPorts } from '../core/session-controller.js';
import type { Mode, Plan, Role } from '../core/session-snapshot.js';
import type { SessionTransport } from '../core/session-transport.js';
import { rememberSession, sessionRemembered } from './remembered-session.js';

export interface PortSettings {
  readonly mode: Mode;
  readonly role: Role;
  readonly appointment: string;
  /** Absolute, or empty. */
  readonly serviceUrl: string;
  /** A secret; `null` where there is none. */
  readonly invitation: string | null;
  readonly getCredential: (() => Promise<string>) | undefined;
  readonly service: PracticeService | undefined;
  readonly transport: SessionTransport | undefined;
  readonly worker: WorkerOptions;
  readonly consentSrc: string;
  readonly consentDocument: unknown;
  readonly plan: Partial<Plan>;
}

const fetchDocument = async (src: string): Promise<unknown> => {
  try {
    const response = await fetch(src, { credentials: 'same-origin' });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.json();
  } catch (cause) {
    throw new SessionError(
      'consent-document-unreachable',
      `<safe-session consent-src="${src}">: expected a JSON consent document`,
      { cause },
    );
  }
};

const consentOf = async ({ consentDocument, consentSrc }: PortSettings): Promise<ConsentDocument | null> => {
  if (consentDocument === undefined && consentSrc === '') return null;
  const { readConsentDocument } = await import('../core/consent-document.js');
  return readConsentDocument(consentDocument ?? (await fetchDocument(consentSrc)));
};

const rehearsal = async (settings: PortSettings): Promise<PracticeService> => {
  const [{ LocalService }, consentDocument] = await Promise.all([
    import('../core/services/local-service.js'),
    consentOf(settings),
  ]);
  return new LocalService({
    appointment: settings.appointment || 'rehearsal',
    role: settings.role,
    rehearsal: true,
    consentDocument,
    plan: {
      practiceName: consentDocument?.practice.name ?? '',
      phone: consentDocument?.practice.phone ?? '',
      ...settings.plan,
    },
  });
};

/** Of the sessions that this page had, the last; until then, the one that it had before it was loaded anew. */
interface OwnSession {
  session: string | null;
}

const practice = async (
  { serviceUrl: service, appointment, invitation, getCredential }: PortSettings,
  own: OwnSession,
): Promise<PracticeService> => {
  if (service === '')
    throw new SessionError(
      'service-missing',
      '<safe-session mode="live"> needs a `service-url` or a `service`',
    );
  const { HttpService } = await import('../core/services/http-service.js');
  return new HttpService({
    url: service,
    appointment,
    getCredential,
    // Whoever is in by it comes back as that session, and asks nobody for their own place.
    takeInvitation: () => (own.session === null ? invitation : null),
    rememberSession: {
      get: () => own.session ?? sessionRemembered({ service, appointment }),
      set: (session) => {
        own.session = session;
        rememberSession(session === null ? null : { session, service, appointment });
      },
    },
  });
};

/** Read when a port is first asked for, so that what a page sets after the element is on it still counts. */
export const makePorts = (read: () => PortSettings): Omit<SessionPorts, 'consult'> => {
  const own: OwnSession = { session: null };
  return {
    service: async () => {
      const settings = read();
      if (settings.service) return settings.service;
      return settings.mode === 'live' ? practice(settings, own) : rehearsal(settings);
    },
    transport: async ({ kind }) => {
      const settings = read();
      if (settings.transport) return settings.transport;
      if (kind === 'tabs') {
        const { LocalTransport } = await import('../core/transports/local-transport.js');
        return new LocalTransport(settings.worker);
      }
      const { LivekitTransport } = await import('../core/transports/livekit-transport.js');
      return new LivekitTransport(settings.worker);
    },
    worker: () => read().worker,
    capture: async () => {
      const { DeviceCapture } = await import('../core/device-capture.js');
      const { mode, role } = read();
      return new DeviceCapture({ standIns: mode === 'rehearsal' ? role : null });
    },
  };
};
