import { type DescribedSession, describeSession } from '@ai-sessions/apply';
import { type AISessionInfo, ApiError, writeEntityTag } from '@ai-sessions/contract';
import { findSession, findWholeSession, type SessionRecord, type Versions } from '@ai-sessions/db';
import type { Call } from '../../context.ts';
import { found } from '../../missing.ts';
import { requireAsRead } from '../../precondition.ts';

/** Answers with a session as it is, and names its state in the ETag. */
export function answerWith(record: SessionRecord, { context }: Call<unknown>): AISessionInfo {
  const { info, tag } = describeSession(record);
  context.reply.etag = writeEntityTag(tag);
  return info;
}

/** Reads a session of the caller. Throws `NotFound` when there is none. */
export async function sessionOf({
  input: { sessionId },
  principal,
  db,
}: Call<{ readonly sessionId: string }>): Promise<SessionRecord> {
  return found(await findSession(db, principal.accounts, sessionId), 'AI session', sessionId);
}

/** Answers with the session of a change of its actions that went through. */
export async function changedSession(call: Call<{ readonly sessionId: string }>): Promise<AISessionInfo> {
  const { input, principal, db } = call;
  const record = await findWholeSession(db, principal.accounts, input.sessionId);
  return answerWith(found(record, 'AI session', input.sessionId), call);
}

/**
 * Says why a change of a session did not go through: it is not there, or not as the caller has read it. Returns the
 * session when neither is so.
 *
 * @throws ApiError `NotFound` or `PreconditionFailed`
 */
export async function whyNot(call: Call<{ readonly sessionId: string }>): Promise<SessionRecord> {
  const record = await sessionOf(call);
  describedAsRead(record, call);
  return record;
}

/**
 * The version in which the session may be changed, if the caller says what they have read.
 *
 * @throws ApiError `NotFound` or `PreconditionFailed`
 */
export async function versionsAsRead(call: Call<{ readonly sessionId: string }>): Promise<Versions> {
  return call.context.precondition.kind === 'oneOf' ? versionsOf(await sessionOf(call), call) : undefined;
}

/**
 * The same for a session that was read already.
 *
 * @throws ApiError `PreconditionFailed`
 */
export function versionsOf(record: SessionRecord, call: Call<unknown>): Versions {
  if (call.context.precondition.kind !== 'oneOf') return undefined;
  const { tag } = describedAsRead(record, call);
  return [tag.version];
}

/**
 * Says why a change that asks for nothing but the session did not go through. When neither reason holds any more, it
 * was changed or restored in between.
 */
export async function changedMeanwhile(call: Call<{ readonly sessionId: string }>): Promise<ApiError> {
  await whyNot(call);
  return new ApiError('Conflict', { message: 'It was changed at the same moment. Retry.', retryAfter: 1 });
}

/** A session as its readers get it, which must be what the caller has read if they say what they have. */
export function describedAsRead(record: SessionRecord, { context }: Call<unknown>): DescribedSession {
  const described = describeSession(record);
  requireAsRead(context.precondition, described.tag, described.reviewTag);
  return described;
}
