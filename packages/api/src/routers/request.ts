import { ExportRequests, ListRequests } from '@ai-sessions/contract';
import { exportRequests, listRequests } from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import { pageOf } from '../page.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';

/** Which requests there were. */
export const request = router({
  list: systemAdministratorProcedure.query(ListRequests, async ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return pageOf(await listRequests(db, input));
  }),

  export: systemAdministratorProcedure.stream(ExportRequests, ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return exportRequests(db, input);
  }),
});
