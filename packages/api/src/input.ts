import {
  ApiError,
  type Dto,
  type Operation,
  parseRequest,
  refuseUnknownMembers,
  type Value,
} from '@ai-sessions/contract';

/**
 * Reads what a procedure is called with.
 *
 * @throws ApiError `ValidationException` for what does not fit, and for names that are no field where they may not be
 * passed over.
 */
export function readInput<Request extends Dto>(
  operation: Operation<Request>,
  value: unknown,
): Value<Request> {
  const input = value ?? {};
  if (!isPlainObject(input)) {
    // A form or a stream, which tRPC hands on as they are, would be read as an object without members.
    throw new ApiError('SerializationException', { message: 'The input must be a JSON object.' });
  }
  const { fields } = operation.request;
  const names = Object.keys(input);
  const unknown = names.filter((name) => !Object.hasOwn(fields, name));
  refuseUnknownMembers(operation, { names: unknown, alone: unknown.length === names.length });
  return parseRequest(operation.request, input);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
