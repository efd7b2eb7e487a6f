import { jsonObjectOf } from '@ai-sessions/contract';
import { z } from 'zod';

const Properties = z.object({ properties: z.record(z.string(), z.unknown()) });

/** The names of the arguments that a schema describes. */
export function propertyNames(schema: string): readonly string[] {
  const parsed = Properties.safeParse(jsonObjectOf(schema));
  return parsed.success ? Object.keys(parsed.data.properties) : [];
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
