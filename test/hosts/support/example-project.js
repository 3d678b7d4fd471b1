import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const EXAMPLES = 'examples';
/** Made in an example's folder by whoever has tried it there. */
const LEFT_BEHIND = /(?:^|[/\\])(?:node_modules|dist|\.next)$/;
/** npm's own words for a registry that does not answer. */
const UNREACHABLE =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|E50[234])\b/;
const INSTALL_LIMIT = 5 * 60_000;
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

const run = promisify(execFile);

/**
 * An example as a practice would have it: in a folder of its own, its dependencies by its lock file, our package from the
 * tarball that would be published, compiled. Goes away with `remove`.
 *
 * Where the registry cannot be reached, `skip` says so, loudly; with `REQUIRE_HOSTS` set this is an error instead.
 *
 * @param {string} name a folder of `examples`
 * @returns {Promise<{ skip: false | string, folder: string, remove: () => void }>}
 */
export async function installedExample(name) {
  if (!existsSync('dist/server/public.js') || !existsSync('cdn/safe-session.js'))
    throw new Error('Nothing is built yet: run `npm run build` first.');
  const folder = mkdtempSync(join(tmpdir(), `example-${name}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  try {
    cpSync(join(EXAMPLES, name), folder, { recursive: true, filter: (path) => !LEFT_BEHIND.test(path) });
    await npm(folder, 'ci', '--include=dev', '--prefer-offline', ...QUIET);
    await npm(folder, 'install', '--no-save', '--prefer-offline', ...QUIET, await packed(folder));
    await npm(folder, 'run', 'build');
    return { skip: false, folder, remove };
  } catch (error) {
    remove();
    if (process.env.REQUIRE_HOSTS || !UNREACHABLE.test(error.stderr)) throw told(error);
    const skip = `the registry cannot be reached, so the example "${name}" cannot be installed`;
    console.error(`SKIPPED: ${skip}`);
    return { skip, folder, remove };
  }
}

/** @returns {Promise<string>} the path of the tarball */
async function packed(folder) {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { encoding: 'utf8' });
  return join(folder, JSON.parse(stdout)[0].filename);
}

function npm(folder, ...args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  // They would say what kind of build this is.
  delete env.NODE_ENV;
  delete env.NODE_TEST_CONTEXT;
  return run('npm', args, { cwd: folder, env, timeout: INSTALL_LIMIT, maxBuffer: 64 * 1024 * 1024 });
}

/** What the compiler found is on one of its two outputs, and the error shows neither. */
function told(error) {
  return new Error([error.message, error.stdout, error.stderr].join('\n'), { cause: error });
}
