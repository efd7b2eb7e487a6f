export { accountNames, createAccount, findAccount, listAccounts } from './account.ts';
export {
  createSession,
  discardSession,
  exportSessions,
  findSession,
  findSessionWithActions,
  listSessions,
  setSessionPurpose,
} from './ai-session.ts';
export { dropAction, dropActions, type NewAction, queueAction } from './ai-session-action.ts';
export { forgetOldKeys, once, type RepeatableRequest } from './idempotency.ts';
export type { Page, PageRequest } from './page.ts';
export { inTransaction, type Sql, type Statement, sqlOn } from './statement.ts';
export {
  anyUser,
  createUser,
  findUserByApiKey,
  findUserByBrowserSession,
  findUserByEmail,
  findUserBySessionToken,
  type NewBrowserSession,
  openBrowserSession,
  revokeBrowserSession,
  revokeSessionToken,
  type StoredUser,
  storeApiKey,
} from './user.ts';
