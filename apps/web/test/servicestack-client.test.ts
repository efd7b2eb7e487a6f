import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonApiClient, JsonServiceClient } from '@servicestack/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  newDataFolder,
  type RunningService,
  startService,
} from './support/service.ts';

/** Request classes as ServiceStack's own tools generate them for existing clients. */
class Session {
  id?: string;
  accountId?: string;
  purpose?: string;
  constructor(init?: Partial<Session>) {
    Object.assign(this, init);
  }
}
class NewAISession extends Session {
  getTypeName = () => 'NewAISession';
  getMethod = () => 'POST';
  createResponse = () => new Session();
}
class PatchAISession {
  sessionId?: string;
  purpose?: string;
  constructor(init?: Partial<PatchAISession>) {
    Object.assign(this, init);
  }
  getTypeName = () => 'PatchAISession';
  getMethod = () => 'PATCH';
  createResponse = () => new Session();
}
class GetAISession {
  sessionId?: string;
  constructor(init?: Partial<GetAISession>) {
    Object.assign(this, init);
  }
  getTypeName = () => 'GetAISession';
  getMethod = () => 'GET';
  createResponse = () => new Session();
}
class ListAISessions {
  accountIds?: string[];
  specificIds?: string[];
  countPerPage?: number;
  constructor(init?: Partial<ListAISessions>) {
    Object.assign(this, init);
  }
  getTypeName = () => 'ListAISessions';
  getMethod = () => 'GET';
  createResponse = () => ({ items: [] as Session[], totalCount: 0 });
}

let service: RunningService;
let dataFolder: string;
let key: string;

beforeAll(async () => {
  dataFolder = await newDataFolder();
  service = await startService({ DATA_DIR: dataFolder });
  const made = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'commands/key.ts', '--user', ADMIN_EMAIL, '--name', 'client'],
    { cwd: join(import.meta.dirname, '..'), encoding: 'utf8', env: { ...process.env, DATA_DIR: dataFolder } },
  );
  key = made.stdout.trim();
});

afterAll(async () => {
  await service.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

const clients = {
  'JsonServiceClient with Basic': () => {
    const client = new JsonServiceClient(service.url);
    client.setCredentials(ADMIN_EMAIL, ADMIN_PASSWORD);
    return client;
  },
  'JsonServiceClient with a key': () => {
    const client = new JsonServiceClient(service.url);
    client.bearerToken = key;
    return client;
  },
  'JsonServiceClient on /json/reply': () => {
    const client = new JsonServiceClient(service.url);
    client.useBasePath('');
    client.bearerToken = key;
    return client;
  },
  // Sends JSON as text/plain, without saying so.
  'JsonApiClient with a key': () => {
    const client = JsonApiClient.create(service.url);
    client.bearerToken = key;
    return client;
  },
};

describe.each(Object.entries(clients))('%s', (_, make) => {
  it('creates, changes, reads and lists', async () => {
    const client = make();
    const created = await client.post(new NewAISession({ purpose: 'From a client, "quoted" & ü' }));
    expect(created.purpose).toBe('From a client, "quoted" & ü');
    const changed = await client.patch(new PatchAISession({ sessionId: created.id, purpose: 'Changed' }));
    expect(changed).toMatchObject({ id: created.id, purpose: 'Changed' });
    expect(await client.get(new GetAISession({ sessionId: created.id }))).toEqual(changed);
    expect(await client.send(new GetAISession({ sessionId: created.id }))).toEqual(changed);
    const list = await client.get(
      new ListAISessions({ specificIds: [created.id ?? '', 'none'], countPerPage: 5 }),
    );
    expect(list).toMatchObject({ totalCount: 1, items: [{ id: created.id }] });
  });

  it('tells errors apart, field by field', async () => {
    const client = make();
    const missing = await client.api(new GetAISession({ sessionId: 'none' }));
    expect(missing.error?.errorCode).toBe('NotFound');
    const refused = await client.api(new NewAISession({ purpose: 'x'.repeat(2_001) }));
    expect(refused.fieldError('purpose')?.errorCode).toBe('MaximumLength');
  });

  it('sends batches, one way too', async () => {
    const client = make();
    const created = await client.sendAll([
      new NewAISession({ purpose: 'a' }),
      new NewAISession({ purpose: 'b' }),
    ]);
    expect(created.map(({ purpose }) => purpose)).toEqual(['a', 'b']);
    await client.sendAllOneWay([new NewAISession({ purpose: 'unanswered' })]);
  });
});

it('serves the documented paths to a client that is given them', async () => {
  const client = clients['JsonServiceClient with a key']();
  const created = await client.postToUrl<Session>('/ai/sessions', new NewAISession({ purpose: 'By path' }));
  expect(await client.get<Session>(`/ai/sessions/${created.id}`)).toMatchObject({ purpose: 'By path' });
});

it('tells a client without credentials that it has none', async () => {
  const answer = await new JsonServiceClient(service.url).api(new ListAISessions());
  expect(answer.error).toMatchObject({ errorCode: 'Unauthorized', message: 'Not Authenticated' });
});
