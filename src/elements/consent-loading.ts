/**
 * Fetches, reads and checks a consent document that a page gives to an element. A session's own was checked by its
 * service, so that nobody on the way to a session needs this.
 */
import { readConsentDocument } from '../core/consent-document.js';
import { SessionError } from '../core/problems.js';
import type { SourceState } from './consent-source.js';

const MOST_CHARACTERS = 2_000_000;

const problem = (error: unknown, where: string): SourceState => ({
  status: 'problem',
  code:
    error instanceof SessionError && error.code === 'consent-document-unreachable'
      ? error.code
      : 'consent-document-invalid',
  message: `<consent-form> ${where}: ${error instanceof SessionError ? error.message : String(error)}`,
});

export const read = (value: unknown, where: string): SourceState => {
  try {
    return { status: 'ready', document: readConsentDocument(value) };
  } catch (error) {
    return problem(error, where);
  }
};

export const parse = (json: string, where: string): SourceState => {
  if (json.length > MOST_CHARACTERS)
    return problem(new SessionError('consent-document-invalid', 'longer than 2 000 000 characters'), where);
  try {
    return read(JSON.parse(json), where);
  } catch (error) {
    return problem(new SessionError('consent-document-invalid', 'not JSON', { cause: error }), where);
  }
};

export const load = async (src: string, signal: AbortSignal): Promise<SourceState> => {
  const where = `consent-src="${src}"`;
  try {
    const response = await fetch(new URL(src, document.baseURI), { signal, credentials: 'same-origin' });
    if (!response.ok)
      throw new SessionError('consent-document-unreachable', `answered with status ${response.status}`);
    return parse(await response.text(), where);
  } catch (error) {
    return problem(
      error instanceof SessionError
        ? error
        : new SessionError('consent-document-unreachable', 'could not be fetched', { cause: error }),
      where,
    );
  }
};
