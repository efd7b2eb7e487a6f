import { GetAIDigest, PatchAIDigest } from '@ai-sessions/contract';
import { findDigestFrequency, setDigestFrequency } from '@ai-sessions/db';
import { systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';

/** The e-mail that tells somebody what waits for review; everybody decides about their own. */
export const digest = router({
  get: systemAdministratorProcedure.query(GetAIDigest, async ({ principal, db, context }) => ({
    frequency: await findDigestFrequency(db, principal.userId),
    isPossible: context.services.outbox !== undefined,
  })),

  patch: systemAdministratorProcedure.mutation(PatchAIDigest, async (call) => {
    const { input, principal, by, db, context } = call;
    const { frequency } = input;
    await setDigestFrequency(db, { userId: principal.userId, frequency, by });
    return { frequency, isPossible: context.services.outbox !== undefined };
  }),
});
