import { jsonObjectOf } from '@ai-sessions/contract';

/** The names of the arguments that a schema describes. */
export function propertyNames(schema: string): readonly string[] {
  const { properties } = jsonObjectOf(schema) ?? {};
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties)
    ? Object.keys(properties)
    : [];
}

/** What is wrong with the JSON of a schema while it is typed; the service checks the rest. */
export function schemaFault(schema: string): string | undefined {
  if (jsonObjectOf(schema)) return undefined;
  try {
    JSON.parse(schema);
    return 'This is JSON, but not an object.';
  } catch (error) {
    return error instanceof Error ? `Invalid JSON: ${error.message}` : undefined;
  }
}
