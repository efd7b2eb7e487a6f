import type { ClientLanguage } from '../client-language.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
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
  write: (operations) =>
    [
      '"use strict";',
      ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) =>
        declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration),
      ),
      '',
    ].join('\n'),
};

function enumeration({ name, values }: EnumDeclaration): readonly string[] {
  return [
    `/** @typedef {${values.map((value) => `'${value}'`).join('|')}} */`,
    `export var ${name};`,
    `(function (${name}) {`,
    ...indented(values.map((value) => `${name}["${value}"] = "${value}"`)),
    `})(${name} || (${name} = {}));`,
  ];
}

function classOf({ name, base, fields, inherited, typeParameters }: ClassDeclaration): readonly string[] {
  const members = [...fields, ...inherited].map(
    ({ wireName, type }) => `${wireName}?:${spell(type, spelling)}`,
  );
  return [
    ...typeParameters.map((parameter) => `/** @typedef ${parameter} {any} */`),
    `export class ${name}${base ? ` extends ${base.name}` : ''} {`,
    ...indented([
      `/** @param {{${members.join(',')}}} [init] */`,
      `constructor(init) { ${base ? 'super(init); ' : ''}Object.assign(this, init) }`,
      ...fields.flatMap(fieldOf),
    ]),
    '}',
  ];
}

function fieldOf({ wireName, type, description }: FieldDeclaration): readonly string[] {
  return [
    '/**',
    ` * @type {${spell(type, spelling)}}`,
    ` * @description ${inBlockComment(description)} */`,
    `${wireName};`,
  ];
}
