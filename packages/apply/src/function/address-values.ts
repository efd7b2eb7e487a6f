import type { FunctionCall } from './call.ts';

/** The arguments that have a place in an address: simple values, as text. */
export function addressValues(values: FunctionCall['values']): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, String(value)] as const]
        : [],
    ),
  );
}
