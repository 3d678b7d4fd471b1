import { StoreError } from './store-error.js';

/**
 * One of the two drivers, of which a practice installs the one it uses.
 *
 * Callers hide the name from TypeScript (`import('pg' as string)`): the drivers' own types bring those of Node along,
 * and then browser code would compile against them as well.
 *
 * @throws StoreError `package-missing`
 */
export const optionalPackage = async <Module>(
  name: string,
  load: () => Promise<unknown>,
): Promise<Module> => {
  try {
    return (await load()) as Module;
  } catch (cause) {
    throw new StoreError('package-missing', `The package "${name}" is needed: npm install ${name}`, { cause });
  }
};
