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
  create: mutation(NewAISession, async ({ input, principal, by, sql }) =>
    referred(
      await createSession(sql, principal.accounts, { ...input, by }),
      'AccountId',
      "'Account Id' must name an existing account. See ListAccounts.",
    ),
  ),

  patch: mutation(
    PatchAISession,
    async ({ input: { sessionId, purpose }, principal: { accounts }, by, sql }) => {
      const changed =
        purpose === undefined
          ? await findSessionWithActions(sql, accounts, sessionId)
          : await setSessionPurpose(sql, accounts, { id: sessionId, purpose, by });
      return found(changed, 'AI session', sessionId);
    },
  ),

  get: query(GetAISession, async ({ input: { sessionId }, principal, sql }) =>
    found(await findSessionWithActions(sql, principal.accounts, sessionId), 'AI session', sessionId),
  ),

  delete: mutation(DeleteAISession, async ({ input: { sessionId }, principal, by, sql }) => {
    const discarded = await discardSession(sql, principal.accounts, { id: sessionId, by });
    found(discarded || undefined, 'AI session', sessionId);
    return undefined;
  }),

  queueAction: mutation(NewAISessionAction, async ({ input, principal: { accounts }, by, sql }) => {
    const queued = await queueAction(sql, accounts, { ...input, by });
    found(queued || undefined, 'AI session', input.sessionId);
    return found(await findSessionWithActions(sql, accounts, input.sessionId), 'AI session', input.sessionId);
  }),

  deleteAction: mutation(DeleteAISessionAction, async ({ input, principal: { accounts }, by, sql }) => {
    const { sessionId, actionId } = input;
    found(await findSession(sql, accounts, sessionId), 'AI session', sessionId);
    const dropped = await dropAction(sql, accounts, { ...input, by });
    found(dropped || undefined, 'action of this session', actionId);
    return found(await findSessionWithActions(sql, accounts, sessionId), 'AI session', sessionId);
  }),

  clearActions: mutation(ClearAISessionActions, async ({ input, principal: { accounts }, by, sql }) => {
    const { sessionId } = input;
    found(await findSession(sql, accounts, sessionId), 'AI session', sessionId);
    await dropActions(sql, accounts, { sessionId, by });
    return found(await findSessionWithActions(sql, accounts, sessionId), 'AI session', sessionId);
  }),

  export: stream(ExportAISessions, ({ input, principal, sql }) =>
    exportSessions(sql, principal.accounts, input),
  ),

  list: query(ListAISessions, ({ input, principal, sql }) => listSessions(sql, principal.accounts, input)),
});
