/**
 * Which words stand in which language. English is the contract and comes with each element; other languages are
 * loaded per section when somebody needs them, and a host may add a language or replace any string at run time.
 * There is no page-wide "current language": two elements on one page may speak two.
 */
import da from './da.js';
import type { Messages, PartialMessages, Section } from './messages.js';

type SectionLoader = () => Promise<{ readonly default: object }>;

/** The words of a language: given at once, or one loader per section. */
export interface LanguagePack {
  /** `rtl` sets the direction of our own elements; nothing else on the page is touched. */
  readonly direction?: 'ltr' | 'rtl';
  /** Set while no native speaker with clinical experience has read it; shown to practices, not to clients. */
  readonly unreviewed?: boolean;
  readonly messages?: PartialMessages;
  readonly load?: Partial<Record<Section, SectionLoader>>;
}

const packs = new Map<string, LanguagePack>([
  ['en', {}],
  ['da', da],
]);
const loaded = new Map<string, object>();
const changes = new EventTarget();

/** Adds a language, or replaces one. Elements that are on the page already follow at once. */
export const registerLanguage = (language: string, pack: LanguagePack): void => {
  packs.set(language, pack);
  for (const key of loaded.keys()) if (key.startsWith(`${language}/`)) loaded.delete(key);
  changes.dispatchEvent(new Event('change'));
};

export const onCatalogueChange = (listener: () => void): (() => void) => {
  changes.addEventListener('change', listener);
  return () => {
    changes.removeEventListener('change', listener);
  };
};

/** The best language we have for a tag: itself, then its primary language, then English. */
export const matchLanguage = (tag: string): string => {
  const primary = tag.split('-')[0]?.toLowerCase() ?? '';
  return packs.has(tag) ? tag : packs.has(primary) ? primary : 'en';
};

export const directionOf = (language: string): 'ltr' | 'rtl' => packs.get(language)?.direction ?? 'ltr';

/** The words of a section as far as they are here; English fills what is missing. */
export const wordsOf = <S extends Section>(
  section: S,
  language: string,
  english: Messages[S],
  overrides?: PartialMessages,
): Messages[S] => ({
  ...english,
  ...packs.get(language)?.messages?.[section],
  ...loaded.get(`${language}/${section}`),
  ...overrides?.[section],
});

/** Fetches the words of a section if they are still missing. `true` when something new arrived. */
export const loadWords = async (section: Section, language: string): Promise<boolean> => {
  const key = `${language}/${section}`;
  const load = packs.get(language)?.load?.[section];
  if (!load || loaded.has(key)) return false;
  loaded.set(key, {});
  try {
    loaded.set(key, (await load()).default);
  } catch {
    // English stays on the screen; the next element of this language tries again.
    loaded.delete(key);
    return false;
  }
  return true;
};
