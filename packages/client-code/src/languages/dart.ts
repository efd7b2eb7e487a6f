import type { ClientLanguage } from '../client-language.ts';
import { unreserved, words } from '../identifiers.ts';
import { markersOf } from '../markers.ts';
import {
  type ClassDeclaration,
  type Declaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
  type TypeUse,
} from '../program.ts';
import { inBlockComment, indented, spell, type TypeSpelling } from '../text.ts';

const spelling: TypeSpelling = {
  string: 'String',
  int: 'int',
  double: 'double',
  bool: 'bool',
  datetime: 'String',
  list: (item) => `List<${item}>`,
  map: (value) => `Map<String,${value}>`,
  generic: (name, typeArguments) => `${name}<${typeArguments.join(',')}>`,
};

/** Keywords, and members that every class here has already. */
const reserved = words(`
  assert await break case catch class const continue default do else enum extends false final finally for if in is new
  null rethrow return super switch this throw true try var void while with yield
  context createResponse fromMap getMethod getResponseTypeName getTypeName hashCode index name_ noSuchMethod runtimeType toJson toString
  values
`);

/** Classes for the `servicestack` package. */
export const dart: ClientLanguage = {
  slug: 'dart',
  name: 'Dart',
  mediaType: 'text/x-dart',
  extension: 'dart',
  install: 'dart pub add servicestack',
  write: (operations) => {
    const declarations = declarationsOf(operations, 'dependencyFirst');
    return [
      "import 'package:servicestack/servicestack.dart';",
      ...declarations.flatMap((declaration) => [
        '',
        ...(declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration)),
      ]),
      '',
      ...typeContext(declarations),
      '',
    ].join('\n');
  },
};

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    `/** ${inBlockComment(description)} */`,
    `enum ${name}`,
    '{',
    ...indented(values.map((value) => `${unreserved(value, reserved)},`)),
    '}',
  ];
}

function classOf(declaration: ClassDeclaration): readonly string[] {
  const { name, description, base, fields, typeParameters, request } = declaration;
  const own = typeParameters.length > 0 ? `<${typeParameters.join(',')}>` : '';
  const markers = [...(request ? markersOf(request, spelling) : []), 'IConvertible'];
  return [
    `/** ${inBlockComment(description)} */`,
    `class ${name}${own}${base ? ` extends ${spell(base, spelling)}` : ''} implements ${markers.join(', ')}`,
    '{',
    ...indented([
      ...fields.flatMap(fieldOf),
      ...constructors(declaration),
      '',
      'fromMap(Map<String, dynamic> json) {',
      ...indented([
        ...(base ? ['super.fromMap(json);'] : []),
        ...fields.map((field) => `${nameOf(field)} = ${fromJson(field)};`),
        'return this;',
      ]),
      '}',
      '',
      `Map<String, dynamic> toJson() => ${base ? 'super.toJson()..addAll({' : '{'}`,
      ...indented(fields.map((field) => `'${field.wireName}': ${toJson(field)},`)),
      base ? '});' : '};',
      '',
      ...methodsOf(name + own, request),
      'TypeContext? context = _ctx;',
    ]),
    '}',
  ];
}

function fieldOf(field: FieldDeclaration): readonly string[] {
  return [
    `/** ${inBlockComment(field.description)} */`,
    `${spell(field.type, spelling)}? ${nameOf(field)};`,
    '',
  ];
}

function constructors({ name, base, fields, inherited }: ClassDeclaration): readonly string[] {
  const parameters = [
    ...fields.map((field) => `this.${nameOf(field)}`),
    ...inherited.map((field) => `${spell(field.type, spelling)}? ${nameOf(field)}`),
  ];
  const passed = inherited.map((field) => `${nameOf(field)}:${nameOf(field)}`);
  return [
    `${name}(${parameters.length > 0 ? `{${parameters.join(', ')}}` : ''})${base ? ` : super(${passed.join(', ')})` : ''};`,
    `${name}.fromJson(Map<String, dynamic> json) { fromMap(json); }`,
  ];
}

function methodsOf(typeName: string, request: Marker | undefined): readonly string[] {
  if (!request) return [`getTypeName() => "${typeName}";`];
  return [`getTypeName() => "${typeName}";`, `getMethod() => "${request.verb}";`, ...answered(request)];
}

function answered({ returns }: Marker): readonly string[] {
  if (!returns) return ['createResponse() {}'];
  const made =
    returns.kind === 'list' ? `<${spell(returns.item, spelling)}>[]` : `${spell(returns, spelling)}()`;
  return [`createResponse() => ${made};`, `getResponseTypeName() => "${spell(returns, spelling)}";`];
}

function nameOf({ wireName }: FieldDeclaration): string {
  return unreserved(wireName, reserved);
}

function fromJson({ wireName, type }: FieldDeclaration): string {
  if (type.kind === 'double') return `JsonConverters.toDouble(json['${wireName}'])`;
  return isPlain(type)
    ? `json['${wireName}']`
    : `JsonConverters.fromJson(json['${wireName}'],'${runtimeName(type)}',context!)`;
}

function toJson(field: FieldDeclaration): string {
  return isPlain(field.type)
    ? nameOf(field)
    : `JsonConverters.toJson(${nameOf(field)},'${runtimeName(field.type)}',context!)`;
}

function isPlain({ kind }: TypeUse): boolean {
  return ['string', 'int', 'double', 'bool', 'datetime'].includes(kind);
}

/** The name under which the converters find a type; that of a parameter is known when the program runs. */
function runtimeName(type: TypeUse): string {
  if (type.kind === 'parameter') {
    return `\${runtimeGenericTypeDefs(this,[${Number(type.name.slice(1) || 1) - 1}]).join(",")}`;
  }
  return type.kind === 'list' ? `List<${runtimeName(type.item)}>` : spell(type, spelling);
}

/** How to make each type that the converters meet. */
function typeContext(declarations: readonly Declaration[]): readonly string[] {
  const types = new Map<string, string>();
  for (const declaration of declarations) {
    if (declaration.kind === 'enum') {
      types.set(declaration.name, `TypeInfo(TypeOf.Enum, enumValues:${declaration.name}.values)`);
      continue;
    }
    const { name, typeParameters, fields, request } = declaration;
    if (typeParameters.length === 0) types.set(name, `TypeInfo(TypeOf.Class, create:() => ${name}())`);
    for (const { type } of fields) {
      if ((type.kind === 'list' || type.kind === 'map') && !spelledOpen(type)) collect(type, types);
    }
    if (request?.returns?.kind === 'list') collect(request.returns, types);
    else if (request?.returns?.arguments.length) {
      const returned = spell(request.returns, spelling);
      types.set(returned, `TypeInfo(TypeOf.Class, create:() => ${returned}())`);
      for (const argument of request.returns.arguments) collect({ kind: 'list', item: argument }, types);
    }
  }
  return [
    "TypeContext _ctx = TypeContext(library: 'dtos', types: <String, TypeInfo> {",
    ...indented(Array.from(types, ([name, info]) => `'${name}': ${info},`)),
    '});',
  ];
}

function collect(type: TypeUse, types: Map<string, string>): void {
  const name = spell(type, spelling);
  if (type.kind === 'list') types.set(name, `TypeInfo(TypeOf.Class, create:() => <${name.slice(5, -1)}>[])`);
  if (type.kind === 'map')
    types.set(name, `TypeInfo(TypeOf.Class, create:() => Map<${name.slice(4, -1)}>())`);
}

function spelledOpen(type: TypeUse): boolean {
  switch (type.kind) {
    case 'parameter':
      return true;
    case 'list':
      return spelledOpen(type.item);
    case 'map':
      return spelledOpen(type.value);
    default:
      return false;
  }
}
