import { newApiKey } from '@ai-sessions/auth';
import {
  ApiError,
  CheckAccount,
  DeleteAccount,
  ExportAccounts,
  GetAccount,
  ListAccounts,
  NewAccount,
  PatchAccount,
  RegenerateAccountTokens,
} from '@ai-sessions/contract';
import {
  type AccountSettings,
  changeAccount,
  createAccount,
  type Db,
  deleteAccount,
  exportAccounts,
  findAccount,
  findTwilioSecret,
  holdAccount,
  listAccounts,
  recordEvent,
  replaceApiKeys,
} from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import type { Call, Services } from '../context.ts';
import { found, notFound, referred } from '../missing.ts';
import { pageOf } from '../page.ts';
import { authenticatedProcedure, systemAdministratorProcedure } from '../procedures.ts';
import { changeAsRead, taggedAnswer } from '../record-tag.ts';
import { router } from '../trpc.ts';
import { checkedAccount, TWILIO_SECRET } from './account-check.ts';

/** Customers' accounts. */
export const account = router({
  create: systemAdministratorProcedure.mutation(NewAccount, async (call) => {
    const { input, principal, by, db, context } = call;
    requireAllAccounts(principal);
    const created = referred(
      await createAccount(db, { ...sealed(input, context.services), by }),
      'ParentAccountId',
      "'Parent Account Id' must name an existing account. See ListAccounts.",
    );
    return taggedAnswer(created, call);
  }),

  patch: systemAdministratorProcedure.mutation(PatchAccount, async (call) => {
    const { input, principal, by, context } = call;
    const { accountId: id, ...changes } = input;
    const change = { ...sealed(changes, context.services), id, by };
    const changed = await asRead(call, (db) => changeAccount(db, principal.accounts, change));
    return taggedAnswer(found(changed, 'account', id), call);
  }),

  delete: systemAdministratorProcedure.mutation(DeleteAccount, async (call) => {
    const { input, principal, by } = call;
    const { accountId } = input;
    requireAllAccounts(principal);
    const deleted = await asRead(call, (db) => deleteAccount(db, principal.accounts, { id: accountId, by }));
    if (!deleted.ok) throw deleted.reason === 'inUse' ? inUse() : notFound('account', accountId);
    return undefined;
  }),

  check: systemAdministratorProcedure.mutation(
    CheckAccount,
    async ({ input, principal, by, db, context }) => {
      const { accountId } = input;
      const account = found(await findAccount(db, principal.accounts, accountId), 'account', accountId);
      const secret = await findTwilioSecret(db, principal.accounts, accountId);
      await recordEvent(db, { by, entityType: 'Account', entityId: accountId });
      return { message: checkedAccount(account, secret, context.services) };
    },
  ),

  newTokens: systemAdministratorProcedure.accessMutation(RegenerateAccountTokens, async (call) => {
    const { input, principal, by } = call;
    const { accountId } = input;
    requireAllAccounts(principal);
    return call.db.transaction(async (db) => {
      found(await findAccount(db, principal.accounts, accountId), 'account', accountId);
      const replaced = await replaceApiKeys(db, accountId, { by, newSecret: newApiKey });
      const apiKeys = [
        replaced.map(({ replacedId }) => replacedId),
        replaced.map(({ replacement }) => replacement.id),
      ] as const;
      await recordEvent(db, {
        by,
        entityType: 'Account',
        entityId: accountId,
        changes: { api_keys: apiKeys },
      });
      return { keys: replaced.map(({ secret, replacement }) => ({ key: secret.key, ...replacement })) };
    });
  }),

  get: authenticatedProcedure.query(GetAccount, async (call) => {
    const { input, principal, db } = call;
    const { accountId } = input;
    const account = found(await findAccount(db, principal.accounts, accountId), 'account', accountId);
    return taggedAnswer(account, call);
  }),

  list: authenticatedProcedure.survey(ListAccounts, async ({ input, principal, db }) =>
    pageOf(await listAccounts(db, principal.accounts, input)),
  ),

  export: authenticatedProcedure.stream(ExportAccounts, ({ input, principal, db }) =>
    exportAccounts(db, principal.accounts, input),
  ),
});

function inUse(): ApiError {
  return new ApiError('Conflict', {
    message:
      'Sessions, usage or other accounts refer to this account, discarded sessions too. It has to stay.',
  });
}

/** What is to be stored of settings: the secret is sealed. */
function sealed<Settings extends AccountSettings>(settings: Settings, { seal }: Services): Settings {
  const { twilioAuthToken } = settings;
  return twilioAuthToken ? { ...settings, twilioAuthToken: seal(twilioAuthToken, TWILIO_SECRET) } : settings;
}

function asRead<T>(call: Call<{ readonly accountId: string }>, change: (db: Db) => Promise<T>): Promise<T> {
  const { input, principal } = call;
  return changeAsRead(call, (db) => holdAccount(db, principal.accounts, input.accountId), change);
}
