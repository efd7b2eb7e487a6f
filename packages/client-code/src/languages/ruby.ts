import type { ClientLanguage } from '../client-language.ts';
import { allFields } from '../flat-class.ts';
import { snakeCase, unreserved, words } from '../identifiers.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
  type TypeUse,
} from '../program.ts';
import { angled, indented, oneLine, spell, type TypeSpelling } from '../text.ts';

/** In comments, as YARD writes types. */
const documented: TypeSpelling = {
  string: 'String',
  int: 'Integer',
  double: 'Float',
  bool: 'Boolean',
  datetime: 'String',
  list: (item) => `Array<${item}>`,
  map: (value) => `Hash{String => ${value}}`,
  generic: angled,
};

/** Keywords, and methods of every object that an attribute must not replace. */
const reserved = words(`
  alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or redo
  rescue retry return self super then true undef unless until when while yield
  clone display dup extend freeze hash initialize inspect itself method methods object_id parsed raise send tap to_h
  to_hash to_json to_s
`);

const reservedConstants = words('BEGIN END');

/** Classes with keyword arguments that turn into hashes and JSON, and come from parsed JSON, for ServiceStack's client. */
export const ruby: ClientLanguage = {
  slug: 'ruby',
  name: 'Ruby',
  mediaType: 'text/x-ruby',
  extension: 'rb',
  banner: {
    open: '# Options:\n=begin',
    close: '=end',
    prefix: '',
    off: '#',
    after: /^# frozen_string_literal: true\n\n/,
  },
  install: 'bundle add servicestack --github ServiceStack/servicestack-ruby',
  write: (operations) =>
    [
      '# frozen_string_literal: true',
      '',
      "require 'json'",
      '',
      ...usage,
      'module Dtos',
      ...indentedByTwo([
        ...parsedJson,
        ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) => [
          '',
          ...(declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration)),
        ]),
      ]),
      'end',
      '',
    ].join('\n'),
};

const usage = [
  "# With ServiceStack's client, a request goes by the method it names, together with the type of its answer:",
  '#   client.get(Dtos::GetAISession.new(session_id: id), Dtos::GetAISession.response_type)',
  '# An answer that is a list is an array of hashes there: Dtos::ExportAISessions.response_from(rows) makes objects of it.',
];

/** How ServiceStack's client makes an answer: with `new` of the type that it is given, from a hash. */
const parsedJson = [
  '# Classes that are also made from parsed JSON: with `new` and a hash in place of keywords.',
  'module ParsedJson',
  '  def new(parsed = nil, **attributes)',
  '    parsed.nil? ? super(**attributes) : from_h(parsed)',
  '  end',
  'end',
  '',
  '# The type of an answer that depends on the request: what a list is of.',
  'ResponseType = Struct.new(:request) do',
  '  def new(parsed)',
  '    request.response_from(parsed)',
  '  end',
  'end',
];

function indentedByTwo(lines: readonly string[]): readonly string[] {
  return indented(lines, '  ');
}

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    `# ${oneLine(description)}`,
    `module ${name}`,
    ...indentedByTwo(values.map((value) => `${constantOf(value)} = '${value}'`)),
    'end',
  ];
}

function constantOf(value: string): string {
  return unreserved(snakeCase(value).toUpperCase(), reservedConstants);
}

function classOf(declaration: ClassDeclaration): readonly string[] {
  const { name, description, base, fields, request } = declaration;
  return [
    `# ${oneLine(description)}`,
    `class ${name}${base ? ` < ${base.name}` : ''}`,
    ...indentedByTwo([
      ...(base ? [] : ['extend ParsedJson', '']),
      ...fields.flatMap(attribute),
      ...(request ? requestMethods(name, request) : []),
      ...reader(declaration),
      '',
      ...initializer(declaration),
      '',
      '# Named as in JSON, without what is not set.',
      'def to_h',
      ...indentedByTwo(hashOf(declaration)),
      'end',
      '',
      'alias to_hash to_h',
      '',
      'def to_json(*options)',
      '  to_h.to_json(*options)',
      'end',
    ]),
    'end',
  ];
}

function attribute(field: FieldDeclaration): readonly string[] {
  return [
    `# ${oneLine(field.description)}`,
    `# @return [${spell(field.type, documented)}${field.required ? '' : ', nil'}]`,
    `attr_accessor :${nameOf(field)}`,
    '',
  ];
}

function requestMethods(name: string, { verb, returns }: Marker): readonly string[] {
  return [
    '# @return [String] the name of the operation',
    `def self.type_name = '${name}'`,
    '',
    '# @return [String] the HTTP method of the operation',
    `def self.http_method = '${verb}'`,
    '',
    '# @return [String] the path that takes all fields in the query or in JSON',
    `def self.route = '/api/${name}'`,
    '',
    ...(returns
      ? [
          '# @return [#new] what makes the answer of the operation from its parsed JSON',
          `def self.response_type = ${isPlain(returns) ? spell(returns, documented) : 'ResponseType.new(self)'}`,
          '',
          '# The answer of the operation, from its parsed JSON.',
          `# @return [${spell(returns, documented)}]`,
          `def self.response_from(hash) = ${fromHash(returns, 'hash')}`,
        ]
      : [
          '# The operation returns nothing.',
          '# @return [nil]',
          'def self.response_type = nil',
          '',
          '# @return [nil]',
          'def self.response_from(_hash) = nil',
        ]),
    '',
  ];
}

/** Whether one class makes the whole answer. */
function isPlain(type: TypeUse): boolean {
  return type.kind === 'class' && type.arguments.length === 0;
}

/** `from_h`, which gets the classes that its type parameters stand for. */
function reader(declaration: ClassDeclaration): readonly string[] {
  // The client knows no types to give: without them, what is of such a type stays a hash.
  const parameters = declaration.typeParameters.map((parameter) => `, ${parameter.toLowerCase()} = nil`);
  const values = allFields(declaration).map(
    (field) => `${nameOf(field)}: ${fromHash(field.type, `hash['${field.wireName}']`)}`,
  );
  return [
    '# An object from its parsed JSON.',
    `def self.from_h(hash${parameters.join('')})`,
    ...indentedByTwo(values.length > 0 ? ['new(', ...listed(values), ')'] : ['new']),
    'end',
  ];
}

function initializer(declaration: ClassDeclaration): readonly string[] {
  const { base, fields, inherited } = declaration;
  const parameters = allFields(declaration).map((field) =>
    field.required ? `${nameOf(field)}:` : `${nameOf(field)}: nil`,
  );
  const passed = inherited.map((field) => `${nameOf(field)}: ${nameOf(field)}`);
  return [
    ...(parameters.length > 0 ? ['def initialize(', ...listed(parameters), ')'] : ['def initialize']),
    ...indentedByTwo([
      base ? `super(${passed.join(', ')})` : 'super()',
      ...fields.map((field) => `@${nameOf(field)} = ${nameOf(field)}`),
    ]),
    'end',
  ];
}

function hashOf({ base, fields }: ClassDeclaration): readonly string[] {
  const own = fields.map((field) => `'${field.wireName}' => ${toHash(field.type, `@${nameOf(field)}`)}`);
  const inherited = base ? '.merge(super)' : '';
  return own.length > 0 ? ['{', ...listed(own), `}.compact${inherited}`] : [`{}${inherited}`];
}

function listed(items: readonly string[]): readonly string[] {
  return indentedByTwo(items.map((item, index) => (index < items.length - 1 ? `${item},` : item)));
}

function nameOf({ wireName }: FieldDeclaration): string {
  return unreserved(snakeCase(wireName), reserved);
}

function fromHash(type: TypeUse, value: string): string {
  switch (type.kind) {
    case 'list': {
      const item = fromHash(type.item, 'item');
      return item === 'item' ? value : `${value}&.map { |item| ${item} }`;
    }
    case 'map': {
      const item = fromHash(type.value, 'item');
      return item === 'item' ? value : `${value}&.transform_values { |item| ${item} }`;
    }
    case 'parameter':
      return `${value}&.then { |one| ${type.name.toLowerCase()} ? ${type.name.toLowerCase()}.from_h(one) : one }`;
    case 'class': {
      const typeArguments = type.arguments.map((argument) =>
        argument.kind === 'parameter'
          ? argument.name.toLowerCase()
          : spell(argument, { ...documented, generic: (name) => name }),
      );
      return `${value}&.then { |one| ${type.name}.from_h(${['one', ...typeArguments].join(', ')}) }`;
    }
    default:
      return value;
  }
}

function toHash(type: TypeUse, value: string): string {
  switch (type.kind) {
    case 'list': {
      const item = toHash(type.item, 'item');
      return item === 'item' ? value : `${value}&.map { |item| ${item} }`;
    }
    case 'map': {
      const item = toHash(type.value, 'item');
      return item === 'item' ? value : `${value}&.transform_values { |item| ${item} }`;
    }
    case 'parameter':
    case 'class':
      return `${value}&.to_h`;
    default:
      return value;
  }
}
