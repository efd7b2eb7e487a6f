import { defineConfig } from 'vitest/config';

// Starting real databases takes its time, and much of it is waiting: two files at once are what two cores take.
export default defineConfig({
  test: {
    globalSetup: './src/testing/shared-server.ts',
    testTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
