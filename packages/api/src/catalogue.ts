import { catalogueVersion, type Db } from '@ai-sessions/db';
import type { Context, Services } from './context.ts';

/** How long a version is believed to be the latest: as long as callers are believed to be who they were. */
const BELIEVED_MS = 800;

/** What was read last, and when. */
interface Known {
  readonly version: Promise<number>;
  readonly since: number;
}

const known = new WeakMap<Db, Known>();

/**
 * Counts the changes of the catalogue of functions. Adapters keep what they made of the functions for as long as it
 * stays. It tells nothing of the functions, so that nobody is asked for. What another process changed a moment ago may
 * be missed; what this one did never is.
 *
 * @param believe Whether what was read a moment ago will do.
 * @throws ApiError `Overloaded` or `Timeout`
 */
export function versionOfCatalogue(context: Context, believe = true): Promise<number> {
  const { db } = context.services;
  const last = known.get(db);
  if (believe && last && performance.now() - last.since < BELIEVED_MS) return last.version;
  const version = context.atGate(() => catalogueVersion(db));
  const made: Known = { version, since: performance.now() };
  known.set(db, made);
  version.catch(() => {
    if (known.get(db) === made) known.delete(db);
  });
  return version;
}

/** Is called after every change of the catalogue. */
export function forgetCatalogue({ db }: Services): void {
  known.delete(db);
}
