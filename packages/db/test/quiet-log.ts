import type { Log } from '../src/index.ts';

/** A log for tests: only errors are shown. */
export const quietLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
};
