import { GetAIOverview, GetAIReviewQueue } from '@ai-sessions/contract';
import { readOverview, readReviewQueue } from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';

/** What goes on, and what waits for review. */
export const overview = router({
  get: systemAdministratorProcedure.survey(GetAIOverview, ({ principal, db }) => {
    requireAllAccounts(principal);
    return readOverview(db);
  }),
  queue: systemAdministratorProcedure.survey(GetAIReviewQueue, ({ input, principal, db, context }) =>
    readReviewQueue(db, principal.accounts, {
      ...input,
      userId: principal.userId,
      reminderDays: context.services.reminderDays,
    }),
  ),
});
