import { createContext, Script } from 'node:vm';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Problem } from '../review/problem.ts';
import { compileSchema, faultOf, requireSchema } from './schema.ts';
import { visibleLine } from './visible-text.ts';

/** Compiled schemas that are kept. */
const KEPT = 500;
const compiled = new Map<string, Compiled>();

interface Compiled {
  readonly validate: ValidateFunction;
  /** Whether the work of a check is more than in proportion to what is checked. */
  readonly mayBeSlow: boolean;
}

/** How long the arguments of one action are checked. A pattern and a text can be made to need years. */
const CHECK_MS = 200;
/** How often a check is made again that was given up while the machine was busy with something else. */
const REPETITIONS = 5;
/** Checks of a function that may take too long, within a minute: the rest is given up at once. */
const SLOW_CHECKS = 5;
const REMEMBERED_MS = 60_000;
const slow = new Map<string, { readonly until: number; readonly checks: Set<string> }>();

/** Most problems of one action that are told. */
const TOLD = 20;

/** What a schema needs to be known by. */
interface Parameterised {
  readonly id: string;
  readonly version: number;
  /** JSON Schema, as text. */
  readonly parameters: string;
}

/** Why a text is no JSON Schema that arguments can be checked with, as a phrase; `undefined` when it is one. */
export function schemaProblem(parameters: string): string | undefined {
  try {
    requireSchema(parameters);
    const validate = compileSchema(parameters);
    if ('$async' in validate) return 'it may not be asynchronous: leave out $async';
    inTime(() => validate({}));
    return undefined;
  } catch (error) {
    return faultOf(error, parameters);
  }
}

/** All that is wrong with arguments, each with its place; of very many, the first. */
export function argumentProblems(
  { id, version, parameters }: Parameterised,
  values: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  const key = `${id} ${version}`;
  if (isSlow(key, values)) return [CANNOT_BE_CHECKED];
  try {
    const { validate, mayBeSlow } = compiledFor(key, parameters);
    if ('$async' in validate) return [CANNOT_BE_CHECKED];
    const check = () => (validate(values) ? [] : (validate.errors ?? []));
    const errors = mayBeSlow ? inTime(check) : check();
    const told = errors.slice(0, TOLD).map(problemOf);
    return errors.length > TOLD
      ? [...told, invalid(`There are ${errors.length - TOLD} problems more.`)]
      : told;
  } catch {
    rememberSlow(key, values);
    return [CANNOT_BE_CHECKED];
  }
}

const CANNOT_BE_CHECKED: Problem = {
  code: 'UncheckableArguments',
  message: 'The arguments cannot be checked: the schema of the function takes too long or has no end.',
};

function isSlow(key: string, values: unknown): boolean {
  const known = slow.get(key);
  if (!known) return false;
  if (known.until < performance.now()) {
    slow.delete(key);
    return false;
  }
  return known.checks.size >= SLOW_CHECKS || known.checks.has(JSON.stringify(values));
}

function rememberSlow(key: string, values: unknown): void {
  const known = slow.get(key) ?? { until: performance.now() + REMEMBERED_MS, checks: new Set() };
  keep(slow, key, known);
  known.checks.add(JSON.stringify(values));
}

function compiledFor(key: string, parameters: string): Compiled {
  const known = compiled.get(key);
  if (known) return known;
  const validate = compileSchema(parameters);
  const made = { validate, mayBeSlow: MAY_BE_SLOW.test(JSON.stringify(JSON.parse(parameters))) };
  keep(compiled, key, made);
  return made;
}

/** Keywords that go back in a text, compare all with all, or come to the same schema again and again. */
const MAY_BE_SLOW = /"(?:pattern|patternProperties|format|uniqueItems|\$ref|\$dynamicRef|\$recursiveRef)":/;

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  const [oldest] = map.keys();
  if (map.size >= KEPT && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}

const box: { work: () => unknown } = { work: () => undefined };
const context = createContext(box);
const script = new Script('work()');

/**
 * Does work that must not hold up everybody else.
 *
 * @throws Error when it takes too long.
 */
function inTime<T>(work: () => T): T {
  let result: { readonly value: T } | undefined;
  box.work = () => {
    result = { value: work() };
  };
  for (let repetition = 0; !result; repetition++) {
    const before = process.cpuUsage();
    try {
      script.runInContext(context, { timeout: CHECK_MS });
    } catch (error) {
      const { user, system } = process.cpuUsage(before);
      const stoodStill = isTimeout(error) && (user + system) / 1_000 < CHECK_MS / 2;
      if (!stoodStill || repetition === REPETITIONS) throw error;
    }
  }
  return result.value;
}

/** The time of a script is that of the clock, also while nothing of it is carried out. Its errors are of its own realm. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

const invalid = (message: string): Problem => ({ code: 'InvalidArgument', message });

function problemOf({ instancePath, keyword, message, params }: ErrorObject): Problem {
  const place = instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
  if (keyword === 'required') {
    const missing = named(join(place, String(params.missingProperty)));
    return { code: 'MissingArgument', message: `${missing} is missing.` };
  }
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const extra = params.additionalProperty ?? params.unevaluatedProperty;
    return {
      code: 'UnknownArgument',
      message: `${named(join(place, String(extra)))} is no argument of this function.`,
    };
  }
  const allowed =
    keyword === 'enum' && Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
  const what = place ? named(place) : 'The arguments';
  return invalid(`${what} ${visibleLine(message ?? 'do not fit')}${visibleLine(allowed)}.`);
}

/** Names are the agent's to choose, and a problem is text that people read. */
function named(place: string): string {
  return `'${visibleLine(place.slice(0, NAME_SHOWN))}'`;
}

/** Characters of a place that are shown. */
const NAME_SHOWN = 200;

function join(place: string, name: string): string {
  return place ? `${place}.${name}` : name;
}
