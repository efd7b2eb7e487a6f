import type { ClientLanguage } from '../client-language.ts';
import type { ClientOperation } from '../operation.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
  type TypeUse,
} from '../program.ts';
import { inBlockComment, indented, spell, type TypeSpelling } from '../text.ts';

/** In comments, where a generic class stands without its arguments. */
const spelling: TypeSpelling = {
  string: 'string',
  int: 'number',
  double: 'number',
  bool: 'boolean',
  datetime: 'string',
  list: (item) => `${item}[]`,
  map: (value) => `{ [index:string]: ${value}; }`,
  generic: (name) => name,
};

/** JavaScript modules with types in comments, in the structure that existing clients know. */
export const javascript: ClientLanguage = {
  slug: 'mjs',
  alias: 'javascript',
  name: 'JavaScript',
  mediaType: 'text/javascript',
  extension: 'mjs',
  install: 'npm install @servicestack/client',
  write: (operations) => moduleOf(operations, true),
  page: (operations) => moduleOf(operations, false),
};

/** @param forClients Whether requests say what clients ask them, and fields that they may be absent. */
function moduleOf(operations: readonly ClientOperation[], forClients: boolean): string {
  return [
    '"use strict";',
    ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) =>
      declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration, forClients),
    ),
    '',
  ].join('\n');
}

function enumeration({ name, values }: EnumDeclaration): readonly string[] {
  return [
    `/** @typedef {${values.map((value) => `'${value}'`).join('|')}} */`,
    `export var ${name};`,
    `(function (${name}) {`,
    ...indented(values.map((value) => `${name}["${value}"] = "${value}"`)),
    `})(${name} || (${name} = {}));`,
  ];
}

function classOf(declaration: ClassDeclaration, forClients: boolean): readonly string[] {
  const { name, base, fields, inherited, typeParameters, request } = declaration;
  const members = [...fields, ...inherited].map(
    ({ wireName, type }) => `${wireName}?:${spell(type, spelling)}`,
  );
  return [
    ...typeParameters.map((parameter) => `/** @typedef ${parameter} {any} */`),
    `export class ${name}${base ? ` extends ${base.name}` : ''} {`,
    ...indented([
      `/** @param {{${members.join(',')}}} [init] */`,
      `constructor(init) { ${base ? 'super(init); ' : ''}Object.assign(this, init) }`,
      ...fields.flatMap((field) => fieldOf(field, forClients)),
      ...(forClients && request ? requestMethods(name, request) : []),
    ]),
    '}',
  ];
}

/** What the client library asks a request: its name, its verb, and what an answer without a body is. */
export function requestMethods(name: string, { verb, returns }: Marker): readonly string[] {
  return [
    `getTypeName() { return '${name}' }`,
    `getMethod() { return '${verb}' }`,
    `createResponse() { ${returns ? `return ${made(returns)} ` : ''}}`,
  ];
}

function made(type: TypeUse): string {
  return type.kind === 'list' ? '[]' : `new ${spell(type, spelling)}()`;
}

function fieldOf(
  { wireName, type, description, required }: FieldDeclaration,
  forClients: boolean,
): readonly string[] {
  return [
    '/**',
    ` * @type {${spell(type, spelling)}${forClients && !required ? '|undefined' : ''}}`,
    ` * @description ${inBlockComment(description)} */`,
    `${wireName};`,
  ];
}
