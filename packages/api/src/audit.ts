import { ListAuditEvents } from '@ai-sessions/contract';
import { listAuditEvents } from '@ai-sessions/db';
import { requireAllAccounts } from './access.ts';
import { query, router } from './trpc.ts';

/** What was done, by whom. */
export const audit = router({
  list: query(ListAuditEvents, ({ input, principal, sql }) => {
    requireAllAccounts(principal);
    return listAuditEvents(sql, input);
  }),
});
