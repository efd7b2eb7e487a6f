import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { dialectOf } from './dialect.ts';
import { visibleLine } from './visible-text.ts';

/**
 * Compiles a schema. Each gets an instance of its own: an `$id` in one must not meet that of another. Whether it is a
 * schema at all is looked at once, when it is stored: that takes most of the time.
 *
 * @throws Error when it cannot be compiled; see {@link faultOf}.
 */
export function compileSchema(parameters: string): ValidateFunction {
  const { $schema, ...schema } = JSON.parse(parameters);
  const dialect = dialectOf($schema);
  if ('problem' in dialect) throw new UnfitSchema(dialect.problem);
  return dialect.ajv().compile(schema);
}

/**
 * Sees to it that a text is a JSON Schema of its version.
 *
 * @throws UnfitSchema when it is not.
 */
export function requireSchema(parameters: string): void {
  const { $schema, ...schema } = JSON.parse(parameters);
  const dialect = dialectOf($schema);
  if ('problem' in dialect) throw new UnfitSchema(dialect.problem);
  const ajv = dialect.ajv();
  if (ajv.validate(dialect.id, schema)) return;
  const faults = new Map((ajv.errors ?? []).toReversed().map((error) => [placeOf(error), error]));
  const told = [...faults.values()]
    .toReversed()
    .slice(0, TOLD)
    .map((error) => `${phraseOf(error)} in ${dialect.name}`);
  throw new UnfitSchema([...new Set(told)].join('; '));
}

/** Places of a schema that are told at once. */
const TOLD = 3;

/** Its message is a phrase that says what is to be changed. */
class UnfitSchema extends Error {}

/** Why a schema cannot be compiled or used, as a phrase. The words of the validator mean nothing to whoever wrote it. */
export function faultOf(error: unknown, parameters: string): string {
  if (error instanceof UnfitSchema) return error.message;
  if (error instanceof Ajv.MissingRefError) {
    return `it refers to '${shown(error.missingRef)}', which is not in it. Schemas are not fetched: put it under '$defs'`;
  }
  if (error instanceof RangeError) return 'it refers to itself without end';
  if (error instanceof SyntaxError) {
    const pattern = brokenPattern(JSON.parse(parameters));
    return `its pattern ${pattern === undefined ? '' : `'${shown(pattern)}' `}is no regular expression of ECMAScript with the flag u`;
  }
  const message = error instanceof Error ? error.message : '';
  if (/keyword "id"/.test(message)) return "it has 'id' where '$id' is meant: rename it, or leave it out";
  if (/"nullable"/.test(message))
    return "it has 'nullable', which is of OpenAPI 3.0: write 'type' as a list with \"null\" in it";
  if (/more than one schema|already exists/.test(message))
    return "two parts of it have the same '$id' or '$anchor', or that of JSON Schema itself";
  if (/enum must/.test(message)) return "its 'enum' is empty: list what is allowed";
  if (/timed out/.test(message)) return 'it takes too long to check with';
  return 'it cannot be compiled. Leave out what only describes, and try again';
}

function placeOf({ instancePath }: ErrorObject): string {
  return instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
}

/** What is wrong at a place of a schema. */
function phraseOf(error: ErrorObject): string {
  const { keyword, params } = error;
  const place = placeOf(error);
  const what = place ? `'${shown(place)}'` : 'it';
  if (keyword === 'enum' && Array.isArray(params.allowedValues))
    return `${what} must be one of ${params.allowedValues.join(', ')}`;
  if (place.endsWith('items') && keyword === 'type')
    return `${what} must be one schema ('prefixItems' takes a list)`;
  if (keyword === 'type') return `${what} must be of the type ${[params.type].flat().join(' or ')}`;
  return `${what} has a value that it may not have`;
}

/** Characters of what is quoted. */
const SHOWN = 200;

function shown(text: string): string {
  return visibleLine(text.slice(0, SHOWN));
}

/** The first pattern that is no regular expression. */
function brokenPattern(schema: unknown): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  for (const [name, value] of Object.entries(schema)) {
    const patterns =
      name === 'pattern' && typeof value === 'string'
        ? [value]
        : name === 'patternProperties' && typeof value === 'object' && value !== null
          ? Object.keys(value)
          : [];
    const broken = patterns.find((pattern) => !isPattern(pattern)) ?? brokenPattern(value);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') !== undefined;
  } catch {
    return false;
  }
}
