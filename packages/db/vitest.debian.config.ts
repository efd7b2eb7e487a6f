import { defineConfig } from 'vitest/config';

/**
 * What depends most on what the server can do, once more on that of Debian, which is older than ours: migrations, triggers,
 * partitions, statements. `DATABASE_URL=... vitest run` runs all files on any server.
 */
const FILES = [
  'action-states',
  'audit-chain',
  'comments',
  'keeping',
  'overview',
  'partitions',
  'request-log',
];

export default defineConfig({
  test: {
    include: FILES.map((name) => `test/${name}.test.ts`),
    globalSetup: './src/testing/debian-server.ts',
    testTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
