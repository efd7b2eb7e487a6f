export type { AccountScope } from '../access/account-scope.ts';
export { type Actor, auditText, SILENTLY } from '../access/actor.ts';
export type { Versions } from '../statement/conditions.ts';
export {
  type AccountSettings,
  accountNames,
  changeAccount,
  createAccount,
  deleteAccount,
  exportAccounts,
  findAccount,
  findTwilioSecret,
  holdAccount,
  listAccounts,
  unknownAccounts,
} from './account.ts';
export {
  allowAgent,
  allowAgentElsewhere,
  extendAgentGrant,
  forgetOldAgentGrants,
  listAgentGrants,
  markAgentGrantUsed,
  type NewAgentGrant,
  revokeAgentGrant,
} from './agent-grant.ts';
export {
  catalogueVersion,
  createFunction,
  deleteFunction,
  exportFunctions,
  type FunctionValues,
  findFunction,
  findFunctionByName,
  findFunctionsByName,
  hasOpenActions,
  listFunctions,
  replaceFunction,
  type StoredFunction,
} from './ai-function.ts';
export { listMentions, markMentionsSeen } from './ai-mention.ts';
export { exportRuns, listAllRuns } from './ai-run-row.ts';
export {
  changeSession,
  createSession,
  discardSession,
  exportSessions,
  listSessions,
  purgeDiscardedSessions,
  restoreSession,
} from './ai-session.ts';
export {
  correctAction,
  dropAction,
  dropActions,
  expireProposals,
  hasRoomFor,
  judgeAction,
  type Proposal,
  queueActions,
  settleAction,
} from './ai-session-action.ts';
export {
  createComment,
  deleteComment,
  findComment,
  findCommentsMark,
  listComments,
  replaceComment,
  type StoredComment,
} from './ai-session-comment.ts';
export {
  findSession,
  findSessionStanding,
  findWholeSession,
  type SessionStanding,
} from './ai-session-reading.ts';
export { isOwnAction, type SessionRecord, type StoredAction } from './ai-session-record.ts';
export {
  type AcquiredRun,
  type AdvancedRun,
  acquireRun,
  advanceRun,
  type Basis,
  changeOwnData,
  type EndedStep,
  endRun,
  functionVersionOf,
  type NewRun,
  type OwnStep,
  type PlannedStep,
  type RunAdvance,
  type RunEnd,
  releaseRun,
  renewRun,
  requeueOrphanedRuns,
  type StartedRun,
  type StepOutcome,
  startRun,
  stopRun,
} from './ai-session-run.ts';
export { findRun, hasRunEnded, listRuns } from './ai-session-run-info.ts';
export { addUsage, readUsage, type UsageEntry } from './ai-usage.ts';
export {
  createView,
  deleteView,
  findView,
  listViews,
  replaceView,
  type StoredView,
} from './ai-view.ts';
export {
  createWebhook,
  deleteWebhook,
  exportWebhooks,
  findWebhook,
  listWebhooks,
  replaceWebhook,
  replaceWebhookSecret,
  type StoredWebhook,
  type WebhookValues,
} from './ai-webhook.ts';
export {
  type Attempt,
  type ClaimedDelivery,
  claimDeliveries,
  type DisabledWebhook,
  endAttempt,
  findDelivery,
  listDeliveries,
  resendDelivery,
  sendTestEvent,
} from './ai-webhook-delivery.ts';
export {
  type ApiKeyLimits,
  changeApiKey,
  exportApiKeys,
  findApiKey,
  holdApiKey,
  listApiKeys,
  markApiKeyUsed,
  type NewApiKeyRow,
  replaceApiKeys,
  revokeApiKey,
  storeApiKey,
} from './api-key.ts';
export { findApplying, holdApplying, setApplying } from './applying.ts';
export { type AuditFilters, exportAuditEvents, listAuditEvents, recordEvent } from './audit-event.ts';
export {
  type AuditProofLine,
  exportAuditProof,
  exportHeads,
  findNewestHead,
  type HeadToSign,
  headsOfDates,
  type SignedHead,
  sealEvents,
} from './audit-head.ts';
export { addAuditKey, listAuditKeys, type StoredAuditKey } from './audit-signing-key.ts';
export { type Backlog, readBacklog } from './backlog.ts';
export {
  forgetOldBrowserSessions,
  isRecentSignIn,
  listBrowserSessions,
  type NewBrowserSession,
  openBrowserSession,
  revokeBrowserSession,
} from './browser-session.ts';
export {
  findUserByAgentGrant,
  findUserByApiKey,
  findUserByApiKeyId,
  findUserByBrowserSession,
  findUserByEmail,
  findUserById,
  findUserBySessionToken,
  type StoredAgentGrant,
  type StoredApiKey,
  type StoredBrowserSession,
  type StoredUser,
} from './caller.ts';
export {
  type DigestChoice,
  type DigestRules,
  type DueDigest,
  endDigest,
  findDigestChoice,
  setDigestChoice,
  takeDigests,
} from './digest.ts';
export {
  beginErasure,
  completeErasure,
  type ErasedUser,
  type Erasure,
  type ErasureRefusal,
} from './erasure.ts';
export {
  forgetOldKeys,
  type IdempotencyRefusal,
  type RepeatableRequest,
  withIdempotencyKey,
} from './idempotency.ts';
export { type KeepingRules, keepByRules } from './keeping.ts';
export {
  deleteOAuthRecord,
  deleteOAuthRecordsOfGrant,
  extendOAuthRecord,
  findOAuthRecord,
  forgetOldOAuthRecords,
  markOAuthRecordUsed,
  type OAuthRecordKey,
  type StoredOAuthRecord,
  storeOAuthRecord,
} from './oauth-record.ts';
export {
  addSigningKey,
  forgetOldSigningKeys,
  listSigningKeys,
  type NewSigningKey,
  type StoredSigningKey,
} from './oauth-signing-key.ts';
export { findObjectOwner } from './object-owner.ts';
export type { OpenLimit } from './open-actions.ts';
export { readOverview } from './overview.ts';
export type { Page, PageRefusal, PageRequest, PageResult } from './page.ts';
export {
  findRecovery,
  forgetOldRecoveries,
  redeemRecovery,
  storeRecovery,
} from './password-recovery.ts';
export { exportRequests, listRequests } from './request-log.ts';
export { readReviewQueue } from './review-queue.ts';
export { listReviewers } from './reviewer.ts';
export { replaceSealedValues, type SealedValue } from './sealed-values.ts';
export { findSessionEvidence, type SessionEvidence } from './session-evidence.ts';
export { findSessionProgress, type SessionProgress } from './session-progress.ts';
export { addDemoData, readSetup, removeDemoData } from './setup.ts';
export { findStopOf, isStopped, listStops, type Stop, setAccountStop, setAgentStop } from './stop.ts';
export {
  anyUser,
  changeUser,
  createUser,
  deleteUser,
  displayNameOf,
  exportUsers,
  findUser,
  holdUser,
  listUsers,
  type NewUserRow,
  replacePasswordHash,
  type UserChange,
  type UserRefusal,
} from './user.ts';
export { findUserByIdentity, type Identity, linkIdentity } from './user-identity.ts';
