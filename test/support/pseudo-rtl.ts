import { registerLanguage, type LanguagePack } from '../../src/locales/catalogue.js';
import da from '../../src/locales/da.js';
import type { Section } from '../../src/locales/messages.js';

const mirror = (value: unknown): unknown => {
  if (typeof value === 'string') return `\u202E${value}\u202C`;
  if (typeof value === 'function')
    return (...values: unknown[]) => mirror((value as (...all: unknown[]) => unknown)(...values));
  if (Array.isArray(value)) return value.map(mirror);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mirror(inner)]));
};

/**
 * `ar-XB`: the usual pseudo-locale for right-to-left. English, each string turned round by the bidirectional
 * override, so that what was forgotten in a catalogue is seen at once.
 */
export const usePseudoRtl = (): void => {
  const sections = Object.keys(da.load) as Section[];
  const load = Object.fromEntries(
    sections.map((section) => [
      section,
      async () => {
        const words = (await import(`../../src/locales/en/${fileOf(section)}.ts`)) as { default: object };
        return { default: mirror(words.default) as object };
      },
    ]),
  ) as NonNullable<LanguagePack['load']>;
  registerLanguage('ar-XB', { direction: 'rtl', load });
};

/** Sections are camel case, their files kebab case. */
const fileOf = (section: string): string => section.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
