import {
  type AISessionCommentInfo,
  ApiError,
  DeleteAISessionComment,
  ListAIMentions,
  ListAIReviewers,
  ListAISessionComments,
  MAXIMUM_COMMENTS,
  MarkAIMentionsSeen,
  NewAISessionComment,
  PatchAISessionComment,
} from '@ai-sessions/contract';
import {
  createComment,
  deleteComment,
  findComment,
  listComments,
  listMentions,
  listReviewers,
  markMentionsSeen,
  replaceComment,
  type StoredComment,
} from '@ai-sessions/db';
import { isAgent, requireAllAccounts } from '../access.ts';
import type { Call } from '../context.ts';
import { found, invalid } from '../missing.ts';
import { pageOf } from '../page.ts';
import { proposerProcedure, systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';
import { sessionOf } from './session/session-answer.ts';

/**
 * What people say about sessions, and whom they mention. It changes nothing of a session: neither its version nor what
 * was reviewed.
 */
export const comment = router({
  list: proposerProcedure.query(ListAISessionComments, async (call) => {
    await sessionOf(call);
    const page = pageOf(await listComments(call.db, call.input));
    return { ...page, items: page.items.map((info) => shownTo(call, info)) };
  }),

  create: systemAdministratorProcedure.mutation(NewAISessionComment, async (call) => {
    const { input, principal, by, db } = call;
    const { sessionId, actionId, text } = input;
    const { actions } = await sessionOf(call);
    if (actionId !== undefined && !actions.some(({ id }) => id === actionId)) {
      throw invalid('ActionId', 'DoesNotExist', "'Action Id' must name an action of this session.");
    }
    const { userId: authorId } = principal;
    const mayMention = knowsUsers(call);
    const created = await createComment(db, { sessionId, actionId, text, authorId, mayMention }, by);
    if (!created.ok) throw new ApiError('Conflict', { message: FULL });
    return shownTo(call, created.value);
  }),

  patch: systemAdministratorProcedure.mutation(PatchAISessionComment, async (call) => {
    const { input, by, db } = call;
    const { id } = await ownComment(call);
    const changed = await replaceComment(db, { id, text: input.text, mayMention: knowsUsers(call) }, by);
    return shownTo(call, found(changed, 'comment on this session', input.commentId));
  }),

  delete: systemAdministratorProcedure.mutation(DeleteAISessionComment, async (call) => {
    const { id } = await ownComment(call);
    await deleteComment(call.db, id, call.by);
    return undefined;
  }),

  mentions: systemAdministratorProcedure.query(ListAIMentions, async ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return pageOf(await listMentions(db, principal.userId, input));
  }),

  markSeen: systemAdministratorProcedure.mutation(MarkAIMentionsSeen, async (call) => {
    const { input, principal, by, db } = call;
    requireAllAccounts(principal);
    const { userId } = principal;
    return { mentions: await markMentionsSeen(db, { userId, sessionId: input.sessionId, by }) };
  }),

  reviewers: systemAdministratorProcedure.query(ListAIReviewers, async ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return pageOf(await listReviewers(db, input));
  }),
});

const FULL = `A session has at most ${MAXIMUM_COMMENTS} comments. Remove some of yours, or begin another session.`;

/** Whether a caller may know the users of all accounts, and so whom an address belongs to. */
function knowsUsers({ principal }: Call<unknown>): boolean {
  return principal.accounts === 'all' && !isAgent(principal);
}

/** A comment as the caller may see it. */
function shownTo(call: Call<unknown>, info: AISessionCommentInfo): AISessionCommentInfo {
  return knowsUsers(call) ? info : { ...info, mentions: [] };
}

/**
 * Reads a comment that the caller has made on a session of theirs.
 *
 * @throws ApiError `NotFound` or `Forbidden`
 */
async function ownComment(
  call: Call<{ readonly sessionId: string; readonly commentId: string }>,
): Promise<StoredComment> {
  const { input, principal, db } = call;
  await sessionOf(call);
  const known = found(await findComment(db, input), 'comment on this session', input.commentId);
  if (known.authorId === principal.userId) return known;
  throw new ApiError('Forbidden', { message: 'Only whoever has made a comment may change or remove it.' });
}
