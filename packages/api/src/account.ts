import { GetAccount, ListAccounts, NewAccount } from '@ai-sessions/contract';
import { createAccount, findAccount, listAccounts } from '@ai-sessions/db';
import { found, referred } from './missing.ts';
import { mutation, query, router } from './trpc.ts';

/** Customers' accounts. */
export const account = router({
  create: mutation(NewAccount, async ({ input, principal, sql }) =>
    referred(
      await createAccount(sql, { ...input, by: principal.emailAddress }),
      'ParentAccountId',
      "'Parent Account Id' must name an existing account. See ListAccounts.",
    ),
  ),

  get: query(GetAccount, async ({ input: { accountId }, sql }) =>
    found(await findAccount(sql, accountId), 'account', accountId),
  ),

  list: query(ListAccounts, ({ input, sql }) => listAccounts(sql, input)),
});
