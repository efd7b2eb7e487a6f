import { defineConfig } from 'vitest/config';

// Starting real databases takes its time; files run one after the other because they share two cores.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false } });
