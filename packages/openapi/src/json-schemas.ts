import type { Operation } from '@ai-sessions/contract';
import type { JsonSchema } from './json-schema.ts';
import { typeSchemas } from './type-schemas.ts';

/**
 * The JSON Schema (2020-12) of every type of the operations, by name. Each has the address
 * `{baseUrl}/schemas/{Name}.json` and refers to the others by theirs.
 */
export function jsonSchemas(
  operations: readonly Operation[],
  baseUrl: string,
): Readonly<Record<string, JsonSchema>> {
  const address = (name: string) => `${withoutEndSlash(baseUrl)}/schemas/${name}.json`;
  return Object.fromEntries(
    Array.from(typeSchemas(operations, address), ([name, schema]) => [
      name,
      { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: address(name), ...schema },
    ]),
  );
}

/** An address that paths can be put behind. */
export function withoutEndSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
