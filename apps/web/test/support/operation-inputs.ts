import type { Operation } from '@ai-sessions/contract';
import { cookiesOf, makeKey, makeUser } from './callers.ts';
import {
  authorizationUrl,
  begin,
  browse,
  decide,
  jarOf,
  newVerifier,
  registerClient,
} from './oauth-agent.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, until } from './service.ts';
import { applying, functionOn, inDoubt, PURPOSE, sessionWith, type UnfitTarget } from './unfit-target.ts';

/** What an operation is sent, by wire name. */
type Input = Readonly<Record<string, unknown>>;

/** Gives what an operation is sent so that it succeeds; what it is going to end or to use up is made first. */
export type InputMaker = (operation: Operation) => Promise<Input>;

/**
 * Makes what operations work on: an account, a session and a function whose names are hard to write, a run, and a key.
 * The service must be allowed to call the target.
 */
export async function prepareInputs(service: RunningService, target: UnfitTarget): Promise<InputMaker> {
  let oauthClientId: string | undefined;
  const create = async (path: string, json: object) => {
    const { body, text } = await service.request(path, { json });
    if (!body?.id) throw new Error(`Nothing was made at ${path}: ${text}`);
    return body;
  };
  const { id: accountId } = await create('/accounts', { name: 'Häagen, & Söhne' });
  const { id: sessionId } = await create('/ai/sessions', { accountId, purpose: PURPOSE });
  const { id: apiKeyId } = await create('/api-keys', { name: 'Näme' });
  const { id: userId } = (await service.request('/auth/status')).body;
  const json = { accountIds: [accountId] };
  await service.request(`/users/${userId}`, { method: 'PATCH', json });
  const { id: functionId } = await create('/ai/functions', {
    name: 'Näme',
    title: 'Call “{ä}”',
    url: target.url,
    headers: { 'X-Key': 'secret' },
  });
  const { id: viewId } = await create('/ai/views', {
    list: 'sessions',
    name: 'Näme, "x"',
    query: '',
    // Whoever may call it sees it.
    shared: true,
  });
  const { id: webhookId } = await create('/ai/webhooks', {
    url: target.url,
    description: 'Näme',
    enabled: false,
  });
  const sent = async () => create(`/ai/webhooks/${webhookId}/test`, {});
  await sent();
  /** Names a request of this user once it has been written down, which is a moment after it was answered. */
  const loggedRequest = async (): Promise<string> => {
    const newest = async () =>
      (await service.request(`/requests?userId=${userId}&countPerPage=1`)).body.items;
    await until(async () => (await newest()).length > 0);
    return (await newest())[0].requestId;
  };
  const run = await inDoubt(service, target);
  const { items } = (await service.request(`/ai/sessions/${run.sessionId}/runs`)).body;
  await service.request('/ai/usage/entries', {
    json: {
      accountId,
      externalId: 'Näme',
      customerId: 'Näme, "x"',
      aiMinutes: 1,
      endDate: '2026-03-02T08:15:00Z',
    },
  });
  let users = 0;
  const newComment = async () => {
    const { id } = await create(`/ai/sessions/${sessionId}/comments`, { text: PURPOSE });
    return { sessionId, commentId: id };
  };

  const known: Input = {
    accountId,
    sessionId,
    userId,
    apiKeyId,
    purpose: PURPOSE,
    name: 'Näme, "x"',
    accountIds: [accountId],
    roles: ['SystemAdministrator'],
    functionId,
    webhookId,
    functionName: 'renameAccount',
    actions: [{ functionName: 'setSessionPurpose', arguments: '{"purpose":"Näme"}' }],
    states: ['Open', 'Applied'],
    arguments: '{"name":"Näme, \\"x\\""}',
    description: PURPOSE,
    provider: 'credentials',
    userName: ADMIN_EMAIL,
    password: ADMIN_PASSWORD,
    currentPassword: ADMIN_PASSWORD,
    newPassword: ADMIN_PASSWORD,
  };

  const own: Readonly<Record<string, () => Promise<Input>>> = {
    DeleteAISession: async () => ({ sessionId: (await create('/ai/sessions', {})).id }),
    DeleteAISessionAction: async () => {
      const { actions } = (
        await service.request(`/ai/sessions/${sessionId}/actions`, {
          json: { functionName: 'renameAccount' },
        })
      ).body;
      return { sessionId, actionId: actions.at(-1).id };
    },
    PatchAISessionAction: async () => ({
      ...(await sessionWith(service, 'renameAccount')),
      arguments: known.arguments,
    }),
    JudgeAISessionAction: async () => ({
      ...(await sessionWith(service, 'renameAccount')),
      judgement: 'Refused',
      reason: PURPOSE,
    }),
    SettleAISessionAction: async () => ({
      ...(await inDoubt(service, target)),
      settlement: 'Applied',
      note: PURPOSE,
    }),
    ApplyAISession: async () => {
      const { sessionId } = await sessionWith(service, await functionOn(service, target, '/cut'));
      return { sessionId };
    },
    ListRequests: async () => {
      await loggedRequest();
      return { userId };
    },
    // All of this user would be very many by then.
    ExportRequests: async () => ({ requestId: await loggedRequest() }),
    ListAISessionRuns: async () => ({ sessionId: run.sessionId }),
    // Their states are others than those of sessions.
    ListAIRuns: async () => ({ startedBy: ADMIN_EMAIL }),
    ExportAIRuns: async () => ({ startedBy: ADMIN_EMAIL }),
    GetAISessionRun: async () => ({ sessionId: run.sessionId, runId: items[0].id }),
    StopAISessionRun: () => applying(service, target),
    RestoreAISession: async () => {
      const { id } = await create('/ai/sessions', { purpose: PURPOSE });
      await service.request(`/ai/sessions/${id}`, { method: 'DELETE' });
      return { sessionId: id };
    },
    NewAIFunction: async () => ({
      name: `Näme ${++users}`,
      title: 'Call “{ä}”',
      url: `${target.url}/{ä}`,
      headers: { 'X-Key': 'secret' },
    }),
    PatchAIFunction: async () => ({ functionId, description: PURPOSE }),
    DeleteAIFunction: async () => {
      const name = `Gone ${++users}`;
      return { functionId: (await create('/ai/functions', { name, title: name, url: target.url })).id };
    },
    PatchAIApplying: async () => ({ stopped: false, reason: PURPOSE }),
    PatchAIAccountStop: async () => ({ accountId, stopped: false, reason: 'Wëll, & good' }),
    PatchAIAgentStop: async () => {
      const { id } = await makeKey(service, await makeUser(service));
      return { agentId: id, stopped: false, reason: 'Wëll, & good' };
    },
    ListAISessionComments: async () => ({ sessionId: (await newComment()).sessionId }),
    NewAISessionComment: async () => ({ sessionId, text: PURPOSE }),
    PatchAISessionComment: async () => ({ ...(await newComment()), text: PURPOSE }),
    DeleteAISessionComment: newComment,
    ListAIMentions: async () => ({ seen: true }),
    MarkAIMentionsSeen: async () => ({ sessionId }),
    ListAIReviewers: async () => ({ text: 'admin' }),
    ListAIViews: async () => ({ list: 'sessions' }),
    NewAIView: async () => ({ list: 'sessions', name: `Näme, "x" ${++users}`, query: 'state=Open' }),
    GetAIView: async () => ({ viewId }),
    PatchAIView: async () => ({ viewId, query: 'pending=yes', shared: true }),
    DeleteAIView: async () => ({
      viewId: (await create('/ai/views', { list: 'audit', name: `Gone ${++users}`, query: '' })).id,
    }),
    NewAIWebhook: async () => ({ url: target.url, description: 'Näme', enabled: false }),
    PatchAIWebhook: async () => ({ webhookId, description: 'Näme' }),
    DeleteAIWebhook: async () => ({
      webhookId: (await create('/ai/webhooks', { url: target.url, enabled: false })).id,
    }),
    ListAIWebhookDeliveries: async () => ({ webhookId }),
    ResendAIWebhookDelivery: async () => {
      const { id: deliveryId } = await sent();
      await until(async () => {
        const { body } = await service.request(
          `/ai/webhooks/${webhookId}/deliveries?specificIds=${deliveryId}`,
        );
        return body.items[0].state === 'Failed';
      });
      return { webhookId, deliveryId };
    },
    GetAIUsage: async () => ({ accountId, startDate: '2026-03-01', endDate: '2026-03-31' }),
    NewAIUsageEntries: async () => ({
      accountId,
      externalId: `Näme ${++users}`,
      aiMinutes: 3,
      startDate: '2026-03-02T08:15:00Z',
      entries: [
        {
          accountId,
          externalId: `“Näme” ${++users}`,
          customerId: 'Kündin, & Co',
          aiMinutes: 5,
          endDate: '2026-03-02T08:15:00Z',
        },
      ],
    }),
    PatchAIDigest: async () => ({ frequency: 'Never' }),
    NewAIDemoData: async () => ({ confirmed: true }),
    RegenerateAccountTokens: async () => {
      const key = { accountIds: [accountId], name: 'Näme' };
      await makeKey(service, await makeUser(service, ['SystemAdministrator']), key);
      return { accountId };
    },
    PatchAccount: async () => ({
      accountId,
      twilioAuthToken: '“sëcret”',
      billingSettings: { aiLiveMinutes: { unitCost: 0.02, allowance: 100 } },
    }),
    DeleteAccount: async () => ({ accountId: (await create('/accounts', { name: 'Gone' })).id }),
    NewUser: async () => ({
      emailAddress: `new-${++users}@example.com`,
      roles: known.roles,
      firstName: 'Näme',
    }),
    DeleteUser: async () => ({ userId: (await makeUser(service)).id }),
    EraseUser: async () => {
      const { id, emailAddress } = await makeUser(service);
      return { userId: id, emailAddress };
    },
    PatchApiKey: async () => {
      const { id } = await makeKey(service, await makeUser(service));
      return { apiKeyId: id, callsPerMinute: 5_000, maxOpenProposals: 100 };
    },
    RevokeApiKey: async () => {
      const { roles } = known;
      const key = await makeKey(service, await makeUser(service, ['SystemAdministrator']), { roles });
      return { apiKeyId: key.id };
    },
    RevokeBrowserSession: async () => {
      const user = await makeUser(service);
      await cookiesOf(service, user);
      const { body } = await service.request(`/auth/sessions?userId=${user.id}`);
      return { browserSessionId: body.items[0].id };
    },
    RevokeAgentGrant: async () => {
      const user = await makeUser(service, ['SystemAdministrator']);
      const jar = jarOf(await cookiesOf(service, user));
      const metadata = await service.request('/.well-known/oauth-protected-resource', {
        authorization: null,
      });
      const publicUrl = new URL(metadata.body.resource).origin;
      // One client for all, since few may register from one address.
      oauthClientId ??= await registerClient(service.url);
      const { challenge } = newVerifier();
      const address = authorizationUrl(service.url, oauthClientId, challenge, {
        resource: `${publicUrl}/mcp`,
      });
      const path = await begin(address, jar);
      const decision = { allow: true, accounts: 'all' };
      const decided = await decide(service.url, path, jar, decision, publicUrl);
      await browse(decided.body.redirectTo.replace(publicUrl, service.url), jar);
      const { body } = await service.request(`/auth/agents?userId=${user.id}`);
      return { agentGrantId: body.items[0].id };
    },
    ForgotPassword: async () => ({ emailAddress: (await makeUser(service)).emailAddress }),
    RecoverPassword: async () => {
      const { id } = await makeUser(service);
      const { body } = await service.request(`/users/${id}/recovery-link`, { method: 'POST' });
      return { token: body.token, newPassword: 'a whole new password' };
    },
  };

  return async ({ name, request }) => {
    const make = own[name];
    if (make) return make();
    return Object.fromEntries(
      Object.keys(request.fields).flatMap((field) => (field in known ? [[field, known[field]]] : [])),
    );
  };
}
