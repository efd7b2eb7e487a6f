import type { ClientLanguage } from '../client-language.ts';
import { camelCase, snakeCase, unreserved, words } from '../identifiers.ts';
import { markersOf } from '../markers.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type TypeUse,
} from '../program.ts';
import { indented, oneLine, spell, type TypeSpelling } from '../text.ts';

const spelling: TypeSpelling = {
  string: 'str',
  int: 'int',
  double: 'float',
  bool: 'bool',
  datetime: 'str',
  list: (item) => `List[${item}]`,
  map: (value) => `Dict[str, ${value}]`,
  generic: (name, typeArguments) => `${name}[${typeArguments.join(', ')}]`,
};

/** Keywords, and what the lines after a field still need under its own name. */
const reserved = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with
  bool config field float int self str from_dict from_json response_type schema to_dict to_json
`);

/** Data classes for the `servicestack` package. */
export const python: ClientLanguage = {
  slug: 'python',
  name: 'Python',
  mediaType: 'text/x-python',
  extension: 'py',
  banner: { open: '""" Options:', close: '"""', prefix: '', off: '#' },
  install: 'pip install servicestack',
  write: (operations) => {
    const declarations = declarationsOf(operations, 'dependencyFirst');
    const parameters = new Set(
      declarations.flatMap((declaration) => (declaration.kind === 'class' ? declaration.typeParameters : [])),
    );
    return [
      'import datetime',
      'import decimal',
      'from marshmallow.fields import *',
      'from servicestack import *',
      'from typing import *',
      'from dataclasses import dataclass, field',
      'from dataclasses_json import dataclass_json, LetterCase, Undefined, config',
      'from enum import Enum, IntEnum',
      ...(parameters.size > 0 ? ['', ''] : []),
      ...Array.from(parameters, (parameter) => `${parameter} = TypeVar('${parameter}')`),
      ...declarations.flatMap((declaration) => [
        '',
        '',
        ...(declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration)),
      ]),
      '',
    ].join('\n');
  },
};

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    `class ${name}(str, Enum):`,
    ...indented([
      docstring(description),
      ...values.map((value) => `${snakeCase(value).toUpperCase()} = '${value}'`),
    ]),
  ];
}

function classOf(declaration: ClassDeclaration): readonly string[] {
  const { name, description, fields, marker, request } = declaration;
  const bases = basesOf(declaration);
  const returns = (request ?? marker)?.returns;
  const generic = returns && isGeneric(returns) && spell(returns, spelling);
  return [
    '@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)',
    '@dataclass',
    `class ${name}${bases.length > 0 ? `(${bases.join(', ')})` : ''}:`,
    ...indented([
      docstring(description),
      ...fields.flatMap(fieldOf),
      ...(generic ? ['', '@staticmethod', 'def response_type():', `    return ${generic}`] : []),
    ]),
  ];
}

/**
 * Whether a type has arguments. ServiceStack's client asks for them whatever `response_type` gives, and fails where
 * there are none; without the method it takes the answer from `IReturn`.
 */
function isGeneric(type: TypeUse): boolean {
  return type.kind === 'list' || (type.kind === 'class' && type.arguments.length > 0);
}

function basesOf({ typeParameters, base, marker }: ClassDeclaration): readonly string[] {
  return [
    ...(typeParameters.length > 0 ? [`Generic[${typeParameters.join(', ')}]`] : []),
    ...(base ? [spell(base, spelling)] : []),
    ...(marker ? markersOf(marker, spelling) : []),
  ];
}

function fieldOf({ wireName, type, description }: FieldDeclaration): readonly string[] {
  const name = unreserved(letterByLetter(wireName), reserved);
  const initial =
    camelCase(name) === wireName ? 'None' : `field(default=None, metadata=config(field_name='${wireName}'))`;
  return ['', `${name}: Optional[${spell(type, spelling)}] = ${initial}`, docstring(description)];
}

/** A wire name as ServiceStack's client takes it apart and puts it together: `isBYOA` is `is_b_y_o_a`. */
function letterByLetter(wireName: string): string {
  return wireName.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

function docstring(description: string): string {
  return `"""${oneLine(description).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"""`;
}
