import { jsonObjectOf } from '@ai-sessions/contract';
import type { InputSchema, JsonSchema } from '../tool/tool.ts';

/** Keywords that every client and model reads alike, with a value that is kept as it is. */
const KEPT: ReadonlySet<string> = new Set([
  'type',
  'description',
  'title',
  'default',
  'examples',
  'enum',
  'const',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'required',
]);

/** Keywords that describe or name, and check nothing. */
const DROPPED: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$comment',
  '$anchor',
  '$defs',
  'definitions',
  'deprecated',
  'readOnly',
  'writeOnly',
  'contentEncoding',
  'contentMediaType',
]);

const TYPES: ReadonlySet<unknown> = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean']);
/** Levels that schemas are nested: models lose their way in deeper ones. */
const DEEPEST = 8;

/**
 * The schema of a function's arguments as a tool can have it: one type each, without alternatives, references and nulls,
 * which clients of models change or refuse. `undefined` for a schema that needs them.
 *
 * What is left out of it checks nothing. Extensions are left out, too: `x-mcp-header` would make clients send an
 * argument as a header as well.
 *
 * @param parameters JSON Schema, as text.
 */
export function flatSchema(parameters: string): InputSchema | undefined {
  const root = jsonObjectOf(parameters);
  const flat = root && flatten(root, 0);
  if (flat?.type !== 'object') return undefined;
  const { properties = {}, required, additionalProperties, description: _, title: __, ...rest } = flat;
  if (Object.keys(rest).some((keyword) => keyword !== 'type' && keyword !== 'examples')) return undefined;
  if (!isObject(properties) || !isNames(required)) return undefined;
  // An object of anything tells a model nothing about what to put into it.
  if (Object.keys(properties).length === 0 && additionalProperties !== false) return undefined;
  const members = Object.entries(properties).flatMap(([name, schema]) =>
    isObject(schema) ? [[name, schema] as const] : [],
  );
  return {
    type: 'object',
    properties: Object.fromEntries(members),
    ...(required && required.length > 0 ? { required } : {}),
    ...(additionalProperties === false ? { additionalProperties: false } : {}),
  };
}

/** A schema without what is only said; `undefined` when it is not as plain as it has to be. */
function flatten(schema: JsonSchema, depth: number): JsonSchema | undefined {
  if (depth > DEEPEST || !isPlain(schema)) return undefined;
  const flat: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (DROPPED.has(keyword) || keyword.startsWith('x-')) continue;
    if (KEPT.has(keyword)) {
      flat[keyword] = value;
      continue;
    }
    const inner = innerSchema(keyword, value, depth);
    if (inner === undefined) return undefined;
    flat[keyword] = inner;
  }
  return flat;
}

/** What stands under a keyword that holds schemas; `undefined` for all others. */
function innerSchema(keyword: string, value: unknown, depth: number): unknown {
  switch (keyword) {
    case 'properties':
      return isObject(value) ? flattenEach(value, depth) : undefined;
    case 'items':
      return isObject(value) ? flatten(value, depth + 1) : undefined;
    case 'additionalProperties':
      return typeof value === 'boolean' ? value : undefined;
    default:
      return undefined;
  }
}

function flattenEach(properties: JsonSchema, depth: number): JsonSchema | undefined {
  const flat: [string, JsonSchema][] = [];
  for (const [name, schema] of Object.entries(properties)) {
    const inner = isObject(schema) ? flatten(schema, depth + 1) : undefined;
    if (inner === undefined) return undefined;
    flat.push([name, inner]);
  }
  return Object.fromEntries(flat);
}

/** Whether a schema takes values of one type only, none of them null. */
function isPlain({ type, enum: values, const: value }: JsonSchema): boolean {
  if (value === null || (Array.isArray(values) && values.includes(null))) return false;
  return TYPES.has(type);
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNames(value: unknown): value is readonly string[] | undefined {
  return value === undefined || (Array.isArray(value) && value.every((name) => typeof name === 'string'));
}
