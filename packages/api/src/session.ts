import {
  ClearAISessionActions,
  DeleteAISession,
  DeleteAISessionAction,
  ExportAISessions,
  GetAISession,
  ListAISessions,
  NewAISession,
  NewAISessionAction,
  PatchAISession,
} from '@ai-sessions/contract';
import {
  createSession,
  discardSession,
  dropAction,
  dropActions,
  exportSessions,
  findSession,
  findSessionWithActions,
  listSessions,
  queueAction,
  setSessionPurpose,
} from '@ai-sessions/db';
import { found, referred } from './missing.ts';
import { mutation, query, router, stream } from './trpc.ts';

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
        ? await findSessionWithActions(sql, sessionId)
        : await setSessionPurpose(sql, { id: sessionId, purpose, by: principal.emailAddress });
    return found(changed, 'AI session', sessionId);
  }),

  get: query(GetAISession, async ({ input: { sessionId }, sql }) =>
    found(await findSessionWithActions(sql, sessionId), 'AI session', sessionId),
  ),

  delete: mutation(DeleteAISession, async ({ input: { sessionId }, principal, sql }) => {
    const discarded = await discardSession(sql, { id: sessionId, by: principal.emailAddress });
    found(discarded || undefined, 'AI session', sessionId);
    return undefined;
  }),

  queueAction: mutation(NewAISessionAction, async ({ input, principal, sql }) => {
    const queued = await queueAction(sql, { ...input, by: principal.emailAddress });
    found(queued || undefined, 'AI session', input.sessionId);
    return found(await findSessionWithActions(sql, input.sessionId), 'AI session', input.sessionId);
  }),

  deleteAction: mutation(DeleteAISessionAction, async ({ input, sql }) => {
    const { sessionId, actionId } = input;
    found(await findSession(sql, sessionId), 'AI session', sessionId);
    found((await dropAction(sql, input)) || undefined, 'action of this session', actionId);
    return found(await findSessionWithActions(sql, sessionId), 'AI session', sessionId);
  }),

  clearActions: mutation(ClearAISessionActions, async ({ input: { sessionId }, sql }) => {
    found(await findSession(sql, sessionId), 'AI session', sessionId);
    await dropActions(sql, sessionId);
    return found(await findSessionWithActions(sql, sessionId), 'AI session', sessionId);
  }),

  export: stream(ExportAISessions, ({ input, sql }) => exportSessions(sql, input)),

  list: query(ListAISessions, ({ input, sql }) => listSessions(sql, input)),
});
