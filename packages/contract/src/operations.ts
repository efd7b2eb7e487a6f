import { CheckAccount } from './account/check-account.ts';
import { DeleteAccount } from './account/delete-account.ts';
import { ExportAccounts } from './account/export-accounts.ts';
import { GetAccount } from './account/get-account.ts';
import { ListAccounts } from './account/list-accounts.ts';
import { NewAccount } from './account/new-account.ts';
import { PatchAccount } from './account/patch-account.ts';
import { RegenerateAccountTokens } from './account/regenerate-account-tokens.ts';
import { ListAgentGrants } from './agent-grant/list-agent-grants.ts';
import { RevokeAgentGrant } from './agent-grant/revoke-agent-grant.ts';
import { ExportApiKeys } from './api-key/export-api-keys.ts';
import { GetApiKey } from './api-key/get-api-key.ts';
import { ListApiKeys } from './api-key/list-api-keys.ts';
import { NewApiKey } from './api-key/new-api-key.ts';
import { PatchApiKey } from './api-key/patch-api-key.ts';
import { RevokeApiKey } from './api-key/revoke-api-key.ts';
import { GetAIApplying } from './applying/get-ai-applying.ts';
import { PatchAIApplying } from './applying/patch-ai-applying.ts';
import { ExportAuditEvents } from './audit/export-audit-events.ts';
import { ExportAuditHeads } from './audit/export-audit-heads.ts';
import { ExportAuditProof } from './audit/export-audit-proof.ts';
import { ListAuditEvents } from './audit/list-audit-events.ts';
import { ListAuditKeys } from './audit/list-audit-keys.ts';
import { SealAuditEvents } from './audit/seal-audit-events.ts';
import { Authenticate } from './auth/authenticate.ts';
import { AuthenticateLogout } from './auth/authenticate-logout.ts';
import { ChangePassword } from './auth/change-password.ts';
import { ForgotPassword } from './auth/forgot-password.ts';
import { GetAuthStatus } from './auth/get-auth-status.ts';
import { ListBrowserSessions } from './auth/list-browser-sessions.ts';
import { RecoverPassword } from './auth/recover-password.ts';
import { RequestAuthToken } from './auth/request-auth-token.ts';
import { RevokeBrowserSession } from './auth/revoke-browser-session.ts';
import { DeleteAISessionComment } from './comment/delete-ai-session-comment.ts';
import { ListAIMentions } from './comment/list-ai-mentions.ts';
import { ListAIReviewers } from './comment/list-ai-reviewers.ts';
import { ListAISessionComments } from './comment/list-ai-session-comments.ts';
import { MarkAIMentionsSeen } from './comment/mark-ai-mentions-seen.ts';
import { NewAISessionComment } from './comment/new-ai-session-comment.ts';
import { PatchAISessionComment } from './comment/patch-ai-session-comment.ts';
import { GetAIDigest } from './digest/get-ai-digest.ts';
import { PatchAIDigest } from './digest/patch-ai-digest.ts';
import { DeleteAIFunction } from './function/delete-ai-function.ts';
import { ExportAIFunctions } from './function/export-ai-functions.ts';
import { GetAIFunction } from './function/get-ai-function.ts';
import { ListAIFunctions } from './function/list-ai-functions.ts';
import { NewAIFunction } from './function/new-ai-function.ts';
import { PatchAIFunction } from './function/patch-ai-function.ts';
import type { Operation } from './operation.ts';
import { GetAIOverview } from './overview/get-ai-overview.ts';
import { GetAIReviewQueue } from './overview/get-ai-review-queue.ts';
import { ExportRequests } from './request/export-requests.ts';
import { ListRequests } from './request/list-requests.ts';
import { ExportAIRuns } from './run/export-ai-runs.ts';
import { ListAIRuns } from './run/list-ai-runs.ts';
import { ApplyAISession } from './session/apply-ai-session.ts';
import { ClearAISessionActions } from './session/clear-ai-session-actions.ts';
import { DeleteAISession } from './session/delete-ai-session.ts';
import { DeleteAISessionAction } from './session/delete-ai-session-action.ts';
import { ExportAISessions } from './session/export-ai-sessions.ts';
import { FollowAISession } from './session/follow-ai-session.ts';
import { GetAISession } from './session/get-ai-session.ts';
import { GetAISessionEvidence } from './session/get-ai-session-evidence.ts';
import { GetAISessionRun } from './session/get-ai-session-run.ts';
import { JudgeAISessionAction } from './session/judge-ai-session-action.ts';
import { ListAISessionRuns } from './session/list-ai-session-runs.ts';
import { ListAISessions } from './session/list-ai-sessions.ts';
import { NewAISession } from './session/new-ai-session.ts';
import { NewAISessionAction } from './session/new-ai-session-action.ts';
import { PatchAISession } from './session/patch-ai-session.ts';
import { PatchAISessionAction } from './session/patch-ai-session-action.ts';
import { RestoreAISession } from './session/restore-ai-session.ts';
import { ReviewAISession } from './session/review-ai-session.ts';
import { SettleAISessionAction } from './session/settle-ai-session-action.ts';
import { StopAISessionRun } from './session/stop-ai-session-run.ts';
import { DeleteAIDemoData } from './setup/delete-ai-demo-data.ts';
import { GetAISetup } from './setup/get-ai-setup.ts';
import { NewAIDemoData } from './setup/new-ai-demo-data.ts';
import { ListAIStops } from './stop/list-ai-stops.ts';
import { PatchAIAccountStop } from './stop/patch-ai-account-stop.ts';
import { PatchAIAgentStop } from './stop/patch-ai-agent-stop.ts';
import { GetAIUsage } from './usage/get-ai-usage.ts';
import { NewAIUsageEntries } from './usage/new-ai-usage-entries.ts';
import { DeleteUser } from './user/delete-user.ts';
import { EraseUser } from './user/erase-user.ts';
import { ExportUsers } from './user/export-users.ts';
import { GetUser } from './user/get-user.ts';
import { ListRoles } from './user/list-roles.ts';
import { ListUsers } from './user/list-users.ts';
import { NewRecoveryLink } from './user/new-recovery-link.ts';
import { NewUser } from './user/new-user.ts';
import { PatchUser } from './user/patch-user.ts';
import { DeleteAIView } from './view/delete-ai-view.ts';
import { GetAIView } from './view/get-ai-view.ts';
import { ListAIViews } from './view/list-ai-views.ts';
import { NewAIView } from './view/new-ai-view.ts';
import { PatchAIView } from './view/patch-ai-view.ts';
import { DeleteAIWebhook } from './webhook/delete-ai-webhook.ts';
import { ExportAIWebhooks } from './webhook/export-ai-webhooks.ts';
import { GetAIWebhook } from './webhook/get-ai-webhook.ts';
import { ListAIWebhookDeliveries } from './webhook/list-ai-webhook-deliveries.ts';
import { ListAIWebhooks } from './webhook/list-ai-webhooks.ts';
import { NewAIWebhook } from './webhook/new-ai-webhook.ts';
import { PatchAIWebhook } from './webhook/patch-ai-webhook.ts';
import { ResendAIWebhookDelivery } from './webhook/resend-ai-webhook-delivery.ts';
import { RotateAIWebhookSecret } from './webhook/rotate-ai-webhook-secret.ts';
import { TestAIWebhook } from './webhook/test-ai-webhook.ts';

export {
  ApplyAISession,
  Authenticate,
  AuthenticateLogout,
  ChangePassword,
  CheckAccount,
  ClearAISessionActions,
  DeleteAccount,
  DeleteAIDemoData,
  DeleteAIFunction,
  DeleteAISession,
  DeleteAISessionAction,
  DeleteAISessionComment,
  DeleteAIView,
  DeleteAIWebhook,
  DeleteUser,
  EraseUser,
  ExportAccounts,
  ExportAIFunctions,
  ExportAIRuns,
  ExportAISessions,
  ExportAIWebhooks,
  ExportApiKeys,
  ExportAuditEvents,
  ExportAuditHeads,
  ExportAuditProof,
  ExportRequests,
  ExportUsers,
  FollowAISession,
  ForgotPassword,
  GetAccount,
  GetAIApplying,
  GetAIDigest,
  GetAIFunction,
  GetAIOverview,
  GetAIReviewQueue,
  GetAISession,
  GetAISessionEvidence,
  GetAISessionRun,
  GetAISetup,
  GetAIUsage,
  GetAIView,
  GetAIWebhook,
  GetApiKey,
  GetAuthStatus,
  GetUser,
  JudgeAISessionAction,
  ListAccounts,
  ListAgentGrants,
  ListAIFunctions,
  ListAIMentions,
  ListAIReviewers,
  ListAIRuns,
  ListAISessionComments,
  ListAISessionRuns,
  ListAISessions,
  ListAIStops,
  ListAIViews,
  ListAIWebhookDeliveries,
  ListAIWebhooks,
  ListApiKeys,
  ListAuditEvents,
  ListAuditKeys,
  ListBrowserSessions,
  ListRequests,
  ListRoles,
  ListUsers,
  MarkAIMentionsSeen,
  NewAccount,
  NewAIDemoData,
  NewAIFunction,
  NewAISession,
  NewAISessionAction,
  NewAISessionComment,
  NewAIUsageEntries,
  NewAIView,
  NewAIWebhook,
  NewApiKey,
  NewRecoveryLink,
  NewUser,
  PatchAccount,
  PatchAIAccountStop,
  PatchAIAgentStop,
  PatchAIApplying,
  PatchAIDigest,
  PatchAIFunction,
  PatchAISession,
  PatchAISessionAction,
  PatchAISessionComment,
  PatchAIView,
  PatchAIWebhook,
  PatchApiKey,
  PatchUser,
  RecoverPassword,
  RegenerateAccountTokens,
  RequestAuthToken,
  ResendAIWebhookDelivery,
  RestoreAISession,
  ReviewAISession,
  RevokeAgentGrant,
  RevokeApiKey,
  RevokeBrowserSession,
  RotateAIWebhookSecret,
  SealAuditEvents,
  SettleAISessionAction,
  StopAISessionRun,
  TestAIWebhook,
};

/** Version of the API: the first number changes when a client may have to. */
export const API_VERSION = '1.0.0';

/** Every operation of the API. */
export const operations: readonly Operation[] = [
  ListAISessions,
  NewAISession,
  GetAISession,
  PatchAISession,
  DeleteAISession,
  ExportAISessions,
  FollowAISession,
  NewAISessionAction,
  PatchAISessionAction,
  DeleteAISessionAction,
  ClearAISessionActions,
  JudgeAISessionAction,
  SettleAISessionAction,
  ReviewAISession,
  ApplyAISession,
  ListAIRuns,
  ExportAIRuns,
  ListAISessionRuns,
  GetAISessionRun,
  StopAISessionRun,
  RestoreAISession,
  GetAISessionEvidence,
  ListAISessionComments,
  NewAISessionComment,
  PatchAISessionComment,
  DeleteAISessionComment,
  ListAIMentions,
  MarkAIMentionsSeen,
  ListAIReviewers,
  ListAIFunctions,
  ExportAIFunctions,
  NewAIFunction,
  GetAIFunction,
  PatchAIFunction,
  DeleteAIFunction,
  GetAIApplying,
  PatchAIApplying,
  ListAIStops,
  PatchAIAccountStop,
  PatchAIAgentStop,
  ListAIWebhooks,
  ExportAIWebhooks,
  NewAIWebhook,
  GetAIWebhook,
  PatchAIWebhook,
  DeleteAIWebhook,
  RotateAIWebhookSecret,
  TestAIWebhook,
  ListAIWebhookDeliveries,
  ResendAIWebhookDelivery,
  GetAIUsage,
  NewAIUsageEntries,
  GetAIOverview,
  GetAIReviewQueue,
  GetAISetup,
  NewAIDemoData,
  DeleteAIDemoData,
  GetAIDigest,
  PatchAIDigest,
  ListAccounts,
  ExportAccounts,
  NewAccount,
  GetAccount,
  PatchAccount,
  DeleteAccount,
  CheckAccount,
  RegenerateAccountTokens,
  ListUsers,
  ExportUsers,
  NewUser,
  GetUser,
  PatchUser,
  DeleteUser,
  EraseUser,
  ListRoles,
  NewRecoveryLink,
  Authenticate,
  AuthenticateLogout,
  GetAuthStatus,
  RequestAuthToken,
  ChangePassword,
  ForgotPassword,
  RecoverPassword,
  ListBrowserSessions,
  RevokeBrowserSession,
  ListAgentGrants,
  RevokeAgentGrant,
  ListApiKeys,
  ExportApiKeys,
  NewApiKey,
  GetApiKey,
  PatchApiKey,
  RevokeApiKey,
  ListAuditEvents,
  ExportAuditEvents,
  SealAuditEvents,
  ExportAuditHeads,
  ExportAuditProof,
  ListAuditKeys,
  ListRequests,
  ExportRequests,
  ListAIViews,
  NewAIView,
  GetAIView,
  PatchAIView,
  DeleteAIView,
];
