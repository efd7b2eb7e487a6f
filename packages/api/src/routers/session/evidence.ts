import { ApiError, type GetAISessionEvidence } from '@ai-sessions/contract';
import { makeSessionEvidence } from '@ai-sessions/proof';
import { requireAllAccounts } from '../../access.ts';
import type { CallOf } from '../../context.ts';
import { found } from '../../missing.ts';

/** Makes evidence of a session, which takes as long as an export. */
export async function getAISessionEvidence({
  input,
  principal,
  db,
  context,
}: CallOf<typeof GetAISessionEvidence>) {
  requireAllAccounts(principal);
  const { auditKeys, exports } = context.services;
  if (!(await exports.enter())) throw new ApiError('Overloaded', { message: BUSY, retryAfter: 10 });
  try {
    return found(await makeSessionEvidence(db, auditKeys, input.sessionId), 'AI session', input.sessionId);
  } finally {
    exports.leave();
  }
}

const BUSY = 'Other exports are running. Ask for this evidence again when they are done.';
