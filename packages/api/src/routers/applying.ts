import {
  ApiError,
  GetAIApplying,
  ListAIStops,
  PatchAIAccountStop,
  PatchAIAgentStop,
  PatchAIApplying,
} from '@ai-sessions/contract';
import {
  findApplying,
  holdApplying,
  isStopped,
  listStops,
  setAccountStop,
  setAgentStop,
  setApplying,
} from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import type { Call } from '../context.ts';
import { found } from '../missing.ts';
import { pageOf } from '../page.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { changeAsRead, taggedAnswer } from '../record-tag.ts';
import { router } from '../trpc.ts';

/**
 * Refuses a program that would let go on what was stopped: the brake is there to hold programs, too.
 *
 * @throws ApiError `PersonRequired`
 */
async function requirePersonToLift(
  { principal, input }: Call<{ readonly stopped: boolean }>,
  findStopped: () => Promise<boolean>,
): Promise<void> {
  if (input.stopped || principal.asPerson) return;
  if (await findStopped()) throw new ApiError('PersonRequired', { message: LIFT });
}

const LIFT =
  'Only a person may let go on what was stopped: sign in with your password or in the browser, without any API key.';

/** The switch that stops all applying, and the stops of accounts and agents. */
export const applying = router({
  get: systemAdministratorProcedure.query(GetAIApplying, async (call) =>
    taggedAnswer(await findApplying(call.db), call),
  ),

  patch: systemAdministratorProcedure.mutation(PatchAIApplying, async (call) => {
    const { input, principal, by, db } = call;
    requireAllAccounts(principal);
    await requirePersonToLift(call, async () => (await findApplying(db)).stopped);
    const changed = await changeAsRead(call, holdApplying, (db) => setApplying(db, { ...input, by }));
    return taggedAnswer(changed, call);
  }),

  stops: systemAdministratorProcedure.survey(ListAIStops, async ({ input, principal, db }) =>
    pageOf(await listStops(db, principal.accounts, input)),
  ),

  patchAccount: systemAdministratorProcedure.mutation(PatchAIAccountStop, async (call) => {
    const { accountId: id, ...stop } = call.input;
    const { principal, by, db } = call;
    await requirePersonToLift(call, () => isStopped(db, principal.accounts, id));
    return found(await setAccountStop(db, principal.accounts, { id, ...stop, by }), 'account', id);
  }),

  patchAgent: systemAdministratorProcedure.accessMutation(PatchAIAgentStop, async (call) => {
    const { agentId: id, ...stop } = call.input;
    const { principal, by, db } = call;
    requireAllAccounts(principal);
    await requirePersonToLift(call, () => isStopped(db, principal.accounts, id));
    return found(await setAgentStop(db, { id, ...stop, by }), 'API key, grant or user', id);
  }),
});
