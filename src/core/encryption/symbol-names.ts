/** The names of the 64 pictures in a person's own language. Fetched only when somebody opens the comparison. */
import { SYMBOL_NAMES } from './symbols.js';

/** From the closest to the widest: `zh-TW` is written as `zh-Hant`, and Norwegian without a form is Bokmål. */
const candidates = (language: string): readonly string[] => {
  try {
    const locale = new Intl.Locale(language);
    const { language: base, script } = locale.maximize();
    return [locale.baseName, `${base}-${script ?? ''}`, base === 'no' ? 'nb' : base];
  } catch {
    return [];
  }
};

/** `language` is a BCP 47 tag. English where there are no names in it. Rejects when the file does not arrive. */
export const symbolNames = async (language: string): Promise<readonly string[]> => {
  const wanted = candidates(language);
  if (wanted.includes('en')) return SYMBOL_NAMES;
  if (wanted.includes('da')) return (await import('./symbol-names-da.js')).SYMBOL_NAMES_DA;
  const { SYMBOL_NAMES_MATRIX } = await import('./symbol-names-matrix.js');
  const known = wanted.find((tag) => Object.hasOwn(SYMBOL_NAMES_MATRIX, tag));
  return (known && SYMBOL_NAMES_MATRIX[known]?.trim().split(/\s*\|\s*/)) || SYMBOL_NAMES;
};
