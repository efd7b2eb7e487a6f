import { ExportAIRuns, ListAIRuns } from '@ai-sessions/contract';
import { exportRuns, listAllRuns } from '@ai-sessions/db';
import { pageOf } from '../page.ts';
import { proposerProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';

/** The runs of all sessions. Those of one session, and their steps, are read there. */
export const run = router({
  list: proposerProcedure.query(ListAIRuns, async ({ input, principal, db }) =>
    pageOf(await listAllRuns(db, principal.accounts, input)),
  ),

  export: proposerProcedure.stream(ExportAIRuns, ({ input, principal, db }) =>
    exportRuns(db, principal.accounts, input),
  ),
});
