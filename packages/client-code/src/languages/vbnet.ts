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
import { indented, oneLine, spell, type TypeSpelling } from '../text.ts';

const reserved = words(`
  addhandler addressof alias and andalso as boolean byref byte byval call case catch cbool cbyte cchar cdate cdbl cdec
  char cint class clng cobj const continue csbyte cshort csng cstr ctype cuint culng cushort date decimal declare
  default delegate dim directcast do double each else elseif end endif enum erase error event exit false finally for
  friend function get gettype getxmlnamespace global gosub goto handles if implements imports in inherits integer
  interface is isnot let lib like long loop me mod module mustinherit mustoverride mybase myclass namespace narrowing
  new next not nothing notinheritable notoverridable object of on operator option optional or orelse out overloads
  overridable overrides paramarray partial private property protected public raiseevent readonly redim rem
  removehandler resume return sbyte select set shadows shared short single static step stop string structure sub
  synclock then throw to true try trycast typeof uinteger ulong ushort using variant wend when while widening with
  withevents writeonly xor
`);

/** Names are the same in any case here, reserved ones too. */
function identifier(name: string): string {
  return reserved.has(name.toLowerCase()) ? `[${name}]` : name;
}

const spelling: TypeSpelling = {
  string: 'String',
  int: 'Integer',
  double: 'Double',
  bool: 'Boolean',
  datetime: 'Date',
  list: (item) => `List(Of ${item})`,
  map: (value) => `Dictionary(Of String, ${value})`,
  generic: (name, typeArguments) => `${name}(Of ${typeArguments.join(', ')})`,
  name: identifier,
};

const notes: NoteSyntax = {
  comment: "'''",
  summary: 'Summary',
  attribute: (text) => `<${text}>`,
  argument: (name, value) => `${name}:=${value}`,
  // Typographic quotation marks end a string too.
  stringLiteral: (text) => `"${oneLine(text).replace(/["\u201c\u201d\uff02]/g, '""')}"`,
};

/** VB.NET classes for `ServiceStack.Client`. */
export const vbnet: ClientLanguage = {
  slug: 'vbnet',
  name: 'VB.NET',
  mediaType: 'text/plain',
  extension: 'vb',
  // Tools take one quotation mark off each line, and stop at the first line without one.
  banner: { open: "' Options:", close: '', prefix: "'", off: "'''" },
  install: 'dotnet add package ServiceStack.Client',
  options: [
    'GlobalNamespace',
    'MakePartial',
    'MakeVirtual',
    'AddReturnMarker',
    'AddDescriptionAsComments',
    'AddDataContractAttributes',
    'AddIndexesToDataMembers',
    'InitializeCollections',
  ],
  write: (operations, options = standardOptions) => {
    const declarations = inNamespace(declarationsOf(operations, 'byName'), options.GlobalNamespace);
    return [
      ...importsOf(declarations).map((name) => `Imports ${qualified(name, identifier)}`),
      '',
      'Namespace Global',
      '',
      ...indented(
        [...byNamespace(declarations)].flatMap(([namespace, members]) => [
          `Namespace ${qualified(namespace, identifier)}`,
          '',
          ...indented(
            members.flatMap((member) => [
              ...(member.kind === 'enum' ? enumeration(member, options) : classOf(member, options)),
              '',
            ]),
          ),
          'End Namespace',
          '',
        ]),
      ),
      'End Namespace',
      '',
    ].join('\n');
  },
};

function enumeration(declaration: EnumDeclaration, options: CodeOptions): readonly string[] {
  const { name, values } = declaration;
  const { type, member } = enumerationNotes(declaration, notes, options);
  return [
    ...type,
    `Public Enum ${identifier(name)}`,
    ...indented(values.flatMap((value) => [...member, identifier(value)])),
    'End Enum',
  ];
}

function classOf(declaration: ClassDeclaration, options: CodeOptions): readonly string[] {
  const { name, base, fields, typeParameters, request } = declaration;
  const own = typeParameters.length > 0 ? `(Of ${typeParameters.join(', ')})` : '';
  return [
    ...classNotes(declaration, notes, options),
    `Public ${options.MakePartial ? 'Partial ' : ''}Class ${identifier(name)}${own}`,
    ...indented([
      ...(base ? [`Inherits ${spell(base, spelling)}`] : []),
      ...(request
        ? markersOf(request, spelling, options.AddReturnMarker).map((marker) => `Implements ${marker}`)
        : []),
      '',
      ...fields.flatMap((field, index) => [
        ...fieldNotes(declaration, field, index, notes, options),
        property(field, options),
        '',
      ]),
    ]),
    'End Class',
  ];
}

function property(field: FieldDeclaration, options: CodeOptions): string {
  const { spelled, isCollection } = fieldType(field, spelling, (type) => `Nullable(Of ${type})`);
  const initial = options.InitializeCollections && isCollection ? ` = New ${spelled}()` : '';
  return `Public ${options.MakeVirtual ? 'Overridable ' : ''}Property ${identifier(field.name)} As ${spelled}${initial}`;
}
