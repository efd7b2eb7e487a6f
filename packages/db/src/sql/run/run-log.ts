import { Prisma } from '../../generated/prisma/client.ts';

/**
 * What the steps of a run `r` have told so far. Each step keeps its own lines until the run ends: a log that is written
 * anew for each line would take a time that grows with the square of its length.
 */
export const LOG_OF_STEPS = Prisma.sql`coalesce((
  SELECT string_agg(x.log, '' ORDER BY x.position) FROM ai_session_run_step x WHERE x.run_id = r.id), '')`;

/** The whole log of a run `r`. */
export const RUN_LOG = Prisma.sql`CASE WHEN r.state = 'Running' THEN r.log || ${LOG_OF_STEPS} ELSE r.log END`;
