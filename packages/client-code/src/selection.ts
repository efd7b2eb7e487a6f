import { type ClientOperation, tagOf } from './operation.ts';
import type { CodeOptions } from './options.ts';
import { type Declaration, declarationsOf, type TypeUse } from './program.ts';

/** Which types client code declares, as the query of its address says it. */
export interface TypeSelection {
  /**
   * Empty for all; else names as the contract has them: of types, `.*` after those that bring along what they refer
   * to; of namespaces, with a slash and an asterisk behind; of tags, in braces.
   */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const WITH_REFERENCES = '.*';
const OF_NAMESPACE = '/*';

/**
 * Reads `IncludeTypes` and `ExcludeTypes`, in any case and with commas between names. Names of nothing are left out,
 * so that nothing of the query is repeated that the contract does not say.
 *
 * @returns The selection, and whether every name was one of the API.
 */
export function readSelection(
  query: URLSearchParams,
  operations: readonly ClientOperation[],
): TypeSelection & { readonly known: boolean } {
  const known = knownNames(operations);
  let allKnown = true;
  const read = (option: string) =>
    [...query]
      .filter(([key]) => key.toLowerCase() === option)
      .flatMap(([, value]) => value.replace(/\{([^{}]*)\}/g, eachInBraces).split(','))
      // .NET counts the parameters of a generic type in its name.
      .map((text) => text.trim().replace(/`\d+(?=$|\.)/, ''))
      .filter(Boolean)
      .flatMap((text) => {
        const name = known.get(text.toLowerCase());
        if (!name) allKnown = false;
        return name ?? [];
      });
  const selection = { include: read('includetypes'), exclude: read('excludetypes') };
  return { ...selection, known: allKnown };
}

/** `{a,b}` says the same as `{a},{b}`. */
function eachInBraces(_: string, tags: string): string {
  return tags
    .split(',')
    .map((tag) => `{${tag.trim()}}`)
    .join(',');
}

/** What a selection may name, by its spelling in small letters. */
function knownNames(operations: readonly ClientOperation[]): ReadonlyMap<string, string> {
  const declarations = declarationsOf(operations, 'byName');
  const names = [
    ...declarations.flatMap(({ name }) => [name, name + WITH_REFERENCES]),
    ...declarations.map(({ namespace }) => namespace + OF_NAMESPACE),
    ...operations.map((operation) => `{${tagOf(operation)}}`),
  ];
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

/** The operations as they are, saying which types to declare. */
export function selectTypes(
  operations: readonly ClientOperation[],
  { include, exclude }: TypeSelection,
  { AddServiceStackTypes }: Pick<CodeOptions, 'AddServiceStackTypes'>,
): readonly ClientOperation[] {
  if (include.length === 0 && exclude.length === 0 && AddServiceStackTypes) return operations;
  const declarations = new Map(declarationsOf(operations, 'byName').map((one) => [one.name, one]));
  const named = (entries: readonly string[]) =>
    new Set(entries.flatMap((entry) => namedBy(entry, operations, declarations)));
  const declares = include.length > 0 ? named(include) : new Set(declarations.keys());
  for (const name of named(exclude)) declares.delete(name);
  if (!AddServiceStackTypes) {
    for (const { name, namespace } of declarations.values()) {
      if (namespace === 'ServiceStack') declares.delete(name);
    }
  }
  return operations.map((operation) => ({ ...operation, declares }));
}

/** The types that an entry of a selection stands for. */
function namedBy(
  entry: string,
  operations: readonly ClientOperation[],
  declarations: ReadonlyMap<string, Declaration>,
): readonly string[] {
  if (entry.startsWith('{')) {
    const tagged = operations.filter((operation) => `{${tagOf(operation)}}` === entry);
    return tagged.flatMap(({ name }) => reached(name, declarations));
  }
  if (entry.endsWith(OF_NAMESPACE)) {
    const wanted = entry.slice(0, -OF_NAMESPACE.length);
    return [...declarations.values()]
      .filter(({ namespace }) => namespace === wanted || namespace.startsWith(`${wanted}.`))
      .map(({ name }) => name);
  }
  return entry.endsWith(WITH_REFERENCES)
    ? reached(entry.slice(0, -WITH_REFERENCES.length), declarations)
    : [entry];
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
