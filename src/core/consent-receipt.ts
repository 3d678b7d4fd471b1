/**
 * A receipt as files a person can keep: JSON for machines, and one page that any browser opens without our software,
 * without script and without asking anybody for anything. The words are handed in.
 */
import type { ConsentMethod, Decision } from './consent.js';
import type { ConsentReceipt } from './consent-document.js';
import { parseText, textDirection, type Block, type Inline } from './consent-text.js';

export interface ReceiptWords {
  readonly title: string;
  readonly intro: string;
  readonly rehearsal: string;
  readonly practice: string;
  readonly shownAt: string;
  readonly answeredAt: string;
  readonly how: string;
  readonly methods: Readonly<Record<ConsentMethod, string>>;
  readonly signedBy: string;
  readonly notSigned: string;
  readonly answer: string;
  readonly decisions: Readonly<Record<Decision, string>>;
  readonly notAnswered: string;
  readonly version: (version: string) => string;
  readonly fullText: string;
  readonly changeHeading: string;
  readonly change: string;
  readonly checkHeading: string;
  readonly check: string;
  readonly documentId: string;
  readonly recordId: string;
  readonly fingerprint: string;
  /** What the practice's server says of the record, and why it is believed. */
  readonly proof: string;
  readonly recordHash: string;
  readonly previousHash: string;
  readonly firstEntry: string;
  readonly signature: string;
  readonly proofHow: string;
  readonly noProof: string;
  readonly noProofRehearsal: string;
}

export interface ReceiptLanguage {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

export const receiptJson = (receipt: ConsentReceipt): string => `${JSON.stringify(receipt, null, 2)}\n`;

/** Text that has been through `markup`, so that everything else is known to need escaping. */
class Markup {
  constructor(readonly text: string) {}
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Value = string | Markup | readonly Markup[];

const escaped = (value: Value): string => {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join('');
};

const markup = (strings: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(strings.map((part, index) => part + escaped(values[index] ?? '')).join(''));

const inline = (content: readonly Inline[]): readonly Markup[] =>
  content.map((one) => {
    if (one.type === 'text') return markup`${one.text}`;
    if (one.type === 'link') return markup`<a href="${one.href}" rel="noreferrer">${inline(one.content)}</a>`;
    return one.type === 'strong'
      ? markup`<strong>${inline(one.content)}</strong>`
      : markup`<em>${inline(one.content)}</em>`;
  });

const block = (one: Block): Markup => {
  if (one.type === 'paragraph') return markup`<p>${inline(one.content)}</p>`;
  if (one.type === 'list') {
    const items = one.items.map((item) => markup`<li>${inline(item)}</li>`);
    return one.ordered ? markup`<ol>${items}</ol>` : markup`<ul>${items}</ul>`;
  }
  // Below the topic's own heading, which is an h2.
  const tag = `h${Math.min(6, one.level + 2)}`;
  return markup`<${tag}>${inline(one.content)}</${tag}>`;
};

const time = (iso: string, language: string): Markup => {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'long' });
  return markup`<time datetime="${iso}">${format.format(new Date(iso))}</time>`;
};

const row = (label: string, value: Value): Markup => markup`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`;

const facts = ({ record, shown }: ConsentReceipt, words: ReceiptWords, language: string): Markup => {
  const { signature } = record;
  return markup`<dl>
${row(words.practice, shown.practice)}
${row(words.shownAt, time(record.presentedAt, language))}
${row(words.answeredAt, time(record.decidedAt, language))}
${row(words.how, words.methods[record.method])}
${signature ? row(words.signedBy, markup`${signature.name} (${signature.statement})`) : markup`<dt>${words.signedBy}</dt><dd>${words.notSigned}</dd>`}
</dl>`;
};

const topics = ({ record, shown }: ConsentReceipt, words: ReceiptWords): readonly Markup[] => {
  const own = markup`lang="${shown.language}" dir="${textDirection(shown.language)}"`;
  return shown.topics.map((topic) => {
    const decision = record.decisions.find((made) => made.topic === topic.id)?.decision;
    const full = topic.fullText
      ? markup`<details open><summary>${words.fullText}</summary><div ${own}>${parseText(topic.fullText).map(block)}</div></details>`
      : markup``;
    return markup`<section>
<h2 ${own}>${topic.heading}</h2>
<p class="answer"><strong>${words.answer}: ${decision ? words.decisions[decision] : words.notAnswered}</strong> <small>${words.version(topic.version)}</small></p>
<div ${own}><p>${topic.summary}</p>
${parseText(topic.text).map(block)}</div>
${full}
</section>
`;
  });
};

/** What the practice's server held and signed, or why that is not in here. */
const proofOf = ({ proof, rehearsal }: ConsentReceipt, words: ReceiptWords): Markup =>
  proof
    ? markup`<p>${words.proof}</p>
<dl>
${row(words.recordHash, proof.recordHash)}
${row(words.previousHash, proof.previousHash ?? words.firstEntry)}
${row(words.signature, proof.signature)}
</dl>
<p>${words.proofHow}</p>`
    : markup`<p>${rehearsal ? words.noProofRehearsal : words.noProof}</p>`;

const STYLE = new Markup(
  `:root{color-scheme:light dark}body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0 0 .5rem}section{border-block-start:1px solid;padding-block:.5rem}.note{border-inline-start:4px solid;padding-inline-start:1rem}`,
);

export const receiptHtml = (
  receipt: ConsentReceipt,
  words: ReceiptWords,
  { language, direction }: ReceiptLanguage,
): string =>
  markup`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${words.title}</h1>
<p>${words.intro}</p>
${receipt.rehearsal ? markup`<p class="note">${words.rehearsal}</p>` : markup``}
${facts(receipt, words, language)}
<h2 lang="${receipt.shown.language}" dir="${textDirection(receipt.shown.language)}">${receipt.shown.title}</h2>
${topics(receipt, words)}
<h2>${words.changeHeading}</h2>
<p>${words.change}</p>
<h2>${words.checkHeading}</h2>
<p>${words.check}</p>
<dl>
${row(words.documentId, receipt.shown.id)}
${row(words.recordId, receipt.record.recordId)}
${row(words.fingerprint, receipt.record.document.hash)}
</dl>
${proofOf(receipt, words)}
</body>
</html>
`.text;
