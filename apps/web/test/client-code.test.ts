import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IReturn, JsonServiceClient } from '@servicestack/client';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from './service.ts';

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

/** The code that the service hands out, as a module. */
async function dtosOf(language: string): Promise<Dtos> {
  const { text, status } = await service.request(`/types/${language}`, { authorization: null });
  expect(status).toBe(200);
  const code = language === 'typescript' ? (await transform(text, { loader: 'ts' })).code : text;
  const file = join(folder, `${language}.mjs`);
  await writeFile(file, code);
  return import(file);
}

/** A request, and what its answer is like. */
function dto<Answer>(dtos: Dtos, name: string, init: object): IReturn<Answer> {
  const Dto = dtos[name];
  if (!Dto) throw new Error(`There is no ${name}.`);
  return new Dto(init);
}

describe.each(['mjs', 'typescript'])('the client code in %s', (language) => {
  it('calls the service it came from', async () => {
    const dtos = await dtosOf(language);
    const client = new JsonServiceClient(service.url);
    client.userName = ADMIN_EMAIL;
    client.password = ADMIN_PASSWORD;
    const account = await client.post(dto<{ id: string }>(dtos, 'NewAccount', { name: 'Northwind' }));
    const session = await client.post(
      dto<{ id: string }>(dtos, 'NewAISession', { accountId: account.id, purpose: 'From generated code' }),
    );
    await client.patch(dto(dtos, 'PatchAISession', { sessionId: session.id, purpose: 'Changed' }));
    const list = await client.get(
      dto<{ items: object[] }>(dtos, 'ListAISessions', { accountIds: [account.id], countPerPage: 5 }),
    );
    expect(list.items).toMatchObject([{ id: session.id, accountName: 'Northwind', purpose: 'Changed' }]);
    await client.delete(dto(dtos, 'DeleteAISession', { sessionId: session.id }));
    await expect(client.get(dto(dtos, 'GetAISession', { sessionId: session.id }))).rejects.toMatchObject({
      responseStatus: { errorCode: 'NotFound' },
    });
  });
});

it('takes verb and answer of a request from its TypeScript class', async () => {
  const dtos = await dtosOf('typescript');
  const client = new JsonServiceClient(service.url);
  client.userName = ADMIN_EMAIL;
  client.password = ADMIN_PASSWORD;
  const request = dto<{ items: object[] }>(dtos, 'ListAccounts', { nameFilter: 'nobody' });
  const answer = await client.send(request);
  expect(answer.items).toEqual([]);
});
