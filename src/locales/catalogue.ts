/**
 * Which words stand in which language. English is the contract and comes with each element; other languages are
 * loaded per section when somebody needs them, and a host may add a language or replace any string at run time.
 * There is no page-wide "current language": two elements on one page may speak two.
 */
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

const packs = new Map<string, LanguagePack>([['en', {}]]);

/** Languages of our own that are fetched when somebody speaks them. */
const OWN: Readonly<Record<string, () => Promise<{ readonly default: LanguagePack }>>> = {
  da: () => import('./da.js'),
};

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
  return isKnown(tag) ? tag : isKnown(primary) ? primary : 'en';
};

const isKnown = (language: string): boolean => packs.has(language) || Object.hasOwn(OWN, language);

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

const packOf = async (language: string): Promise<LanguagePack | undefined> => {
  const fetched = packs.has(language) ? undefined : (await OWN[language]?.())?.default;
  // A host may have registered its own meanwhile.
  if (fetched && !packs.has(language)) packs.set(language, fetched);
  return packs.get(language);
};

/** Fetches the words of a section if they are still missing. `true` when something new arrived. */
export const loadWords = async (section: Section, language: string): Promise<boolean> => {
  const key = `${language}/${section}`;
  if (language === 'en' || loaded.has(key)) return false;
  loaded.set(key, {});
  try {
    const words = await (await packOf(language))?.load?.[section]?.();
    if (words) loaded.set(key, words.default);
    return words !== undefined;
  } catch {
    // English stays on the screen; the next element of this language tries again.
    loaded.delete(key);
    return false;
  }
};
