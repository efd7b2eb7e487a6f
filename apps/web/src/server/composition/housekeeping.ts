import {
  type Db,
  forgetOldAgentGrants,
  forgetOldBrowserSessions,
  forgetOldKeys,
  forgetOldOAuthRecords,
  forgetOldRecoveries,
} from '@ai-sessions/db';
import type { Logger } from '../log.ts';
import type { AgentsByOAuth } from './agents.ts';

/** How often expired records are deleted. */
const INTERVAL_MS = 60 * 60 * 1_000;

/** Deletes expired records at intervals; returns a function that stops it. */
export function startHousekeeping(db: Db, agents: AgentsByOAuth | undefined, log: Logger): () => void {
  const timer = setInterval(() => {
    Promise.all([
      forgetOldKeys(db),
      forgetOldBrowserSessions(db),
      forgetOldRecoveries(db),
      forgetOldAgentGrants(db),
      forgetOldOAuthRecords(db),
      agents?.purge(),
    ]).catch((error: unknown) => log.warn({ error }, 'failed to delete expired records'));
  }, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}
