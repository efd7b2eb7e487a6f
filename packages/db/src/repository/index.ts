export {
  accountNames,
  createAccount,
  deleteAccount,
  findAccount,
  listAccounts,
  renameAccount,
  unknownAccounts,
} from './account.ts';
export type { AccountScope } from './account-scope.ts';
export { type Actor, auditText, SILENTLY } from './actor.ts';
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
export { listApiKeys, markApiKeyUsed, type NewApiKeyRow, revokeApiKey, storeApiKey } from './api-key.ts';
export { type AuditFilters, listAuditEvents, recordEvent } from './audit-event.ts';
export {
  forgetOldBrowserSessions,
  listBrowserSessions,
  type NewBrowserSession,
  openBrowserSession,
  revokeBrowserSession,
} from './browser-session.ts';
export {
  findUserByApiKey,
  findUserByApiKeyId,
  findUserByBrowserSession,
  findUserByEmail,
  findUserById,
  findUserBySessionToken,
  type StoredApiKey,
  type StoredBrowserSession,
  type StoredUser,
} from './caller.ts';
export { forgetOldKeys, once, type RepeatableRequest } from './idempotency.ts';
export type { Page, PageRequest } from './page.ts';
export {
  findRecovery,
  forgetOldRecoveries,
  redeemRecovery,
  storeRecovery,
} from './password-recovery.ts';
export { inTransaction, type Sql, type Statement, sqlOn } from './statement.ts';
export {
  anyUser,
  changeUser,
  createUser,
  deleteUser,
  displayNameOf,
  findUser,
  listUsers,
  type NewUserRow,
  replacePasswordHash,
  type UserChange,
  type UserOutcome,
} from './user.ts';
export { findUserByIdentity, type Identity, linkIdentity } from './user-identity.ts';
