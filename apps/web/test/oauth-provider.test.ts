import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeUser, onDatabase } from './support/callers.ts';
import { callTool } from './support/mcp.ts';
import { browse, type CookieJar, newVerifier, REDIRECT_URI } from './support/oauth-agent.ts';
import { AGENT_CLIENT, type OpenIdProvider, startOpenIdProvider } from './support/openid-provider.ts';
import { freePort, type RunningService, request, startService, until } from './support/service.ts';

let database: TestDatabase;
let provider: OpenIdProvider;
let service: RunningService;
let url: string;

beforeAll(async () => {
  const PORT = await freePort();
  url = `http://localhost:${PORT}`;
  database = await createTestDatabase();
  provider = await startOpenIdProvider(url);
  service = await startService({
    PORT,
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    MCP_OAUTH: 'provider',
  });
});

afterAll(async () => {
  await service?.stop();
  await provider?.stop();
  await database?.drop();
});

/** The access token that the provider gives its agent for a resource, after somebody has signed in there and agreed. */
async function tokenOf(name: string, resource: string): Promise<string> {
  const { issuer } = provider;
  const jar: CookieJar = new Map();
  const { verifier, challenge } = newVerifier();
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: AGENT_CLIENT,
    redirect_uri: REDIRECT_URI,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    scope: 'openid mcp',
    resource,
  });
  const follow = async (address: string, form?: object) => {
    const answer = await (form
      ? browse(address, jar, {
          body: new URLSearchParams({ ...form }).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      : browse(address, jar));
    return new URL(answer.headers.get('location') ?? '', issuer).href;
  };
  const signIn = await follow(`${issuer}/auth?${query}`);
  const agree = await follow(await follow(signIn, { prompt: 'login', login: name, password: 'x' }));
  const back = new URL(await follow(await follow(agree, { prompt: 'consent' })));
  const answer = await request(`${issuer}/token`, {
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: AGENT_CLIENT,
      code: back.searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: REDIRECT_URI,
      resource,
    }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    authorization: null,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.access_token;
}

it('sends agents to the provider, and takes its tokens for whoever signs in there', async () => {
  const metadata = await request(`${url}/.well-known/oauth-protected-resource/mcp`, { authorization: null });
  expect(metadata.body).toMatchObject({
    resource: `${url}/mcp`,
    authorization_servers: [provider.issuer],
  });
  const absent = await request(`${url}/.well-known/oauth-authorization-server`, { authorization: null });
  expect(absent.status).toBe(404);

  const user = await makeUser(service, ['SystemAdministrator']);
  provider.people.set('ann', { email: user.emailAddress });
  const token = await tokenOf('ann', `${url}/mcp`);
  const sender = { url, credentials: { authorization: `Bearer ${token}` } };
  // Nobody is known by a token that says no verified address.
  expect((await callTool(sender, '2025-11-25', 'list_my_sessions')).status).toBe(401);
  await onDatabase(database.url, 'INSERT INTO user_identity (issuer, subject, user_id) VALUES ($1, $2, $3)', [
    provider.issuer,
    'ann',
    user.id,
  ]);
  expect(await callTool(sender, '2025-11-25', 'list_my_sessions')).toMatchObject({
    status: 200,
    failed: false,
  });

  const { body } = await service.request(`/auth/agents?userId=${user.id}`);
  expect(body.items).toMatchObject([{ clientName: AGENT_CLIENT, issuer: provider.issuer }]);
  const { status } = await service.request(`/auth/agents/${body.items[0].id}`, { method: 'DELETE' });
  expect(status).toBe(204);
  await until(async () => (await callTool(sender, '2025-11-25', 'list_my_sessions')).status === 401);
  const later = { url, credentials: { authorization: `Bearer ${await tokenOf('ann', `${url}/mcp`)}` } };
  expect((await callTool(later, '2025-11-25', 'list_my_sessions')).status).toBe(401);
});

it('refuses a token that the provider made for something else', async () => {
  const user = await makeUser(service, ['SystemAdministrator']);
  provider.people.set('bob', { email: user.emailAddress });
  await onDatabase(database.url, 'INSERT INTO user_identity (issuer, subject, user_id) VALUES ($1, $2, $3)', [
    provider.issuer,
    'bob',
    user.id,
  ]);
  const token = await tokenOf('bob', 'https://other.example.com/mcp');
  const refused = await request(`${url}/mcp`, { json: {}, authorization: `Bearer ${token}` });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toContain('invalid_token');
});
