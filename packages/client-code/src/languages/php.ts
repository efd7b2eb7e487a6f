import type { ClientLanguage } from '../client-language.ts';
import { allFields, usedParameters } from '../flat-class.ts';
import { unreserved, words } from '../identifiers.ts';
import { markersOf } from '../markers.ts';
import { standardOptions } from '../options.ts';
import {
  type AnswerUse,
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
  type TypeUse,
} from '../program.ts';
import { inBlockComment, indented, spell, type TypeSpelling } from '../text.ts';

/** As PHP itself checks types; what is in a list stands in the comment. */
const native: TypeSpelling = {
  string: 'string',
  int: 'int',
  double: 'float',
  bool: 'bool',
  datetime: 'string',
  list: () => 'array',
  map: () => 'array',
  generic: (name) => name,
};

const documented: TypeSpelling = {
  ...native,
  list: (item) => `array<${item}>`,
  map: (value) => `array<string,${value}>`,
  generic: (name, typeArguments) => `${name}<${typeArguments.join(',')}>`,
};

const reservedProperties = words('genericArgs this');
const reservedCases = words('class CLASS Class');

/** Classes for the `servicestack/client` package. */
export const php: ClientLanguage = {
  slug: 'php',
  name: 'PHP',
  mediaType: 'text/x-php',
  extension: 'php',
  banner: {
    open: '/* Options:',
    close: '*/',
    prefix: '',
    off: '//',
    after: /^<\?php .*\n\n/,
  },
  install: 'composer require servicestack/client',
  options: ['GlobalNamespace'],
  write: (operations, { GlobalNamespace } = standardOptions) =>
    [
      `<?php namespace ${GlobalNamespace.replaceAll('.', '\\') || 'dtos'};`,
      '',
      'use DateTime;',
      'use Exception;',
      'use DateInterval;',
      'use JsonSerializable;',
      'use ServiceStack\\{IReturn,IReturnVoid,IGet,IPost,IPut,IDelete,IPatch,IMeta};',
      'use ServiceStack\\{ArrayList,JsonConverters,Returns,TypeContext};',
      '',
      ...dates,
      '',
      ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) => [
        '',
        ...(declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration)),
      ]),
      '',
    ].join('\n'),
};

/** The client's own converter of `DateTime` reads and writes one form only, which is not that of this API. */
const dates = [
  '// Dates are text in ISO 8601 and UTC: new DateTime($session->dateCreated) reads one, and',
  '// $date->format(DateTimeInterface::RFC3339_EXTENDED) writes one. Where code of yours declares DateTime instead, the',
  '// client library sends /Date(milliseconds)/, which the service reads, too, and understands only this form: ask for it',
  "// with each request, $client->get($request, args: ['jsconfig' => 'DateHandler:TimestampOffset']).",
];

/** The client library writes an enum into a query only if it can be serialized to JSON. */
function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    `/** ${inBlockComment(description)} */`,
    `enum ${name} : string implements JsonSerializable`,
    '{',
    ...indented([
      ...values.map((value) => `case ${unreserved(value, reservedCases)} = '${value}';`),
      '',
      'public function jsonSerialize(): mixed { return $this->value; }',
    ]),
    '}',
  ];
}

function classOf(declaration: ClassDeclaration): readonly string[] {
  const { name, description, base, request, typeParameters } = declaration;
  const interfaces = [...(request ? markersOf(request, native) : []), 'JsonSerializable'];
  return [
    '/**',
    ` * ${inBlockComment(description)}`,
    ...typeParameters.map((parameter) => ` * @template ${parameter}`),
    ...(base?.arguments.length ? [` * @extends ${spell(base, documented)}`] : []),
    ' */',
    ...(request?.returns
      ? [`#[Returns('${request.returns.kind === 'list' ? 'ArrayList' : request.returns.name}')]`]
      : []),
    `class ${name}${base ? ` extends ${base.name}` : ''} implements ${interfaces.join(', ')}`,
    '{',
    ...indented([
      // The client library sets it to null in answers to a batch, whose items stay arrays therefore.
      ...(usedParameters(declaration).length > 0 && !base
        ? ['/** @var array<class-string>|null */', 'public ?array $genericArgs = [];', '']
        : []),
      ...constructorOf(declaration),
      ...creators(declaration),
      '',
      '/** @throws Exception */',
      'public function fromMap($o): void {',
      ...indented([...(base ? ['parent::fromMap($o);'] : []), ...declaration.fields.map(decoded)]),
      '}',
      '',
      '/** @throws Exception */',
      'public function jsonSerialize(): mixed {',
      ...indented([
        '$o = [];',
        ...declaration.fields.map(encoded),
        `return (object) ${base ? '($o + (array) parent::jsonSerialize())' : '$o'};`,
      ]),
      '}',
      ...(request ? ['', ...methodsOf(name, request)] : []),
    ]),
    '}',
  ];
}

function constructorOf(declaration: ClassDeclaration): readonly string[] {
  const { fields, inherited, base } = declaration;
  const last = allFields(declaration).length - 1;
  const parameters = allFields(declaration).flatMap((field, index) => [
    ...(index < fields.length
      ? [`/** ${inBlockComment(field.description)}`, ` * @var ${spell(field.type, documented)}|null */`]
      : []),
    `${index < fields.length ? 'public ' : ''}?${nativeType(field.type)} ${property(field)}=null${index < last ? ',' : ''}`,
  ]);
  const passed = inherited.map((field) => `${property(field).slice(1)}: ${property(field)}`);
  return [
    'public function __construct(',
    ...indented(parameters),
    ') {',
    ...indented(base ? [`parent::__construct(${passed.join(', ')});`] : []),
    '}',
  ];
}

/** A type parameter is any class, which PHP can only call an object. */
function nativeType(type: TypeUse): string {
  return type.kind === 'parameter' ? 'object' : spell(type, native);
}

/** What makes an object from parsed JSON; heirs have it from their base. */
function creators(declaration: ClassDeclaration): readonly string[] {
  if (usedParameters(declaration).length === 0) {
    if (declaration.base) return [];
    return [
      '',
      'public static function of(array $o): static {',
      ...indented(['$made = new static();', '$made->fromMap($o);', 'return $made;']),
      '}',
    ];
  }
  return [
    '',
    'public static function create(array $genericArgs = []): static {',
    ...indented(['$made = new static();', '$made->genericArgs = $genericArgs;', 'return $made;']),
    '}',
    '',
    'public static function of(array $o, array $genericArgs = []): static {',
    ...indented(['$made = static::create($genericArgs);', '$made->fromMap($o);', 'return $made;']),
    '}',
  ];
}

function property({ wireName }: FieldDeclaration): string {
  return `$${unreserved(wireName, reservedProperties)}`;
}

function self(field: FieldDeclaration): string {
  return `$this->${property(field).slice(1)}`;
}

function decoded(field: FieldDeclaration): string {
  const value = `$o['${field.wireName}']`;
  return `if (isset(${value})) ${self(field)} = ${fromJson(field.type, value)};`;
}

function fromJson(type: TypeUse, value: string): string {
  switch (type.kind) {
    case 'enum':
      return `${type.name}::from(${value})`;
    case 'list':
      return converted(type.item, value);
    case 'map':
      return converted(type.value, value);
    case 'parameter': {
      const argument = `$this->genericArgs[${Number(type.name.slice(1) || 1) - 1}]`;
      return `isset(${argument}) ? ${argument}::of(${value}) : ${value}`;
    }
    case 'class': {
      const typeArguments = type.arguments.map((argument) => spell(argument, native));
      return typeArguments.length > 0
        ? `${type.name}::of(${value}, [${typeArguments.map((name) => `${name}::class`).join(', ')}])`
        : `${type.name}::of(${value})`;
    }
    default:
      return value;
  }
}

function converted(item: TypeUse, value: string): string {
  const one = fromJson(item, '$v');
  return one === '$v' ? value : `array_map(fn($v) => ${one}, ${value})`;
}

function encoded(field: FieldDeclaration): string {
  // An empty map is an empty array in PHP, and would be written as a list.
  const value = field.type.kind === 'map' ? `(object) ${self(field)}` : self(field);
  return `if (isset(${self(field)})) $o['${field.wireName}'] = ${value};`;
}

function methodsOf(name: string, { verb, returns }: Marker): readonly string[] {
  return [
    `public function getTypeName(): string { return '${name}'; }`,
    `public function getMethod(): string { return '${verb}'; }`,
    returns
      ? `public function createResponse(): mixed { return ${made(returns)}; }`
      : 'public function createResponse(): void {}',
  ];
}

function made(returns: AnswerUse): string {
  if (returns.kind === 'list') return `ArrayList::create(genericArgs: [${returns.item.name}::class])`;
  const typeArguments = returns.arguments.map((argument) => `${spell(argument, native)}::class`);
  return typeArguments.length > 0
    ? `${returns.name}::create(genericArgs: [${typeArguments.join(', ')}])`
    : `new ${returns.name}()`;
}
