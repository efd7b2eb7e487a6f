import { xmlInstant } from '../instant.ts';
import { dotnetDecimal, dotnetDouble } from '../number-text.ts';
import { isFields, type ScalarType, type WireType } from '../wire-type.ts';
import {
  ARRAYS,
  contractName,
  documentName,
  entryName,
  INSTANCE,
  itemName,
  type XmlName,
  xmlMembers,
} from './names.ts';

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
const SPECIAL = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
const ALL_SPECIAL = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const REPLACEMENT = '\ufffd';

/** What an element inherits from those around it. */
interface Scope {
  /** Namespace of names without prefix. */
  readonly namespace: string;
  readonly prefixes: ReadonlyMap<string, string>;
  /** Nesting of the elements inside; the document element has 1. */
  readonly depth: number;
}

/** A whole document. */
export function encodeXml(value: unknown, type: WireType): string {
  if (type.kind === 'list' && Array.isArray(value)) {
    const { header, row, end } = xmlRows(type.item);
    let text = header;
    for (const item of value) text += row(item);
    return text + end;
  }
  const name = documentName(type);
  return (
    DECLARATION +
    element(name, value, type, documentScope(name), ` xmlns:i="${INSTANCE}" xmlns="${name.namespace}"`)
  );
}

/** A document that is a list: its parts. */
export function xmlRows(item: WireType): { header: string; row: (value: unknown) => string; end: string } {
  const name = documentName({ kind: 'list', item });
  const inner = itemName(item);
  const scope = { ...documentScope(name), depth: 2 };
  return {
    header: `${DECLARATION}<${name.local} xmlns:i="${INSTANCE}" xmlns="${name.namespace}">`,
    row: (value) => element(inner, value, item, scope),
    end: `</${name.local}>`,
  };
}

function documentScope({ namespace }: XmlName): Scope {
  return { namespace, prefixes: new Map(), depth: 1 };
}

function element(name: XmlName, value: unknown, type: WireType, outer: Scope, declared = ''): string {
  const isDefault = name.namespace === outer.namespace;
  const prefix = isDefault ? undefined : outer.prefixes.get(name.namespace);
  const tag = prefix === undefined ? name.local : `${prefix}:${name.local}`;
  let attributes = declared;
  let scope: Scope = { ...outer, depth: outer.depth + 1 };
  if (!isDefault && prefix === undefined) {
    attributes += ` xmlns="${name.namespace}"`;
    scope = { ...scope, namespace: name.namespace };
  }
  const inner = contentNamespace(type);
  if (inner !== undefined && inner !== scope.namespace && !scope.prefixes.has(inner)) {
    const made = `d${outer.depth}p1`;
    attributes += ` xmlns:${made}="${inner}"`;
    scope = { ...scope, prefixes: new Map(scope.prefixes).set(inner, made) };
  }
  if (value === undefined || value === null) return `<${tag}${attributes} i:nil="true" />`;
  const content = contentOf(value, type, scope);
  if (content === '' && inner !== undefined) return `<${tag}${attributes} />`;
  return `<${tag}${attributes}>${content}</${tag}>`;
}

/** Namespace of the elements inside a value. */
function contentNamespace(type: WireType): string | undefined {
  switch (type.kind) {
    case 'object':
      return contractName(type).namespace;
    case 'list':
      return itemName(type.item).namespace;
    case 'map':
      return ARRAYS;
    default:
      return undefined;
  }
}

function contentOf(value: unknown, type: WireType, scope: Scope): string {
  switch (type.kind) {
    case 'object': {
      if (!isFields(value)) return '';
      let text = '';
      for (const member of xmlMembers(type.type))
        text += element(member, value[member.wireName], member.type, scope);
      return text;
    }
    case 'list': {
      const name = itemName(type.item);
      return Array.isArray(value) ? value.map((item) => element(name, item, type.item, scope)).join('') : '';
    }
    case 'map':
      return entries(value, type.value, scope);
    case 'any':
      return escapeXml(typeof value === 'object' ? JSON.stringify(value) : String(value));
    default:
      return escapeXml(scalarContent(value, type));
  }
}

function entries(value: unknown, type: WireType, scope: Scope): string {
  if (!isFields(value)) return '';
  const name = entryName(type);
  const key: XmlName = { local: 'Key', namespace: ARRAYS };
  const inner: XmlName = { local: 'Value', namespace: ARRAYS };
  const tag = prefixed(name, scope);
  const deeper: Scope = { ...scope, depth: scope.depth + 1 };
  return Object.entries(value)
    .map(
      ([each, item]) =>
        `<${tag}>${element(key, each, { kind: 'string' }, deeper)}${element(inner, item, type, deeper)}</${tag}>`,
    )
    .join('');
}

/** The name of an element whose namespace is in scope. */
function prefixed(name: XmlName, scope: Scope): string {
  const prefix = name.namespace === scope.namespace ? undefined : scope.prefixes.get(name.namespace);
  return prefix === undefined ? name.local : `${prefix}:${name.local}`;
}

function scalarContent(value: unknown, type: ScalarType): string {
  if (typeof value === 'number' && type.kind === 'double') return dotnetDouble(value);
  if (typeof value === 'number' && type.kind === 'decimal') return dotnetDecimal(value);
  return type.kind === 'datetime' ? xmlInstant(String(value)) : String(value);
}

/** Text of an element: what XML cannot hold becomes U+FFFD, and line ends survive. */
function escapeXml(text: string): string {
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (special) => ESCAPES[special] ?? REPLACEMENT) : text;
}
