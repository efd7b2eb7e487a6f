import type { OpenAPIObject as OpenAPIObject30 } from 'openapi3-ts/oas30';
import type { OpenAPIObject } from 'openapi3-ts/oas31';

type Node = Readonly<Record<string, unknown>>;

/** What holds values of callers and not parts of the description. */
const VALUES: ReadonlySet<string> = new Set(['example', 'default', 'value', 'enum', 'required']);

/** The same document in OpenAPI 3.0, for tools that take no other; it knows no webhooks. */
export function openApi30({ info, webhooks, ...rest }: OpenAPIObject): OpenAPIObject30 {
  const { license, ...about } = info;
  return {
    ...(translated(rest) as Omit<OpenAPIObject30, 'openapi' | 'info'>),
    openapi: '3.0.3',
    info: {
      ...about,
      ...(license
        ? { license: { name: license.name, url: `https://spdx.org/licenses/${license.identifier}` } }
        : {}),
    },
  };
}

function translated(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(translated);
  if (!isNode(node)) return node;
  const inner = mapped(node, (value, key) => {
    if (VALUES.has(key)) return value;
    // Names of fields, whatever they are.
    return key === 'properties' && isNode(value) ? mapped(value, translated) : translated(value);
  });
  return withoutSiblings(withOneExample(withNullable(inner)));
}

/** `type: [boolean, 'null']` is `type: boolean, nullable: true`. */
function withNullable(node: Node): Node {
  if (!Array.isArray(node.type)) return node;
  const [type] = node.type.filter((one) => one !== 'null');
  return { ...node, type, ...(node.type.includes('null') ? { nullable: true } : {}) };
}

/** Schemas have one example; a list of them stands nowhere else. */
function withOneExample(node: Node): Node {
  if (!Array.isArray(node.examples)) return node;
  const { examples, ...rest } = node;
  return { ...rest, example: examples[0] };
}

/** Nothing counts beside a reference. */
function withoutSiblings(node: Node): Node {
  const { $ref, ...rest } = node;
  if ($ref === undefined || Object.keys(rest).length === 0) return node;
  return { ...rest, allOf: [{ $ref }] };
}

function mapped(node: Node, change: (value: unknown, key: string) => unknown): Node {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value, key)]));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
