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

/** The imports of code that has namespaces of its own, those of requests before others. */
export function importsOf(declarations: readonly Declaration[]): readonly string[] {
  const requests = declarations.filter((one) => one.kind === 'class' && one.request);
  return [...new Set([...imports, ...[...requests, ...declarations].map(({ namespace }) => namespace)])];
}

/** The declarations in one namespace, or where they are when it is empty. */
export function inNamespace(declarations: readonly Declaration[], namespace: string): readonly Declaration[] {
  return namespace ? declarations.map((declaration) => ({ ...declaration, namespace })) : declarations;
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
