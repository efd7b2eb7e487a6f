import {
  answerTypeOf,
  type EnumType,
  type ObjectType,
  type TypeRef,
  type Verb,
  xmlNamespaceOf,
} from '@ai-sessions/contract';
import type { ClientOperation } from './operation.ts';

/** A type as code refers to it: like `TypeRef`, with generic classes opened and types named. */
export type TypeUse =
  | { readonly kind: 'string' }
  | { readonly kind: 'int' }
  | { readonly kind: 'double' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'datetime' }
  | { readonly kind: 'enum'; readonly name: string }
  | { readonly kind: 'list'; readonly item: TypeUse }
  | { readonly kind: 'map'; readonly value: TypeUse }
  | { readonly kind: 'parameter'; readonly name: string }
  | ClassUse;

/** A use of a class, with its type arguments. */
interface ClassUse {
  readonly kind: 'class';
  readonly name: string;
  readonly arguments: readonly TypeUse[];
}

/** What an operation answers: an object of a class, or a list of them. */
export type AnswerUse = ClassUse | { readonly kind: 'list'; readonly item: ClassUse };

/** One field of a class. */
export interface FieldDeclaration {
  /** Declared name, for instance `AccountId`. */
  readonly name: string;
  readonly wireName: string;
  readonly type: TypeUse;
  readonly description: string;
  readonly required: boolean;
}

/** How a request is sent and what it gives back. */
export interface Marker {
  readonly verb: Verb;
  /** Absent when nothing is returned. */
  readonly returns: AnswerUse | undefined;
}

/** A class that client code declares. */
export interface ClassDeclaration {
  readonly kind: 'class';
  readonly name: string;
  readonly namespace: string;
  readonly description: string;
  readonly dataContract: boolean;
  /** Namespace of its elements in XML. */
  readonly xmlNamespace: string;
  readonly typeParameters: readonly string[];
  readonly base: ClassUse | undefined;
  /** Own fields. */
  readonly fields: readonly FieldDeclaration[];
  /** Fields of the bases, nearest base first, with type arguments filled in. */
  readonly inherited: readonly FieldDeclaration[];
  /** On the class that declares it: a request, or the generic base of list requests. */
  readonly marker: Marker | undefined;
  /** On a request: its marker, wherever it is declared, with type arguments filled in. */
  readonly request: Marker | undefined;
}

/** An enumeration that client code declares; its members travel by name. */
export interface EnumDeclaration {
  readonly kind: 'enum';
  readonly name: string;
  readonly namespace: string;
  readonly description: string;
  /** Namespace of its values in XML, where a list of them is. */
  readonly xmlNamespace: string;
  readonly values: readonly string[];
}

/** Something that client code declares. */
export type Declaration = ClassDeclaration | EnumDeclaration;

/**
 * The order of declarations. `dependencyFirst`: a type follows what it extends or uses, a request its response.
 * `requestFirst`: a request, then what it refers to. `byName`: by namespace, then by name.
 */
export type Order = 'dependencyFirst' | 'requestFirst' | 'byName';

/** Everything that the operations refer to, each once, in the order asked for. */
export function declarationsOf(operations: readonly ClientOperation[], order: Order): readonly Declaration[] {
  const requests = new Map(operations.map((operation) => [operation.request.type, operation]));
  const shared = sharedMarkers(operations);
  const found = new Map<string, Declaration>();
  for (const type of order === 'requestFirst' ? requestFirst(operations) : dependencyFirst(operations)) {
    const known = found.get(type.name);
    if (known && known.namespace !== type.namespace) {
      throw new Error(
        `${type.name} is in ${known.namespace} and in ${type.namespace}: clients need one name.`,
      );
    }
    if (known) continue;
    found.set(
      type.name,
      'values' in type
        ? { kind: 'enum', ...type, xmlNamespace: xmlNamespaceOf(type) }
        : classDeclaration(type, requests.get(type), shared),
    );
  }
  const declares = operations[0]?.declares;
  const declarations = [...found.values()].filter(({ name }) => !declares || declares.has(name));
  return order === 'byName'
    ? declarations.sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name))
    : declarations;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The markers that a generic base carries for its requests: when the request and its response are generic over
 * the same types, and all requests with that base agree.
 */
function sharedMarkers(operations: readonly ClientOperation[]): ReadonlyMap<string, Marker> {
  const markers = new Map<string, (Marker & { readonly returns: ClassUse }) | undefined>();
  for (const { verb, request, response, streams } of operations) {
    const base = request.type.base;
    if (!base?.typeArguments.length) continue;
    const fits = response && !streams && sameTypes(base.typeArguments, response.type.typeArguments);
    const returns: ClassUse | undefined = fits
      ? { kind: 'class', name: response.type.name, arguments: parametersOf(base).map(parameter) }
      : undefined;
    const known = markers.get(base.name);
    const agrees = !markers.has(base.name) || (known?.verb === verb && known.returns.name === returns?.name);
    markers.set(base.name, agrees && returns ? { verb, returns } : undefined);
  }
  return new Map([...markers].flatMap(([name, marker]) => (marker ? [[name, marker]] : [])));
}

function sameTypes(a: readonly ObjectType[], b: readonly ObjectType[]): boolean {
  return a.length === b.length && a.every((type, index) => type === b[index]);
}

function classDeclaration(
  type: ObjectType,
  operation: ClientOperation | undefined,
  shared: ReadonlyMap<string, Marker>,
): ClassDeclaration {
  const request: Marker | undefined = operation && {
    verb: operation.verb,
    returns: answerUse(operation),
  };
  const inheritsMarker = type.base !== undefined && shared.has(type.base.name);
  return {
    kind: 'class',
    name: type.name,
    namespace: type.namespace,
    description: type.description,
    dataContract: type.dataContract,
    xmlNamespace: xmlNamespaceOf(type),
    typeParameters: parametersOf(type),
    base: type.base && classUse(type.base, type),
    fields: type.members.map((member) => ({ ...member, type: typeUse(member.type, type) })),
    inherited: inheritedFields(type.base),
    marker: shared.get(type.name) ?? (inheritsMarker ? undefined : request),
    request,
  };
}

function answerUse(operation: ClientOperation): AnswerUse | undefined {
  const answer = answerTypeOf(operation);
  if (answer?.kind === 'list') return { kind: 'list', item: classUse(answer.item.type) };
  return answer && classUse(answer.type);
}

/** Fields of a base as its heir sees them: with the type arguments, not the parameters. */
function inheritedFields(base: ObjectType | undefined): readonly FieldDeclaration[] {
  if (!base) return [];
  const own = base.members.map((member) => ({ ...member, type: typeUse(member.type) }));
  return [...own, ...inheritedFields(base.base)];
}

function parametersOf(type: ObjectType): readonly string[] {
  return type.typeArguments.map((_, index) => (type.typeArguments.length === 1 ? 'T' : `T${index + 1}`));
}

function parameter(name: string): TypeUse {
  return { kind: 'parameter', name };
}

/** A class as code refers to it; inside `owner`, its type arguments are its parameters. */
function classUse(type: ObjectType, owner?: ObjectType): ClassUse {
  return {
    kind: 'class',
    name: type.name,
    arguments: type.typeArguments.map((argument) => openUse(argument, owner)),
  };
}

function openUse(type: ObjectType, owner?: ObjectType): TypeUse {
  const index = owner?.typeArguments.indexOf(type) ?? -1;
  const name = owner && parametersOf(owner)[index];
  return name ? parameter(name) : classUse(type, owner);
}

function typeUse(type: TypeRef, owner?: ObjectType): TypeUse {
  switch (type.kind) {
    case 'enum':
      return { kind: 'enum', name: type.type.name };
    case 'list':
      return { kind: 'list', item: typeUse(type.item, owner) };
    case 'map':
      return { kind: 'map', value: typeUse(type.value, owner) };
    case 'object':
      return openUse(type.type, owner);
    default:
      return { kind: type.kind };
  }
}

type NamedType = ObjectType | EnumType;

/** The named types in the members of a class, in order. */
function memberTypes(type: ObjectType): readonly NamedType[] {
  return type.members.flatMap((member) => namedTypes(member.type));
}

function namedTypes(type: TypeRef): readonly NamedType[] {
  switch (type.kind) {
    case 'enum':
    case 'object':
      return [type.type];
    case 'list':
      return namedTypes(type.item);
    case 'map':
      return namedTypes(type.value);
    default:
      return [];
  }
}

function dependencyFirst(operations: readonly ClientOperation[]): readonly NamedType[] {
  const visited = new Set<NamedType>();
  const emitted = new Set<NamedType>();
  function emit(type: NamedType): void {
    // In a circle of members, a base goes before its heir all the same.
    if ('members' in type && type.base) emit(type.base);
    emitted.add(type);
  }
  function visit(type: NamedType): void {
    if (visited.has(type)) return;
    visited.add(type);
    if ('members' in type) {
      if (type.base) visit(type.base);
      for (const used of [...memberTypes(type), ...type.typeArguments]) visit(used);
    }
    emit(type);
  }
  for (const { request, response } of operations) {
    if (response) visit(response.type);
    visit(request.type);
  }
  return [...emitted];
}

function requestFirst(operations: readonly ClientOperation[]): readonly NamedType[] {
  const visited = new Set<NamedType>();
  function visit(type: NamedType): void {
    if (visited.has(type)) return;
    visited.add(type);
    if ('values' in type) return;
    if (type.base) visit(type.base);
    for (const used of [...memberTypes(type), ...type.typeArguments]) visit(used);
  }
  for (const { request, response } of operations) {
    visit(request.type);
    if (response) visit(response.type);
  }
  return [...visited];
}
