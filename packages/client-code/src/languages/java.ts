import { blockComment } from '../block-comment.ts';
import type { ClientLanguage } from '../client-language.ts';
import { unreserved, words } from '../identifiers.ts';
import { importsOf, isGeneric } from '../jvm/imports.ts';
import { classNotes, fieldNotes, type NoteSyntax } from '../jvm/notes.ts';
import { patchNote } from '../jvm/patch-note.ts';
import { jvmSpelling } from '../jvm/spelling.ts';
import { markersOf } from '../markers.ts';
import { standardOptions } from '../options.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
} from '../program.ts';
import { stringLiteral } from '../string-literal.ts';
import { angled, indented, spell } from '../text.ts';

const reserved = words(`
  abstract assert boolean break byte case catch char class const continue default do double else enum extends false
  final finally float for goto if implements import instanceof int interface long native new null package private
  protected public return short static strictfp super switch synchronized this throw throws transient true try void
  volatile while _
`);

function isReserved(name: string): boolean {
  return reserved.has(name);
}

function identifier(name: string): string {
  return unreserved(name, reserved);
}

const spelling = jvmSpelling({ int: 'Integer', name: identifier });

const notes: NoteSyntax = {
  stringLiteral,
  // The compiler reads \u002a as an asterisk before it knows what a comment is.
  inComment: (text) => text.replaceAll('\\u', '\\ u'),
};

/** Java classes for `net.servicestack:client`. */
export const java: ClientLanguage = {
  slug: 'java',
  name: 'Java',
  mediaType: 'text/plain',
  extension: 'java',
  install: 'mvn dependency:get -Dartifact=net.servicestack:client:RELEASE',
  note: patchNote([
    'static <T> T patch(JsonServiceClient client, IReturn<T> request) {',
    '    ConnectionFilter before = client.RequestFilter;',
    '    client.RequestFilter = (connection) -> {',
    '        if (before != null) before.exec(connection);',
    '        connection.setRequestProperty("X-HTTP-Method-Override", "PATCH");',
    '    };',
    '    try { return client.post(request); }',
    '    finally { client.RequestFilter = before; }',
    '}',
  ]),
  options: ['Package', 'GlobalNamespace'],
  write: (operations, { Package, GlobalNamespace } = standardOptions) => {
    const declarations = declarationsOf(operations, 'requestFirst');
    return [
      ...(Package ? [`package ${Package.split('.').map(identifier).join('.')};`, ''] : []),
      ...importsOf(declarations, isReserved).map((name) => `import ${name};`),
      '',
      `public class ${identifier(GlobalNamespace.replaceAll('.', '_') || 'dtos')}`,
      '{',
      '',
      ...indented(
        declarations.flatMap((declaration) => [
          ...(declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration)),
          '',
        ]),
      ),
      '}',
      '',
    ].join('\n');
  },
};

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    ...blockComment(description).map(notes.inComment),
    `public static enum ${identifier(name)}`,
    '{',
    ...indented(values.map((value, index) => `${identifier(value)}${index < values.length - 1 ? ',' : ';'}`)),
    '}',
  ];
}

function classOf(declaration: ClassDeclaration): readonly string[] {
  const { name, base, fields, typeParameters, request } = declaration;
  const extended = base ? ` extends ${spell(base, spelling)}` : '';
  const implemented = request ? ` implements ${markersOf(request, spelling).join(', ')}` : '';
  return [
    ...classNotes(declaration, notes),
    `public static class ${angled(identifier(name), typeParameters)}${extended}${implemented}`,
    '{',
    ...indented([
      ...fields.flatMap((field, index) => [
        ...fieldNotes(declaration, field, index, identifier(field.wireName), notes),
        `public ${spell(field.type, spelling)} ${identifier(field.wireName)} = null;`,
      ]),
      '',
      ...fields.flatMap((field) => accessors(angled(identifier(name), typeParameters), field)),
      ...(request ? responseType(request) : []),
    ]),
    '}',
  ];
}

function accessors(owner: string, { wireName, type }: FieldDeclaration): readonly string[] {
  const name = identifier(wireName);
  const property = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return [
    `public ${spell(type, spelling)} get${property}() { return ${name}; }`,
    `public ${owner} set${property}(${spell(type, spelling)} value) { this.${name} = value; return this; }`,
  ];
}

function responseType({ returns }: Marker): readonly string[] {
  if (!returns) return [];
  const spelled = spell(returns, spelling);
  const type = isGeneric(returns) ? `new TypeToken<${spelled}>(){}.getType()` : `${spelled}.class`;
  return [
    `private static Object responseType = ${type};`,
    'public Object getResponseType() { return responseType; }',
  ];
}
