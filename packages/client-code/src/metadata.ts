import {
  type Access,
  type AnswerType,
  answerTypeOf,
  documentedRoutesOf,
  type ObjectType,
  type Operation,
  placeOf,
  verbsOf,
} from '@ai-sessions/contract';
import { tagOf } from './operation.ts';
import {
  type ClassDeclaration,
  type Declaration,
  declarationsOf,
  type FieldDeclaration,
  type TypeUse,
} from './program.ts';

/** A type as tools name it: the name in .NET, with what it is generic over. */
interface TypeName {
  readonly name: string;
  readonly namespace: string;
  readonly genericArgs?: readonly string[];
}

/**
 * The API as tools of ServiceStack read it at `/types/metadata`.
 *
 * @param baseUrl Address under which callers reach the service.
 */
export function typesMetadata(operations: readonly Operation[], baseUrl: string) {
  const declarations = declarationsOf(operations, 'byName');
  const namespaces = new Map(declarations.map(({ name, namespace }) => [name, namespace]));
  const requests = new Set(operations.map(({ name }) => name));
  const typeOf = (name: string, operation?: Operation) => {
    const declaration = declarations.find((one) => one.name === name);
    if (!declaration) throw new Error(`${name} is not declared.`);
    return metadataType(declaration, namespaces, operation);
  };
  return {
    config: { baseUrl, addDescriptionAsComments: true, exportValueTypes: false },
    namespaces: [...new Set(namespaces.values())].sort(),
    types: declarations.filter(({ name }) => !requests.has(name)).map(({ name }) => typeOf(name)),
    operations: operations.map((operation) => {
      const { name, verb, access, response } = operation;
      const answer = answerTypeOf(operation);
      return {
        request: typeOf(name, operation),
        ...(answer && response
          ? { response: answer.kind === 'list' ? listOf(response.type) : typeOf(response.type.name) }
          : {}),
        actions: verbsOf(operation),
        method: verb,
        returnsVoid: response === undefined,
        ...(answer ? { returnType: returnType(answer, namespaces) } : {}),
        routes: documentedRoutesOf(operation).map(({ verbs, route }) => ({
          path: route,
          verbs: verbs.join(','),
          summary: operation.summary,
        })),
        ...accessOf(access),
        tags: [tagOf(operation)],
      };
    }),
  };
}

function accessOf(access: Access) {
  switch (access.kind) {
    case 'public':
      return { requiresAuth: false };
    case 'signedIn':
      return { requiresAuth: true };
    case 'role':
      return access.every || access.anyOf.length === 1
        ? { requiresAuth: true, requiredRoles: access.anyOf }
        : { requiresAuth: true, requiresAnyRole: access.anyOf };
    default:
      return access satisfies never;
  }
}

function returnType(answer: AnswerType, namespaces: ReadonlyMap<string, string>): TypeName {
  if (answer.kind === 'list') return listOf(answer.item.type);
  const { name, typeArguments } = answer.type;
  return typeName(
    name,
    namespaces,
    typeArguments.map((one) => one.name),
  );
}

function listOf(item: ObjectType): TypeName {
  return { name: 'List`1', namespace: 'System.Collections.Generic', genericArgs: [item.name] };
}

/** .NET counts the parameters of a generic type in its name. */
function typeName(
  name: string,
  namespaces: ReadonlyMap<string, string>,
  genericArgs: readonly string[],
): TypeName {
  const namespace = namespaces.get(name) ?? '';
  return genericArgs.length > 0
    ? { name: `${name}\`${genericArgs.length}`, namespace, genericArgs }
    : { name, namespace };
}

function metadataType(
  declaration: Declaration,
  namespaces: ReadonlyMap<string, string>,
  operation: Operation | undefined,
) {
  const { name, namespace, description } = declaration;
  if (declaration.kind === 'enum') {
    return { name, namespace, description, isEnum: true, enumNames: declaration.values };
  }
  const { base, fields, typeParameters } = declaration;
  return {
    ...typeName(name, namespaces, typeParameters),
    description,
    ...(base
      ? {
          inherits: typeName(
            base.name,
            namespaces,
            base.arguments.map((one) => simpleName(one)),
          ),
        }
      : {}),
    ...implementsOf(declaration, namespaces),
    ...(declaration.dataContract ? { dataContract: {} } : {}),
    properties: fields.map((field, index) => ({
      ...propertyOf(field, namespaces),
      ...(operation ? { paramType: placeOf(operation, field.wireName) } : {}),
      ...(declaration.dataContract ? { dataMember: { name: field.wireName, order: index + 1 } } : {}),
    })),
  };
}

function implementsOf({ request }: ClassDeclaration, namespaces: ReadonlyMap<string, string>) {
  if (!request) return {};
  const verb = `I${request.verb.charAt(0)}${request.verb.slice(1).toLowerCase()}`;
  const returned = request.returns && simpleName(request.returns);
  const answer = returned
    ? { name: 'IReturn`1', namespace: 'ServiceStack', genericArgs: [returned] }
    : { ...typeName('IReturnVoid', namespaces, []), namespace: 'ServiceStack' };
  return { implements: [answer, { name: verb, namespace: 'ServiceStack' }] };
}

function propertyOf(field: FieldDeclaration, namespaces: ReadonlyMap<string, string>) {
  const { name, description, required, type } = field;
  return { name, ...propertyType(type, namespaces), description, ...(required ? { isRequired: true } : {}) };
}

function propertyType(type: TypeUse, namespaces: ReadonlyMap<string, string>) {
  switch (type.kind) {
    case 'list':
      return {
        type: 'List`1',
        namespace: 'System.Collections.Generic',
        genericArgs: [simpleName(type.item)],
      };
    case 'map':
      return {
        type: 'Dictionary`2',
        namespace: 'System.Collections.Generic',
        genericArgs: ['String', simpleName(type.value)],
      };
    case 'class': {
      const { name, ...rest } = typeName(
        type.name,
        namespaces,
        type.arguments.map((one) => simpleName(one)),
      );
      return { type: name, ...rest };
    }
    case 'enum':
      return { type: type.name, namespace: namespaces.get(type.name) ?? '', isValueType: true, isEnum: true };
    case 'parameter':
      return { type: type.name, namespace: '' };
    case 'string':
      return { type: 'String', namespace: 'System' };
    default:
      return { type: simpleName(type), namespace: 'System', isValueType: true };
  }
}

/** A type as an argument of another, in the spelling of .NET. */
function simpleName(type: TypeUse): string {
  switch (type.kind) {
    case 'string':
      return 'String';
    case 'int':
      return 'Int32';
    case 'double':
      return 'Double';
    case 'bool':
      return 'Boolean';
    case 'datetime':
      return 'DateTime';
    case 'enum':
    case 'parameter':
      return type.name;
    case 'list':
      return `List<${simpleName(type.item)}>`;
    case 'map':
      return `Dictionary<String,${simpleName(type.value)}>`;
    case 'class':
      return type.arguments.length > 0
        ? `${type.name}<${type.arguments.map((one) => simpleName(one)).join(',')}>`
        : type.name;
    default:
      return type satisfies never;
  }
}
