import { defineConfig } from 'vitest/config';

// Every file starts services of its own, on databases of its own, and waits for them much of the time: three files at
// once are what two cores take.
export default defineConfig({
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: '@ai-sessions/db/testing/shared-server',
    testTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 180_000,
    maxWorkers: 3,
  },
});
