import {
  GetAIApplying,
  ListAIStops,
  PatchAIAccountStop,
  PatchAIAgentStop,
  PatchAIApplying,
} from '@ai-sessions/contract';
import {
  findApplying,
  holdApplying,
  listStops,
  setAccountStop,
  setAgentStop,
  setApplying,
} from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import { found } from '../missing.ts';
import { pageOf } from '../page.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { changeAsRead, taggedAnswer } from '../record-tag.ts';
import { router } from '../trpc.ts';

/** The switch that stops all applying, and the stops of accounts and agents. */
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

  stops: systemAdministratorProcedure.survey(ListAIStops, async ({ input, principal, db }) =>
    pageOf(await listStops(db, principal.accounts, input)),
  ),

  patchAccount: systemAdministratorProcedure.mutation(
    PatchAIAccountStop,
    async ({ input: { accountId, ...stop }, principal, by, db }) =>
      found(
        await setAccountStop(db, principal.accounts, { id: accountId, ...stop, by }),
        'account',
        accountId,
      ),
  ),

  patchAgent: systemAdministratorProcedure.accessMutation(
    PatchAIAgentStop,
    async ({ input: { agentId, ...stop }, principal, by, db }) => {
      requireAllAccounts(principal);
      return found(await setAgentStop(db, { id: agentId, ...stop, by }), 'API key, grant or user', agentId);
    },
  ),
});
