import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AppRouter } from '@ai-sessions/api';
import {
  type AISessionInfo,
  ApiError,
  type ClientOptions,
  createClient,
  NetworkError,
  UnexpectedAnswerError,
} from '@ai-sessions/client';
import { createTrpcClient } from '@ai-sessions/client/trpc';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type InterferingProxy, startInterferingProxy } from './support/interfering-proxy.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from './support/service.ts';

const run = promisify(execFile);

let service: RunningService;
let proxy: InterferingProxy;

beforeAll(async () => {
  service = await startService();
  proxy = await startInterferingProxy(service.url);
});

beforeEach(() => proxy.plan());

afterAll(async () => {
  await proxy.stop();
  await service.stop();
});

const administrator = { userName: ADMIN_EMAIL, password: ADMIN_PASSWORD };

type Settings = Partial<
  Pick<ClientOptions, 'baseUrl' | 'fetch' | 'timeout' | 'retries' | 'maximumRetryDelay'>
>;

function client(settings: Settings = {}) {
  return createClient({ baseUrl: proxy.url, retryDelay: 1, ...administrator, ...settings });
}

async function sessionsNamed(purpose: string): Promise<readonly AISessionInfo[]> {
  return (await client().session.list({ text: purpose })).items;
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const unavailable = {
  kind: 'answer',
  status: 503,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    responseStatus: { errorCode: 'DatabaseUnavailable', message: 'Retry shortly.', errors: [] },
  }),
} as const;

const overloaded = { ...unavailable, body: unavailable.body.replace('DatabaseUnavailable', 'Overloaded') };

describe('a call', () => {
  it('creates, changes, reads and discards', async () => {
    const { session, account } = client();
    const { id: accountId = '' } = await account.create({ name: 'Fjord Outdoor Supply' });
    const { id: sessionId = '' } = await session.create({ accountId, purpose: 'Try' });
    const changed = await session.patch({ sessionId, purpose: 'Tried' });
    expect(changed).toMatchObject({ id: sessionId, accountName: 'Fjord Outdoor Supply', purpose: 'Tried' });
    expect(await session.get({ sessionId })).toEqual(changed);
    expect(await session.delete({ sessionId })).toBeUndefined();
    expect(await failureOf(session.get({ sessionId }))).toMatchObject({ code: 'NotFound', status: 404 });
  });

  it('shows an API key, or a token that is asked for each time', async () => {
    const { apiKey, auth } = client();
    const { key = '' } = await apiKey.create({ name: 'Nightly import' });
    const { authToken = '' } = await auth.token();
    const tokens = [authToken, 'expired'];
    const withKey = createClient({ baseUrl: service.url, apiKey: key });
    const withToken = createClient({
      baseUrl: `${service.url}/`,
      token: async () => tokens.pop() ?? '',
      retries: 0,
    });
    expect((await withKey.auth.status()).emailAddress).toBe(ADMIN_EMAIL);
    expect(await failureOf(withToken.session.list())).toMatchObject({ code: 'Unauthorized', status: 401 });
    expect((await withToken.session.list()).items).toEqual((await withKey.session.list()).items);
  });

  it('tells what the answer says beside the value', async () => {
    const { data, status, requestId, headers } = await client().session.list.withResponse(
      { countPerPage: 1 },
      { headers: { 'X-Request-Id': 'nightly-import' } },
    );
    expect(data.items.length).toBeLessThanOrEqual(1);
    expect([status, requestId]).toEqual([200, 'nightly-import']);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('passes an etag on, and sends a condition', async () => {
    proxy.plan({ kind: 'answer', status: 200, headers: { etag: '"7"' }, body: '{}' });
    const { session } = client();
    const { etag = '' } = await session.get.withResponse({ sessionId: '1' });
    await failureOf(session.patch({ sessionId: '1' }, { ifMatch: etag }));
    expect(proxy.seen[1]?.headers['if-match']).toBe('"7"');
    const unconditional = await failureOf(session.patch({ sessionId: '1' }, { ifMatch: undefined }));
    expect(unconditional).toBeInstanceOf(TypeError);
    expect(proxy.seen).toHaveLength(2);
  });
});

describe('a failure', () => {
  it('has the code, the sentence and the fields of the service', async () => {
    const error = await failureOf(client().session.create({ purpose: 'x'.repeat(2_001) }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 400,
      code: 'MaximumLength',
      fields: [{ errorCode: 'MaximumLength', fieldName: 'Purpose' }],
      requestId: expect.stringMatching(/./),
      retryAfter: undefined,
    });
  });

  it('is of its own kind when somebody else answers, and when nobody does', async () => {
    proxy.plan({ kind: 'answer', status: 200, body: '<h1>Welcome to the hotel</h1>' });
    expect(await failureOf(client().session.list())).toBeInstanceOf(UnexpectedAnswerError);
    proxy.plan({ kind: 'answer', status: 302, headers: { location: service.url } });
    expect(await failureOf(client({ retries: 0 }).session.list())).toBeInstanceOf(NetworkError);
    proxy.plan({ kind: 'hang' });
    // Or it would be the next test that this request arrives in.
    const arrived = proxy.arrival();
    expect(await failureOf(client({ retries: 0, timeout: 1_000 }).session.list())).toMatchObject({
      name: 'TimeoutError',
      timeout: 1_000,
    });
    await arrived;
  });
});

describe('a retry', () => {
  it.each([
    ['the service is unavailable twice', [unavailable, unavailable]],
    ['the connection drops twice', [{ kind: 'drop' }, { kind: 'drop' }]],
    ['the answer is lost twice', [{ kind: 'loseAnswer' }, { kind: 'loseAnswer' }]],
    [
      'a proxy has no server, then the answer is lost',
      [{ kind: 'answer', status: 502 }, { kind: 'loseAnswer' }],
    ],
  ] as const)('creates exactly one session when %s', async (purpose, interferences) => {
    proxy.plan(...interferences);
    const created = await client().session.create({ purpose });
    expect(proxy.seen).toHaveLength(3);
    const keys = new Set(proxy.seen.map(({ headers }) => headers['idempotency-key']));
    expect(keys.size).toBe(1);
    expect(await sessionsNamed(purpose)).toEqual([created]);
  });

  it('of a create with a key of its own gives the first session, later too', async () => {
    const { session } = client();
    const options = { idempotencyKey: 'import-2026-03-02' };
    const first = await session.create({ purpose: 'Imported' }, options);
    expect(await session.create({ purpose: 'Imported' }, options)).toEqual(first);
    const other = await session.create({ purpose: 'Imported' });
    expect(other.id).not.toBe(first.id);
  });

  it('never repeats a change whose answer was lost, nor one that may have begun', async () => {
    const { session } = client();
    const { id: sessionId = '' } = await session.create({ purpose: 'Before' });
    proxy.plan({ kind: 'loseAnswer' });
    expect(await failureOf(session.patch({ sessionId, purpose: 'After' }))).toBeInstanceOf(NetworkError);
    expect(proxy.seen).toHaveLength(1);
    expect((await session.get({ sessionId })).purpose).toBe('After');
    proxy.plan(unavailable);
    expect(await failureOf(session.patch({ sessionId, purpose: 'Later' }))).toBeInstanceOf(ApiError);
    expect(proxy.seen).toHaveLength(1);
  });

  it('repeats a change that the service says it has not begun', async () => {
    const { session } = client();
    const { id: sessionId = '' } = await session.create({ purpose: 'Before' });
    proxy.plan(overloaded, overloaded);
    expect((await session.patch({ sessionId, purpose: 'After' })).purpose).toBe('After');
    expect(proxy.seen).toHaveLength(3);
  });

  it('ends after as many as were asked for, and never begins after what it cannot cure', async () => {
    proxy.plan(unavailable, unavailable, unavailable, unavailable);
    expect(await failureOf(client().session.list({}, { retries: 1 }))).toMatchObject({ status: 503 });
    expect(proxy.seen).toHaveLength(2);
    proxy.plan();
    await failureOf(client().session.get({ sessionId: 'none' }));
    expect(proxy.seen).toHaveLength(1);
  });

  it('waits as long as it is told, and fails at once when that is too long', async () => {
    proxy.plan({ ...unavailable, headers: { 'retry-after': '1' } });
    await client().session.list();
    const [first, second] = proxy.seen;
    expect((second?.instant ?? 0) - (first?.instant ?? 0)).toBeGreaterThanOrEqual(990);
    proxy.plan({ ...unavailable, headers: { 'retry-after': '3600' } });
    expect(await failureOf(client().session.list())).toMatchObject({ status: 503, retryAfter: 3_600 });
    expect(proxy.seen).toHaveLength(1);
  });
});

describe('a call that is given up', () => {
  it('ends while it waits for the answer, with the reason of the signal', async () => {
    proxy.plan({ kind: 'hang' });
    const reason = new Error('The page was left.');
    const controller = new AbortController();
    const arrived = proxy.arrival();
    const call = failureOf(client().session.list({}, { signal: controller.signal }));
    await arrived;
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(proxy.seen).toHaveLength(1);
  });

  it('ends while it waits for the next attempt', async () => {
    proxy.plan({ ...unavailable, headers: { 'retry-after': '600' } });
    const reason = new Error('The page was left.');
    const controller = new AbortController();
    const { signal } = controller;
    const answered: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      setTimeout(() => controller.abort(reason), 200);
      return response;
    };
    const call = client({ maximumRetryDelay: 3_600_000, fetch: answered }).session.list({}, { signal });
    expect(await failureOf(call)).toBe(reason);
    expect(proxy.seen).toHaveLength(1);
  });

  it('is not even sent when the signal was aborted before', async () => {
    const call = client().session.create({ purpose: 'Never' }, { signal: AbortSignal.abort('left') });
    expect(await failureOf(call)).toBe('left');
    expect(proxy.seen).toHaveLength(0);
  });
});

describe('a walk', () => {
  beforeAll(async () => {
    for (const number of [1, 2, 3, 4, 5]) await client().session.create({ purpose: `Walk ${number}` });
  });

  const purposesOf = (items: readonly { purpose?: string | undefined }[]) =>
    items.map(({ purpose }) => purpose);
  const newestFirst = [5, 4, 3, 2, 1].map((number) => `Walk ${number}`);

  it('gives every record once, page by page', async () => {
    const found: AISessionInfo[] = [];
    for await (const session of client().session.list.all({ text: 'Walk', countPerPage: 2 }))
      found.push(session);
    expect(purposesOf(found)).toEqual(newestFirst);
    expect(proxy.seen).toHaveLength(3);
    const sizes: number[] = [];
    for await (const { items } of client().session.list.pages({ text: 'Walk', countPerPage: 2 }))
      sizes.push(items.length);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it('asks for no page that is not wanted', async () => {
    for await (const session of client().session.list.all({ text: 'Walk', countPerPage: 2 })) {
      expect(session.purpose).toBe('Walk 5');
      break;
    }
    expect(proxy.seen).toHaveLength(1);
  });

  it('through an export gives the same, row by row', async () => {
    const direct = client({ baseUrl: service.url });
    const rows: { purpose?: string | undefined }[] = [];
    for await (const row of direct.session.export({ text: 'Walk' })) rows.push(row);
    expect(purposesOf(rows)).toEqual(newestFirst);
    for await (const row of direct.session.export({ text: 'Walk' })) {
      expect(row.purpose).toBe('Walk 5');
      break;
    }
    const refused = client()
      .session.export({ accountIds: ['x'.repeat(101)] })
      .next();
    expect(await failureOf(refused)).toMatchObject({ name: 'ApiError', status: 400 });
  });
});

it('speaks tRPC with the types of the router, in batches that the service takes', async () => {
  const api = createTrpcClient<AppRouter>({ baseUrl: service.url, ...administrator });
  const { id: sessionId = '' } = await api.session.create.mutate({ purpose: 'By tRPC' });
  const read = await Promise.all(Array.from({ length: 45 }, () => api.session.get.query({ sessionId })));
  expect(new Set(read.map(({ purpose }) => purpose))).toEqual(new Set(['By tRPC']));
});

const PROGRAM = `
import { type AISessionInfo, ApiError, createClient, type ErrorCode } from '@ai-sessions/client';

const [baseUrl = '', userName = '', password = ''] = process.argv.slice(2);
const client = createClient({ baseUrl, userName, password });

// @ts-expect-error: two ways at once
createClient({ baseUrl, apiKey: 'ais_', token: 'token' });
// @ts-expect-error: no such field
() => client.session.create({ purpos: 'Review' });
// @ts-expect-error: a field that it needs
() => client.session.patch({ purpose: 'Review' });
// @ts-expect-error: a request that it needs
() => client.session.get();
// @ts-expect-error: a change has no idempotency key
() => client.session.patch({ sessionId: '1' }, { idempotencyKey: '1' });
// @ts-expect-error: no such operation
() => client.session.approve({ sessionId: '1' });
// @ts-expect-error: no such direction
() => client.session.list({ sortOrder: 'Upwards' });
// @ts-expect-error: a walk decides on the page
() => client.session.list.all({ page: 2 });
// @ts-expect-error: no such code
const wrong: ErrorCode = 'Nonsense';

const made: AISessionInfo[] = [];
for (const purpose of ['Packed 1', 'Packed 2', 'Packed 3']) made.push(await client.session.create({ purpose }));
const walked: (string | undefined)[] = [];
for await (const { id } of client.session.list.all({ text: 'Packed', countPerPage: 1 })) walked.push(id);
const failure = await client.session.get({ sessionId: 'none' }).catch((error: unknown) => error);
const code = failure instanceof ApiError ? failure.code : undefined;
console.log(JSON.stringify({ made: made.map(({ id }) => id), walked, code, wrong }));
`;

it('is installed from its package into an empty project, compiled there and run', async () => {
  const project = await mkdtemp(join(tmpdir(), 'ai-sessions-packed-'));
  try {
    const folder = join(fileURLToPath(import.meta.resolve('@ai-sessions/client')), '../..');
    const packed = await run('npm', ['pack', '--json', '--pack-destination', project], { cwd: folder });
    const [{ filename }] = JSON.parse(packed.stdout);
    await writeFile(join(project, 'package.json'), '{"type":"module"}');
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(project, filename)], {
      cwd: project,
    });
    await writeFile(join(project, 'program.ts'), `declare const process: { argv: string[] };${PROGRAM}`);
    const tsc = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin/tsc');
    const options = [
      '--strict',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
      '--module',
      'nodenext',
      '--types',
      '',
    ];
    const compiled = await run(process.execPath, [tsc, ...options, 'program.ts'], { cwd: project }).catch(
      (error) => error,
    );
    expect(compiled.stdout).toBe('');
    const { stdout } = await run(process.execPath, ['program.js', service.url, ADMIN_EMAIL, ADMIN_PASSWORD], {
      cwd: project,
    });
    const { made, walked, code } = JSON.parse(stdout);
    expect(walked).toEqual(made.reverse());
    expect(code).toBe('NotFound');
  } finally {
    await rm(project, { recursive: true, force: true });
  }
});
