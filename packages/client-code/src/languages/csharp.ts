import type { ClientLanguage } from '../client-language.ts';
import { fieldType } from '../dotnet/field-type.ts';
import { byNamespace, importsOf, inNamespace, qualified } from '../dotnet/namespaces.ts';
import { classNotes, enumerationNotes, fieldNotes, type NoteSyntax } from '../dotnet/notes.ts';
import { words } from '../identifiers.ts';
import { markersOf } from '../markers.ts';
import { type CodeOptions, standardOptions } from '../options.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
} from '../program.ts';
import { stringLiteral } from '../string-literal.ts';
import { angled, indented, spell, type TypeSpelling } from '../text.ts';

const reserved = words(`
  abstract as base bool break byte case catch char checked class const continue decimal default delegate do double
  else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is
  lock long namespace new null object operator out override params private protected public readonly ref return sbyte
  sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe
  ushort using virtual void volatile while
`);

function identifier(name: string): string {
  return reserved.has(name) ? `@${name}` : name;
}

const spelling: TypeSpelling = {
  string: 'string',
  int: 'int',
  double: 'double',
  bool: 'bool',
  datetime: 'DateTime',
  list: (item) => `List<${item}>`,
  map: (value) => `Dictionary<string, ${value}>`,
  generic: angled,
  name: identifier,
};

const notes: NoteSyntax = {
  comment: '///',
  summary: 'summary',
  attribute: (text) => `[${text}]`,
  argument: (name, value) => `${name}=${value}`,
  stringLiteral,
};

/** C# classes for `ServiceStack.Client`. */
export const csharp: ClientLanguage = {
  slug: 'csharp',
  name: 'C#',
  mediaType: 'text/plain',
  extension: 'cs',
  install: 'dotnet add package ServiceStack.Client',
  options: [
    'GlobalNamespace',
    'MakePartial',
    'MakeVirtual',
    'MakeInternal',
    'AddNullableAnnotations',
    'AddReturnMarker',
    'AddDescriptionAsComments',
    'AddDataContractAttributes',
    'AddIndexesToDataMembers',
    'InitializeCollections',
  ],
  write: (operations, options = standardOptions) => {
    const declarations = inNamespace(declarationsOf(operations, 'byName'), options.GlobalNamespace);
    return [
      ...(options.AddNullableAnnotations ? ['#nullable enable'] : []),
      ...importsOf(declarations).map((name) => `using ${qualified(name, identifier)};`),
      '',
      ...[...byNamespace(declarations)].flatMap(([namespace, members]) => [
        `namespace ${qualified(namespace, identifier)}`,
        '{',
        ...indented(
          members.flatMap((member) => [
            ...(member.kind === 'enum' ? enumeration(member, options) : classOf(member, options)),
            '',
          ]),
        ),
        '}',
        '',
      ]),
    ].join('\n');
  },
};

function access({ MakeInternal }: CodeOptions): string {
  return MakeInternal ? 'internal' : 'public';
}

function enumeration(declaration: EnumDeclaration, options: CodeOptions): readonly string[] {
  const { name, values } = declaration;
  const { type, member } = enumerationNotes(declaration, notes, options);
  return [
    ...type,
    `${access(options)} enum ${identifier(name)}`,
    '{',
    ...indented(values.flatMap((value) => [...member, `${identifier(value)},`])),
    '}',
  ];
}

function classOf(declaration: ClassDeclaration, options: CodeOptions): readonly string[] {
  const { name, base, fields, typeParameters, request } = declaration;
  const bases = [
    ...(base ? [spell(base, spelling)] : []),
    ...(request ? markersOf(request, spelling, options.AddReturnMarker) : []),
  ].join(', ');
  return [
    ...classNotes(declaration, notes, options),
    `${access(options)} ${options.MakePartial ? 'partial ' : ''}class ${angled(identifier(name), typeParameters)}`,
    ...indented(bases ? [`: ${bases}`] : []),
    '{',
    ...indented(
      fields.flatMap((field, index) => [
        ...fieldNotes(declaration, field, index, notes, options),
        property(field, options),
        '',
      ]),
    ),
    '}',
  ];
}

function property(field: FieldDeclaration, options: CodeOptions): string {
  const { spelled, isCollection } = fieldType(field, spelling, nullable);
  const type = options.AddNullableAnnotations && !field.required ? nullable(spelled) : spelled;
  const initial = options.InitializeCollections && isCollection ? ` = new ${spelled}();` : '';
  return `public ${options.MakeVirtual ? 'virtual ' : ''}${type} ${identifier(field.name)} { get; set; }${initial}`;
}

function nullable(type: string): string {
  return type.endsWith('?') ? type : `${type}?`;
}
