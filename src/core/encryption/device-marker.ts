/** Whether this browser keeps anything of devices, found out without opening what it would be kept in. */

export const DEVICE_DATABASE = 'safe-session-devices';

/** `false` also where a browser does not tell: then nothing is ever kept. */
export const keepsDevices = async (): Promise<boolean> => {
  try {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name === DEVICE_DATABASE);
  } catch {
    return false;
  }
};
