/**
 * The small Markdown subset of consent documents, as data: page and receipt render the same blocks. What is not in the
 * subset stays as it is written, so nothing in a document can become markup.
 */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis'; readonly content: readonly Inline[] }
  | { readonly type: 'link'; readonly href: string; readonly content: readonly Inline[] };

export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

/** Lengths are bounded so that a long line of stars or brackets costs no more than a long line. */
const SPAN = /\*\*(?!\s)(.{1,1000}?)\*\*|\*(?!\s)(.{1,1000}?)\*|\[([^[\]]{1,300})\]\(([^()\s]{1,1000})\)/gsu;

/** A place somebody can follow without surprise: a page, a mail, a call. Everything else stays text. */
const safeHref = (href: string): string | null => {
  if (!/^(https:\/\/|mailto:|tel:)/i.test(href)) return null;
  return URL.canParse(href) ? href : null;
};

const span = (match: RegExpMatchArray): Inline => {
  const [whole, strong, emphasis, label = '', target = ''] = match;
  if (strong !== undefined) return { type: 'strong', content: parseInline(strong) };
  if (emphasis !== undefined) return { type: 'emphasis', content: parseInline(emphasis) };
  const href = safeHref(target);
  return href
    ? { type: 'link', href, content: [{ type: 'text', text: label }] }
    : { type: 'text', text: whole };
};

const parseInline = (text: string): readonly Inline[] => {
  const found: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(SPAN)) {
    if (match.index > end) found.push({ type: 'text', text: text.slice(end, match.index) });
    found.push(span(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ type: 'text', text: text.slice(end) });
  return found;
};

interface Draft {
  readonly type: 'heading' | 'paragraph' | 'bullets' | 'numbers';
  readonly level: number;
  readonly lines: string[];
}

const HEADING = /^(#{1,6}) +(.+)$/u;
const BULLET = /^[-*] +(.+)$/u;
const NUMBER = /^\d{1,3}[.)] +(.+)$/u;

/** Adds a line to what is being read, or begins something new with it. `null` after an empty line. */
const read = (drafts: Draft[], open: Draft | null, written: string): Draft | null => {
  const line = written.trim();
  if (line === '') return null;
  const begin = (type: Draft['type'], text: string, level = 0): Draft => {
    const draft = { type, level, lines: [text] };
    drafts.push(draft);
    return draft;
  };
  const heading = HEADING.exec(line);
  if (heading) {
    begin('heading', heading[2] ?? '', heading[1]?.length);
    return null;
  }
  for (const [type, pattern] of [
    ['bullets', BULLET],
    ['numbers', NUMBER],
  ] as const) {
    const item = pattern.exec(line)?.[1];
    if (item === undefined) continue;
    if (open?.type !== type) return begin(type, item);
    open.lines.push(item);
    return open;
  }
  if (!open) return begin('paragraph', line);
  open.lines.push(`${open.lines.pop() ?? ''} ${line}`);
  return open;
};

export const parseText = (text: string): readonly Block[] => {
  const drafts: Draft[] = [];
  let open: Draft | null = null;
  for (const line of text.split(/\r\n?|\n/)) open = read(drafts, open, line);
  return drafts.map(({ type, level, lines }) => {
    if (type === 'bullets' || type === 'numbers')
      return { type: 'list', ordered: type === 'numbers', items: lines.map(parseInline) };
    const content = parseInline(lines.join(' '));
    return type === 'heading' ? { type, level, content } : { type, content };
  });
};

const RIGHT_TO_LEFT = ['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'];

/** The direction in which a language is written; documents come in languages that our own words do not have. */
export const textDirection = (language: string): 'ltr' | 'rtl' => {
  try {
    return RIGHT_TO_LEFT.includes(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
};
