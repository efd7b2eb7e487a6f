import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookiesOf, makeUser, onDatabase } from './support/callers.ts';
import { callTool, mcpHeaders, mcpMessage, sendMcp } from './support/mcp.ts';
import {
  type AllowedAgent,
  allow,
  askForToken,
  authorizationUrl,
  begin,
  browse,
  decide,
  jarOf,
  letIn,
  newVerifier,
  REDIRECT_URI,
  registerClient,
} from './support/oauth-agent.ts';
import { freePort, type RunningService, request, startService, until } from './support/service.ts';

let database: TestDatabase;
let service: RunningService;
/** The public address of the service. */
let url: string;
let accountId: string;
let otherAccountId: string;

beforeAll(async () => {
  const PORT = await freePort();
  url = `http://localhost:${PORT}`;
  database = await createTestDatabase();
  service = await startService({
    PORT,
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    TRUSTED_PROXIES: '127.0.0.1,::1',
  });
  accountId = (await service.request('/accounts', { json: { name: 'Northwind Dental' } })).body.id;
  otherAccountId = (await service.request('/accounts', { json: { name: 'Contoso Clinic' } })).body.id;
});
afterAll(async () => {
  await service?.stop();
  await database?.drop();
});

/** Somebody who has signed in with a browser. */
async function somebody(roles: readonly string[] = ['SystemAdministrator'], account?: string) {
  const user = await makeUser(service, roles, account);
  const jar = jarOf(await cookiesOf(service, user));
  return { user, jar };
}

/** Calls `/mcp` with a token; the status. */
async function statusAtMcp(token: string): Promise<number> {
  const body = JSON.stringify(mcpMessage('2025-11-25', 'tools/list'));
  const headers = mcpHeaders('2025-11-25', 'tools/list');
  return (await sendMcp({ url, credentials: { authorization: `Bearer ${token}` } }, body, headers)).status;
}

function senderOf({ accessToken }: AllowedAgent) {
  return { url, credentials: { authorization: `Bearer ${accessToken}` } };
}

function refresh({ clientId, refreshToken }: AllowedAgent) {
  return askForToken(url, { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken });
}

describe('how an agent finds out where to sign in', () => {
  it('is told at the door, in the metadata of the resource and in that of the server', async () => {
    const refused = await request(`${url}/mcp`, { json: {}, authorization: null });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe(
      `Bearer resource_metadata="${url}/.well-known/oauth-protected-resource/mcp", scope="mcp"`,
    );
    const wrong = await request(`${url}/mcp`, { json: {}, authorization: 'Bearer ais_nothing' });
    expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"');
    for (const path of ['/mcp', '']) {
      const metadata = await request(`${url}/.well-known/oauth-protected-resource${path}`, {
        authorization: null,
      });
      expect(metadata.body).toMatchObject({ resource: `${url}/mcp`, authorization_servers: [url] });
    }
    const server = await request(`${url}/.well-known/oauth-authorization-server`, { authorization: null });
    expect(server.body).toMatchObject({
      issuer: url,
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
      token_endpoint_auth_methods_supported: ['none'],
    });
  });

  it('never repeats a Host that is not ours, and answers what is not there with 404', async () => {
    const answer = await request(`${url}/.well-known/oauth-authorization-server`, {
      authorization: null,
      headers: { 'x-forwarded-host': 'evil.example.com', 'x-forwarded-proto': 'https' },
    });
    expect(answer.text).not.toContain('evil');
    expect(answer.body.token_endpoint).toBe(`${url}/oauth/token`);
    const absent = await request(`${url}/.well-known/openid-configuration`, { authorization: null });
    expect(absent).toMatchObject({ status: 404, body: { responseStatus: { errorCode: 'NotFound' } } });
    const origin = await request(`${url}/oauth/register`, {
      json: { redirect_uris: [REDIRECT_URI] },
      authorization: null,
      headers: { origin: 'https://evil.example.com' },
    });
    expect(origin.status).toBe(403);
  });

  it('leaves the challenges of the API as they are', async () => {
    const answer = await request(`${url}/ai/sessions`, { authorization: null });
    expect(answer.headers.get('www-authenticate')).toContain('Basic realm=');
    expect(answer.headers.get('www-authenticate')).not.toContain('resource_metadata');
  });
});

describe('an agent that somebody has let in', () => {
  it('reads and proposes on the chosen accounts, whatever else its user may, and is named in the audit trail', async () => {
    const { user, jar } = await somebody();
    const agent = await letIn(url, jar, [accountId]);
    const opened = await callTool(senderOf(agent), '2025-11-25', 'open_session', {
      accountId,
      purpose: 'Rename',
    });
    expect(opened).toMatchObject({ failed: false });
    const elsewhere = await callTool(senderOf(agent), '2025-11-25', 'open_session', {
      accountId: otherAccountId,
      purpose: 'Rename',
    });
    expect(elsewhere).toMatchObject({ failed: true });
    const { sessionId } = opened.data;
    const proposed = await callTool(senderOf(agent), '2025-11-25', 'propose_renameAccount', {
      sessionId,
      accountId,
      name: 'Northwind Care',
    });
    expect(proposed.data.action).toMatchObject({ state: 'Queued' });

    const { body } = await service.request(`/audit/events?entityType=AISession&entityId=${sessionId}`);
    expect(body.items).toHaveLength(2);
    for (const event of body.items) {
      expect(event).toMatchObject({
        userId: user.id,
        userName: user.emailAddress,
        way: 'oauth',
        agentName: 'Billing agent',
        agentGrantId: expect.any(String),
      });
    }
    const allowed = await service.request('/audit/events?entityType=AgentGrant&operation=AllowAgent');
    expect(allowed.body.items.filter(({ userId }: { userId: string }) => userId === user.id)).toHaveLength(1);
  });

  it('owns what it has proposed: another agent of the same user may not revise it', async () => {
    const { jar } = await somebody(['Agent'], accountId);
    const [first, second] = [await letIn(url, jar), await letIn(url, jar)];
    const opened = await callTool(senderOf(first), '2025-11-25', 'open_session', {
      accountId,
      purpose: 'Rename',
    });
    const { sessionId } = opened.data;
    const { data } = await callTool(senderOf(first), '2025-11-25', 'propose_renameAccount', {
      sessionId,
      accountId,
      name: 'X',
    });
    const change = { sessionId, actionId: data.action.actionId, arguments: { accountId, name: 'Y' } };
    expect((await callTool(senderOf(second), '2025-11-25', 'revise_action', change)).failed).toBe(true);
    expect((await callTool(senderOf(first), '2025-11-25', 'revise_action', change)).failed).toBe(false);
  });

  it('gets in at /mcp only', async () => {
    const { jar } = await somebody();
    const { accessToken } = await letIn(url, jar);
    expect(await statusAtMcp(accessToken)).toBe(200);
    for (const path of ['/ai/sessions', '/api/trpc/session.list?input=%7B%7D', '/users']) {
      const answer = await request(url + path, { authorization: `Bearer ${accessToken}` });
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('good at /mcp only');
    }
  });

  it('renews its token, and loses everything when an old one is used again', async () => {
    const { jar } = await somebody();
    const agent = await letIn(url, jar);
    const renewed = await refresh(agent);
    expect(renewed.status).toBe(200);
    expect(await statusAtMcp(renewed.body.access_token)).toBe(200);
    expect(await refresh(agent)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    await until(async () => (await statusAtMcp(renewed.body.access_token)) === 401);
    const next = { ...agent, refreshToken: renewed.body.refresh_token };
    expect((await refresh(next)).body.error).toBe('invalid_grant');
  });

  it.each([
    ['its grant is revoked', 'revoked'],
    ['its client revokes the token', 'byClient'],
    ['its user is disabled', 'disabled'],
    ['its user loses the role', 'noRole'],
  ] as const)('is turned away when %s', async (_, how) => {
    const { user, jar } = await somebody();
    const agent = await letIn(url, jar);
    expect(await statusAtMcp(agent.accessToken)).toBe(200);
    switch (how) {
      case 'revoked': {
        const listed = await browse(`${url}/auth/agents`, jar, { headers: { accept: 'application/json' } });
        expect(listed.body.items).toMatchObject([{ clientName: 'Billing agent', accountIds: [] }]);
        const [{ id }] = listed.body.items;
        expect((await service.request(`/auth/agents/${id}`, { method: 'DELETE' })).status).toBe(204);
        const events = await service.request(`/audit/events?entityType=AgentGrant&entityId=${id}`);
        expect(events.body.items.map(({ operation }: { operation: string }) => operation)).toEqual([
          'RevokeAgentGrant',
          'AllowAgent',
        ]);
        break;
      }
      case 'byClient':
        await request(`${url}/oauth/revoke`, {
          method: 'POST',
          body: new URLSearchParams({ token: agent.refreshToken, client_id: agent.clientId }).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          authorization: null,
        });
        break;
      default: {
        const json = how === 'disabled' ? { disabled: true } : { roles: ['Manager'] };
        expect((await service.request(`/users/${user.id}`, { method: 'PATCH', json })).status).toBe(200);
      }
    }
    await until(async () => (await statusAtMcp(agent.accessToken)) === 401);
    expect((await refresh(agent)).status).toBe(400);
  });
});

describe('who may let an agent in', () => {
  it('is asked in the browser that was sent here, and no other, with the rights of whoever signed in there', async () => {
    const [{ jar }, { jar: anothers }] = [await somebody(), await somebody()];
    const clientId = await registerClient(url);
    const path = await begin(authorizationUrl(url, clientId, newVerifier().challenge), jar);
    expect((await decide(url, path, anothers, { allow: true, accounts: 'all' })).status).toBe(404);
    const stranger = new Map([...jar].filter(([name]) => name.startsWith('oauth_')));
    expect((await decide(url, path, stranger, { allow: true, accounts: 'all' })).status).toBe(401);
    const foreign: readonly Readonly<Record<string, string>>[] = [
      { origin: 'https://evil.example.com' },
      { 'sec-fetch-site': 'cross-site' },
      {},
    ];
    for (const headers of foreign) {
      const answer = await browse(url + path, jar, { json: { allow: true, accounts: 'all' }, headers });
      expect(answer.status).toBe(403);
    }
    for (const decision of [{}, { allow: true }, { allow: true, accounts: [] }, { allow: 'yes' }]) {
      expect((await decide(url, path, jar, decision)).status).toBe(400);
    }
    expect((await decide(url, path, jar, { allow: true, accounts: ['nowhere'] })).status).toBe(400);
    const decided = await decide(url, path, jar, { allow: true, accounts: 'all' });
    const again = await decide(url, path, jar, { allow: true, accounts: 'all' });
    expect(again.body).toEqual(decided.body);
  });

  it('needs a role that may propose, and an account', async () => {
    const challenge = newVerifier().challenge;
    for (const [roles, status] of [
      [[], 403],
      [['Manager'], 403],
      [['Agent'], 400],
    ] as const) {
      const { jar } = await somebody(roles);
      const path = await begin(authorizationUrl(url, await registerClient(url), challenge), jar);
      expect((await decide(url, path, jar, { allow: true, accounts: 'all' })).status).toBe(status);
    }
    const { jar } = await somebody(['Agent'], accountId);
    const path = await begin(authorizationUrl(url, await registerClient(url), challenge), jar);
    expect((await decide(url, path, jar, { allow: true, accounts: [otherAccountId] })).status).toBe(400);
  });

  it('may say no', async () => {
    const { jar } = await somebody();
    const path = await begin(authorizationUrl(url, await registerClient(url), newVerifier().challenge), jar);
    const decided = await decide(url, path, jar, { allow: false });
    const back = new URL((await browse(decided.body.redirectTo, jar)).headers.get('location') ?? '');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'a state of the client',
      iss: url,
    });
  });
});

describe('what the authorization server refuses', () => {
  it('sends nobody to an address that was not registered', async () => {
    const { jar } = await somebody();
    const clientId = await registerClient(url);
    const { challenge } = newVerifier();
    for (const redirect_uri of ['https://evil.example.com/callback', 'http://localhost:53682/other']) {
      const answer = await browse(authorizationUrl(url, clientId, challenge, { redirect_uri }), jar);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('location')).toBeNull();
      expect(answer.text).toContain('invalid_redirect_uri');
    }
    const unknown = await browse(authorizationUrl(url, 'nobody', challenge), jar);
    expect(unknown.status).toBe(400);
    expect(unknown.text).toContain('invalid_client');
  });

  it.each([
    ['PKCE is missing', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['PKCE is plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    [
      'the token is to be for another resource',
      { resource: 'https://other.example.com/mcp' },
      'invalid_target',
    ],
    ['a token is to be in the address', { response_type: 'token' }, 'unsupported_response_type'],
  ])('answers the client when %s', async (_, parameters, error) => {
    const { jar } = await somebody();
    const address = authorizationUrl(url, await registerClient(url), newVerifier().challenge, parameters);
    const back = new URL((await browse(address, jar)).headers.get('location') ?? '');
    expect(back.href.startsWith(REDIRECT_URI)).toBe(true);
    const given = new URLSearchParams(back.search || back.hash.slice(1));
    expect(Object.fromEntries(given)).toMatchObject({ error, iss: url });
  });

  it('answers at the address of a program on the computer, whatever its port', async () => {
    const { jar } = await somebody();
    const clientId = await registerClient(url);
    const redirect_uri = 'http://localhost:41000/callback';
    const back = await allow(
      url,
      authorizationUrl(url, clientId, newVerifier().challenge, { redirect_uri }),
      jar,
    );
    expect(back.origin).toBe('http://localhost:41000');
    expect(back.searchParams.get('iss')).toBe(url);
  });

  it('takes a code once, with its verifier, address and client', async () => {
    const { jar } = await somebody();
    const agent = await letIn(url, jar);
    const again = {
      grant_type: 'authorization_code',
      client_id: agent.clientId,
      code: agent.code,
      code_verifier: agent.verifier,
      redirect_uri: REDIRECT_URI,
    };
    expect(await askForToken(url, again)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    await until(async () => (await statusAtMcp(agent.accessToken)) === 401);
    expect((await refresh(agent)).body.error).toBe('invalid_grant');

    const clientId = await registerClient(url);
    const { verifier, challenge } = newVerifier();
    const back = await allow(url, authorizationUrl(url, clientId, challenge), jar);
    const right = {
      ...again,
      client_id: clientId,
      code: back.searchParams.get('code') ?? '',
      code_verifier: verifier,
    };
    const other = await registerClient(url);
    for (const wrong of [
      { code_verifier: newVerifier().verifier },
      { redirect_uri: 'http://localhost:1/callback' },
      { client_id: other },
      { code: 'x' },
    ]) {
      expect((await askForToken(url, { ...right, ...wrong })).body.error).toBe('invalid_grant');
    }
    const target = await askForToken(url, { ...right, resource: 'https://other.example.com/mcp' });
    expect(target.body.error).toBe('invalid_target');
  });

  it('gives a code that two use at once to neither for long', async () => {
    const { jar } = await somebody();
    const clientId = await registerClient(url);
    const { verifier, challenge } = newVerifier();
    const back = await allow(url, authorizationUrl(url, clientId, challenge), jar);
    const asked = {
      grant_type: 'authorization_code',
      client_id: clientId,
      code: back.searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: REDIRECT_URI,
    };
    const answers = await Promise.all([1, 2, 3, 4].map(() => askForToken(url, asked)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given.length).toBeLessThanOrEqual(1);
    for (const { body } of given) await until(async () => (await statusAtMcp(body.access_token)) === 401);
  });

  it('registers clients that are answered on this computer or over https, without a secret', async () => {
    const register = (metadata: object) =>
      request(`${url}/oauth/register`, { json: metadata, authorization: null });
    for (const redirect_uris of [
      ['http://evil.example.com/x'],
      ['cursor://x'],
      ['javascript:alert(1)'],
      [],
      'x',
    ]) {
      const { status, body } = await register({ redirect_uris });
      expect(status).toBe(400);
      expect(body.error).toMatch(/^invalid_(?:redirect_uri|client_metadata)$/);
    }
    const { body } = await register({ redirect_uris: ['https://agent.example.com/callback'] });
    expect(body).not.toHaveProperty('client_secret');
    expect(
      (await register({ redirect_uris: [REDIRECT_URI], token_endpoint_auth_method: 'client_secret_post' }))
        .status,
    ).toBe(400);
    expect(
      (
        await request(`${url}/oauth/register`, {
          body: '{',
          headers: { 'content-type': 'application/json' },
          authorization: null,
        })
      ).status,
    ).toBe(400);
    expect((await request(`${url}/oauth/token`, { authorization: null })).status).toBe(405);
  });
});

it('lets few clients register from one address', async () => {
  const register = () =>
    request(`${url}/oauth/register`, {
      json: { redirect_uris: [REDIRECT_URI] },
      headers: { 'x-forwarded-for': '203.0.113.7' },
      authorization: null,
    });
  for (let clients = 0; clients < 20; clients++) expect((await register()).status).toBe(201);
  const refused = await register();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

describe('a token that was not made here, or not for here', () => {
  it('is refused with invalid_token', async () => {
    const { jar } = await somebody();
    const { accessToken } = await letIn(url, jar);
    const [header = '', payload = '', signature = ''] = accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
    expect(claims).toMatchObject({ iss: url, aud: `${url}/mcp`, scope: 'mcp' });
    expect(claims.exp - claims.iat).toBeLessThanOrEqual(900);
    const foreign = await generateKeyPair('ES256');
    const signed = (changes: object, typ = 'at+jwt') =>
      new SignJWT({ ...claims, ...changes })
        .setProtectedHeader({ alg: 'ES256', typ, kid })
        .sign(foreign.privateKey);
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tokens = [
      await signed({}),
      await signed({ aud: 'https://other.example.com/mcp' }),
      await signed({ iss: 'https://other.example.com' }),
      `${encoded({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      `${encoded({ alg: 'none' })}.${payload}.`,
      `${encoded({ alg: 'HS256', typ: 'at+jwt' })}.${payload}.${signature}`,
      `${encoded({ alg: 'ES256', typ: 'at+jwt', jwk: await exportJWK(foreign.publicKey) })}.${payload}.${signature}`,
      `${header}.${encoded({ ...claims, grant_id: 'another' })}.${signature}`,
      'ais_x',
    ];
    for (const token of tokens) {
      const answer = await request(`${url}/mcp`, { json: {}, authorization: `Bearer ${token}` });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer error="invalid_token"');
    }
  });
});

describe('what is stored', () => {
  it('holds neither codes nor tokens, and no key in the open', async () => {
    const { jar } = await somebody();
    const agent = await letIn(url, jar);
    const records = JSON.stringify(await onDatabase(database.url, 'SELECT * FROM oauth_record'));
    for (const secret of [agent.code, agent.refreshToken, agent.accessToken]) {
      expect(records).not.toContain(secret);
    }
    const [key] = await onDatabase(database.url, 'SELECT * FROM oauth_signing_key');
    expect(key?.private_key).toMatch(/^v1\./);
    expect(key?.public_key).not.toHaveProperty('d');
  });
});
