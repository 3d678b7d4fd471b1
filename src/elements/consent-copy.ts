import { hashOf, makeReceipt } from '../core/consent-document.js';
import { shownDocument } from '../core/consent-shown.js';
import { receiptHtml, receiptJson } from '../core/consent-receipt.js';
import type { ConsentDocument, ConsentRecord, ReceiptProof } from '../core/consent.js';
import { directionOf } from '../locales/catalogue.js';
import english from '../locales/en/receipt.js';
import type { CopyKind } from './consent-answered.js';
import { saveFile } from './save-file.js';
import { wordsFor } from './words.js';

/** Saves a copy of one record. `false` where the text is not the one any more that was answered: a copy must be exact. */
export const saveCopy = async (
  element: Element,
  document: ConsentDocument,
  circumstances: readonly string[],
  record: ConsentRecord,
  proof: ReceiptProof | null,
  kind: CopyKind,
  language: string,
): Promise<boolean> => {
  if (!Object.hasOwn(document.translations, record.document.language)) return false;
  const shown = shownDocument(document, record.document.language, circumstances);
  if ((await hashOf(shown)) !== record.document.hash) return false;
  const receipt = makeReceipt(record, shown, proof);
  const words = await wordsFor(element, 'receipt', english, language);
  const direction = directionOf(language);
  if (kind === 'page')
    saveFile(`${words.fileName}.html`, 'text/html', receiptHtml(receipt, words, { language, direction }));
  else saveFile(`${words.fileName}.json`, 'application/json', receiptJson(receipt));
  return true;
};
