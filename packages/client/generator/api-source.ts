import {
  errorTable,
  type Member,
  type ObjectType,
  type Operation,
  pathFields,
  placeOf,
  routesOf,
  type TypeRef,
  typesOf,
} from '@ai-sessions/contract';
import type { OperationMetadata } from '../src/operation.ts';

/** The source of `src/generated/api.ts`: the types and methods of operations. */
export function apiSource(operations: readonly Operation[]): string {
  return [
    "import type { ListMethod, Method, RowsMethod } from '../method.ts';",
    "import type { CallOptions, ChangeOptions, CreateOptions } from '../options.ts';",
    '',
    comment('A stable code of a failure. When fields are at fault, it has the code of the first instead.'),
    'export type ErrorCode =',
    `${Object.keys(errorTable)
      .map((code) => `  | '${code}'`)
      .join('\n')};`,
    '',
    ...declarations(operations).flatMap((lines) => [lines, '']),
    '/** What goes into an operation and what comes out of it, by its documented name. */',
    'export interface OperationTypes {',
    ...operations.map((operation) => {
      const { request, response } = typesOf(operation);
      const answer = response ? spelledObject(response) : 'undefined';
      return `  readonly ${operation.name}: { readonly request: ${request.name}; readonly response: ${answer} };`;
    }),
    '}',
    '',
    '/** The operations of the API, grouped by what they are about. */',
    'export interface Api {',
    ...[...groupsOf(operations)].flatMap(([group, members]) => [
      `  readonly ${group}: {`,
      ...members.flatMap(({ name, operation }) => [
        comment(`${operation.summary}\n\n\`${operation.verb} ${operation.route}\``, '    '),
        `    readonly ${name}: ${methodType(operation)};`,
      ]),
      '  };',
    ]),
    '}',
    '',
  ].join('\n');
}

/** The source of `src/generated/operations.ts`: what the client knows about operations at run time. */
export function metadataSource(operations: readonly Operation[]): string {
  const metadata = Object.fromEntries(
    [...groupsOf(operations)].map(([group, members]) => [
      group,
      Object.fromEntries(members.map(({ name, operation }) => [name, metadataOf(operation)])),
    ]),
  );
  return [
    "import type { OperationMetadata } from '../operation.ts';",
    "import type { Api } from './api.ts';",
    '',
    'type Metadata = {',
    '  readonly [Group in keyof Api]: { readonly [Name in keyof Api[Group]]: OperationMetadata };',
    '};',
    '',
    '/** What the client knows about the operations at run time. */',
    `export const operations: Metadata = ${JSON.stringify(metadata, null, 2)};`,
    '',
  ].join('\n');
}

interface GroupMember {
  readonly name: string;
  readonly operation: Operation;
}

function groupsOf(operations: readonly Operation[]): ReadonlyMap<string, readonly GroupMember[]> {
  const groups = new Map<string, GroupMember[]>();
  for (const operation of operations) {
    const [group, name, ...deeper] = operation.procedure.split('.');
    if (!group || !name || deeper.length > 0) {
      throw new Error(`${operation.name}: the procedure ${operation.procedure} is no noun and verb.`);
    }
    groups.set(group, [...(groups.get(group) ?? []), { name, operation }]);
  }
  return groups;
}

function metadataOf(operation: Operation): OperationMetadata {
  const inPath = pathFields(operation.route);
  const places = new Set(
    Object.keys(operation.request.fields)
      .filter((name) => !inPath.includes(name))
      .map((name) => placeOf(operation, name)),
  );
  const [place = operation.verb === 'GET' || operation.verb === 'DELETE' ? 'query' : 'body'] = places;
  if (places.size > 1 || place === 'path') {
    throw new Error(`${operation.name}: fields outside of the path travel in one place.`);
  }
  return {
    name: operation.name,
    verb: operation.verb,
    routes: routesOf(operation)
      .filter(({ verb }) => verb === operation.verb)
      .map(({ route }) => route),
    place,
    answers: answersOf(operation),
    idempotencyKey: operation.idempotencyKey,
  };
}

function answersOf({ request, response, streams }: Operation): OperationMetadata['answers'] {
  if (!response) return 'nothing';
  if (streams) return 'rows';
  const isPaged = 'cursor' in request.fields && 'nextCursor' in response.fields;
  return isPaged ? 'pages' : 'value';
}

function methodType(operation: Operation): string {
  const { request, response } = typesOf(operation);
  const answer = response ? spelledObject(response) : 'void';
  switch (answersOf(operation)) {
    case 'pages':
      return `ListMethod<${request.name}, ${answer}>`;
    case 'rows':
      return `RowsMethod<${request.name}, ${answer}>`;
    case 'value':
    case 'nothing':
      return `Method<${request.name}, ${answer}, ${optionsType(operation)}>`;
  }
}

function optionsType({ idempotencyKey, verb }: Operation): string {
  if (idempotencyKey) return 'CreateOptions';
  return verb === 'PATCH' || verb === 'DELETE' ? 'ChangeOptions' : 'CallOptions';
}

/** Every type that the operations use, once, and each after those it needs. */
function declarations(operations: readonly Operation[]): readonly string[] {
  const written = new Map<string, string>();
  function visitRef(ref: TypeRef): void {
    if (ref.kind === 'list') visitRef(ref.item);
    if (ref.kind === 'map') visitRef(ref.value);
    if (ref.kind === 'object') visit(ref.type);
    if (ref.kind === 'enum') {
      const values = ref.type.values.map((value) => `'${value}'`).join(' | ');
      written.set(
        ref.type.name,
        `${comment(ref.type.description)}\nexport type ${ref.type.name} = ${values};`,
      );
    }
  }
  function visit(type: ObjectType): void {
    if (type.base) visit(type.base);
    for (const { type: ref } of type.members) visitRef(ref);
    written.set(type.name, declaration(type));
  }
  for (const operation of operations) {
    const { request, response } = typesOf(operation);
    visit(request);
    if (response) visit(response);
  }
  return [...written.values()];
}

function declaration(type: ObjectType): string {
  if (type.members.length === 0 && !type.base) {
    return `${comment(type.description)}\nexport type ${type.name} = Record<string, never>;`;
  }
  const argument = usedArgument(type);
  return [
    comment(type.description),
    `export interface ${type.name}${argument ? '<Item>' : ''}${type.base ? ` extends ${spelledObject(type.base)}` : ''} {`,
    ...type.members.map(({ wireName, type: ref, description, required, example }) =>
      [
        comment(`${description}${exampleLine(example)}`, '  '),
        required
          ? `  ${wireName}: ${spelled(ref, argument)};`
          : `  ${wireName}?: ${spelled(ref, argument)} | undefined;`,
      ].join('\n'),
    ),
    '}',
  ].join('\n');
}

function exampleLine(example: Member['example']): string {
  return typeof example === 'object' || example === '' ? '' : `\n@example ${JSON.stringify(example)}`;
}

/** The type argument that members of a generic class are made of; a class can also have one that shows nowhere. */
function usedArgument(type: ObjectType): ObjectType | undefined {
  const [argument] = type.typeArguments;
  return type.members.some(({ type: ref }) => itemOf(ref) === argument) ? argument : undefined;
}

function itemOf(ref: TypeRef): ObjectType | undefined {
  if (ref.kind === 'list') return itemOf(ref.item);
  return ref.kind === 'object' ? ref.type : undefined;
}

function spelledObject(type: ObjectType): string {
  const argument = usedArgument(type);
  return argument ? `${type.name}<${spelledObject(argument)}>` : type.name;
}

function spelled(ref: TypeRef, argument: ObjectType | undefined): string {
  switch (ref.kind) {
    case 'string':
    case 'datetime':
      return 'string';
    case 'int':
    case 'double':
      return 'number';
    case 'bool':
      return 'boolean';
    case 'enum':
      return ref.type.name;
    case 'list':
      return `${spelled(ref.item, argument)}[]`;
    case 'map':
      return `Record<string, ${spelled(ref.value, argument)}>`;
    case 'object':
      return ref.type === argument ? 'Item' : spelledObject(ref.type);
  }
}

/** A documentation comment; an end of comment in the text would end it early. */
function comment(text: string, indentation = ''): string {
  const lines = text.replaceAll('*/', '*\u2215').split('\n');
  const written =
    lines.length === 1
      ? [`/** ${lines[0]} */`]
      : ['/**', ...lines.map((line) => (line ? ` * ${line}` : ' *')), ' */'];
  return written.map((line) => indentation + line).join('\n');
}
