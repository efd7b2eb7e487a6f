import type { ClientOperation } from './operation.ts';
import { type Declaration, declarationsOf, type TypeUse } from './program.ts';

/** Which types client code declares, as the query of its address says it. */
export interface TypeSelection {
  /** Names as the contract has them, `.*` after those that bring along what they refer to; empty for all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * Reads `IncludeTypes` and `ExcludeTypes`, in any case and with commas between names. Names of no type are left out,
 * so that nothing of the query is repeated that the contract does not say.
 *
 * @returns The selection, and whether every name was one of a type.
 */
export function readSelection(
  query: URLSearchParams,
  operations: readonly ClientOperation[],
): TypeSelection & { readonly known: boolean } {
  const names = new Map(declarationsOf(operations, 'byName').map(({ name }) => [name.toLowerCase(), name]));
  let known = true;
  const read = (option: string) =>
    [...query]
      .filter(([key]) => key.toLowerCase() === option)
      .flatMap(([, value]) => value.split(','))
      .map((text) => text.trim())
      .filter(Boolean)
      .flatMap((text) => {
        const open = text.endsWith('.*');
        const name = names.get((open ? text.slice(0, -2) : text).toLowerCase());
        if (!name) known = false;
        return name ? [open ? `${name}.*` : name] : [];
      });
  return { include: read('includetypes'), exclude: read('excludetypes'), known };
}

/** The operations as they are, saying which types to declare. */
export function selectTypes(
  operations: readonly ClientOperation[],
  { include, exclude }: TypeSelection,
): readonly ClientOperation[] {
  if (include.length === 0 && exclude.length === 0) return operations;
  const declarations = new Map(declarationsOf(operations, 'byName').map((one) => [one.name, one]));
  const named = (entries: readonly string[]) =>
    new Set(
      entries.flatMap((entry) =>
        entry.endsWith('.*') ? reached(entry.slice(0, -2), declarations) : [entry],
      ),
    );
  const declares = include.length > 0 ? named(include) : new Set(declarations.keys());
  for (const name of named(exclude)) declares.delete(name);
  return operations.map(({ name, verb, request, response }) => ({ name, verb, request, response, declares }));
}

/** A type and everything that it refers to, directly or not. */
function reached(start: string, declarations: ReadonlyMap<string, Declaration>): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const declaration = declarations.get(name);
    if (!declaration || found.has(name)) return;
    found.add(name);
    if (declaration.kind === 'enum') return;
    const { base, fields, request } = declaration;
    const uses = [base, request?.returns, ...fields.map(({ type }) => type)];
    for (const use of uses) if (use) for (const used of namesIn(use)) visit(used);
  };
  visit(start);
  return [...found];
}

function namesIn(use: TypeUse): readonly string[] {
  switch (use.kind) {
    case 'enum':
      return [use.name];
    case 'class':
      return [use.name, ...use.arguments.flatMap(namesIn)];
    case 'list':
      return namesIn(use.item);
    case 'map':
      return namesIn(use.value);
    default:
      return [];
  }
}
