import { type Db, forgetOldBrowserSessions, forgetOldKeys, forgetOldRecoveries } from '@ai-sessions/db';
import type { Logger } from '../log.ts';

/** How often old idempotency keys and browser sessions are forgotten. */
const INTERVAL_MS = 60 * 60 * 1_000;

/** Removes what has expired from time to time; returns what ends that. */
export function startHousekeeping(db: Db, log: Logger): () => void {
  const timer = setInterval(() => {
    Promise.all([forgetOldKeys(db), forgetOldBrowserSessions(db), forgetOldRecoveries(db)]).catch(
      (error: unknown) => log.warn({ error }, 'failed to delete expired records'),
    );
  }, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}
