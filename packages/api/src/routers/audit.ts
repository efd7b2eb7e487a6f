import { ListAuditEvents } from '@ai-sessions/contract';
import { listAuditEvents } from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';

/** What was done, by whom. */
export const audit = router({
  list: systemAdministratorProcedure.query(ListAuditEvents, ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return listAuditEvents(db, input);
  }),
});
