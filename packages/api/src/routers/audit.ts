import { ExportAuditEvents, ListAuditEvents } from '@ai-sessions/contract';
import { exportAuditEvents, listAuditEvents } from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import { pageOf } from '../page.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';

/** What was done, by whom. */
export const audit = router({
  list: systemAdministratorProcedure.survey(ListAuditEvents, async ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return pageOf(await listAuditEvents(db, input));
  }),

  export: systemAdministratorProcedure.stream(ExportAuditEvents, ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return exportAuditEvents(db, input);
  }),
});
