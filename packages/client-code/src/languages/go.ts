import type { ClientLanguage } from '../client-language.ts';
import { unreserved, words } from '../identifiers.ts';
import { standardOptions } from '../options.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
} from '../program.ts';
import { indented, oneLine, spell, type TypeSpelling } from '../text.ts';

const spelling: TypeSpelling = {
  string: 'string',
  int: 'int64',
  double: 'float64',
  bool: 'bool',
  datetime: 'string',
  list: (item) => `[]${item}`,
  map: (value) => `map[string]${value}`,
  generic: (name, typeArguments) => `${name}[${typeArguments.join(', ')}]`,
};

const keywords = words(`
  break case chan const continue default defer else fallthrough for func go goto if import interface map package range
  return select struct switch type var _
`);

/** Exported names are in nobody's way but the methods'. */
const reserved = words('CreateResponse CreateResponseVoid GetTypeName HttpMethod');

/** Structs for `encoding/json`. */
export const go: ClientLanguage = {
  slug: 'go',
  name: 'Go',
  mediaType: 'text/x-go',
  extension: 'go',
  install: 'go mod init example.com/dtos',
  options: ['GlobalNamespace'],
  write: (operations, { GlobalNamespace } = standardOptions) =>
    [
      `package ${unreserved(GlobalNamespace.replaceAll('.', '_') || 'dtos', keywords)}`,
      '',
      '// IRequest is a request: the name of its operation, and its HTTP method.',
      'type IRequest interface {',
      '\tGetTypeName() string',
      '\tHttpMethod() string',
      '}',
      '',
      '// IReturn is a request that is answered with a value of a type.',
      'type IReturn[Response any] interface {',
      '\tIRequest',
      '\tCreateResponse() Response',
      '}',
      '',
      '// IReturnVoid is a request that is answered with nothing.',
      'type IReturnVoid interface {',
      '\tIRequest',
      '\tCreateResponseVoid()',
      '}',
      ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) => [
        '',
        ...(declaration.kind === 'enum' ? enumeration(declaration) : structOf(declaration)),
      ]),
      '',
    ].join('\n'),
};

/** In comments, gofmt takes two quotes of a kind for a typographic one, and writes that. */
function commentText(description: string): string {
  return oneLine(description).replaceAll('``', '“').replaceAll("''", '”');
}

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    `// ${name}: ${commentText(description)}`,
    `type ${name} string`,
    ...values.flatMap((value) => [
      '',
      `// ${name}${capitalised(value)} is ${value}.`,
      `const ${name}${capitalised(value)} ${name} = "${value}"`,
    ]),
  ];
}

function structOf({
  name,
  description,
  typeParameters,
  base,
  fields,
  request,
}: ClassDeclaration): readonly string[] {
  const parameters =
    typeParameters.length > 0 ? `[${typeParameters.map((one) => `${one} any`).join(', ')}]` : '';
  const members = [...(base ? [[spell(base, spelling)]] : []), ...fields.map(fieldOf)];
  const body = members.flatMap((member, index) => (index > 0 ? ['', ...member] : member));
  return [
    `// ${name}: ${commentText(description)}`,
    ...(body.length > 0
      ? [`type ${name}${parameters} struct {`, ...indented(body, '\t'), '}']
      : [`type ${name}${parameters} struct{}`]),
    ...(request ? methodsOf(name, request) : []),
  ];
}

/**
 * What may be absent is a pointer, lists too: an empty list says something else than none, and `omitempty` would
 * leave out both.
 */
function fieldOf({ name, wireName, type, description, required }: FieldDeclaration): readonly string[] {
  const tag = `\`json:"${wireName}${required ? '' : ',omitempty'}"\``;
  return [
    `// ${commentText(description)}`,
    `${unreserved(capitalised(name), reserved)} ${required ? '' : '*'}${spell(type, spelling)} ${tag}`,
  ];
}

/** What ServiceStack's client asks a request; its answer comes by value there. */
function methodsOf(name: string, { verb, returns }: Marker): readonly string[] {
  const answer = returns && spell(returns, spelling);
  return [
    ...method(name, 'GetTypeName() string', `"${name}"`, 'is the name of the operation.'),
    ...method(name, 'HttpMethod() string', `"${verb}"`, 'is the HTTP method of the operation.'),
    ...(answer
      ? method(name, `CreateResponse() ${answer}`, `${answer}{}`, 'is an answer that is not filled in yet.')
      : [
          '',
          '// CreateResponseVoid says that nothing is answered.',
          `func (${name}) CreateResponseVoid() {}`,
        ]),
  ];
}

function method(owner: string, signature: string, value: string, is: string): readonly string[] {
  const [name] = signature.split('(', 1);
  return ['', `// ${name} ${is}`, `func (${owner}) ${signature} {`, `\treturn ${value}`, '}'];
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
