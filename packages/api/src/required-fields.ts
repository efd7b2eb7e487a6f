import {
  ApiError,
  declaredNameOf,
  type FieldError,
  type Operation,
  operations,
  spacedName,
} from '@ai-sessions/contract';

/** Wire names of fields that must not be empty, by the name of the operation. */
export type RequiredFields = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a list such as `NewAISession.AccountId,NewAISession.Purpose`. Names match in any case.
 *
 * @returns The fields, or the entry that names no field of an operation.
 */
export function readRequiredFields(list: readonly string[]): RequiredFields | { readonly unknown: string } {
  const fields = new Map<string, string[]>();
  for (const entry of list) {
    const [operationName = '', fieldName = ''] = entry.toLowerCase().split('.');
    const operation = operations.find(({ name }) => name.toLowerCase() === operationName);
    const names = Object.keys(operation?.request.fields ?? {});
    const found = names.find((name) => name.toLowerCase() === fieldName);
    if (!operation || !found) return { unknown: entry };
    const wanted = [...(fields.get(operation.name) ?? []), found];
    // Failures are reported in the order of the contract.
    fields.set(
      operation.name,
      names.filter((name) => wanted.includes(name)),
    );
  }
  return fields;
}

/**
 * Holds a request against what the operator demands beyond the API.
 *
 * @throws ApiError `ValidationException` that lists every field which is empty.
 */
export function checkRequired(
  required: RequiredFields,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): void {
  const missing = (required.get(operation.name) ?? []).filter((name) => isEmpty(input[name]));
  if (missing.length === 0) return;
  throw new ApiError('ValidationException', {
    fields: missing.map((name): FieldError => {
      const fieldName = declaredNameOf(name, operation.request.fields[name]?.declaredName);
      return { errorCode: 'NotEmpty', fieldName, message: `'${spacedName(fieldName)}' must not be empty.` };
    }),
  });
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
