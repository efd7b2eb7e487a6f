import type { z } from 'zod';
import type { Dto } from './dto.ts';
import { ApiError, type FieldError } from './errors.ts';
import { declaredNameOf } from './field.ts';
import { allMembers, type Member, type ObjectType, type TypeRef } from './type-model.ts';

/** Parses a request. Throws an {@link ApiError} that lists every field at fault. */
export function parseRequest<D extends Dto>(request: D, value: unknown): z.output<D['schema']> {
  const result = request.schema.safeParse(value);
  if (result.success) return result.data as z.output<D['schema']>;
  throw validationError(request, result.error, value);
}

/** Turns what Zod found into our error: declared field names, stable codes, sentences that start with the field. */
export function validationError(request: Dto, error: z.core.$ZodError, value: unknown): ApiError {
  return new ApiError('ValidationException', {
    fields: error.issues.map((issue) => fieldError(request, issue, at(value, issue.path))),
    cause: error,
  });
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}

function fieldError(request: Dto, issue: z.core.$ZodIssue, input: unknown): FieldError {
  const fieldName = declaredPath(request, issue.path) || request.name;
  const { errorCode, sentence } = describe(issue, input);
  return { errorCode, fieldName, message: `'${spacedName(fieldName)}' ${sentence}` };
}

/** The way to a field by the names that are declared, as in `Entries[3].StartDate`; what is no field keeps its name. */
function declaredPath(request: Dto, path: readonly PropertyKey[]): string {
  let within: TypeRef | undefined = { kind: 'object', type: request.type };
  let text = '';
  for (const step of path) {
    if (within?.kind === 'list') {
      text += `[${String(step)}]`;
      within = within.item;
    } else {
      const member: Member | undefined =
        within?.kind === 'object' ? memberCalled(within.type, step) : undefined;
      text += text ? `.${member?.name ?? String(step)}` : (member?.name ?? declaredNameOf(String(step)));
      within = member?.type;
    }
  }
  return text;
}

function memberCalled(type: ObjectType, wireName: PropertyKey): Member | undefined {
  return allMembers(type).find((member) => member.wireName === wireName);
}

function describe(issue: z.core.$ZodIssue, input: unknown): { errorCode: string; sentence: string } {
  switch (issue.code) {
    case 'custom':
      return { errorCode: String(issue.params?.errorCode ?? 'Invalid'), sentence: issue.message };
    case 'invalid_type':
      return input === undefined
        ? { errorCode: 'NotEmpty', sentence: 'must not be empty.' }
        : { errorCode: 'InvalidType', sentence: `must be of type ${issue.expected}.` };
    case 'too_small':
    case 'too_big':
      return { errorCode: 'OutOfRange', sentence: issue.message };
    case 'invalid_value':
      return { errorCode: 'InvalidValue', sentence: `must be one of ${issue.values.join(', ')}.` };
    default:
      return { errorCode: 'Invalid', sentence: 'is not valid.' };
  }
}

/** `AccountId` reads `Account Id` in a sentence, as ServiceStack writes it. */
export function spacedName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
}
