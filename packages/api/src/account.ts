import {
  ApiError,
  DeleteAccount,
  GetAccount,
  ListAccounts,
  NewAccount,
  PatchAccount,
} from '@ai-sessions/contract';
import { createAccount, deleteAccount, findAccount, listAccounts, renameAccount } from '@ai-sessions/db';
import { requireAllAccounts } from './access.ts';
import { found, referred } from './missing.ts';
import { mutation, query, router } from './trpc.ts';

/** Customers' accounts. */
export const account = router({
  create: mutation(NewAccount, async ({ input, principal, by, sql }) => {
    requireAllAccounts(principal);
    return referred(
      await createAccount(sql, { ...input, by }),
      'ParentAccountId',
      "'Parent Account Id' must name an existing account. See ListAccounts.",
    );
  }),

  patch: mutation(PatchAccount, async ({ input: { accountId, name }, principal: { accounts }, by, sql }) => {
    const changed =
      name === undefined
        ? await findAccount(sql, accounts, accountId)
        : await renameAccount(sql, accounts, { id: accountId, name, by });
    return found(changed, 'account', accountId);
  }),

  delete: mutation(DeleteAccount, async ({ input: { accountId }, principal, by, sql }) => {
    requireAllAccounts(principal);
    const outcome = await deleteAccount(sql, principal.accounts, { id: accountId, by });
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

  get: query(GetAccount, async ({ input: { accountId }, principal, sql }) =>
    found(await findAccount(sql, principal.accounts, accountId), 'account', accountId),
  ),

  list: query(ListAccounts, ({ input, principal, sql }) => listAccounts(sql, principal.accounts, input)),
});
