import { GetAISession, ListAISessions, NewAISession, PatchAISession } from '@ai-sessions/contract';
import { createSession, findSession, listSessions, setSessionPurpose } from '@ai-sessions/db';
import { found, referred } from './missing.ts';
import { mutation, query, router } from './trpc.ts';

/** AI sessions. */
export const session = router({
  create: mutation(NewAISession, async ({ input, principal, sql }) =>
    referred(
      await createSession(sql, { ...input, by: principal.emailAddress }),
      'AccountId',
      "'Account Id' must name an existing account. See ListAccounts.",
    ),
  ),

  patch: mutation(PatchAISession, async ({ input: { sessionId, purpose }, principal, sql }) => {
    const changed =
      purpose === undefined
        ? await findSession(sql, sessionId)
        : await setSessionPurpose(sql, { id: sessionId, purpose, by: principal.emailAddress });
    return found(changed, 'AI session', sessionId);
  }),

  get: query(GetAISession, async ({ input: { sessionId }, sql }) =>
    found(await findSession(sql, sessionId), 'AI session', sessionId),
  ),

  list: query(ListAISessions, ({ input, sql }) => listSessions(sql, input)),
});
