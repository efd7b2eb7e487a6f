import type { ClientLanguage } from '../client-language.ts';
import { fieldType } from '../dotnet/field-type.ts';
import { imports, inNamespace, qualified } from '../dotnet/namespaces.ts';
import { classNotes, enumerationNotes, fieldNotes, type NoteSyntax } from '../dotnet/notes.ts';
import { words } from '../identifiers.ts';
import { markersOf } from '../markers.ts';
import { type CodeOptions, standardOptions } from '../options.ts';
import {
  type ClassDeclaration,
  type Declaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
} from '../program.ts';
import { stringLiteral } from '../string-literal.ts';
import { angled, indented, spell, type TypeSpelling } from '../text.ts';

const reserved = words(`
  abstract and as asr assert base begin break checked class component const constraint continue default delegate do
  done downcast downto elif else end event exception extern external false finally fixed for fun function global if in
  include inherit inline interface internal land lazy let lor lsl lsr lxor match member mixin mod module mutable
  namespace new not null of open or override parallel private process protected public pure rec return sealed select
  sig static struct tailcall then to trait true try type upcast use val virtual void when while with
  yield
`);

function identifier(name: string): string {
  return reserved.has(name) ? `\`\`${name}\`\`` : name;
}

const spelling: TypeSpelling = {
  string: 'String',
  int: 'Int32',
  double: 'Double',
  bool: 'Boolean',
  datetime: 'DateTime',
  list: (item) => `ResizeArray<${item}>`,
  map: (value) => `Dictionary<String, ${value}>`,
  generic: angled,
  name: identifier,
  parameter: (name) => `'${name}`,
};

const notes: NoteSyntax = {
  comment: '///',
  summary: 'summary',
  attribute: (text) => `[<${text}>]`,
  argument: (name, value) => `${name}=${value}`,
  stringLiteral,
};

/** F# classes for `ServiceStack.Client`, in one namespace: a file has them in the order of their use. */
export const fsharp: ClientLanguage = {
  slug: 'fsharp',
  name: 'F#',
  mediaType: 'text/plain',
  extension: 'fs',
  // Tools look for the end of a comment as in C.
  banner: { open: '(* Options:', close: '*/\n*)', prefix: '', off: '//' },
  install: 'dotnet add package ServiceStack.Client',
  options: [
    'GlobalNamespace',
    'AddReturnMarker',
    'AddDescriptionAsComments',
    'AddDataContractAttributes',
    'AddIndexesToDataMembers',
    'InitializeCollections',
  ],
  write: (operations, options = standardOptions) => {
    const declared = declarationsOf(operations, 'dependencyFirst');
    const namespace = options.GlobalNamespace || shortestNamespace(declared);
    const declarations = inNamespace(declared, namespace);
    return [
      `namespace ${qualified(namespace, identifier)}`,
      '',
      ...imports.map((name) => `open ${name}`),
      '',
      ...indented(
        declarations.flatMap((declaration) => [
          ...(declaration.kind === 'enum'
            ? enumeration(declaration, options)
            : classOf(declaration, options)),
          '',
        ]),
      ),
    ].join('\n');
  },
};

/** Of all namespaces the shortest, of several the first by name, so that the order of operations does not matter. */
function shortestNamespace(declarations: readonly Declaration[]): string {
  const [first = ''] = declarations
    .map(({ namespace }) => namespace)
    .sort()
    .sort((a, b) => a.length - b.length);
  return first;
}

function enumeration(declaration: EnumDeclaration, options: CodeOptions): readonly string[] {
  const { name, values } = declaration;
  const { type, member } = enumerationNotes(declaration, notes, options);
  return [
    ...type,
    `type ${identifier(name)} =`,
    ...indented(values.map((value, index) => ['|', ...member, `${identifier(value)} = ${index}`].join(' '))),
  ];
}

function classOf(declaration: ClassDeclaration, options: CodeOptions): readonly string[] {
  const { name, base, fields, typeParameters, request } = declaration;
  const own = typeParameters.length > 0 ? `<${typeParameters.map((one) => `'${one}`).join(', ')}>` : '';
  const body = [
    ...(base ? [`inherit ${spell(base, spelling)}()`] : []),
    ...(request
      ? markersOf(request, spelling, options.AddReturnMarker).map((marker) => `interface ${marker}`)
      : []),
    ...fields.flatMap((field, index) => [
      ...fieldNotes(declaration, field, index, notes, options),
      property(field, options),
    ]),
  ];
  return [
    ...classNotes(declaration, notes, options),
    '[<AllowNullLiteral>]',
    `type ${identifier(name)}${own}() = `,
    ...indented(body.length > 0 ? body : ['class end']),
  ];
}

function property(field: FieldDeclaration, { InitializeCollections }: CodeOptions): string {
  const { spelled, isValue, isCollection } = fieldType(field, spelling, (type) => `Nullable<${type}>`);
  const isMade = isValue || (InitializeCollections && isCollection);
  return `member val ${identifier(field.name)}:${spelled} = ${isMade ? `new ${spelled}()` : unset(field, spelled)} with get,set`;
}

/** A type argument may be a value type, for which null does not stand. */
function unset({ type }: FieldDeclaration, spelled: string): string {
  return type.kind === 'parameter' ? `Unchecked.defaultof<${spelled}>` : 'null';
}
