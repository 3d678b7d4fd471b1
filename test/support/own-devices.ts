/** Files of tests run side by side in one browser, which has one store of devices: one file at a time has it for itself. */
export const withOwnDevices = (): void => {
  let release: () => void = () => undefined;
  before(
    () =>
      new Promise<void>((resolve) => {
        void navigator.locks.request('the store of devices', () => {
          resolve();
          return new Promise<void>((done) => {
            release = done;
          });
        });
      }),
  );
  after(() => {
    release();
  });
};
