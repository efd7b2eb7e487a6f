export { createAccount, findAccount, listAccounts } from './account.ts';
export { createSession, findSession, listSessions, setSessionPurpose } from './ai-session.ts';
export { forgetOldKeys, once, type RepeatableRequest } from './idempotency.ts';
export type { Page, PageRequest } from './page.ts';
export { inTransaction, type Sql, type Statement, sqlOn } from './statement.ts';
export {
  anyUser,
  createUser,
  findUserByApiKey,
  findUserByBrowserSession,
  findUserByEmail,
  openBrowserSession,
  revokeBrowserSession,
  type StoredUser,
  storeApiKey,
} from './user.ts';
