// Generates the Prisma client from the schema, without internet: `prisma generate` looks for its native schema
// engine although it needs none, and is content with any executable.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = join(folder, 'src/generated/prisma/client.ts');
const changed = Math.max(
  ...['../../prisma/schema.prisma', 'prisma.config.ts', '../../pnpm-workspace.yaml'].map(
    (path) => statSync(join(folder, path)).mtimeMs,
  ),
);
if (existsSync(output) && statSync(output).mtimeMs > changed) process.exit();

const cli = fileURLToPath(import.meta.resolve('prisma/build/index.js'));
const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate'], {
  cwd: folder,
  encoding: 'utf8',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
if (status !== 0) {
  console.error(stdout + stderr);
  process.exit(status ?? 1);
}
