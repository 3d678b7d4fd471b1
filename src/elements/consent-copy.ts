import { hashOf, makeReceipt, shownDocument } from '../core/consent-document.js';
import { receiptHtml, receiptJson, type ReceiptLanguage } from '../core/consent-receipt.js';
import type { ConsentDocument, ConsentRecord } from '../core/consent.js';
import type { Messages } from '../locales/messages.js';
import type { CopyKind } from './consent-answered.js';
import { saveFile } from './save-file.js';

/** Saves a copy of one record. `false` where the text is not the one any more that was answered: a copy must be exact. */
export const saveCopy = async (
  document: ConsentDocument,
  circumstances: readonly string[],
  record: ConsentRecord,
  kind: CopyKind,
  words: Messages['receipt'],
  language: ReceiptLanguage,
): Promise<boolean> => {
  if (!Object.hasOwn(document.translations, record.document.language)) return false;
  const shown = shownDocument(document, record.document.language, circumstances);
  if ((await hashOf(shown)) !== record.document.hash) return false;
  const receipt = makeReceipt(record, shown);
  if (kind === 'page') saveFile(`${words.fileName}.html`, 'text/html', receiptHtml(receipt, words, language));
  else saveFile(`${words.fileName}.json`, 'application/json', receiptJson(receipt));
  return true;
};
