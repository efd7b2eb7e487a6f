import { type AIDigestInfo, GetAIDigest, PatchAIDigest } from '@ai-sessions/contract';
import { type Db, type DigestChoice, findDigestChoice, findWebhook, setDigestChoice } from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import type { Call } from '../context.ts';
import { invalid } from '../missing.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';

/** What tells somebody what waits for review; everybody decides about their own. */
export const digest = router({
  get: systemAdministratorProcedure.query(GetAIDigest, async (call) =>
    answerWith(await findDigestChoice(call.db, call.principal.userId), call),
  ),

  patch: systemAdministratorProcedure.mutation(PatchAIDigest, async (call) => {
    const { input, principal, by, db } = call;
    if (input.webhookId) {
      requireAllAccounts(principal);
      await requireWebhook(db, input.webhookId);
    }
    return answerWith(await setDigestChoice(db, { ...input, userId: principal.userId, by }), call);
  }),
});

function answerWith(choice: DigestChoice, { context }: Call<unknown>): AIDigestInfo {
  return { ...choice, isPossible: context.services.outbox !== undefined };
}

async function requireWebhook(db: Db, id: string): Promise<void> {
  if (await findWebhook(db, id)) return;
  throw invalid('WebhookId', 'DoesNotExist', "'Webhook Id' must name a webhook. See ListAIWebhooks.");
}
