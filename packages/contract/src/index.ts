export { AccountInfo } from './account/account-info.ts';
export { BillingSettings } from './account/billing-settings.ts';
export { CheckAccount } from './account/check-account.ts';
export { DeleteAccount } from './account/delete-account.ts';
export { GetAccount } from './account/get-account.ts';
export { ListAccounts } from './account/list-accounts.ts';
export { NewAccount } from './account/new-account.ts';
export { PatchAccount } from './account/patch-account.ts';
export { RegenerateAccountTokens } from './account/regenerate-account-tokens.ts';
export { ApiKeyInfo, ApiKeyKind } from './api-key/api-key-info.ts';
export { ListApiKeys } from './api-key/list-api-keys.ts';
export { NewApiKey } from './api-key/new-api-key.ts';
export { NewApiKeyResult } from './api-key/new-api-key-result.ts';
export { RevokeApiKey } from './api-key/revoke-api-key.ts';
export { AIApplyingInfo } from './applying/applying-info.ts';
export { GetAIApplying } from './applying/get-ai-applying.ts';
export { PatchAIApplying } from './applying/patch-ai-applying.ts';
export { AuditEventInfo, ChangeInfo } from './audit/audit-event-info.ts';
export { ListAuditEvents } from './audit/list-audit-events.ts';
export { Authenticate } from './auth/authenticate.ts';
export { AuthenticateLogout } from './auth/authenticate-logout.ts';
export { AuthenticateResponse } from './auth/authenticate-response.ts';
export { BrowserSessionInfo } from './auth/browser-session-info.ts';
export { ChangePassword } from './auth/change-password.ts';
export { ForgotPassword } from './auth/forgot-password.ts';
export { GetAuthStatus } from './auth/get-auth-status.ts';
export { ListBrowserSessions } from './auth/list-browser-sessions.ts';
export { RecoverPassword } from './auth/recover-password.ts';
export { RequestAuthToken } from './auth/request-auth-token.ts';
export { RequestAuthTokenResult } from './auth/request-auth-token-result.ts';
export { RevokeBrowserSession } from './auth/revoke-browser-session.ts';
export { managerAccessLevels } from './auth/user-access.ts';
export { UserInfo } from './auth/user-info.ts';
export { withoutBlanks } from './blanks.ts';
export type { Dto, Input, Value } from './dto.ts';
export { EntityInfo } from './entity-info.ts';
export { type EntityTag, entityTagsIn, readEntityTag, writeEntityTag } from './entity-tag.ts';
export {
  ApiError,
  type ErrorCode,
  errorTable,
  type FieldError,
  type ResponseStatusValue,
  responseStatusOf,
} from './errors.ts';
export { exampleOf, memberExample, sampleAnswer, sampleRequest } from './example.ts';
export { declaredNameOf } from './field.ts';
export { AIFunctionInfo } from './function/ai-function-info.ts';
export { DeleteAIFunction } from './function/delete-ai-function.ts';
export { GetAIFunction } from './function/get-ai-function.ts';
export { ListAIFunctions } from './function/list-ai-functions.ts';
export { NewAIFunction } from './function/new-ai-function.ts';
export { PatchAIFunction } from './function/patch-ai-function.ts';
export { isKeptJson, jsonObjectOf } from './json-text.ts';
export {
  DEFAULT_COUNT_PER_PAGE,
  MAXIMUM_ALL,
  MAXIMUM_COUNT_PER_PAGE,
  MAXIMUM_FILTER_IDS,
} from './list.ts';
export { isLocalPath } from './local-path.ts';
export {
  type Access,
  type AnswerType,
  answerTypeOf,
  type DocumentedRoute,
  documentedRoutesOf,
  everyone,
  IDEMPOTENCY_KEY_MAXIMUM,
  managers,
  type Operation,
  type Place,
  pathFields,
  placeOf,
  type Role,
  type Route,
  type RouteVerb,
  roles,
  routesOf,
  signedIn,
  systemAdministrator,
  typesOf,
  type Verb,
  verbsOf,
} from './operation.ts';
export { API_VERSION, operations } from './operations.ts';
export { ErrorResponse, ResponseError, ResponseStatus } from './response-status.ts';
export { MAXIMUM_ACTION_BYTES, MAXIMUM_ACTIONS } from './session/action-fields.ts';
export { AISessionActionInfo } from './session/ai-session-action-info.ts';
export { AISessionInfo } from './session/ai-session-info.ts';
export { AISessionActionReview, AISessionReview } from './session/ai-session-review.ts';
export { AISessionRow } from './session/ai-session-row.ts';
export { AISessionRunInfo } from './session/ai-session-run-info.ts';
export { ApplyAISession } from './session/apply-ai-session.ts';
export { ClearAISessionActions } from './session/clear-ai-session-actions.ts';
export { DeleteAISession } from './session/delete-ai-session.ts';
export { DeleteAISessionAction } from './session/delete-ai-session-action.ts';
export { ExportAISessions } from './session/export-ai-sessions.ts';
export { GetAISession } from './session/get-ai-session.ts';
export { GetAISessionRun } from './session/get-ai-session-run.ts';
export { JudgeAISessionAction } from './session/judge-ai-session-action.ts';
export { ListAISessionRuns } from './session/list-ai-session-runs.ts';
export { ListAISessions } from './session/list-ai-sessions.ts';
export { NewAISession } from './session/new-ai-session.ts';
export { AISessionActionProposal, NewAISessionAction } from './session/new-ai-session-action.ts';
export { PatchAISession } from './session/patch-ai-session.ts';
export { PatchAISessionAction } from './session/patch-ai-session-action.ts';
export { RestoreAISession } from './session/restore-ai-session.ts';
export { ReviewAISession } from './session/review-ai-session.ts';
export { SettleAISessionAction } from './session/settle-ai-session-action.ts';
export {
  type ActionState,
  actionStates,
  actionStatesThat,
  isCarriedOut,
  isDroppable,
  isOpen,
  isPending,
  isRunnable,
} from './session/states.ts';
export { StopAISessionRun } from './session/stop-ai-session-run.ts';
export { signInName } from './sign-in-name.ts';
export { emailAddress, PASSWORD_MINIMUM, PURPOSE_MAXIMUM, singleLineText } from './text.ts';
export {
  allMembers,
  displayName,
  type EnumType,
  type Member,
  type ObjectType,
  type TypeRef,
  xmlNamespaceOf,
} from './type-model.ts';
export { asksForDryRun, refuseUnknownMembers, type UnknownMembers } from './unknown-members.ts';
export { AIUsage } from './usage/ai-usage.ts';
export { AIUsageEntry } from './usage/ai-usage-entry.ts';
export { GetAIUsage } from './usage/get-ai-usage.ts';
export { NewAIUsageEntries } from './usage/new-ai-usage-entries.ts';
export { FIRST_USAGE_YEAR, LAST_USAGE_YEAR } from './usage/usage-instant.ts';
export { DeleteUser } from './user/delete-user.ts';
export { GetUser } from './user/get-user.ts';
export { ListRoles } from './user/list-roles.ts';
export { ListUsers } from './user/list-users.ts';
export { NewRecoveryLink } from './user/new-recovery-link.ts';
export { NewUser } from './user/new-user.ts';
export { PatchUser } from './user/patch-user.ts';
export { RecoveryLink } from './user/recovery-link.ts';
export { parseRequest, spacedName, validationError } from './validation.ts';
