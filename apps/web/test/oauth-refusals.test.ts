import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDatabase } from './support/callers.ts';
import {
  allow,
  askForToken,
  authorizationUrl,
  browse,
  letIn,
  newVerifier,
  REDIRECT_URI,
  registerClient,
} from './support/oauth-agent.ts';
import { type OAuthService, refresh, startOAuthService, statusAtMcp } from './support/oauth-service.ts';
import { request, until } from './support/service.ts';

let oauth: OAuthService;
/** The public address of the service. */
let url: string;

beforeAll(async () => {
  oauth = await startOAuthService();
  ({ url } = oauth);
});
afterAll(() => oauth?.close());

describe('what the authorization server refuses', () => {
  it('sends nobody to an address that was not registered', async () => {
    const { jar } = await oauth.somebody();
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
    const { jar } = await oauth.somebody();
    const address = authorizationUrl(url, await registerClient(url), newVerifier().challenge, parameters);
    const back = new URL((await browse(address, jar)).headers.get('location') ?? '');
    expect(back.href.startsWith(REDIRECT_URI)).toBe(true);
    const given = new URLSearchParams(back.search || back.hash.slice(1));
    expect(Object.fromEntries(given)).toMatchObject({ error, iss: url });
  });

  it('answers at the address of a program on the computer, whatever its port', async () => {
    const { jar } = await oauth.somebody();
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

  it.each([
    { client_name: 'a\u0000b' },
    { client_name: '\ud800' },
    { software_id: 'a\u0000b' },
    { redirect_uris: ['http://localhost:1/\u0000'] },
  ])('registers nobody with text that cannot be kept: %o', async (metadata) => {
    const json = { client_name: 'Billing agent', redirect_uris: [REDIRECT_URI], ...metadata };
    const answer = await request(`${url}/oauth/register`, {
      json,
      authorization: null,
      headers: { 'x-forwarded-for': '203.0.113.77' },
    });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_client_metadata']);
  });

  it.each(['state', 'login_hint', 'ui_locales', 'display', 'client_id', 'prompt', 'resource'])(
    'lets nobody ask with a %s that cannot be kept',
    async (name) => {
      const { jar } = await oauth.somebody();
      const parameters = { [name]: '\0' };
      const address = authorizationUrl(url, await registerClient(url), newVerifier().challenge, parameters);
      expect([302, 303, 400]).toContain((await browse(address, jar)).status);
    },
  );

  it('gives nothing for codes and tokens that cannot be kept', async () => {
    const clientId = await registerClient(url);
    const withCode = { grant_type: 'authorization_code', code: '\0', code_verifier: newVerifier().verifier };
    const withToken = { grant_type: 'refresh_token', refresh_token: '\0' };
    for (const asked of [withCode, withToken]) {
      const answer = await askForToken(url, { ...asked, client_id: clientId, redirect_uri: REDIRECT_URI });
      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_grant']);
    }
  });

  it('ends it all when a code comes a second time, whatever comes with it', async () => {
    const { jar } = await oauth.somebody();
    const agent = await letIn(url, jar);
    const again = {
      grant_type: 'authorization_code',
      client_id: agent.clientId,
      code: agent.code,
      code_verifier: newVerifier().verifier,
      redirect_uri: REDIRECT_URI,
    };
    expect((await askForToken(url, again)).body.error).toBe('invalid_grant');
    await until(async () => (await statusAtMcp(url, agent.accessToken)) === 401);
  });

  it('takes a code once, with its verifier, address and client', async () => {
    const { jar } = await oauth.somebody();
    const agent = await letIn(url, jar);
    const again = {
      grant_type: 'authorization_code',
      client_id: agent.clientId,
      code: agent.code,
      code_verifier: agent.verifier,
      redirect_uri: REDIRECT_URI,
    };
    expect(await askForToken(url, again)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    await until(async () => (await statusAtMcp(url, agent.accessToken)) === 401);
    expect((await refresh(url, agent)).body.error).toBe('invalid_grant');

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
    const { jar } = await oauth.somebody();
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
    for (const { body } of given)
      await until(async () => (await statusAtMcp(url, body.access_token)) === 401);
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
    const { jar } = await oauth.somebody();
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
    const { jar } = await oauth.somebody();
    const agent = await letIn(url, jar);
    const records = JSON.stringify(await onDatabase(oauth.database.url, 'SELECT * FROM oauth_record'));
    for (const secret of [agent.code, agent.refreshToken, agent.accessToken]) {
      expect(records).not.toContain(secret);
    }
    const [key] = await onDatabase(oauth.database.url, 'SELECT * FROM oauth_signing_key');
    expect(key?.private_key).toMatch(/^v1\./);
    expect(key?.public_key).not.toHaveProperty('d');
  });
});
