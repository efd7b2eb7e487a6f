import {
  ApiError,
  DeleteAccount,
  GetAccount,
  ListAccounts,
  NewAccount,
  PatchAccount,
} from '@ai-sessions/contract';
import {
  createAccount,
  deleteAccount,
  findAccount,
  holdAccount,
  listAccounts,
  renameAccount,
  type Sql,
} from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import type { Call } from '../context.ts';
import { found, referred } from '../missing.ts';
import { authenticatedProcedure, systemAdministratorProcedure } from '../procedures.ts';
import { changeAsRead, taggedAnswer } from '../record-tag.ts';
import { router } from '../trpc.ts';

/** Customers' accounts. */
export const account = router({
  create: systemAdministratorProcedure.mutation(NewAccount, async (call) => {
    const { input, principal, by, sql } = call;
    requireAllAccounts(principal);
    const created = referred(
      await createAccount(sql, { ...input, by }),
      'ParentAccountId',
      "'Parent Account Id' must name an existing account. See ListAccounts.",
    );
    return taggedAnswer(created, call);
  }),

  patch: systemAdministratorProcedure.mutation(PatchAccount, async (call) => {
    const { input, principal, by } = call;
    const { accountId: id, name } = input;
    const changed = await asRead(call, (sql) =>
      name === undefined
        ? findAccount(sql, principal.accounts, id)
        : renameAccount(sql, principal.accounts, { id, name, by }),
    );
    return taggedAnswer(found(changed, 'account', id), call);
  }),

  delete: systemAdministratorProcedure.mutation(DeleteAccount, async (call) => {
    const { input, principal, by } = call;
    const { accountId } = input;
    requireAllAccounts(principal);
    const outcome = await asRead(call, (sql) =>
      deleteAccount(sql, principal.accounts, { id: accountId, by }),
    );
    switch (outcome) {
      case 'deleted':
        return undefined;
      case 'missing':
        return found(undefined, 'account', accountId);
      case 'inUse':
        throw new ApiError('Conflict', {
          message:
            'Sessions or other accounts refer to this account, discarded sessions too. It has to stay.',
        });
      default:
        return outcome satisfies never;
    }
  }),

  get: authenticatedProcedure.query(GetAccount, async (call) => {
    const { input, principal, sql } = call;
    const { accountId } = input;
    const account = found(await findAccount(sql, principal.accounts, accountId), 'account', accountId);
    return taggedAnswer(account, call);
  }),

  list: authenticatedProcedure.query(ListAccounts, ({ input, principal, sql }) =>
    listAccounts(sql, principal.accounts, input),
  ),
});

function asRead<T>(call: Call<{ readonly accountId: string }>, change: (sql: Sql) => Promise<T>): Promise<T> {
  const { input, principal } = call;
  return changeAsRead(call, (sql) => holdAccount(sql, principal.accounts, input.accountId), change);
}
