import { describe, expect, it } from 'vitest';
import { argumentProblems, schemaProblem } from '../src/function/parameters.ts';

let count = 0;
const problemsOf = (schema: object, values: Record<string, unknown>) =>
  argumentProblems({ id: `schema${count++}`, version: 1, parameters: JSON.stringify(schema) }, values).map(
    ({ message }) => message,
  );
const problemIn = (schema: object) => schemaProblem(JSON.stringify(schema));

const tuple = { properties: { a: { items: [{ type: 'string' }], additionalItems: false } } };
/** Beside a reference, earlier drafts look at nothing. */
const besideRef = {
  definitions: { text: { type: 'string' } },
  properties: { a: { $ref: '#/definitions/text', maxLength: 1 } },
};

describe('a schema is read as the version that it names', () => {
  it.each([
    'http://json-schema.org/draft-07/schema#',
    'http://json-schema.org/draft-07/schema',
    'https://json-schema.org/draft-07/schema#',
    'http://json-schema.org/draft-06/schema#',
  ])('%s', ($schema) => {
    expect(problemIn({ $schema, ...tuple })).toBeUndefined();
    expect(problemsOf({ $schema, ...tuple }, { a: ['x'] })).toEqual([]);
    expect(problemsOf({ $schema, ...tuple }, { a: [1] })).toHaveLength(1);
    expect(problemsOf({ $schema, ...tuple }, { a: ['x', 'y'] })).toHaveLength(1);
    expect(problemsOf({ $schema, ...besideRef }, { a: 'long' })).toEqual([]);
    expect(problemsOf({ $schema, ...besideRef }, { a: 1 })).toHaveLength(1);
    const conditional = { $schema, ...JSON.parse('{"if":{"required":["a"]},"then":{"required":["b"]}}') };
    // Draft-06 has no conditions.
    expect(problemsOf(conditional, { a: 1 }).includes("'b' is missing.")).toBe($schema.includes('draft-07'));
  });

  it.each(['https://json-schema.org/draft/2019-09/schema', 'https://json-schema.org/draft/2019-09/schema#'])(
    '%s',
    ($schema) => {
      expect(problemIn({ $schema, ...tuple })).toBeUndefined();
      expect(problemsOf({ $schema, ...tuple }, { a: [1] })).toHaveLength(1);
      expect(problemsOf({ $schema, ...besideRef }, { a: 'long' })).toHaveLength(1);
      const dependent = {
        $schema,
        dependentRequired: { a: ['b'] },
        $recursiveAnchor: true,
        properties: { inner: { $recursiveRef: '#' } },
      };
      expect(problemIn(dependent)).toBeUndefined();
      expect(problemsOf(dependent, { inner: { a: 1 } })).toHaveLength(1);
    },
  );

  it.each([
    undefined,
    'https://json-schema.org/draft/2020-12/schema',
    'http://json-schema.org/draft/2020-12/schema#',
    'http://json-schema.org/schema#',
    'https://spec.openapis.org/oas/3.1/dialect/base',
  ])('%s', ($schema) => {
    const schema = { $schema, properties: { a: { prefixItems: [{ type: 'string' }], items: false } } };
    expect(problemIn(schema)).toBeUndefined();
    expect(problemsOf(schema, { a: ['x', 'y'] })).toHaveLength(1);
    expect(problemsOf({ $schema, ...besideRef }, { a: 'long' })).toHaveLength(1);
  });
});

/** How the validator speaks. */
const VALIDATOR =
  /schema with key|can't resolve|from id|is invalid|data\/|NOT SUPPORTED|strict mode|resolves to|Invalid regular|must NOT|anyOf|timed out|call stack|keyword|cannot be used/;

describe('a schema that cannot be read is refused in words that say what to change', () => {
  it.each([
    [{ $schema: 'http://json-schema.org/draft-04/schema#' }, "Name draft-07 in '$schema'"],
    [{ $schema: 'http://json-schema.org/draft-03/schema#' }, 'draft-03'],
    [{ $schema: 'https://json-schema.org/draft/next/schema' }, 'Leave it out for 2020-12'],
    [{ $schema: 'draft-07' }, 'Leave it out for 2020-12'],
    [{ $schema: 7 }, 'leave it out for 2020-12'],
    [{ id: 'x' }, "'$id'"],
    [{ properties: { n: { type: 'thing' } } }, "'properties.n.type' must be one of array, boolean, integer"],
    [
      { properties: { n: { minimum: '1' } } },
      "'properties.n.minimum' must be of the type number in JSON Schema 2020-12",
    ],
    [
      { $schema: 'http://json-schema.org/draft-07/schema#', properties: { n: { minimum: '1' } } },
      'in JSON Schema draft-07',
    ],
    [{ properties: { n: { items: [{}] } } }, "'prefixItems'"],
    [{ required: 'n' }, "'required' must be of the type array"],
    [{ properties: { n: { maxLength: -1 } } }, "'properties.n.maxLength' has a value that it may not have"],
    [
      { properties: { n: { exclusiveMinimum: true } } },
      "'properties.n.exclusiveMinimum' must be of the type number",
    ],
    [{ properties: { n: { pattern: '[' } } }, "its pattern '['"],
    [{ patternProperties: { '(': {} } }, "its pattern '('"],
    [{ $ref: '#/definitions/none' }, "refers to '#/definitions/none', which is not in it"],
    [{ $ref: 'http://127.0.0.1/schema' }, 'Schemas are not fetched'],
    [{ $ref: '#' }, 'refers to itself without end'],
    [{ properties: { n: { nullable: true } } }, "'nullable', which is of OpenAPI 3.0"],
    [{ $defs: { a: { $id: 'x' }, b: { $id: 'x', type: 'string' } } }, "the same '$id'"],
    [
      { $schema: 'http://json-schema.org/draft-07/schema#', $id: 'http://json-schema.org/draft-07/schema' },
      "the same '$id'",
    ],
    [{ $async: true }, 'leave out $async'],
    [{ enum: [] }, "'enum'"],
    [{ if: 5 }, "'if' must be of the type object or boolean"],
  ])('%j', (schema, words) => {
    const problem = problemIn(schema);
    expect(problem).toContain(words);
    expect(problem).not.toMatch(VALIDATOR);
  });
});
