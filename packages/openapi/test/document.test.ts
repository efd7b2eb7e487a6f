import {
  errorTable,
  GetAISession,
  NewAISession,
  type Operation,
  operations,
  PatchAISession,
  pathFields,
  placeOf,
} from '@ai-sessions/contract';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ruleset, Spectral } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import type { OpenAPIObject as OpenAPIObject30 } from 'openapi3-ts/oas30';
import type { OpenAPIObject, OperationObject } from 'openapi3-ts/oas31';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openApi30, openApiDocument, openApiYaml } from '../src/index.ts';

const source = { baseUrl: 'https://voice.test/', version: '1.2.3' };
const document = openApiDocument({ operations, ...source });

/** Shapes that the contract allows and may not have today. */
const unusual: readonly Operation[] = [
  { ...NewAISession, name: 'Ping', route: '/ping', access: { kind: 'public' }, response: undefined },
  { ...GetAISession, name: 'Forget', verb: 'DELETE', access: { kind: 'signedIn' }, response: undefined },
  {
    ...PatchAISession,
    name: 'Either',
    route: '/either/{sessionId}',
    access: { kind: 'role', anyOf: ['SystemAdministrator', 'Manager'], agents: false },
  },
];

describe.each([
  ['the contract', document],
  ['the contract in all formats', openApiDocument({ operations, ...source, formats: 'all' })],
  ['unusual operations', openApiDocument({ operations: unusual, ...source })],
  ['an API without operations', openApiDocument({ operations: [], ...source })],
])('the document of %s', (_, candidate) => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone({ ...candidate }));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has nothing that Redocly would warn about', async () => {
    expect(await redoclyProblems(candidate)).toEqual([]);
  });

  it('has nothing that Spectral would warn about', async () => {
    expect(await spectralProblems(candidate)).toEqual([]);
  });

  it.each(['1.1', '1.2'] as const)('says the same in YAML %s', (version) => {
    expect(parse(openApiYaml(candidate), { version })).toStrictEqual(candidate);
  });
});

async function redoclyProblems(candidate: OpenAPIObject): Promise<readonly string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: openApiYaml(candidate), config });
  return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

async function spectralProblems(candidate: OpenAPIObject | OpenAPIObject30): Promise<readonly string[]> {
  const spectral = new Spectral();
  spectral.setRuleset(new Ruleset({ extends: [oas] }));
  const problems = await spectral.run(openApiYaml(candidate));
  return problems.map(({ code, message, path }) => `${code} at ${path.join('/')}: ${message}`);
}

describe.each([
  ['the contract', document],
  ['the contract in all formats', openApiDocument({ operations, ...source, formats: 'all' })],
  ['unusual operations', openApiDocument({ operations: unusual, ...source })],
])('the document of %s in OpenAPI 3.0', (_, candidate) => {
  const translated = openApi30(candidate);

  it('is valid, and says nothing that only 3.1 understands', async () => {
    const validator = new Validator();
    const { errors } = await validator.validate(structuredClone({ ...translated }));
    expect(errors).toBeUndefined();
    expect(validator.version).toBe('3.0');
    expect(await spectralProblems(translated)).toEqual([]);
  });

  it('has the same operations and types', () => {
    expect(Object.keys(translated.paths)).toEqual(Object.keys(candidate.paths ?? {}));
    expect(Object.keys(translated.components?.schemas ?? {})).toEqual(
      Object.keys(candidate.components?.schemas ?? {}),
    );
  });
});

it('would be told about a fault by each of them', async () => {
  const { info, ...rest } = document;
  const { license, contact, ...poorer } = info;
  expect(license && contact).toBeDefined();
  expect(await redoclyProblems({ ...rest, info: poorer })).toContainEqual(expect.stringMatching(/license/));
  expect(await spectralProblems({ ...rest, info: poorer })).toContainEqual(expect.stringMatching(/contact/));
  expect(await new Validator().validate({ ...rest })).toMatchObject({ valid: false });
});

const VERBS = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options', 'trace'] as const;

/** The operations of a document by `verb route`. */
function described({ paths }: OpenAPIObject): ReadonlyMap<string, OperationObject> {
  return new Map(
    Object.entries(paths ?? {}).flatMap(([route, item]) =>
      VERBS.flatMap((verb) => {
        const value = item[verb];
        return value ? [[`${verb.toUpperCase()} ${route}`, value] as const] : [];
      }),
    ),
  );
}

it('has every operation once, and no other', () => {
  const found = Array.from(described(document), ([address, { operationId }]) => `${address} ${operationId}`);
  expect(found.sort()).toEqual(operations.map(({ verb, route, name }) => `${verb} ${route} ${name}`).sort());
});

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  const value = described(document).get(`${operation.verb} ${operation.route}`) ?? {};

  it('has each field of the request where it travels, and the headers that are heeded', () => {
    const parameters = (value.parameters ?? []).map((parameter) =>
      '$ref' in parameter ? parameter.$ref : `${parameter.in} ${parameter.name}`,
    );
    const wanted = Object.keys(operation.request.fields).map((name) => `${placeOf(operation, name)} ${name}`);
    expect([...parameters, ...bodyFields(value).map((name) => `body ${name}`)].sort()).toEqual(
      [
        ...wanted,
        ...(operation.idempotencyKey ? ['#/components/parameters/IdempotencyKey'] : []),
        ...(operation.preconditions ? ['#/components/parameters/IfMatch'] : []),
      ].sort(),
    );
  });

  it('can succeed in one way, and fail in ways that the contract knows', () => {
    const statuses = Object.keys(value.responses ?? {}).map(Number);
    const known = new Set<number>(Object.values(errorTable).map(({ status }) => status));
    const [success, ...failures] = statuses;
    expect(success).toBe(operation.response ? 200 : 204);
    expect(failures.filter((status) => !known.has(status))).toEqual([]);
    const guarded = operation.access.kind !== 'public';
    expect(failures.includes(401)).toBe(
      guarded || ['Authenticate', 'GetAuthStatus'].includes(operation.name),
    );
    expect(failures.includes(403)).toBe(guarded || operation.verb !== 'GET');
    expect(failures.includes(404)).toBe(
      pathFields(operation.route).length > 0 || operation.name === 'ForgotPassword',
    );
    expect(failures.includes(409)).toBe(operation.access.kind !== 'public' && operation.verb !== 'GET');
  });
});

/** The fields of the JSON body of an operation. */
function bodyFields({ requestBody }: OperationObject): readonly string[] {
  const schema =
    requestBody && 'content' in requestBody ? requestBody.content['application/json']?.schema : undefined;
  const name = schema?.$ref?.split('/').at(-1) ?? '';
  const body = document.components?.schemas?.[name];
  return Object.keys(body && 'properties' in body ? (body.properties ?? {}) : {});
}

it('answers 204 without content for an operation without result, and asks nobody to sign in for a public one', () => {
  const ping = described(openApiDocument({ operations: unusual, ...source })).get('POST /ping');
  expect(ping?.responses?.['204']).not.toHaveProperty('content');
  expect(ping?.responses).not.toHaveProperty('401');
  expect(ping?.security).toEqual([]);
});

it('says that a failure always says why', () => {
  expect(document.components?.schemas?.ErrorResponse).toMatchObject({ required: ['responseStatus'] });
});

it('does not ask for a path field again in the body', () => {
  const patch = described(document).get('PATCH /ai/sessions/{sessionId}');
  expect(patch && bodyFields(patch)).toEqual(['purpose']);
});

describe('what importers send of it without being asked', () => {
  const optional = Array.from(described(document).values()).flatMap(({ parameters = [] }) =>
    parameters.flatMap((one) => {
      const parameter =
        '$ref' in one ? document.components?.parameters?.[one.$ref.split('/').at(-1) ?? ''] : one;
      return parameter && !('$ref' in parameter) && !parameter.required ? [parameter] : [];
    }),
  );

  it('holds no example, and is what leaving it out means', () => {
    expect(optional.length).toBeGreaterThan(50);
    for (const { name, example, examples, schema } of optional) {
      expect([name, example, examples, schema], name).toEqual([name, undefined, undefined, schema]);
      expect(schema, name).not.toHaveProperty('examples');
      expect(schema, name).toHaveProperty('default');
    }
    const defaults = new Map(
      optional.map(({ name, schema }) => [name, schema && 'default' in schema && schema.default]),
    );
    expect(Object.fromEntries(defaults)).toMatchObject({
      'If-Match': '',
      'Idempotency-Key': '',
      cursor: '',
      text: '',
      states: [],
      hasPendingActions: null,
      sortOrder: null,
      page: 0,
      countPerPage: 25,
    });
  });

  it('is a body that names no record which may not be there', () => {
    const create = described(document).get('POST /ai/sessions');
    const content = create?.requestBody && 'content' in create.requestBody ? create.requestBody.content : {};
    const [first, whole] = Object.values(content['application/json']?.examples ?? {});
    expect(first).toEqual({ value: { purpose: 'Review the billing settings before renewal' } });
    expect(whole).toMatchObject({ value: { accountId: expect.any(String) } });
  });
});

describe('the formats', () => {
  function mediaTypes(candidate: OpenAPIObject): readonly string[] {
    const requestBody = described(candidate).get('POST /ai/sessions')?.requestBody;
    return Object.keys(requestBody && 'content' in requestBody ? requestBody.content : {});
  }

  it('are JSON alone, as code generators take it', () => {
    expect(mediaTypes(document)).toEqual(['application/json']);
    expect(JSON.stringify(document)).not.toMatch(/"(?:text|multipart)\/|"application\/(?!json")/);
  });

  it('are all of them when asked for', () => {
    expect(mediaTypes(openApiDocument({ operations, ...source, formats: 'all' }))).toEqual([
      'application/json',
      'application/xml',
      'application/jsv',
      'text/csv',
      'text/jsonl',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ]);
  });
});
