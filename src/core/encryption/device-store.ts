/**
 * Where a device key is kept once somebody has pressed for it, and nothing before: IndexedDB of the host's origin. An entry is found
 * by a hash and holds no name, no date and no appointment. With the last entry the database goes, too.
 *
 * Everything here rejects where the browser keeps nothing: private windows, blocked storage, a full disk.
 */
import { DEVICE_DATABASE, keepsDevices } from './device-marker.js';

/** What is kept of one relation: a client's with a practice, or a therapist's with a client. */
export interface KeptDevice {
  /** See `relationKey`. */
  readonly relation: string;
  /** This browser's own; the private one cannot be read out. */
  readonly keys: CryptoKeyPair;
  /** The public keys of devices of the other side that were compared, in hex, the latest last. */
  readonly theirs: readonly string[];
}

const STORE = 'devices';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new DOMException('refused', 'UnknownError'));
    };
  });

const found = (store: IDBObjectStore, relation: string): Promise<KeptDevice | undefined> =>
  settled(store.get(relation) as IDBRequest<KeptDevice | undefined>);

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DEVICE_DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: 'relation' });
  };
  return settled(request);
};

/** One after the other in one transaction, and done only when the browser says that it stands. */
const within = async <T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => Promise<T>,
): Promise<T> => {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode);
    const stands = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => {
        resolve();
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new DOMException('refused', 'AbortError'));
      };
    });
    const [result] = await Promise.all([work(transaction.objectStore(STORE)), stands]);
    return result;
  } finally {
    database.close();
  }
};

/** `undefined` where nothing is kept; then the database is not even opened. */
export const readDevice = async (relation: string): Promise<KeptDevice | undefined> =>
  (await keepsDevices()) ? within('readonly', (store) => found(store, relation)) : undefined;

/** What another tab has kept meanwhile stays; `keys` serve where nothing was kept before. */
export const keepDevice = (relation: string, keys: CryptoKeyPair): Promise<KeptDevice> =>
  within('readwrite', async (store) => {
    const before = await found(store, relation);
    const kept = before ?? { relation, keys, theirs: [] };
    if (!before) await settled(store.put(kept));
    return kept;
  });

/** `undefined` where it was forgotten meanwhile: then nothing is kept by this either. */
export const changeDevice = async (
  relation: string,
  change: (kept: KeptDevice) => KeptDevice,
): Promise<KeptDevice | undefined> => {
  if (!(await keepsDevices())) return undefined;
  return within('readwrite', async (store) => {
    const before = await found(store, relation);
    const next = before && change(before);
    if (next) await settled(store.put(next));
    return next;
  });
};

/** All that is kept, of whatever relation. */
export const forgetEveryDevice = async (): Promise<void> => {
  await settled(indexedDB.deleteDatabase(DEVICE_DATABASE));
};

/** And with the last one everything. */
export const forgetDevice = async (relation: string): Promise<void> => {
  if (!(await keepsDevices())) return;
  const left = await within('readwrite', async (store) => {
    await settled(store.delete(relation));
    return settled(store.count());
  });
  if (left === 0) await forgetEveryDevice();
};
