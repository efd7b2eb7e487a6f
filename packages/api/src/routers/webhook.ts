import {
  ApiError,
  DeleteAIWebhook,
  ExportAIWebhooks,
  GetAIWebhook,
  ListAIWebhookDeliveries,
  ListAIWebhooks,
  NewAIWebhook,
  PatchAIWebhook,
  ResendAIWebhookDelivery,
  RotateAIWebhookSecret,
  SECRET_OVERLAP_HOURS,
  TestAIWebhook,
  writeEntityTag,
} from '@ai-sessions/contract';
import {
  createWebhook,
  deleteWebhook,
  exportWebhooks,
  findDelivery,
  findWebhook,
  listDeliveries,
  listWebhooks,
  replaceWebhook,
  replaceWebhookSecret,
  resendDelivery,
  type StoredWebhook,
  sendTestEvent,
  type WebhookValues,
} from '@ai-sessions/db';
import { newWebhookSecret, WEBHOOK_SECRET } from '@ai-sessions/webhooks';
import { requireAllAccounts } from '../access.ts';
import type { Call, Services } from '../context.ts';
import { found, invalid } from '../missing.ts';
import { pageOf } from '../page.ts';
import { requireAsRead } from '../precondition.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { recordTag } from '../record-tag.ts';
import { router } from '../trpc.ts';

/** Where events are sent, and what became of them. */
export const webhook = router({
  list: systemAdministratorProcedure.survey(ListAIWebhooks, async ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return pageOf(await listWebhooks(db, input));
  }),

  export: systemAdministratorProcedure.stream(ExportAIWebhooks, ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return exportWebhooks(db, input);
  }),

  get: systemAdministratorProcedure.query(GetAIWebhook, async (call) =>
    answerWith(await webhookOf(call), call),
  ),

  create: systemAdministratorProcedure.mutation(NewAIWebhook, async (call) => {
    const { input, principal, by, db, context } = call;
    requireAllAccounts(principal);
    const values: WebhookValues = {
      url: input.url,
      description: input.description,
      eventTypes: input.eventTypes ?? [],
      accountIds: input.accountIds ?? [],
      enabled: input.enabled ?? true,
    };
    check(values, context.services);
    const { secret, sealed } = newSecret(context.services);
    const created = await createWebhook(db, { ...values, secret: sealed }, by);
    return { secret, ...answerWith(created, call) };
  }),

  patch: systemAdministratorProcedure.mutation(PatchAIWebhook, async (call) => {
    const { input, by, db, context } = call;
    const known = asRead(await webhookOf(call), call);
    const values = {
      url: input.url ?? known.url,
      description: input.description ?? known.description,
      eventTypes: input.eventTypes ?? known.eventTypes,
      accountIds: input.accountIds ?? known.accountIds,
      enabled: input.enabled ?? known.enabled,
    };
    check(values, context.services);
    const isEnabledAgain = values.enabled && !known.enabled;
    const replaced = await replaceWebhook(db, known, { ...values, isEnabledAgain }, by);
    if (!replaced.ok) throw new ApiError('PreconditionFailed');
    return answerWith(replaced.value, call);
  }),

  delete: systemAdministratorProcedure.mutation(DeleteAIWebhook, async (call) => {
    const { by, db, context } = call;
    const { id, version } = asRead(await webhookOf(call), call);
    const versions = context.precondition.kind === 'oneOf' ? [version] : undefined;
    const deleted = await deleteWebhook(db, { id, versions }, by);
    if (!deleted.ok) throw new ApiError('PreconditionFailed');
    return undefined;
  }),

  rotateSecret: systemAdministratorProcedure.mutation(RotateAIWebhookSecret, async (call) => {
    const { input, by, db, context } = call;
    const known = asRead(await webhookOf(call), call);
    const { secret, sealed } = newSecret(context.services);
    const overlapHours = input.overlapHours ?? SECRET_OVERLAP_HOURS;
    const replaced = await replaceWebhookSecret(db, known, { secret: sealed, overlapHours }, by);
    if (!replaced.ok) throw new ApiError('PreconditionFailed');
    return { secret, ...answerWith(replaced.value, call) };
  }),

  test: systemAdministratorProcedure.mutation(TestAIWebhook, async (call) => {
    const { by, db, context } = call;
    const { id } = await webhookOf(call);
    const delivery = await sendTestEvent(db, id, by);
    context.services.wakeWebhooks();
    return delivery;
  }),

  deliveries: systemAdministratorProcedure.survey(ListAIWebhookDeliveries, async (call) => {
    await webhookOf(call);
    return pageOf(await listDeliveries(call.db, call.input));
  }),

  resend: systemAdministratorProcedure.mutation(ResendAIWebhookDelivery, async (call) => {
    const { input, by, db, context } = call;
    await webhookOf(call);
    found(await findDelivery(db, input), 'delivery of this webhook', input.deliveryId);
    const resent = await resendDelivery(db, input, by);
    if (!resent.ok) {
      throw new ApiError('Conflict', { message: 'It is being sent at this moment. Look what comes of it.' });
    }
    const delivery = await findDelivery(db, input);
    context.services.wakeWebhooks();
    return found(delivery, 'delivery of this webhook', input.deliveryId);
  }),
});

/**
 * Reads a webhook. Webhooks may tell of all accounts, so that whoever is limited to some is let near none.
 *
 * @throws ApiError `Forbidden` or `NotFound`
 */
async function webhookOf({
  input: { webhookId },
  principal,
  db,
}: Call<{ readonly webhookId: string }>): Promise<StoredWebhook> {
  requireAllAccounts(principal);
  return found(await findWebhook(db, webhookId), 'webhook', webhookId);
}

function tagOf(info: StoredWebhook) {
  return recordTag(info, info.version);
}

function answerWith(info: StoredWebhook, { context }: Call<unknown>): StoredWebhook {
  context.reply.etag = writeEntityTag(tagOf(info));
  return info;
}

/** The webhook, if it is as the caller has read it. */
function asRead(known: StoredWebhook, { context }: Call<unknown>): StoredWebhook {
  requireAsRead(context.precondition, tagOf(known));
  return known;
}

function newSecret({ seal }: Services) {
  const secret = newWebhookSecret();
  return { secret, sealed: seal(secret, WEBHOOK_SECRET) };
}

/** An address that cannot be called is refused before it is stored. One that fills in arguments is none. */
function check({ url }: WebhookValues, { addressProblem }: Services): void {
  const problem = addressProblem(url);
  if (problem) throw invalid('Url', 'InvalidValue', `'Url' cannot be called: ${problem}`);
}
