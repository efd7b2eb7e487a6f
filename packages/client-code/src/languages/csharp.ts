import type { ClientLanguage } from '../client-language.ts';
import { fieldType } from '../dotnet/field-type.ts';
import { byNamespace, importsOf, qualified } from '../dotnet/namespaces.ts';
import { classNotes, fieldNotes, type NoteSyntax, summary } from '../dotnet/notes.ts';
import { words } from '../identifiers.ts';
import { markersOf } from '../markers.ts';
import { type ClassDeclaration, declarationsOf, type EnumDeclaration } from '../program.ts';
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
  write: (operations) => {
    const declarations = declarationsOf(operations, 'byName');
    return [
      ...importsOf(operations, declarations).map((name) => `using ${qualified(name, identifier)};`),
      '',
      ...[...byNamespace(declarations)].flatMap(([namespace, members]) => [
        `namespace ${qualified(namespace, identifier)}`,
        '{',
        ...indented(
          members.flatMap((member) => [
            ...(member.kind === 'enum' ? enumeration(member) : classOf(member)),
            '',
          ]),
        ),
        '}',
        '',
      ]),
    ].join('\n');
  },
};

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    ...summary(description, notes),
    `public enum ${identifier(name)}`,
    '{',
    ...indented(values.map((value) => `${identifier(value)},`)),
    '}',
  ];
}

function classOf(declaration: ClassDeclaration): readonly string[] {
  const { name, base, fields, typeParameters, request } = declaration;
  const bases = [
    ...(base ? [spell(base, spelling)] : []),
    ...(request ? markersOf(request, spelling) : []),
  ].join(', ');
  return [
    ...classNotes(declaration, notes),
    `public partial class ${angled(identifier(name), typeParameters)}`,
    ...indented(bases ? [`: ${bases}`] : []),
    '{',
    ...indented(
      fields.flatMap((field, index) => [
        ...fieldNotes(declaration, field, index, notes),
        `public virtual ${fieldType(declaration, field, spelling, (type) => `${type}?`).spelled} ${identifier(field.name)} { get; set; }`,
        '',
      ]),
    ),
    '}',
  ];
}
