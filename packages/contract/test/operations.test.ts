import { describe, expect, it } from 'vitest';
import {
  ApiError,
  allMembers,
  errorTable,
  operations,
  pathFields,
  placeOf,
  responseStatusOf,
  routesOf,
} from '../src/index.ts';

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  it('says what it and each of its fields mean, with an example that its own schema accepts', () => {
    expect(operation.summary).toMatch(/^[A-Z].*\.$/);
    for (const type of [operation.request, operation.response]) {
      for (const [name, field] of Object.entries(type?.fields ?? {})) {
        expect(field.description, name).toMatch(/^[A-Z].*\.$/s);
        expect(
          field.schema.safeParse(field.example).success,
          `${name}: ${JSON.stringify(field.example)}`,
        ).toBe(true);
      }
    }
  });

  it('places every field on the documented route', () => {
    const inPath = pathFields(operation.route);
    for (const { wireName } of allMembers(operation.request.type)) {
      const expected = inPath.includes(wireName)
        ? 'path'
        : /GET|DELETE/.test(operation.verb)
          ? 'query'
          : 'body';
      expect(placeOf(operation, wireName)).toBe(expected);
    }
  });
});

it('gives no two operations the same name, procedure or verb and route', () => {
  for (const key of ['name', 'procedure'] as const) {
    expect(new Set(operations.map((operation) => operation[key])).size).toBe(operations.length);
  }
  const routes = operations.flatMap(routesOf).map(({ verb, route }) => `${verb} ${route}`);
  expect(new Set(routes).size).toBe(routes.length);
});

it('ties every error code to a status of its own kind', () => {
  for (const [code, { status }] of Object.entries(errorTable)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(status, code).toBeLessThan(600);
  }
  expect(responseStatusOf(new ApiError('NotFound'))).toEqual({
    errorCode: 'NotFound',
    message: errorTable.NotFound.message,
    errors: [],
  });
});

it('remembers no secret for the sake of a retry', () => {
  for (const { name, idempotencyKey, request, response } of operations) {
    const isSecret = (field: string) => /password|^key$|token|^link$/i.test(field);
    const told = Object.keys(response?.fields ?? {}).filter(isSecret);
    // What is sent goes into a fingerprint. A field that is marked as a secret is in it only as a keyed hash.
    const sent = Object.entries(request.fields).filter(([field, { secret }]) => isSecret(field) && !secret);
    if (told.length + sent.length > 0) expect(idempotencyKey, name).toBe(false);
  }
});
