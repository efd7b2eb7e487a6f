// Installs the clients, which have a workspace of their own, unless they are as their lock file says already.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'clients');
const stamp = join(folder, 'node_modules/.installed');
const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
for (const name of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml']) {
  hash.update(readFileSync(join(folder, name)));
}
const wanted = hash.digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  const root = join(import.meta.dirname, '../..');
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { status } = spawnSync(
    'npx',
    ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline'],
    {
      cwd: folder,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, CI: 'true' },
    },
  );
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, wanted);
}
