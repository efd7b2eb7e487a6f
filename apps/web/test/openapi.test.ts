import { ListRequests, operations, pathFields, routesOf } from '@ai-sessions/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import { type InputMaker, prepareInputs } from './support/operation-inputs.ts';
import { type Answer, freePort, type RunningService, startService } from './support/service.ts';
import { startUnfitTarget, type UnfitTarget } from './support/unfit-target.ts';

let mail: MailServer;
let service: RunningService;
let withoutMail: RunningService;
let target: UnfitTarget;
let inputOf: InputMaker;

beforeAll(async () => {
  mail = await startMailServer();
  const PORT = await freePort();
  target = await startUnfitTarget();
  service = await startService({
    ...target.environment,
    PORT,
    PUBLIC_URL: `http://127.0.0.1:${PORT}`,
    SMTP_URL: mail.url,
    MAIL_FROM: 'sessions@example.com',
    DOCS_PUBLIC: 'false',
  });
  withoutMail = await startService();
  inputOf = await prepareInputs(service, target);
});

afterAll(async () => {
  // First, so that no call is under way which the service would wait for.
  await target.stop();
  await service.stop();
  await withoutMail.stop();
  await mail.stop();
});

describe('the OpenAPI document', () => {
  it('has every operation, and this very service', async () => {
    const { status, headers, body } = await service.request('/openapi.json');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body.servers[0].url).toBe(service.url);
    const ids = Object.values(body.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
      (verbs) => Object.values(verbs).map(({ operationId }) => operationId),
    );
    expect(ids.sort()).toEqual(operations.map(({ name }) => name).sort());
    const yaml = await service.request('/openapi.yaml');
    expect(yaml.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    expect(parse(yaml.text)).toEqual(body);
  });

  it('speaks of JSON alone, unless all formats are asked for', async () => {
    const typesOf = async (path: string) => {
      const { text } = await service.request(path);
      return Object.keys(parse(text).paths['/ai/sessions'].post.requestBody.content);
    };
    for (const path of ['/openapi.json', '/openapi.yaml']) {
      expect(await typesOf(path)).toEqual(['application/json']);
      expect(await typesOf(`${path}?formats=json&t=1`)).toEqual(['application/json']);
      expect(await typesOf(`${path}?formats=all`)).toContain('application/xml');
    }
    const [json, all] = await Promise.all(
      ['', '?formats=all'].map((query) => service.request(`/openapi.json${query}`)),
    );
    expect(json?.headers.get('etag')).not.toBe(all?.headers.get('etag'));
    const unknown = await service.request('/openapi.json?formats=xml');
    expect([unknown.status, unknown.body.responseStatus.message]).toEqual([
      400,
      "'formats' must be json or all.",
    ]);
  });

  it('is there in OpenAPI 3.0, too', async () => {
    expect((await service.request('/openapi.json')).body.openapi).toBe('3.1.0');
    expect((await service.request('/openapi.json?version=3.1')).body.openapi).toBe('3.1.0');
    const { body } = await service.request('/openapi.json?version=3.0&formats=all');
    expect(body.openapi).toBe('3.0.3');
    expect(Object.keys(body.paths['/ai/sessions'].post.requestBody.content)).toContain('text/csv');
    expect(parse((await service.request('/openapi.yaml?version=3.0')).text).openapi).toBe('3.0.3');
    expect((await service.request('/openapi.json?version=2.0')).status).toBe(400);
  });

  it('is kept by clients until it changes', async () => {
    const { headers } = await service.request('/openapi.json');
    const etag = headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await service.request('/openapi.json', { headers: { 'if-none-match': known } });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
      expect(again.headers.get('content-length')).toBeNull();
    }
    expect((await service.request('/openapi.json', { headers: { 'if-none-match': '"other"' } })).status).toBe(
      200,
    );
  });

  it.each([
    ['POST', '/openapi.json', 405],
    ['DELETE', '/schemas/AISessionInfo.json', 405],
    ['GET', '/schemas/NoSuchType.json', 404],
    ['GET', '/schemas/__proto__.json', 404],
    ['GET', '/schemas/%00', 404],
    ['HEAD', '/openapi.json', 200],
  ])('is read only: %s %s is answered %d', async (method, path, status) => {
    expect((await service.request(path, { method })).status).toBe(status);
  });

  it('is for those who are signed in, when DOCS_PUBLIC says so, and for everybody otherwise', async () => {
    expect((await service.request('/openapi.json', { authorization: null })).status).toBe(401);
    const answer = await withoutMail.request('/schemas/AISessionInfo.json', { authorization: null });
    expect([answer.status, JSON.parse(answer.text).title]).toEqual([200, 'AISessionInfo']);
  });
});

describe('what importers send because the document has a default for it', () => {
  const lists = operations.filter(({ response }) => response?.name === 'ListResponse');

  it.each(lists.map((operation) => [operation.name, operation] as const))(
    'changes nothing: %s',
    async (_, operation) => {
      const { body: document } = await service.request('/openapi.json');
      const input = await inputOf(operation);
      const path = operation.route.replace(/\{(\w+)\}/g, (_, name: string) => String(input[name]));
      const query = new URLSearchParams(
        document.paths[operation.route].get.parameters
          .filter((parameter: { in: string }) => parameter.in === 'query')
          .filter((parameter: { schema: object }) => 'default' in parameter.schema)
          .map(({ name, schema }: { name: string; schema: { default: unknown } }) => [
            name,
            // As importers write it: nothing, a list in brackets, null.
            typeof schema.default === 'object' ? JSON.stringify(schema.default) : String(schema.default),
          ]),
      );
      const plain = await service.request(path);
      const filledIn = await service.request(`${path}?${query}`);
      // The log of requests has one more by then.
      const listed = ({ body }: Answer) => (operation === ListRequests ? Object.keys(body) : body);
      expect([plain.status, filledIn.status, listed(filledIn)]).toEqual([200, 200, listed(plain)]);
    },
  );

  it('is an empty header that counts as none', async () => {
    const json = { purpose: 'Imported' };
    const headers = { 'Idempotency-Key': '', 'If-Match': '' };
    const [first, second] = [
      await service.request('/ai/sessions', { json, headers }),
      await service.request('/ai/sessions', { json, headers }),
    ];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body.id).not.toBe(second.body.id);
    const path = `/ai/sessions/${first.body.id}`;
    const patched = await service.request(path, { method: 'PATCH', json: { purpose: 'Changed' }, headers });
    expect([patched.status, patched.body.purpose]).toEqual([200, 'Changed']);
  });

  it('is no null where something is changed: that has to be said clearly', async () => {
    const { body } = await service.request('/ai/sessions', { json: {} });
    const asked = `/ai/sessions/${body.id}/apply?dryRun=null`;
    expect((await service.request(asked, { method: 'POST' })).status).toBe(400);
  });
});

describe('what goes wrong at operations that are open to everybody', () => {
  const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
  const wrong = { userName: 'nobody@example.com', password: 'not it at all' };

  it.each([
    ['POST', '/auth/{provider}', wrong, {}, null, 401],
    ['POST', '/auth/{provider}', wrong, foreign, null, 403],
    ['GET', '/auth/status', undefined, {}, 'Bearer nothing', 401],
    ['POST', '/auth/logout', {}, foreign, null, 403],
    ['POST', '/auth/forgot-password', { emailAddress: 'nobody@example.com' }, foreign, null, 403],
    ['POST', '/auth/forgot-password', { emailAddress: 'nobody@example.com' }, {}, null, 404],
  ])('is described: %s %s', async (method, route, json, headers, authorization, status) => {
    const asked = { method, json, headers, authorization };
    const path = route.replace('{provider}', 'credentials');
    const answer = await (status === 404 ? withoutMail : service).request(path, asked);
    expect(answer.status).toBe(status);
    const { body: document } = await service.request('/openapi.json');
    expect(document.paths[route][method.toLowerCase()].responses).toHaveProperty(String(status));
  });
});

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  it('answers what the document says', async () => {
    const input = await inputOf(operation);
    const [route] = routesOf(operation);
    const path = (route?.route ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(input[name]));
    const inPath = pathFields(operation.route);
    const rest = Object.entries(input).filter(([name]) => !inPath.includes(name));
    const reads = operation.verb === 'GET' || operation.verb === 'DELETE';
    const query = new URLSearchParams(rest.map(([name, value]) => [name, String(value)]));
    const answer = await service.request(reads ? `${path}?${query}` : path, {
      method: operation.verb,
      json: reads ? undefined : Object.fromEntries(rest),
      headers: { accept: 'application/json' },
    });
    const { body: document } = await service.request('/openapi.json');
    const described = document.paths[operation.route][operation.verb.toLowerCase()].responses[answer.status];
    expect(described, answer.text).toBeDefined();
    if (described.headers?.ETag) expect(answer.headers.get('etag')).toMatch(/^"[^"]+"$/);
    if (!operation.response) {
      expect(answer.text).toBe('');
      return;
    }
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const { schema } = described.content['application/json'];
    const fits = ajv.compile({ ...schema, components: document.components });
    fits(answer.body);
    expect(fits.errors).toBeNull();
  });
});
