/** Asks for who may work on an account. */
export function accountUsersInput(accountId: string) {
  return { accountIds: [accountId], countPerPage: 100, sortField: 'emailAddress' as const };
}
