/**
 * The practice's own support list, made safe to show. The package ships no number: what is not given here is
 * not shown, and a row that nobody could use is left out and named to the developer.
 */
import { plainText } from './session-messages.js';
import type { SupportRow } from './session-snapshot.js';

/** Numbers change; after this many days a row says that it may be out of date. */
export const SUPPORT_FRESH_DAYS = 180;

const DAY = 86_400_000;
const LIMITS = { name: 120, number: 40, line: 300, languages: 20 } as const;

/** A number as it is read, and the address that dials it; `null` where it holds more than a dialler can take. */
export interface PhoneNumber {
  readonly text: string;
  readonly href: string | null;
}

/** One row as it may be shown. Texts are plain and cut; empty where nothing was given. */
export interface SupportEntry {
  readonly kind: 'emergency' | 'practice' | 'line';
  readonly name: string;
  readonly call: PhoneNumber | null;
  readonly text: PhoneNumber | null;
  /** Always https. */
  readonly chat: URL | null;
  readonly hours: string;
  readonly languages: readonly string[];
  readonly cost: string;
  readonly note: string;
  /** When somebody at the practice checked the row, in milliseconds since the epoch; `null` where nobody knows. */
  readonly checkedOn: number | null;
  readonly outdated: boolean;
}

export interface SupportList {
  /** Emergency first, then the practice's own, then lines; the practice's order within. */
  readonly entries: readonly SupportEntry[];
  /** For developers: what was left out, and why. */
  readonly complaints: readonly string[];
}

const KINDS = ['emergency', 'practice', 'line'] as const;

const line = (value: unknown, limit: number = LIMITS.line): string =>
  typeof value === 'string' ? plainText(value, limit).replace(/\s+/gu, ' ').trim() : '';

/** RFC 3966 takes no spaces; what a keypad cannot type (letters, an extension in words) is shown but not dialled. */
export const phoneNumber = (value: unknown, scheme: 'tel' | 'sms' = 'tel'): PhoneNumber | null => {
  const text = line(value, LIMITS.number);
  if (!/\d\D*\d/u.test(text)) return null;
  const dialled = text.replace(/[\s().\-/\u2010-\u2015]/gu, '');
  return { text, href: /^\+?[\d*#]+$/u.test(dialled) ? `${scheme}:${dialled.replaceAll('#', '%23')}` : null };
};

/** `null` for anything but a whole https address without a name and password in it. */
const chatAddress = (value: string): URL | null => {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url?.protocol === 'https:' && !url.username && !url.password ? url : null;
};

/** A date of the calendar, not in the future; `null` for everything else. */
const checkedDate = (value: unknown, now: number): number | null => {
  const time = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value) ? Date.parse(value) : NaN;
  // a day of grace: the page may stand in an earlier time zone than the practice
  return Number.isNaN(time) || time > now + DAY ? null : time;
};

const readRow = (row: SupportRow, now: number, complain: (what: string) => void): SupportEntry | null => {
  const name = line(row.name, LIMITS.name);
  const call = phoneNumber(row.number);
  const text = phoneNumber(row.textNumber, 'sms');
  const chat = typeof row.url === 'string' ? chatAddress(row.url) : null;
  if (row.url && !chat) complain('its url is left out: only https addresses are shown');
  if (!name || !(call ?? text ?? chat)) {
    complain(
      name ? 'it is left out: it has no number, text number or https url' : 'it is left out: it has no name',
    );
    return null;
  }
  const checkedOn = checkedDate(row.checkedOn, now);
  if (checkedOn === null) complain('checkedOn is missing or is no past date like 2026-11-23');
  return {
    kind: KINDS.find((kind) => kind === row.kind) ?? 'line',
    name,
    call,
    text,
    chat,
    hours: line(row.hours),
    languages: (Array.isArray(row.languages) ? row.languages : [])
      .slice(0, LIMITS.languages)
      .map((language: unknown) => line(language, 60))
      .filter(Boolean),
    cost: line(row.cost),
    note: line(row.note),
    checkedOn,
    outdated: checkedOn !== null && now - checkedOn > SUPPORT_FRESH_DAYS * DAY,
  };
};

/** The practice's own phone, from the plan; it stands in the list even where its rows forgot it. */
interface Practice {
  readonly name: string;
  readonly phone: string;
}

/** What can be shown of a support list. Never throws, whatever a page hands over. */
export const readSupport = (rows: unknown, now: number, practice?: Practice): SupportList => {
  const complaints: string[] = [];
  const entries = (Array.isArray(rows) ? rows : []).flatMap((row: unknown, index) => {
    const complain = (what: string): void => {
      complaints.push(`support row ${index + 1}: ${what}`);
    };
    const entry = typeof row === 'object' && row !== null ? readRow(row as SupportRow, now, complain) : null;
    if (typeof row !== 'object' || row === null) complain('it is left out: it is no object');
    return entry ?? [];
  });
  const own = practice && ownEntry(practice, now);
  const known = entries.some(({ call }) => isSame(call, own?.call ?? null));
  const all = own && !known ? [...entries, own] : entries;
  if (all.length === 1) complaints.push('support: give at least two ways to reach somebody');
  return { entries: KINDS.flatMap((kind) => all.filter((entry) => entry.kind === kind)), complaints };
};

const isSame = (one: PhoneNumber | null, other: PhoneNumber | null): boolean =>
  one !== null &&
  other !== null &&
  (one.text === other.text || (one.href !== null && one.href === other.href));

const ownEntry = ({ name, phone }: Practice, now: number): SupportEntry | null =>
  readRow({ kind: 'practice', name, number: phone }, now, () => undefined);
