import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Credentials, makeKey, makeUser } from './support/callers.ts';
import { askMcp, eras } from './support/mcp.ts';
import { REDIRECT_URI } from './support/oauth-agent.ts';
import { type RunningService, request, startService } from './support/service.ts';

let database: TestDatabase;
let service: RunningService;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startService({ DATABASE_URL: database.url, MCP_OAUTH: 'off' });
});
afterAll(async () => {
  await service?.stop();
  await database?.drop();
});

const metadata = [
  '/.well-known/oauth-protected-resource/mcp',
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-authorization-server/mcp',
  '/.well-known/openid-configuration',
];

it.each(metadata)('answers %s with 404 in JSON, since clients ask for it first', async (path) => {
  const answer = await request(service.url + path, { authorization: null });
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.body.responseStatus.errorCode).toBe('NotFound');
});

it('has no authorization server', async () => {
  for (const [path, init] of [
    ['/oauth/authorize?client_id=x', {}],
    ['/oauth/register', { json: { redirect_uris: [REDIRECT_URI] } }],
    ['/oauth/token', { body: 'grant_type=refresh_token' }],
    ['/oauth/jwks', {}],
  ] as const) {
    const { status } = await request(service.url + path, { ...init, authorization: null });
    expect([path, status]).toEqual([path, 404]);
  }
});

it.each(eras)('lets API keys in over MCP of %s, and tells others of no OAuth', async (era) => {
  const { credentials } = await makeKey(service, await makeUser(service, ['SystemAdministrator']), {
    kind: 'Agent',
  });
  const { result } = await askMcp({ url: service.url, credentials }, era, 'tools/list');
  expect(result.tools.map(({ name }: { name: string }) => name)).toContain('open_session');
  // A token of an agent, as if it had been let in while that was possible.
  const token = ['{"alg":"ES256","typ":"at+jwt"}', '{}', 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  const wrongs: readonly Credentials[] = [
    {},
    { authorization: `Bearer ${token}` },
    { authorization: 'Bearer ais_nothing' },
  ];
  for (const wrong of wrongs) {
    const refused = await askMcp({ url: service.url, credentials: wrong }, era, 'tools/list');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).not.toContain('resource_metadata');
  }
});
