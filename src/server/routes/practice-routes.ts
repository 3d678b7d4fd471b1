/** What the practice's own back end asks over HTTP: the functions of `PracticeDesk`, with one of the practice's keys. */
import type { HandlerContext } from '../handler-context.js';
import { EXPORT_FORMATS, type ExportFormat } from '../consent-files.js';
import { Refusal } from '../refusal.js';
import {
  AUDIT,
  CONSENT_FILE,
  CONSENT_HISTORY,
  FEEDBACK,
  NEW_APPOINTMENT,
  NEW_INVITATION,
  RECORD_ANSWER,
} from './answers.js';
import { appointmentInput, forgetInput, nothing, paperInput } from './inputs.js';
import { route, type Route } from './route.js';
import type { AppointmentInput } from '../appointments.js';

const formatOf = (text: string): ExportFormat => {
  const format = EXPORT_FORMATS.find((one) => one === text);
  if (!format) throw new Refusal('bad-request', `format: expected one of ${EXPORT_FORMATS.join(', ')}`);
  return format;
};

export const PRACTICE_ROUTES: readonly Route<HandlerContext>[] = [
  route<HandlerContext, typeof appointmentInput>({
    method: 'POST',
    path: '/practice/appointments',
    access: 'practice',
    summary: 'Makes an appointment, and an invitation for each person.',
    input: appointmentInput,
    answer: NEW_APPOINTMENT,
    refusals: [],
    run: ({ practice }, { input }) => practice.createAppointment(input as AppointmentInput),
  }),
  route<HandlerContext, null>({
    method: 'DELETE',
    path: '/practice/appointments/:appointment',
    access: 'practice',
    summary: 'Ends an appointment for everybody: pages are told, links and passes stop working.',
    input: null,
    answer: null,
    refusals: ['not-found'],
    run: ({ practice }, { parameters }) => practice.closeAppointment(parameters.appointment ?? ''),
  }),
  route<HandlerContext, typeof nothing>({
    method: 'POST',
    path: '/practice/appointments/:appointment/people/:person/invitation',
    access: 'practice',
    summary: 'A new invitation for somebody; the old ones stop working.',
    input: nothing,
    answer: NEW_INVITATION,
    refusals: ['not-found', 'appointment-over'],
    run: async ({ practice }, { parameters }) => ({
      invitation: await practice.renewInvitation(parameters.appointment ?? '', parameters.person ?? ''),
    }),
  }),
  route<HandlerContext, null>({
    method: 'GET',
    path: '/practice/appointments/:appointment/audit',
    access: 'practice',
    summary: 'Who was admitted, present, removed, when; by opaque id.',
    input: null,
    answer: AUDIT,
    refusals: [],
    run: async ({ practice }, { parameters }) => ({
      entries: await practice.audit(parameters.appointment ?? ''),
    }),
  }),
  route<HandlerContext, null>({
    method: 'GET',
    path: '/practice/appointments/:appointment/feedback',
    access: 'practice',
    summary: 'What people chose to share after the session.',
    input: null,
    answer: FEEDBACK,
    refusals: [],
    run: async ({ practice }, { parameters }) => ({
      feedback: await practice.feedback(parameters.appointment ?? ''),
    }),
  }),
  route<HandlerContext, null>({
    method: 'GET',
    path: '/practice/consent/:subject',
    access: 'practice',
    summary: 'Everything that the book of consent holds of one subject, and whether its chain holds.',
    input: null,
    answer: CONSENT_HISTORY,
    refusals: [],
    run: ({ practice }, { parameters }) => practice.consentHistory(parameters.subject ?? ''),
  }),
  route<HandlerContext, null>({
    method: 'GET',
    path: '/practice/consent/:subject/export',
    access: 'practice',
    summary: 'The same as a file for other systems.',
    input: null,
    answer: CONSENT_FILE,
    refusals: ['bad-request', 'not-allowed', 'not-found'],
    query: { format: '`json` (usual), `fhir-r4` or `fhir-r5`.' },
    run: async ({ practice }, { parameters, query }) => {
      const format = formatOf(query.get('format') ?? 'json');
      const file = await practice.exportConsent(parameters.subject ?? '', { format });
      const type = format === 'json' ? 'application/json' : 'application/fhir+json';
      return Response.json(file, { headers: { 'content-type': type } });
    },
  }),
  route<HandlerContext, typeof paperInput>({
    method: 'POST',
    path: '/practice/consent/paper',
    access: 'practice',
    summary: 'What somebody signed on paper.',
    input: paperInput,
    answer: RECORD_ANSWER,
    refusals: ['not-recorded', 'not-found', 'consent-language-missing'],
    run: ({ practice }, { input }) => practice.recordPaperConsent(input),
  }),
  route<HandlerContext, typeof forgetInput>({
    method: 'POST',
    path: '/practice/consent/records/:record/forget',
    access: 'practice',
    summary: 'Deletes what a record says and keeps its hash; for erasure that a law asks for.',
    input: forgetInput,
    answer: null,
    refusals: ['not-found'],
    run: ({ practice }, { parameters, input }) =>
      practice.forgetConsent(parameters.record ?? '', input.because),
  }),
];
