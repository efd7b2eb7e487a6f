export { AccountInfo } from './account/account-info.ts';
export { GetAccount } from './account/get-account.ts';
export { ListAccounts } from './account/list-accounts.ts';
export { NewAccount } from './account/new-account.ts';
export type { Dto, Input, Value } from './dto.ts';
export { EntityInfo } from './entity-info.ts';
export {
  ApiError,
  type ErrorCode,
  errorTable,
  type FieldError,
  type ResponseStatusValue,
  responseStatusOf,
} from './errors.ts';
export { declaredNameOf } from './field.ts';
export {
  DEFAULT_COUNT_PER_PAGE,
  MAXIMUM_ALL,
  MAXIMUM_COUNT_PER_PAGE,
  MAXIMUM_FILTER_IDS,
} from './list.ts';
export {
  type Access,
  type Operation,
  type Place,
  pathFields,
  placeOf,
  type Role,
  roles,
  systemAdministrator,
  typesOf,
  type Verb,
} from './operation.ts';
export { operations } from './operations.ts';
export { ErrorResponse, ResponseError, ResponseStatus } from './response-status.ts';
export { AISessionInfo } from './session/ai-session-info.ts';
export { GetAISession } from './session/get-ai-session.ts';
export { ListAISessions } from './session/list-ai-sessions.ts';
export { NewAISession } from './session/new-ai-session.ts';
export { PatchAISession } from './session/patch-ai-session.ts';
export { PURPOSE_MAXIMUM } from './text.ts';
export {
  allMembers,
  displayName,
  type EnumType,
  type Member,
  type ObjectType,
  type TypeRef,
} from './type-model.ts';
export { parseRequest, validationError } from './validation.ts';
