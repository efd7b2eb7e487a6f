import { blockComment } from '../block-comment.ts';
import type { ClientLanguage } from '../client-language.ts';
import { unreserved, words } from '../identifiers.ts';
import { importsOf, isGeneric } from '../jvm/imports.ts';
import { classNotes, fieldNotes, type NoteSyntax } from '../jvm/notes.ts';
import { patchNote } from '../jvm/patch-note.ts';
import { jvmSpelling } from '../jvm/spelling.ts';
import { markersOf } from '../markers.ts';
import { standardOptions } from '../options.ts';
import { type ClassDeclaration, declarationsOf, type EnumDeclaration, type Marker } from '../program.ts';
import { stringLiteral } from '../string-literal.ts';
import { angled, indented, spell } from '../text.ts';

const reserved = words(`
  as break class continue do else false for fun if in interface is null object package return super this throw true
  try typealias typeof val var when while
`);

function isReserved(name: string): boolean {
  return reserved.has(name);
}

/** Not in backticks: a property `class` would override `getClass`, which nothing may. */
function identifier(name: string): string {
  return unreserved(name, reserved);
}

const spelling = jvmSpelling({ int: 'Int', name: identifier });

const notes: NoteSyntax = {
  // A dollar sign would insert the value of a name.
  stringLiteral: (text) => stringLiteral(text).replaceAll('$', '\\$'),
  inComment: (text) => text,
};

/** Kotlin classes for `net.servicestack:client`. */
export const kotlin: ClientLanguage = {
  slug: 'kotlin',
  name: 'Kotlin',
  mediaType: 'text/plain',
  extension: 'kt',
  install: 'mvn dependency:get -Dartifact=net.servicestack:client:RELEASE',
  note: patchNote([
    'fun <T> JsonServiceClient.patch(request: IReturn<T>): T {',
    '    val before = RequestFilter',
    '    RequestFilter = ConnectionFilter { connection ->',
    '        before?.exec(connection)',
    '        connection.setRequestProperty("X-HTTP-Method-Override", "PATCH")',
    '    }',
    '    try { return post(request) } finally { RequestFilter = before }',
    '}',
  ]),
  options: ['Package'],
  write: (operations, { Package } = standardOptions) => {
    const declarations = declarationsOf(operations, 'requestFirst');
    return [
      ...(Package ? [`package ${Package.split('.').map(identifier).join('.')}`, ''] : []),
      ...importsOf(declarations, isReserved).map((name) => `import ${name}`),
      '',
      '',
      ...declarations.flatMap((declaration) => [
        ...(declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration)),
        '',
      ]),
    ].join('\n');
  },
};

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    ...blockComment(description),
    `enum class ${identifier(name)}`,
    '{',
    ...indented(values.map((value) => `${identifier(value)},`)),
    '}',
  ];
}

function classOf(declaration: ClassDeclaration): readonly string[] {
  const { name, base, fields, typeParameters, request } = declaration;
  const bases = [
    ...(base ? [`${spell(base, spelling)}()`] : []),
    ...(request ? markersOf(request, spelling) : []),
  ].join(', ');
  return [
    ...classNotes(declaration, notes),
    `open class ${angled(identifier(name), typeParameters)}${bases && ` : ${bases}`}`,
    '{',
    ...indented([
      ...fields.flatMap((field, index) => [
        ...fieldNotes(declaration, field, index, identifier(field.wireName), notes),
        `open var ${identifier(field.wireName)}:${spell(field.type, spelling)}? = null`,
        '',
      ]),
      ...(request ? responseType(identifier(name), request) : []),
    ]),
    '}',
  ];
}

function responseType(owner: string, { returns }: Marker): readonly string[] {
  if (!returns) return [];
  const spelled = spell(returns, spelling);
  const type = isGeneric(returns) ? `object : TypeToken<${spelled}>(){}.type` : `${spelled}::class.java`;
  return [
    `companion object { private val responseType = ${type} }`,
    `override fun getResponseType(): Any? = ${owner}.responseType`,
  ];
}
