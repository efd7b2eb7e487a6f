import { blockComment } from '../block-comment.ts';
import type { ClientLanguage } from '../client-language.ts';
import { words } from '../identifiers.ts';
import { markersOf } from '../markers.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
} from '../program.ts';
import { stringLiteral } from '../string-literal.ts';
import { angled, indented, spell, type TypeSpelling } from '../text.ts';

const reserved = words(`
  Any Protocol Self Type as associatedtype break case catch class continue default defer deinit do else enum extension
  fallthrough false fileprivate for func guard if import in init inout internal is let nil operator precedencegroup
  private protocol public repeat rethrows return self static struct subscript super switch throw throws true try
  typealias var where while
`);

function identifier(name: string): string {
  return reserved.has(name) ? `\`${name}\`` : name;
}

const spelling: TypeSpelling = {
  string: 'String',
  int: 'Int',
  double: 'Double',
  bool: 'Bool',
  datetime: 'Date',
  list: (item) => `[${item}]`,
  map: (value) => `[String:${value}]`,
  generic: angled,
  name: identifier,
};

/** Swift classes for `ServiceStack.Swift`. */
export const swift: ClientLanguage = {
  slug: 'swift',
  name: 'Swift',
  mediaType: 'text/plain',
  extension: 'swift',
  install: 'swift package add-dependency https://github.com/ServiceStack/ServiceStack.Swift.git --from 5.0.0',
  write: (operations) =>
    [
      'import Foundation',
      'import ServiceStack',
      '',
      ...declarationsOf(operations, 'requestFirst').flatMap((declaration) => [
        ...(declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration)),
        '',
      ]),
      '',
    ].join('\n'),
};

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    ...blockComment(description),
    `public enum ${identifier(name)} : String, Codable`,
    '{',
    ...indented(values.map((value) => `case ${identifier(value)}`)),
    '}',
  ];
}

function classOf(declaration: ClassDeclaration): readonly string[] {
  const { name, description, base, fields, typeParameters, request, dataContract } = declaration;
  const own =
    typeParameters.length > 0 ? `<${typeParameters.map((one) => `${one} : Codable`).join(', ')}>` : '';
  const bases = [
    ...(base ? [spell(base, spelling)] : []),
    ...(request ? protocolsOf(request) : []),
    ...(base ? [] : ['Codable']),
  ].join(', ');
  return [
    ...blockComment(description),
    ...(request ? [`// @Api(Description=${stringLiteral(description)})`] : []),
    ...(dataContract ? ['// @DataContract'] : []),
    `public class ${identifier(name)}${own} : ${bases}`,
    '{',
    ...indented([
      ...(request?.returns ? [`public typealias Return = ${spell(request.returns, spelling)}`, ''] : []),
      ...fields.flatMap((field) => fieldOf(field)),
      ...(base ? inherited(fields) : ['required public init(){}']),
    ]),
    '}',
  ];
}

/** `IReturn` names what it returns by an associated type, not as an argument. */
function protocolsOf({ verb, returns }: Marker): readonly string[] {
  return markersOf({ verb, returns }, { ...spelling, generic: (name) => name });
}

/** Optional, because Swift has no value for a field that did not arrive. */
function fieldOf({ wireName, type, description, required }: FieldDeclaration): readonly string[] {
  return [
    ...blockComment(description),
    `// @ApiMember(Description=${stringLiteral(description)}${required ? ', IsRequired=true' : ''})`,
    `public var ${identifier(wireName)}:${spell(type, spelling)}?`,
    '',
  ];
}

/** What makes a class with a base travel: Swift derives that only for classes without one. */
function inherited(fields: readonly FieldDeclaration[]): readonly string[] {
  const names = fields.map(({ wireName }) => identifier(wireName));
  if (names.length === 0) {
    return [
      'required public init(){ super.init() }',
      '',
      'required public init(from decoder: Decoder) throws {',
      ...indented(['try super.init(from: decoder)']),
      '}',
    ];
  }
  return [
    'required public init(){ super.init() }',
    '',
    'private enum CodingKeys : String, CodingKey {',
    ...indented(names.map((name) => `case ${name}`)),
    '}',
    '',
    'required public init(from decoder: Decoder) throws {',
    ...indented([
      'try super.init(from: decoder)',
      'let container = try decoder.container(keyedBy: CodingKeys.self)',
      ...fields.map(
        ({ wireName, type }) =>
          `self.${identifier(wireName)} = try container.decodeIfPresent(${spell(type, spelling)}.self, forKey: .${identifier(wireName)})`,
      ),
    ]),
    '}',
    '',
    'public override func encode(to encoder: Encoder) throws {',
    ...indented([
      'try super.encode(to: encoder)',
      'var container = encoder.container(keyedBy: CodingKeys.self)',
      ...names.map((name) => `try container.encodeIfPresent(self.${name}, forKey: .${name})`),
    ]),
    '}',
  ];
}
