import {
  DeleteAISession,
  ExportAISessions,
  GetAISession,
  ListAISessions,
  NewAISession,
  PatchAISession,
  RestoreAISession,
} from '@ai-sessions/contract';
import {
  createSession,
  discardSession,
  exportSessions,
  listSessions,
  restoreSession,
  setSessionPurpose,
} from '@ai-sessions/db';
import { found, referred } from '../missing.ts';
import { mutation, query, stream } from '../trpc.ts';
import {
  answerWith,
  changedMeanwhile,
  changedSession,
  sessionOf,
  versionsAsRead,
  whyNot,
} from './session-answer.ts';

const create = mutation(NewAISession, async (call) => {
  const { input, principal, by, sql } = call;
  const created = referred(
    await createSession(sql, principal.accounts, { ...input, by }),
    'AccountId',
    "'Account Id' must name an existing account. See ListAccounts.",
  );
  return answerWith(created, call);
});

const patch = mutation(PatchAISession, async (call) => {
  const { input, principal, by, sql } = call;
  const { sessionId, purpose } = input;
  if (purpose === undefined) return answerWith(await whyNot(call), call);
  const versions = await versionsAsRead(call);
  const changed = await setSessionPurpose(sql, principal.accounts, { id: sessionId, purpose, by, versions });
  if (!changed) throw await changedMeanwhile(call);
  return answerWith(changed, call);
});

const get = query(GetAISession, async (call) => answerWith(await sessionOf(call), call));

const discard = mutation(DeleteAISession, async (call) => {
  const { input, principal, by, sql } = call;
  const versions = await versionsAsRead(call);
  const discarded = await discardSession(sql, principal.accounts, { id: input.sessionId, by, versions });
  if (!discarded) throw await changedMeanwhile(call);
  return undefined;
});

const restore = mutation(RestoreAISession, async (call) => {
  const { input, principal, by, sql } = call;
  const restored = await restoreSession(sql, principal.accounts, { id: input.sessionId, by });
  found(restored || undefined, 'discarded AI session', input.sessionId);
  return changedSession(call);
});

const exportAll = stream(ExportAISessions, ({ input, principal, sql }) =>
  exportSessions(sql, principal.accounts, input),
);

const list = query(ListAISessions, ({ input, principal, sql }) =>
  listSessions(sql, principal.accounts, input),
);

export { create, discard as delete, exportAll as export, get, list, patch, restore };
