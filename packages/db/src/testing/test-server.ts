import { spawn } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmbeddedPostgres } from '../embedded/embedded-postgres.ts';
import type { Log } from '../log.ts';

/** A log for tests: only errors are shown. */
export const quietLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
};

/**
 * Waits for the end of the process that holds the other side of its input, however that ends, and clears up after
 * it. A process that is killed, or that a test runner ends, could not do so itself.
 */
const CLEANER = `
  const { readFileSync, rmSync } = require('node:fs');
  const [cluster, ...folders] = process.argv.slice(1);
  const pid = () => { try { return parseInt(readFileSync(cluster + '/postmaster.pid', 'utf8'), 10); } catch { return 0; } };
  const clear = () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    process.exit();
  };
  process.stdin.resume().on('close', () => {
    const server = pid();
    if (server > 1) try { process.kill(server, 'SIGQUIT'); } catch {}
    setInterval(() => { if (!pid()) clear(); }, 50);
    setTimeout(clear, 10000);
  });
`;

/** The variable that tells the processes of a suite about the server they share. */
const SHARED = 'TEST_SERVER_URL';

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

let starting: Promise<TestServer> | undefined;

/**
 * The address of the server for tests: that of DATABASE_URL, else the one that the files of a suite share, else one of
 * this process, started at first use.
 */
export async function testServer(): Promise<string> {
  const url = process.env.DATABASE_URL || process.env[SHARED];
  if (url) return url;
  starting ??= startServer();
  return (await starting).url;
}

/**
 * Starts the server for all files of a suite, which run in processes of their own: each would start one otherwise.
 *
 * @returns Stops it.
 */
export async function shareTestServer(): Promise<() => Promise<void>> {
  process.env[SHARED] = await testServer();
  return async () => (await starting)?.stop();
}

async function startServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-test-'));
  // Such a folder is its owner's alone, and PostgreSQL may have to run as another user.
  await chmod(folder, 0o755);
  const { url, dataDirectory, stop } = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    log: quietLog,
  });
  const cleaner = spawn(process.execPath, ['-e', CLEANER, dataDirectory, folder, dirname(dataDirectory)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  cleaner.unref();
  if ('unref' in cleaner.stdin && typeof cleaner.stdin.unref === 'function') cleaner.stdin.unref();
  return { url, stop };
}
