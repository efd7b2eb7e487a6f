import { ApiError } from '@ai-sessions/contract';

/** The value, or `NotFound` when there is none. */
export function found<T>(value: T | undefined, what: string, id: string): T {
  if (value !== undefined) return value;
  throw notFound(what, id);
}

/** That there is nothing with an id. */
export function notFound(what: string, id: string): ApiError {
  return new ApiError('NotFound', {
    message: `There is no ${what} with the id ${quoted(id)}. Check the id.`,
  });
}

/** The value, or a validation error that names the field which refers to something that does not exist. */
export function referred<T>(value: T | undefined, fieldName: string, message: string): T {
  if (value !== undefined) return value;
  throw invalid(fieldName, 'DoesNotExist', message);
}

/** A validation error of one field. */
export function invalid(fieldName: string, errorCode: string, message: string): ApiError {
  return new ApiError('ValidationException', { fields: [{ errorCode, fieldName, message }] });
}

/** An id of a caller as it may stand in a message: values with markup are left out. */
function quoted(id: string): string {
  return /^[\w.-]{1,100}$/.test(id) ? `'${id}'` : 'given';
}
