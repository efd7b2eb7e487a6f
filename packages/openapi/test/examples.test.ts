import { operations } from '@ai-sessions/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { jsonSchemas, openApiDocument } from '../src/index.ts';

const BASE = 'https://voice.test';

/** A value that is said to fit the schema at a JSON pointer. */
interface Example {
  readonly pointer: string;
  readonly value: unknown;
}

/** Every example in a document, whatever it belongs to: schemas, parameters, headers or contents. */
function examplesIn(node: unknown, pointer = '#'): readonly Example[] {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.entries(node).flatMap(([key, value]) =>
    key === 'example' || key === 'examples' ? [] : examplesIn(value, `${pointer}/${segment(key)}`),
  );
  return [
    ...ownExamples(node).map((example) => ({ ...example, pointer: pointer + example.pointer })),
    ...inner,
  ];
}

function ownExamples(node: object): readonly Example[] {
  const one = [
    ...('example' in node ? [{ pointer: '/schema', value: node.example }] : []),
    ...('default' in node ? [{ pointer: '', value: node.default }] : []),
  ];
  if (!('examples' in node) || typeof node.examples !== 'object' || node.examples === null) return one;
  if (Array.isArray(node.examples)) {
    return [...one, ...node.examples.map((value) => ({ pointer: '', value }))];
  }
  return [
    ...one,
    ...Object.values(node.examples).map(({ value }: { value: unknown }) => ({ pointer: '/schema', value })),
  ];
}

function segment(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The examples that do not fit their schemas. */
function misfits(ajv: Ajv2020, base: string, examples: readonly Example[]): readonly string[] {
  return examples.flatMap(({ pointer, value }) => {
    const validate = ajv.getSchema(base + pointer);
    if (!validate) return [`${base}${pointer} is not there`];
    return validate(value) ? [] : [`${base}${pointer}: ${ajv.errorsText(validate.errors)}`];
  });
}

function ajvWithFormats(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  return ajv;
}

describe.each(['json', 'all'] as const)('the document with formats %s', (formats) => {
  it('has no example and no default that its schema refuses', () => {
    const document = openApiDocument({ operations, baseUrl: BASE, version: '1.2.3', formats });
    const ajv = ajvWithFormats();
    // The document is no schema, it only holds some.
    ajv.addVocabulary(Object.keys(document));
    ajv.addSchema({ ...document }, `${BASE}/openapi.json`);
    const examples = examplesIn(document);
    for (const { route, verb } of operations) {
      const place = `#/paths/${segment(route)}/${verb.toLowerCase()}/`;
      expect(examples.some(({ pointer }) => pointer.startsWith(place))).toBe(true);
    }
    expect(misfits(ajv, `${BASE}/openapi.json`, examples)).toEqual([]);
  });
});

describe('the JSON Schemas', () => {
  const schemas = jsonSchemas(operations, `${BASE}/`);
  const ajv = ajvWithFormats();
  for (const schema of Object.values(schemas)) ajv.addSchema(schema);

  it('have one for every request and answer, and for what these hold', () => {
    for (const { request, response } of operations) {
      expect(schemas).toHaveProperty(request.name);
      expect(
        Object.values(schemas).some(({ description }) => description === response?.type.description),
      ).toBe(response !== undefined);
    }
    expect(schemas).toHaveProperty('ResponseError');
    expect(schemas).toHaveProperty('SortOrders');
    expect(schemas).toHaveProperty('ListResponseOfAISessionInfo');
  });

  it.each(Object.entries(schemas))(
    '%s stands at its address, compiles, and accepts its examples',
    (name, schema) => {
      const address = `${BASE}/schemas/${name}.json`;
      expect(schema.$id).toBe(address);
      expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(ajv.validateSchema(schema)).toBe(true);
      expect(ajv.getSchema(address)).toBeTypeOf('function');
      expect(misfits(ajv, address, examplesIn(schema))).toEqual([]);
    },
  );

  it('refuse what the contract refuses', () => {
    const accepts = (name: string, value: unknown) => ajv.validate(`${BASE}/schemas/${name}.json`, value);
    expect(accepts('NewAccount', { name: 'Northwind' })).toBe(true);
    expect(accepts('NewAccount', {})).toBe(false);
    expect(accepts('ListAISessions', { countPerPage: 1_001 })).toBe(false);
    expect(accepts('ListAISessions', { sortOrder: 'Sideways' })).toBe(false);
    expect(accepts('AISessionInfo', { dateCreated: 'yesterday' })).toBe(false);
    expect(accepts('ListResponseOfAISessionInfo', { items: [{ id: 1 }], hasMorePages: false })).toBe(false);
  });
});
