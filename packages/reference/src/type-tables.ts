import {
  displayName,
  type EnumType,
  type Member,
  type ObjectType,
  type Operation,
  placeOf,
  type TypeRef,
  typesOf,
} from '@ai-sessions/contract';

/** One row of a table of parameters. */
interface ParameterRow {
  /** Declared name, as clients in .NET spell it. */
  readonly name: string;
  /** Name on the wire. */
  readonly wireName: string;
  /** Where it travels: `path`, `query`, `body`; `form` outside of the request itself. */
  readonly place: string;
  /** Type in the spelling of C#. */
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** The members of a class, or the names of an enumeration. */
export type TypeTable =
  | {
      readonly kind: 'object';
      readonly title: string;
      readonly description: string;
      readonly rows: readonly ParameterRow[];
    }
  | {
      readonly kind: 'enum';
      readonly title: string;
      readonly description: string;
      readonly values: readonly string[];
    };

/**
 * The types that an operation speaks of, each once: the request, its bases and what they use, then the same of the
 * response.
 */
export function typeTablesOf(operation: Operation): readonly TypeTable[] {
  const tables = new Map<string, TypeTable>();
  const { request, response } = typesOf(operation);
  for (const type of [request, response]) if (type) addObject(tables, type, operation);
  return [...tables.values()];
}

function addObject(tables: Map<string, TypeTable>, type: ObjectType, operation: Operation): void {
  const title = displayName(type);
  if (tables.has(title)) return;
  tables.set(title, {
    kind: 'object',
    title,
    description: type.description,
    rows: type.members.map((member) => rowOf(member, type, operation)),
  });
  if (type.base) addObject(tables, type.base, operation);
  for (const { type: used } of type.members) addUsed(tables, used, operation);
}

function addUsed(tables: Map<string, TypeTable>, used: TypeRef, operation: Operation): void {
  switch (used.kind) {
    case 'object':
      addObject(tables, used.type, operation);
      break;
    case 'enum':
      addEnum(tables, used.type);
      break;
    case 'list':
      addUsed(tables, used.item, operation);
      break;
    case 'map':
      addUsed(tables, used.value, operation);
      break;
    case 'string':
    case 'int':
    case 'double':
    case 'bool':
    case 'datetime':
      break;
    default:
      used satisfies never;
  }
}

function addEnum(tables: Map<string, TypeTable>, { name, description, values }: EnumType): void {
  tables.set(name, { kind: 'enum', title: name, description, values });
}

function rowOf(member: Member, owner: ObjectType, operation: Operation): ParameterRow {
  const { name, wireName, type, required, description } = member;
  const place = isPartOfRequest(owner, operation) ? placeOf(operation, wireName) : 'form';
  return { name, wireName, place, type: dataType(type), required, description };
}

/** The request itself or one of its bases: what of it travels on the route. */
function isPartOfRequest(owner: ObjectType, operation: Operation): boolean {
  let part: ObjectType | undefined = typesOf(operation).request;
  while (part && part !== owner) part = part.base;
  return part !== undefined;
}

/** A type in the spelling of C#. */
function dataType(type: TypeRef): string {
  switch (type.kind) {
    case 'string':
    case 'int':
    case 'double':
    case 'bool':
      return type.kind;
    case 'datetime':
      return 'DateTime';
    case 'enum':
      return type.type.name;
    case 'object':
      return displayName(type.type);
    case 'list':
      return `List<${dataType(type.item)}>`;
    case 'map':
      return `Dictionary<string, ${dataType(type.value)}>`;
    default:
      return type satisfies never;
  }
}
