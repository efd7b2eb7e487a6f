import { expect, it } from 'vitest';
import { argumentProblems, schemaProblem } from '../src/function/parameters.ts';

let count = 0;
const problemsOf = (schema: object, values: Record<string, unknown>) =>
  sentencesOf({ id: `f${count++}`, version: 1, parameters: JSON.stringify(schema) }, values);
const sentencesOf = (...given: Parameters<typeof argumentProblems>) =>
  argumentProblems(...given).map(({ message }) => message);

const NOT_CHECKED = [expect.stringContaining('cannot be checked')];
const textLike = (pattern: string) => ({ properties: { a: { pattern } } });

/** A schema that looks at each value twice at each of its levels. */
const doubling = {
  ...Object.fromEntries([['$ref', '#/$defs/l0']]),
  $defs: Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [
      `l${n}`,
      n === 39
        ? { type: 'object' }
        : { allOf: [{ $ref: `#/$defs/l${n + 1}` }, { $ref: `#/$defs/l${n + 1}` }] },
    ]),
  ),
};

it.each([
  ['a pattern that goes back for ever', textLike('^(a+)+$'), { a: `${'a'.repeat(60)}!` }],
  ['a schema that doubles its work at each level', doubling, {}],
  ['a schema that is within itself', { $ref: '#' }, {}],
])('gives up %s, and does not apply what it could not check', (_, schema, values) => {
  expect(problemsOf(schema, values)).toEqual(NOT_CHECKED);
});

it('gives up a few times, not for each of the many actions that can be queued', () => {
  const fn = { id: 'slow', version: 1, parameters: JSON.stringify(textLike('^(a+)+$')) };
  for (let action = 0; action < 1_000; action++) {
    expect(sentencesOf(fn, { a: `${'a'.repeat(60)}!${action}` })).toEqual(NOT_CHECKED);
  }
});

it('checks again when the machine had no time for it', () => {
  let stalls = 2;
  const values = {
    get a() {
      // Waits for what never happens, and uses no time of the processor.
      if (stalls-- > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
      return 'b';
    },
  };
  expect(problemsOf(textLike('^a$'), values)).toEqual([expect.stringContaining("'a' must match pattern")]);
});

it.each([
  ['is asynchronous', { $async: true, type: 'object' }],
  ['is within itself', { $ref: '#' }],
  ['has no end in time', doubling],
  ['is elsewhere', { $ref: 'http://127.0.0.1/schema' }],
  ['is no schema', { type: 'thing' }],
])('refuses a schema that %s', (_, schema) => {
  expect(schemaProblem(JSON.stringify(schema))).toEqual(expect.any(String));
});

it('does not take arguments for checked that an asynchronous schema would have refused later', () => {
  expect(problemsOf({ $async: true, required: ['a'] }, {})).toEqual(NOT_CHECKED);
});

it('does not find in every object what all objects inherit', () => {
  expect(problemsOf({ required: ['constructor'] }, {})).toEqual(["'constructor' is missing."]);
});

it('shows what hides in the names that an agent chose', () => {
  expect(problemsOf({ additionalProperties: false }, { 'a\u202eb\u0000': 1 })).toEqual([
    "'a⟨U+202E⟩b⟨U+0000⟩' is no argument of this function.",
  ]);
});

it('tells some of very many problems', () => {
  const problems = problemsOf(
    { properties: { a: { items: { type: 'string' } } } },
    { a: Array(30_000).fill(1) },
  );
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)).toBe('There are 29980 problems more.');
});
