import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { visibleLine } from './visible-text.ts';

/** Compiled schemas that are kept. */
const KEPT = 500;
const compiled = new Map<string, ValidateFunction>();

/** What a schema needs to be known by. */
interface Parameterised {
  readonly id: string;
  readonly version: number;
  /** JSON Schema 2020-12, as text. */
  readonly parameters: string;
}

/** Why a text is no JSON Schema 2020-12 that arguments can be checked with; `undefined` when it is one. */
export function schemaProblem(parameters: string): string | undefined {
  try {
    compile(parameters);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** All that is wrong with arguments, a sentence each that names the place. */
export function argumentProblems(
  fn: Parameterised,
  values: Readonly<Record<string, unknown>>,
): readonly string[] {
  const validate = validatorOf(fn);
  return validate(values) ? [] : (validate.errors ?? []).map((error) => visibleLine(sentence(error)));
}

function validatorOf({ id, version, parameters }: Parameterised): ValidateFunction {
  const key = `${id} ${version}`;
  const known = compiled.get(key);
  if (known) return known;
  const validate = compile(parameters);
  const [oldest] = compiled.keys();
  if (compiled.size >= KEPT && oldest !== undefined) compiled.delete(oldest);
  compiled.set(key, validate);
  return validate;
}

/** Each schema gets an instance of its own: an `$id` in one must not meet that of another. */
function compile(parameters: string): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(parameters));
}

function sentence({ instancePath, keyword, message, params }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
  if (keyword === 'required') return `${named(join(place, String(params.missingProperty)))} is missing.`;
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const extra = params.additionalProperty ?? params.unevaluatedProperty;
    return `${named(join(place, String(extra)))} is no argument of this function.`;
  }
  const allowed =
    keyword === 'enum' && Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
  return `${place ? named(place) : 'The arguments'} ${message ?? 'do not fit'}${allowed}.`;
}

function named(place: string): string {
  return `'${place}'`;
}

function join(place: string, name: string): string {
  return place ? `${place}.${name}` : name;
}
