import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IReturn, JsonServiceClient } from '@servicestack/client';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from './support/service.ts';

let service: RunningService;
let folder: string;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-dtos-'));
});

afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Of the classes only the name counts here; what their answers are like is said where they are called. */
type Dtos = Readonly<Record<string, new (init: object) => IReturn<never>>>;

/** The code that the service hands out, loaded as its users load it. */
async function dtosOf(language: string): Promise<Dtos> {
  const { text, status } = await service.request(`/types/${language}`, { authorization: null });
  expect(status).toBe(200);
  const code = language === 'typescript' ? (await transform(text, { loader: 'ts' })).code : text;
  const file = join(folder, language === 'js' ? 'dtos.cjs' : `${language}.mjs`);
  await writeFile(file, code);
  return language === 'js' ? createRequire(import.meta.url)(file) : import(file);
}

/** A request, and what its answer is like. */
function dto<Answer>(dtos: Dtos, name: string, init: object): IReturn<Answer> {
  const Dto = dtos[name];
  if (!Dto) throw new Error(`There is no ${name}.`);
  return new Dto(init);
}

interface Session {
  readonly id: string;
  readonly dateCreated: string;
  readonly state: string;
}

describe.each(['mjs', 'js', 'typescript'])('the client code in %s', (language) => {
  it('calls the service it came from, by the verb of each request', async () => {
    const dtos = await dtosOf(language);
    const client = new JsonServiceClient(service.url);
    const make = <Answer>(name: string, init: object) => dto<Answer>(dtos, name, init);
    const signedIn = await client.send(
      make<{ userName: string }>('Authenticate', {
        provider: 'credentials',
        userName: ADMIN_EMAIL,
        password: ADMIN_PASSWORD,
      }),
    );
    expect(signedIn.userName).toBe(ADMIN_EMAIL);
    const account = await client.send(make<{ id: string }>('NewAccount', { name: `Northwind ${language}` }));
    const session = await client.send(
      make<Session>('NewAISession', { accountId: account.id, purpose: 'From generated code' }),
    );
    await client.send(make('PatchAISession', { sessionId: session.id, purpose: 'Changed' }));
    await client.send(
      make('NewAISessionAction', {
        sessionId: session.id,
        functionName: 'setSessionPurpose',
        arguments: '{"purpose":"Applied"}',
      }),
    );
    const list = await client.api(
      make<{ items: object[] }>('ListAISessions', {
        accountIds: [account.id],
        states: ['Open', 'Applied'],
        sortField: 'dateCreated',
        sortOrder: 'Descend',
      }),
    );
    expect(list.response?.items).toMatchObject([{ id: session.id, purpose: 'Changed', pendingActions: 1 }]);
    const events = await client.send(
      make<{ items: object[] }>('ListAuditEvents', { entityId: session.id, from: session.dateCreated }),
    );
    expect(events.items.length).toBeGreaterThanOrEqual(2);
    const applied = await client.send(make<Session>('ApplyAISession', { sessionId: session.id }));
    expect(applied.state).toBe('Applied');
    const read = await client.send(make<Session>('GetAISession', { sessionId: session.id }));
    expect(read).toMatchObject({ purpose: 'Applied', actions: [{ state: 'Applied' }] });
    const rows = await client.send(make<object[]>('ExportAISessions', { accountIds: [account.id] }));
    expect(rows).toMatchObject([{ id: session.id, purpose: 'Applied' }]);
  });

  it('tells what was refused, and why', async () => {
    const dtos = await dtosOf(language);
    const client = new JsonServiceClient(service.url);
    client.setCredentials(ADMIN_EMAIL, ADMIN_PASSWORD);
    const refused = await client.api(
      dto(dtos, 'PatchAISession', { sessionId: 'x', purpose: 'x'.repeat(2_001) }),
    );
    expect(refused.fieldError('purpose')?.errorCode).toBe('MaximumLength');
    await expect(client.send(dto(dtos, 'GetAISession', { sessionId: 'none' }))).rejects.toMatchObject({
      responseStatus: { errorCode: 'NotFound' },
    });
  });

  it('sends many requests of any verb at once', async () => {
    const dtos = await dtosOf(language);
    const client = new JsonServiceClient(service.url);
    client.setCredentials(ADMIN_EMAIL, ADMIN_PASSWORD);
    const all = <Answer>(name: string, items: readonly object[]) =>
      client.sendAll(items.map((init) => dto<Answer>(dtos, name, init)));
    const made = await all<Session>('NewAISession', [{ purpose: 'a' }, { purpose: 'b' }]);
    const ids = made.map(({ id }) => ({ sessionId: id }));
    expect(
      await all(
        'PatchAISession',
        ids.map((one) => ({ ...one, purpose: 'c' })),
      ),
    ).toMatchObject([{ purpose: 'c' }, { purpose: 'c' }]);
    expect(await all('GetAISession', ids)).toMatchObject(made.map(({ id }) => ({ id, purpose: 'c' })));
    expect(
      await all(
        'ListAISessions',
        ids.map(({ sessionId }) => ({ specificIds: [sessionId] })),
      ),
    ).toMatchObject(made.map(({ id }) => ({ totalCount: 1, items: [{ id }] })));
    expect(await all('DeleteAISession', ids.slice(0, 1))).toEqual([null]);
    await client.sendAllOneWay(ids.slice(1).map((one) => dto<void>(dtos, 'DeleteAISession', one)));
    const gone = await client.api(dto(dtos, 'GetAISession', ids[1] ?? {}));
    expect(gone.error?.errorCode).toBe('NotFound');
  });
});
