import { ApiError, DeleteAIDemoData, GetAISetup, NewAIDemoData } from '@ai-sessions/contract';
import { addDemoData, readSetup, removeDemoData } from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';

/** How far an installation has come, and what to try it with. */
export const setup = router({
  get: systemAdministratorProcedure.query(GetAISetup, ({ principal, db }) => {
    requireAllAccounts(principal);
    return readSetup(db);
  }),

  addDemoData: systemAdministratorProcedure.mutation(NewAIDemoData, async ({ input, principal, by, db }) => {
    requireAllAccounts(principal);
    const added = await addDemoData(db, input.confirmed === true, by);
    if (!added.ok) throw new ApiError('ConfirmationRequired', { message: REAL_SESSIONS });
    return added.value;
  }),

  removeDemoData: systemAdministratorProcedure.mutation(DeleteAIDemoData, ({ principal, by, db }) => {
    requireAllAccounts(principal);
    return removeDemoData(db, by);
  }),
});

const REAL_SESSIONS =
  "Nothing was added: there are real sessions here, among which demo data would appear. Send 'Confirmed' to add it all the same.";
