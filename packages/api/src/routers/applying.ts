import { GetAIApplying, PatchAIApplying } from '@ai-sessions/contract';
import { findApplying, holdApplying, setApplying } from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { changeAsRead, taggedAnswer } from '../record-tag.ts';
import { router } from '../trpc.ts';

/** The switch that stops all applying. */
export const applying = router({
  get: systemAdministratorProcedure.query(GetAIApplying, async (call) =>
    taggedAnswer(await findApplying(call.db), call),
  ),

  patch: systemAdministratorProcedure.mutation(PatchAIApplying, async (call) => {
    const { input, principal, by } = call;
    requireAllAccounts(principal);
    const changed = await changeAsRead(call, holdApplying, (db) => setApplying(db, { ...input, by }));
    return taggedAnswer(changed, call);
  }),
});
