// What `npm start` and `npm test` have in common: a bare checkout gets its dependencies and its build.
// Runs before anything is installed, so it uses nothing but Node.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Turbo looks for pnpm on the path; the project brings its own. */
export const path = join(root, 'node_modules/.bin') + delimiter + process.env.PATH;

const MINIMUM_NODE = [20, 19];
const stamp = join(root, 'node_modules/.installed');
const TURBO = join(root, 'node_modules/turbo/bin/turbo');

/** Ends the process with one line unless this Node can run the project. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  console.error(
    `Node ${process.versions.node} is too old: AI Sessions needs ${MINIMUM_NODE.join('.')} or newer.`,
  );
  process.exit(1);
}

/** Installs the dependencies when the lock file or a manifest has changed since the last time. */
export async function install() {
  const wanted = fingerprintOfManifests();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing dependencies ...');
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  await run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline'], {
    CI: 'true',
    NODE_ENV: 'development',
  });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs turbo tasks; what has not changed comes from its cache. */
export function turbo(...args) {
  return run(process.execPath, [TURBO, 'run', ...args]);
}

/** The same without a word, unless it fails: for commands whose own answer is what somebody waits for. */
export function quietTurbo(...args) {
  let output = '';
  return run(process.execPath, [TURBO, 'run', ...args], {}, root, (text) => {
    output += text;
  }).catch((error) => {
    process.stderr.write(output);
    throw error;
  });
}

/**
 * Runs a program and waits for it. What it prints is passed on, or else given to `onOutput`.
 *
 * @throws Error when it fails, with its exit code as `exitCode`.
 */
export function run(command, args, environment = {}, folder = root, onOutput = undefined) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      stdio: onOutput ? ['inherit', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32' && command === 'npx',
      env: {
        ...process.env,
        PATH: path,
        TURBO_TELEMETRY_DISABLED: '1',
        NEXT_TELEMETRY_DISABLED: '1',
        ...environment,
      },
    });
    child.stdout?.on('data', onOutput);
    child.stderr?.on('data', onOutput);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          Object.assign(new Error(`${command} ended with ${signal ?? `exit code ${code}`}.`), {
            exitCode: code ?? 1,
          }),
        );
    });
  });
}

/** Ends the process in one line when a step fails; the step itself has said why. */
export function fail(error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(typeof error?.exitCode === 'number' && error.exitCode > 0 ? error.exitCode : 1);
}

function fingerprintOfManifests() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const path of manifests()) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function manifests() {
  const packages = ['apps', 'packages', 'deploy'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .sort()
      .map((name) => join(folder, name, 'package.json')),
  );
  return ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...packages].filter((path) =>
    existsSync(join(root, path)),
  );
}
