import { type Operation, typesOf } from '@ai-sessions/contract';
import type { TagObject } from 'openapi3-ts/oas31';

/** The tag of an operation: the noun that its procedure stands under, `session.create` under `Session`. */
export function tagOf({ procedure }: Operation): string {
  const [noun = ''] = procedure.split('.', 1);
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}

/** The tags of the operations, each described as the thing that its operations return. */
export function tagsOf(operations: readonly Operation[]): readonly TagObject[] {
  return Array.from(new Set(operations.map(tagOf)), (name) => ({
    name,
    description: descriptionOf(operations.filter((operation) => tagOf(operation) === name)),
  }));
}

function descriptionOf(operations: readonly Operation[]): string | undefined {
  const answers = operations.flatMap((operation) => typesOf(operation).response ?? []);
  const things = answers.flatMap((answer) =>
    answer.typeArguments.length > 0 ? answer.typeArguments : [answer],
  );
  return things[0]?.description ?? operations[0]?.summary;
}
