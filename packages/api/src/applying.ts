import { GetAIApplying, PatchAIApplying } from '@ai-sessions/contract';
import { findApplying, setApplying } from '@ai-sessions/db';
import { requireAllAccounts } from './access.ts';
import { mutation, query, router } from './trpc.ts';

/** The switch that stops all applying. */
export const applying = router({
  get: query(GetAIApplying, ({ sql }) => findApplying(sql)),

  patch: mutation(PatchAIApplying, ({ input, principal, by, sql }) => {
    requireAllAccounts(principal);
    return setApplying(sql, { ...input, by });
  }),
});
