import {
  ApiError,
  DeleteAIView,
  GetAIView,
  ListAIViews,
  NewAIView,
  PatchAIView,
  writeEntityTag,
} from '@ai-sessions/contract';
import { createView, deleteView, findView, listViews, replaceView, type StoredView } from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import type { Call } from '../context.ts';
import { found } from '../missing.ts';
import { pageOf } from '../page.ts';
import { requireAsRead } from '../precondition.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { recordTag } from '../record-tag.ts';
import { router } from '../trpc.ts';

/** Lists as somebody looks at them. One's own are nobody else's business; those that are shared are every administrator's. */
export const view = router({
  list: systemAdministratorProcedure.survey(ListAIViews, async ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return pageOf(await listViews(db, principal.userId, input));
  }),

  get: systemAdministratorProcedure.query(GetAIView, async (call) => answerWith(await viewOf(call), call)),

  create: systemAdministratorProcedure.mutation(NewAIView, async (call) => {
    const { input, principal, by, db } = call;
    requireAllAccounts(principal);
    const { list, name, query, shared = false } = input;
    const created = await createView(db, { list, name, query, shared, ownerId: principal.userId }, by);
    if (!created.ok) throw nameTaken();
    return answerWith(created.value, call);
  }),

  patch: systemAdministratorProcedure.mutation(PatchAIView, async (call) => {
    const { input, by, db } = call;
    const known = asRead(await viewOf(call), call);
    const values = {
      name: input.name ?? known.name,
      query: input.query ?? known.query,
      shared: input.shared ?? known.shared,
    };
    const replaced = await replaceView(db, known, values, by);
    if (replaced.ok) return answerWith(replaced.value, call);
    throw replaced.reason === 'nameTaken' ? nameTaken() : new ApiError('PreconditionFailed');
  }),

  delete: systemAdministratorProcedure.mutation(DeleteAIView, async (call) => {
    const { by, db, context } = call;
    const { id, version } = asRead(await viewOf(call), call);
    const versions = context.precondition.kind === 'oneOf' ? [version] : undefined;
    const deleted = await deleteView(db, { id, versions }, by);
    if (!deleted.ok) throw new ApiError('PreconditionFailed');
    return undefined;
  }),
});

/**
 * Reads a view that the caller sees. Views name accounts and texts, so that whoever is limited to some accounts is let
 * near none.
 *
 * @throws ApiError `Forbidden` or `NotFound`
 */
async function viewOf({
  input: { viewId },
  principal,
  db,
}: Call<{ readonly viewId: string }>): Promise<StoredView> {
  requireAllAccounts(principal);
  return found(await findView(db, principal.userId, viewId), 'view', viewId);
}

function tagOf(info: StoredView) {
  return recordTag(info, info.version);
}

function answerWith(info: StoredView, { context }: Call<unknown>): StoredView {
  context.reply.etag = writeEntityTag(tagOf(info));
  return info;
}

/** The view, if it is as the caller has read it. */
function asRead(known: StoredView, { context }: Call<unknown>): StoredView {
  requireAsRead(context.precondition, tagOf(known));
  return known;
}

function nameTaken(): ApiError {
  return new ApiError('Conflict', {
    message: 'Its owner has a view of this list with this name already. Choose another name.',
    fields: [{ errorCode: 'AlreadyExists', fieldName: 'Name', message: "'Name' belongs to another view." }],
  });
}
