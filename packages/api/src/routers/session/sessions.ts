import type {
  DeleteAISession,
  ExportAISessions,
  GetAISession,
  ListAISessions,
  NewAISession,
  PatchAISession,
  RestoreAISession,
} from '@ai-sessions/contract';
import {
  changeSession,
  createSession,
  discardSession,
  exportSessions,
  listSessions,
  restoreSession,
} from '@ai-sessions/db';
import type { CallOf } from '../../context.ts';
import { notFound, referred } from '../../missing.ts';
import { pageOf } from '../../page.ts';
import {
  answerWith,
  changedMeanwhile,
  changedSession,
  sessionOf,
  versionsAsRead,
  whyNot,
} from './session-answer.ts';

/** Opens a session. */
export async function newAISession(call: CallOf<typeof NewAISession>) {
  const { input, principal, by, db } = call;
  const created = referred(
    await createSession(db, principal.accounts, { ...input, by }),
    'AccountId',
    "'Account Id' must name an existing account. See ListAccounts.",
  );
  return answerWith(created, call);
}

/** Changes a session; when nothing is given it answers with the session as it is. */
export async function patchAISession(call: CallOf<typeof PatchAISession>) {
  const { input, principal, by, db } = call;
  const { sessionId, ...values } = input;
  if (Object.values(values).every((value) => value === undefined))
    return answerWith(await whyNot(call), call);
  const versions = await versionsAsRead(call);
  const changed = await changeSession(db, principal.accounts, { id: sessionId, values, by, versions });
  if (!changed) throw await changedMeanwhile(call);
  return answerWith(changed, call);
}

/** Reads a session. */
export async function getAISession(call: CallOf<typeof GetAISession>) {
  return answerWith(await sessionOf(call), call);
}

/** Discards a session; it can be restored for a while. */
export async function deleteAISession(call: CallOf<typeof DeleteAISession>) {
  const { input, principal, by, db } = call;
  const versions = await versionsAsRead(call);
  const discarded = await discardSession(db, principal.accounts, { id: input.sessionId, by, versions });
  if (!discarded.ok) throw await changedMeanwhile(call);
  return undefined;
}

/** Brings a discarded session back. */
export async function restoreAISession(call: CallOf<typeof RestoreAISession>) {
  const { input, principal, by, db } = call;
  const restored = await restoreSession(db, principal.accounts, { id: input.sessionId, by });
  if (!restored.ok) throw notFound('discarded AI session', input.sessionId);
  return changedSession(call);
}

/** Reads all matching sessions, row by row. */
export function exportAISessions({ input, principal, db }: CallOf<typeof ExportAISessions>) {
  return exportSessions(db, principal.accounts, input);
}

/** Reads a page of sessions. */
export async function listAISessions({ input, principal, db }: CallOf<typeof ListAISessions>) {
  return pageOf(await listSessions(db, principal.accounts, input));
}
