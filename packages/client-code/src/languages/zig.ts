import type { ClientLanguage } from '../client-language.ts';
import { allFields, usedParameters } from '../flat-class.ts';
import { words } from '../identifiers.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
} from '../program.ts';
import { indented, oneLine, spell, type TypeSpelling } from '../text.ts';

const spelling: TypeSpelling = {
  string: '[]const u8',
  int: 'i64',
  double: 'f64',
  bool: 'bool',
  datetime: '[]const u8',
  list: (item) => `[]const ${item}`,
  map: (value) => `std.json.ArrayHashMap(${value})`,
  generic: (name, typeArguments) => `${name}(${typeArguments.join(', ')})`,
};

const keywords = words(`
  addrspace align allowzero and anyframe anytype asm async await break callconv catch comptime const continue defer else
  enum errdefer error export extern fn for if inline linksection noalias noinline nosuspend opaque or orelse packed pub
  resume return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while
  _ http_method type_name Response
`);

/** Structs for `std.json`, which finds fields by the names they have in JSON. */
export const zig: ClientLanguage = {
  slug: 'zig',
  name: 'Zig',
  mediaType: 'text/x-zig',
  extension: 'zig',
  banner: { open: '/// Options:', close: '///', prefix: '/// ', off: '//', after: /^\/\/!.*\n\n/ },
  install: 'zig init',
  write: (operations) =>
    [
      '//! For std.json: parse with `.ignore_unknown_fields = true`, write with `.emit_null_optional_fields = false`.',
      '',
      'const std = @import("std");',
      ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) => [
        '',
        ...(declaration.kind === 'enum' ? enumeration(declaration) : structOf(declaration)),
      ]),
      '',
    ].join('\n'),
};

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    `/// ${oneLine(description)}`,
    `pub const ${name} = enum {`,
    ...indented(values.map((value) => `${quoted(value)},`)),
    '};',
  ];
}

/** A class with the fields of its bases; a generic one is a function from types to a type. */
function structOf(declaration: ClassDeclaration): readonly string[] {
  const { name, description, request } = declaration;
  const parameters = usedParameters(declaration).map((parameter) => `comptime ${parameter}: type`);
  const body = indented([
    ...allFields(declaration).flatMap(fieldOf),
    ...(request ? constants(name, request) : []),
  ]);
  if (parameters.length === 0) {
    return body.length > 0
      ? [`/// ${oneLine(description)}`, `pub const ${name} = struct {`, ...body, '};']
      : [`/// ${oneLine(description)}`, `pub const ${name} = struct {};`];
  }
  return [
    `/// ${oneLine(description)}`,
    `pub fn ${name}(${parameters.join(', ')}) type {`,
    ...indented(['return struct {', ...body, '};']),
    '}',
  ];
}

function fieldOf({ wireName, type, description, required }: FieldDeclaration): readonly string[] {
  const spelled = spell(type, spelling);
  return [
    `/// ${oneLine(description)}`,
    `${quoted(wireName)}: ${required ? spelled : `?${spelled} = null`},`,
  ];
}

function constants(name: string, { verb, returns }: Marker): readonly string[] {
  return [
    '/// Name of the operation.',
    `pub const type_name = "${name}";`,
    '/// HTTP method of the operation.',
    `pub const http_method = "${verb}";`,
    '/// What the operation returns.',
    `pub const Response = ${returns ? spell(returns, spelling) : 'void'};`,
  ];
}

function quoted(name: string): string {
  return keywords.has(name) ? `@"${name}"` : name;
}
