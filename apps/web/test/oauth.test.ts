import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callTool } from './support/mcp.ts';
import {
  authorizationUrl,
  begin,
  browse,
  decide,
  letIn,
  newVerifier,
  REDIRECT_URI,
  registerClient,
} from './support/oauth-agent.ts';
import {
  type OAuthService,
  refresh,
  senderWith,
  startOAuthService,
  statusAtMcp,
} from './support/oauth-service.ts';
import { type RunningService, request, until } from './support/service.ts';

let oauth: OAuthService;
let service: RunningService;
/** The public address of the service. */
let url: string;
let accountId: string;
let otherAccountId: string;

beforeAll(async () => {
  oauth = await startOAuthService();
  ({ service, url } = oauth);
  accountId = (await service.request('/accounts', { json: { name: 'Northwind Dental' } })).body.id;
  otherAccountId = (await service.request('/accounts', { json: { name: 'Contoso Clinic' } })).body.id;
});
afterAll(() => oauth?.close());

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
    const { user, jar } = await oauth.somebody();
    const agent = await letIn(url, jar, [accountId]);
    const opened = await callTool(senderWith(url, agent.accessToken), '2025-11-25', 'open_session', {
      accountId,
      purpose: 'Rename',
    });
    expect(opened).toMatchObject({ failed: false });
    const elsewhere = await callTool(senderWith(url, agent.accessToken), '2025-11-25', 'open_session', {
      accountId: otherAccountId,
      purpose: 'Rename',
    });
    expect(elsewhere).toMatchObject({ failed: true });
    const { sessionId } = opened.data;
    const proposed = await callTool(
      senderWith(url, agent.accessToken),
      '2025-11-25',
      'propose_renameAccount',
      {
        sessionId,
        accountId,
        name: 'Northwind Care',
      },
    );
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
    const { jar } = await oauth.somebody(['Agent'], accountId);
    const [first, second] = [await letIn(url, jar), await letIn(url, jar)];
    const opened = await callTool(senderWith(url, first.accessToken), '2025-11-25', 'open_session', {
      accountId,
      purpose: 'Rename',
    });
    const { sessionId } = opened.data;
    const { data } = await callTool(
      senderWith(url, first.accessToken),
      '2025-11-25',
      'propose_renameAccount',
      {
        sessionId,
        accountId,
        name: 'X',
      },
    );
    const change = { sessionId, actionId: data.action.actionId, arguments: { accountId, name: 'Y' } };
    expect(
      (await callTool(senderWith(url, second.accessToken), '2025-11-25', 'revise_action', change)).failed,
    ).toBe(true);
    expect(
      (await callTool(senderWith(url, first.accessToken), '2025-11-25', 'revise_action', change)).failed,
    ).toBe(false);
  });

  it('gets in at /mcp only', async () => {
    const { jar } = await oauth.somebody();
    const { accessToken } = await letIn(url, jar);
    expect(await statusAtMcp(url, accessToken)).toBe(200);
    for (const path of ['/ai/sessions', '/api/trpc/session.list?input=%7B%7D', '/users']) {
      const answer = await request(url + path, { authorization: `Bearer ${accessToken}` });
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('good at /mcp only');
    }
  });

  it.each([
    ['its grant is revoked', 'revoked'],
    ['its client revokes the token', 'byClient'],
    ['its user is disabled', 'disabled'],
    ['its user loses the role', 'noRole'],
  ] as const)('is turned away when %s', async (_, how) => {
    const { user, jar } = await oauth.somebody();
    const agent = await letIn(url, jar);
    expect(await statusAtMcp(url, agent.accessToken)).toBe(200);
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
    await until(async () => (await statusAtMcp(url, agent.accessToken)) === 401);
    expect((await refresh(url, agent)).status).toBe(400);
  });
});

describe('who may let an agent in', () => {
  it('is asked in the browser that was sent here, and no other, with the rights of whoever signed in there', async () => {
    const [{ jar }, { jar: anothers }] = [await oauth.somebody(), await oauth.somebody()];
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
      const { jar } = await oauth.somebody(roles);
      const path = await begin(authorizationUrl(url, await registerClient(url), challenge), jar);
      expect((await decide(url, path, jar, { allow: true, accounts: 'all' })).status).toBe(status);
    }
    const { jar } = await oauth.somebody(['Agent'], accountId);
    const path = await begin(authorizationUrl(url, await registerClient(url), challenge), jar);
    expect((await decide(url, path, jar, { allow: true, accounts: [otherAccountId] })).status).toBe(400);
  });

  it('may say no', async () => {
    const { jar } = await oauth.somebody();
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
