import type { ClientLanguage } from '../client-language.ts';
import { allFields, usedParameters } from '../flat-class.ts';
import { camelCase, snakeCase, unreserved, words } from '../identifiers.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
  type Marker,
} from '../program.ts';
import { angled, indented, oneLine, spell, type TypeSpelling } from '../text.ts';

const spelling: TypeSpelling = {
  string: 'String',
  int: 'i64',
  double: 'f64',
  bool: 'bool',
  datetime: 'String',
  list: (item) => `Vec<${item}>`,
  map: (value) => `std::collections::BTreeMap<String, ${value}>`,
  generic: angled,
};

/** Keywords that may be names when marked as raw; serde takes the mark off. */
const raw = words(`
  abstract as async await become box break const continue do dyn else enum extern false final fn for gen if impl in let
  loop macro match mod move mut override priv pub ref return static struct trait true try type typeof unsafe unsized use
  virtual where while yield
`);

const reserved = words('self crate super Self');

/** Structs for serde. A struct has the fields of its bases too: there is no inheritance. */
export const rust: ClientLanguage = {
  slug: 'rust',
  name: 'Rust',
  mediaType: 'text/x-rust',
  extension: 'rs',
  install: 'cargo add serde serde_json --features serde/derive',
  write: (operations) =>
    [
      'use serde::{de::DeserializeOwned, Deserialize, Serialize};',
      '',
      '/// A request: the name of its operation, its HTTP method, and what its answer is; `()` when there is none.',
      'pub trait IReturn: Serialize {',
      "    const TYPE_NAME: &'static str;",
      "    const METHOD: &'static str;",
      '    type Response: DeserializeOwned;',
      '}',
      ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) => [
        '',
        ...(declaration.kind === 'enum' ? enumeration(declaration) : structOf(declaration)),
      ]),
      '',
    ].join('\n'),
};

function enumeration({ name, description, values }: EnumDeclaration): readonly string[] {
  return [
    `/// ${oneLine(description)}`,
    '#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]',
    `pub enum ${name} {`,
    ...indented(
      values.flatMap((value, index) => {
        const variant = unreserved(value.charAt(0).toUpperCase() + value.slice(1), reserved);
        return [
          ...(index === 0 ? ['#[default]'] : []),
          ...(variant === value ? [] : [`#[serde(rename = "${value}")]`]),
          `${variant},`,
        ];
      }),
    ),
    '}',
  ];
}

function structOf(declaration: ClassDeclaration): readonly string[] {
  const { name, description, request } = declaration;
  const parameters = usedParameters(declaration);
  return [
    `/// ${oneLine(description)}`,
    '#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]',
    '#[serde(rename_all = "camelCase")]',
    `pub struct ${name}${parameters.length > 0 ? `<${parameters.join(', ')}>` : ''} {`,
    ...indented(allFields(declaration).flatMap(fieldOf)),
    '}',
    ...(request ? ['', ...implementation(name, request)] : []),
  ];
}

function fieldOf({ wireName, type, description, required }: FieldDeclaration): readonly string[] {
  const plain = unreserved(snakeCase(wireName), reserved);
  const attributes = [
    ...(camelCase(plain) === wireName ? [] : [`rename = "${wireName}"`]),
    ...(required ? [] : ['skip_serializing_if = "Option::is_none"']),
  ];
  const spelled = spell(type, spelling);
  return [
    `/// ${oneLine(description)}`,
    ...(attributes.length > 0 ? [`#[serde(${attributes.join(', ')})]`] : []),
    `pub ${raw.has(plain) ? `r#${plain}` : plain}: ${required ? spelled : `Option<${spelled}>`},`,
  ];
}

function implementation(name: string, { verb, returns }: Marker): readonly string[] {
  return [
    `impl IReturn for ${name} {`,
    ...indented([
      `const TYPE_NAME: &'static str = "${name}";`,
      `const METHOD: &'static str = "${verb}";`,
      `type Response = ${returns ? spell(returns, spelling) : '()'};`,
    ]),
    '}',
  ];
}
