import type { ClientOperation } from '../operation.ts';
import type { Declaration } from '../program.ts';

/** What the code needs of .NET and of ServiceStack. */
export const imports: readonly string[] = [
  'System',
  'System.IO',
  'System.Collections',
  'System.Collections.Generic',
  'System.Runtime.Serialization',
  'ServiceStack',
  'ServiceStack.DataAnnotations',
];

/** The imports of code that keeps the namespaces of the API, those of the requests before others. */
export function importsOf(
  operations: readonly ClientOperation[],
  declarations: readonly Declaration[],
): readonly string[] {
  return [
    ...new Set([
      ...imports,
      ...operations.map(({ request }) => request.type.namespace),
      ...declarations.map(({ namespace }) => namespace),
    ]),
  ];
}

/** The declarations of each namespace, in the order given. */
export function byNamespace(
  declarations: readonly Declaration[],
): ReadonlyMap<string, readonly Declaration[]> {
  const groups = new Map<string, Declaration[]>();
  for (const declaration of declarations) {
    groups.set(declaration.namespace, [...(groups.get(declaration.namespace) ?? []), declaration]);
  }
  return groups;
}

/** A name with dots, each part escaped where it is reserved. */
export function qualified(name: string, identifier: (name: string) => string): string {
  return name.split('.').map(identifier).join('.');
}
