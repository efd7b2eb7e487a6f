export { AccountInfo } from './account/account-info.ts';
export { BillingSettings } from './account/billing-settings.ts';
export { AgentGrantInfo } from './agent-grant/agent-grant-info.ts';
export { ApiKeyInfo, ApiKeyKind } from './api-key/api-key-info.ts';
export { NewApiKeyResult } from './api-key/new-api-key-result.ts';
export { AIApplyingInfo } from './applying/applying-info.ts';
export { AuditEventInfo, ChangeInfo } from './audit/audit-event-info.ts';
export { AuditEventProof } from './audit/audit-event-proof.ts';
export { AuditHeadInfo } from './audit/audit-head-info.ts';
export type { ProgramOperation } from './audit/program-operation.ts';
export { AuthenticateResponse } from './auth/authenticate-response.ts';
export { BrowserSessionInfo } from './auth/browser-session-info.ts';
export { RequestAuthTokenResult } from './auth/request-auth-token-result.ts';
export { managerAccessLevels } from './auth/user-access.ts';
export { UserInfo } from './auth/user-info.ts';
export { withoutBlanks } from './blanks.ts';
export { AIMentionInfo } from './comment/ai-mention-info.ts';
export { AIMentionedUser } from './comment/ai-mentioned-user.ts';
export { AIReviewerInfo } from './comment/ai-reviewer-info.ts';
export { AISessionCommentInfo } from './comment/ai-session-comment-info.ts';
export { COMMENT_MAXIMUM, MAXIMUM_COMMENTS, MAXIMUM_MENTIONS } from './comment/comment-limits.ts';
export { isNamed, type MentionInText, mentionsIn } from './comment/mentions-in.ts';
export { AIDigest } from './digest/ai-digest.ts';
export { AIDigestFrequency, AIDigestInfo } from './digest/ai-digest-info.ts';
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
export { AIFunctionRisk } from './function/ai-function-risk.ts';
export { AIObjectArgument, objectArguments } from './function/ai-object-argument.ts';
export { DEFAULT_ACCOUNT_POINTER, type OwnObjectKind, ownObjectKinds } from './function/own-object-kinds.ts';
export { jsonObjectOf } from './json-object.ts';
export { isKeptJson, lossOf } from './json-text.ts';
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
  proposers,
  proposes,
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
export * from './operations.ts';
export { AIOverview, MAXIMUM_WAITING, OVERVIEW_DAYS } from './overview/ai-overview.ts';
export { AIReviewQueue, MAXIMUM_QUEUED } from './overview/ai-review-queue.ts';
export { AIWaitingSession } from './overview/ai-waiting-session.ts';
export { LoggedRequestInfo, RequestTransport } from './request/logged-request-info.ts';
export { ErrorResponse, ResponseError, ResponseStatus } from './response-status.ts';
export { AIRunRow } from './run/ai-run-row.ts';
export { MAXIMUM_ACTION_BYTES, MAXIMUM_ACTIONS } from './session/action-fields.ts';
export { AISessionActionInfo } from './session/ai-session-action-info.ts';
export { AISessionEvidence } from './session/ai-session-evidence.ts';
export { AISessionInfo } from './session/ai-session-info.ts';
export { AISessionActionReview, AISessionReview } from './session/ai-session-review.ts';
export { AISessionRow } from './session/ai-session-row.ts';
export { AISessionRunInfo } from './session/ai-session-run-info.ts';
export { AISessionActionProposal } from './session/new-ai-session-action.ts';
export { type ProblemCode, problemCodes } from './session/problem-code.ts';
export {
  AISessionEvent,
  type AISessionEventAction,
  type AISessionEventComment,
  type AISessionEventData,
  DIGEST_EVENT,
  eventOfActionState,
  eventOfSessionState,
  SNAPSHOT_EVENT,
  TEST_EVENT,
} from './session/session-event.ts';
export {
  type SessionEventType,
  sessionEventTypeNames,
  sessionEventTypes,
} from './session/session-event-types.ts';
export {
  type ActionState,
  actionStates,
  actionStatesThat,
  isCarriedOut,
  isDroppable,
  isOpen,
  isPending,
  isRevisable,
  isRunnable,
} from './session/states.ts';
export { AISetup } from './setup/ai-setup.ts';
export { signInName } from './sign-in-name.ts';
export { AIStopInfo } from './stop/stop-info.ts';
export { emailAddress, singleLineText } from './text.ts';
export { PASSWORD_MINIMUM, PURPOSE_MAXIMUM } from './text-limits.ts';
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
export { FIRST_USAGE_YEAR, LAST_USAGE_YEAR } from './usage/usage-instant.ts';
export { RecoveryLink } from './user/recovery-link.ts';
export { parseRequest, spacedName, validationError } from './validation.ts';
export { AIViewInfo } from './view/ai-view-info.ts';
export type { ViewedList } from './view/view-fields.ts';
export { AIWebhookDeliveryInfo } from './webhook/ai-webhook-delivery.ts';
export { AIWebhookInfo } from './webhook/ai-webhook-info.ts';
export { AIWebhookWithSecret } from './webhook/ai-webhook-with-secret.ts';
export { SECRET_OVERLAP_HOURS } from './webhook/rotate-ai-webhook-secret.ts';
