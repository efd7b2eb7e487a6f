import type { ClientLanguage } from '../client-language.ts';
import { markersOf } from '../markers.ts';
import type { ClientOperation } from '../operation.ts';
import { type CodeOptions, standardOptions } from '../options.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
} from '../program.ts';
import { angled, inBlockComment, indented, spell, type TypeSpelling } from '../text.ts';

/** Types as TypeScript spells them. */
export const spelling: TypeSpelling = {
  string: 'string',
  int: 'number',
  double: 'number',
  bool: 'boolean',
  datetime: 'string',
  list: (item) => `${item}[]`,
  map: (value) => `{ [index:string]: ${value}; }`,
  generic: angled,
};

/** What a request tells the client library: by which verb it is sent, and what comes back. */
const interfaces = [
  'export interface IReturn<T> { createResponse(): T; }',
  'export interface IReturnVoid { createResponse(): void; }',
  ...['Get', 'Post', 'Patch', 'Delete'].map((verb) => `export interface I${verb} {}`),
];

/** TypeScript classes for `@servicestack/client`. */
export const typescript: ClientLanguage = {
  slug: 'typescript',
  name: 'TypeScript',
  mediaType: 'text/typescript',
  extension: 'ts',
  install: 'npm install @servicestack/client',
  options: ['GlobalNamespace', 'MakePropertiesOptional', 'AddDescriptionAsComments'],
  write: (operations, options = standardOptions) => codeOf(operations, options, true),
  page: (operations) => codeOf(operations, standardOptions, false),
};

/** @param tellsAbsent Whether a property that may be absent says so, which the documented form of pages does not. */
function codeOf(operations: readonly ClientOperation[], options: CodeOptions, tellsAbsent: boolean): string {
  const { GlobalNamespace } = options;
  const code = [
    ...interfaces,
    '',
    ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) => [
      ...(declaration.kind === 'enum'
        ? enumeration(declaration, options)
        : classOf(declaration, options, tellsAbsent)),
      '',
    ]),
  ];
  return [
    ...(GlobalNamespace ? [`export namespace ${GlobalNamespace} {`, ...indented(code), '}', ''] : code),
  ].join('\n');
}

/** What stands above a declaration. */
export function comment(description: string, { AddDescriptionAsComments }: CodeOptions): readonly string[] {
  return AddDescriptionAsComments ? [`/** @description ${inBlockComment(description)} */`] : [];
}

function enumeration(
  { name, description, values }: EnumDeclaration,
  options: CodeOptions,
): readonly string[] {
  return [
    ...comment(description, options),
    `export enum ${name}`,
    '{',
    ...indented(values.map((value) => `${value} = '${value}',`)),
    '}',
  ];
}

function classOf(
  declaration: ClassDeclaration,
  options: CodeOptions,
  tellsAbsent: boolean,
): readonly string[] {
  const { name, description, base, fields, typeParameters, request } = declaration;
  const extended = base ? ` extends ${spell(base, spelling)}` : '';
  const implemented = request ? ` implements ${markersOf(request, spelling).join(', ')}` : '';
  return [
    ...comment(description, options),
    `export class ${angled(name, typeParameters)}${extended}${implemented}`,
    '{',
    ...indented([
      ...fields.flatMap((field) => fieldOf(field, options, tellsAbsent)),
      `public constructor(init?: Partial<${angled(name, typeParameters)}>) { ${base ? 'super(init); ' : ''}(Object as any).assign(this, init); }`,
      ...(request ? methodsOf(name, request) : []),
    ]),
    '}',
  ];
}

function fieldOf(
  { wireName, type, description, required }: FieldDeclaration,
  options: CodeOptions,
  tellsAbsent: boolean,
): readonly string[] {
  const optional = options.MakePropertiesOptional || (tellsAbsent && !required);
  return [
    ...comment(description, options),
    `public ${wireName}${optional ? '?' : ''}: ${spell(type, spelling)};`,
    '',
  ];
}

function methodsOf(name: string, { verb, returns }: Marker): readonly string[] {
  return [
    `public getTypeName() { return '${name}'; }`,
    `public getMethod() { return '${verb}'; }`,
    `public createResponse() { ${returns ? `return ${returns.kind === 'list' ? '[]' : `new ${spell(returns, spelling)}()`};` : ''} }`,
  ];
}
