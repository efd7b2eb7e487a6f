import { describe, expect, it } from 'vitest';
import { enveloped, envelopeOf, opened } from '../src/function/envelope.ts';
import { flatSchema } from '../src/function/flat-schema.ts';

const flat = (schema: object) => flatSchema(JSON.stringify(schema));

const greeting = {
  type: 'object',
  properties: { extension: { type: 'string', pattern: '^\\d+$' }, times: { type: 'integer', minimum: 1 } },
  required: ['extension'],
  additionalProperties: false,
};

it('takes a plain schema as it is', () => {
  expect(flat(greeting)).toEqual(greeting);
});

it('leaves out what checks nothing, and what would change how arguments travel', () => {
  const marked = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://example.com/greeting',
    title: 'Greeting',
    ...greeting,
    properties: {
      ...greeting.properties,
      extension: { ...greeting.properties.extension, 'x-mcp-header': 'Extension', $comment: 'internal' },
    },
  };
  expect(flat(marked)).toEqual(greeting);
});

it('keeps objects and lists inside', () => {
  const nested = {
    type: 'object',
    properties: {
      hours: {
        type: 'array',
        items: { type: 'object', properties: { day: { type: 'string', enum: ['mon', 'tue'] } } },
      },
    },
  };
  expect(flat(nested)).toEqual(nested);
});

it('has a tool for a function without arguments', () => {
  expect(flat({ type: 'object', properties: {}, additionalProperties: false })).toEqual({
    type: 'object',
    properties: {},
    additionalProperties: false,
  });
});

describe('leaves to the generic tool', () => {
  it.each([
    ['any object', { type: 'object' }],
    ['what is no object', { type: 'string' }],
    ['alternatives', { ...greeting, anyOf: [{ required: ['times'] }] }],
    ['alternatives inside', { type: 'object', properties: { a: { oneOf: [{ type: 'string' }] } } }],
    ['conditions', { ...greeting, if: { required: ['times'] } }],
    ['references', { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: {} } }],
    ['nulls', { type: 'object', properties: { a: { type: ['string', 'null'] } } }],
    ['nulls among values', { type: 'object', properties: { a: { type: 'string', enum: ['x', null] } } }],
    ['arguments of any type', { type: 'object', properties: { a: {} } }],
    ['arguments that may not be there', { type: 'object', properties: { a: false } }],
    ['dictionaries', { type: 'object', properties: { a: { type: 'object', additionalProperties: {} } } }],
    ['tuples', { type: 'object', properties: { a: { type: 'array', prefixItems: [{ type: 'string' }] } } }],
    ['rules across arguments', { ...greeting, minProperties: 1 }],
  ])('%s', (_, schema) => {
    expect(flat(schema)).toBeUndefined();
  });
});

describe('the envelope', () => {
  const schemaOf = (properties: Record<string, object>) => needed(flat({ type: 'object', properties }));

  it('adds the session and the description', () => {
    const schema = schemaOf({ name: { type: 'string' } });
    const envelope = needed(envelopeOf(schema));
    expect(envelope).toEqual({ sessionId: 'sessionId', description: 'description' });
    expect(Object.keys(enveloped(schema, envelope).properties)).toEqual(['sessionId', 'name', 'description']);
  });

  it('takes other names when the function has arguments of the same', () => {
    const schema = schemaOf({ description: { type: 'string' } });
    const envelope = needed(envelopeOf(schema));
    expect(envelope).toEqual({ sessionId: 'forSessionId', description: 'actionDescription' });
    expect(
      opened({ forSessionId: 's', description: 'of the function', actionDescription: 'why' }, envelope),
    ).toEqual({ sessionId: 's', description: 'why', arguments: '{"description":"of the function"}' });
  });

  it('leaves a function to the generic tool that has all of these names', () => {
    expect(
      envelopeOf(schemaOf({ description: { type: 'string' }, actionDescription: { type: 'string' } })),
    ).toBeUndefined();
  });
});

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('This schema is plain.');
  return value;
}
