/** A request as a client sent it, and the answer that it understood. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly target: string;
    /** Without those that every connection has of its own. */
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body?: string;
  };
  readonly answer: {
    readonly status: number;
    /** Parsed JSON; absent for an empty answer. */
    readonly body?: unknown;
  };
}

/** What a client library did with the code that the service hands out. */
export interface Recording {
  readonly client: string;
  readonly version: string;
  readonly commit: string;
  /** What it ran on. */
  readonly runtime: string;
  /** What the program made of the answers, in its own words. */
  readonly understood: unknown;
  readonly exchanges: readonly Exchange[];
}

/** Values that differ from run to run, by what they are called in a recording. */
const kinds = {
  id: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
  instant: /\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d\.\d{3}Z/,
  milliseconds: /(?<=Date(?:\(|%28))\d{13}(?=\)|%29)/,
  duration: /(?<= )\d+(?= ms\b)/,
  secret: /(?<![\w-])[\w-]{43}(?![\w-])/,
} as const;

const PLACEHOLDER = /\{(id|instant|milliseconds|duration|secret) (\d+)(%?)\}/g;

/** Puts names in place of values that differ from run to run: the same name for the same value. */
export function nameValues(exchanges: readonly Exchange[]): readonly Exchange[] {
  const anyValue = new RegExp(
    Object.entries(kinds)
      .map(([kind, { source }]) => `(?<${kind}>${source})`)
      .join('|'),
    'g',
  );
  const text = JSON.stringify(exchanges);
  const names = new Map<string, string>();
  for (const { 0: value, groups = {} } of text.matchAll(anyValue)) {
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    const plain = decodeURIComponent(value);
    if (!names.has(plain)) names.set(plain, `${kind} ${names.size + 1}`);
  }
  const named = text.replace(anyValue, (value) => {
    const plain = decodeURIComponent(value);
    return `{${names.get(plain)}${plain === value ? '' : '%'}}`;
  });
  return JSON.parse(named);
}

/** The values of a run by their names. */
export type Values = Map<string, string>;

/** A text with the values of a run in place of their names. */
export function withValues(text: string, values: Values): string {
  return text.replace(PLACEHOLDER, (_, kind: string, number: string, encoded: string) => {
    const value = values.get(`${kind} ${number}`);
    if (value === undefined) throw new Error(`No answer has given ${kind} ${number} yet: ${text}`);
    return encoded ? encodeURIComponent(value) : value;
  });
}

/**
 * Compares what is answered with what a client understood, and learns values by their names. Members that the client
 * did not know may have been added.
 *
 * @returns What differs, by path.
 */
export function differences(recorded: unknown, actual: unknown, values: Values, path = 'answer'): string[] {
  if (typeof recorded === 'string' && typeof actual === 'string') {
    return fits(recorded, actual, values) ? [] : [`${path}: ${actual} instead of ${recorded}`];
  }
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    if (recorded.length !== actual.length)
      return [`${path}: ${actual.length} items instead of ${recorded.length}`];
    return recorded.flatMap((item, index) => differences(item, actual[index], values, `${path}[${index}]`));
  }
  if (isObject(recorded) && isObject(actual)) {
    return Object.entries(recorded).flatMap(([name, inner]) =>
      differences(inner, actual[name], values, `${path}.${name}`),
    );
  }
  return recorded === actual
    ? []
    : [`${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(recorded)}`];
}

function fits(recorded: string, actual: string, values: Values): boolean {
  const names: string[] = [];
  const parts = recorded.split(PLACEHOLDER);
  let pattern = '';
  for (let index = 0; index < parts.length; index += 4) {
    pattern += (parts[index] ?? '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const kind = Object.entries(kinds).find(([name]) => name === parts[index + 1]);
    if (!kind) continue;
    names.push(`${kind[0]} ${parts[index + 2]}`);
    pattern += `(${kind[1].source})`;
  }
  const match = new RegExp(`^${pattern}$`).exec(actual);
  if (!match) return false;
  return names.every((name, index) => {
    const value = match[index + 1] ?? '';
    const known = values.get(name);
    values.set(name, value);
    // What happened in the same millisecond once need not do so again.
    return known === undefined || known === value || !/^(?:id|secret) /.test(name);
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
