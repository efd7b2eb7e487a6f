import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onDatabase } from './support/callers.ts';
import {
  askForToken,
  authorizationUrl,
  begin,
  browse,
  decide,
  letIn,
  newVerifier,
  REDIRECT_URI,
  registerClient,
} from './support/oauth-agent.ts';
import { type OAuthService, refresh, startOAuthService, statusAtMcp } from './support/oauth-service.ts';
import { type RunningService, request, until } from './support/service.ts';

let oauth: OAuthService;
let url: string;
let other: RunningService;

beforeAll(async () => {
  oauth = await startOAuthService();
  ({ url } = oauth);
  other = await oauth.another();
});
afterAll(() => oauth?.close());

const keyIdOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;

async function publishedKeys(at: string): Promise<readonly Readonly<Record<string, string>>[]> {
  return JSON.parse((await request(`${at}/oauth/jwks`, { authorization: null })).text).keys;
}

it('lets an agent in that asks one process, and fetches its token from another', async () => {
  const { jar } = await oauth.somebody();
  const clientId = await registerClient(url);
  const { verifier, challenge } = newVerifier();
  const resource = `${url}/mcp`;
  const path = await begin(authorizationUrl(other.url, clientId, challenge, { resource }), jar);
  const decided = await decide(url, path, jar, { allow: true, accounts: 'all' });
  const resumed = await browse(decided.body.redirectTo.replace(url, other.url), jar);
  const back = new URL(resumed.headers.get('location') ?? '');
  expect(back.searchParams.get('iss')).toBe(url);
  const asked = {
    grant_type: 'authorization_code',
    client_id: clientId,
    code: back.searchParams.get('code') ?? '',
    code_verifier: verifier,
    redirect_uri: REDIRECT_URI,
    resource,
  };
  const { status, body } = await askForToken(url, asked);
  expect(status).toBe(200);
  for (const at of [url, other.url]) expect(await statusAtMcp(at, body.access_token)).toBe(200);
  const renewed = await refresh(other.url, { clientId, refreshToken: body.refresh_token });
  expect(renewed.body).toMatchObject({ token_type: 'Bearer', scope: 'mcp' });
  // The code was used, whichever process is asked again.
  expect((await askForToken(other.url, asked)).body.error).toBe('invalid_grant');
  await until(async () => (await statusAtMcp(url, renewed.body.access_token)) === 401);
});

it('turns an agent away in every process that loses its grant in one', async () => {
  const { user, jar } = await oauth.somebody();
  const { accessToken } = await letIn(url, jar);
  for (const at of [url, other.url]) expect(await statusAtMcp(at, accessToken)).toBe(200);
  const { body } = await oauth.service.request(`/auth/agents?userId=${user.id}`);
  await oauth.service.request(`/auth/agents/${body.items[0].id}`, { method: 'DELETE' });
  expect(await statusAtMcp(url, accessToken)).toBe(401);
  await until(async () => (await statusAtMcp(other.url, accessToken)) === 401);
});

it('signs with a new key when the old one is old, and still knows the old one', async () => {
  const { jar } = await oauth.somebody();
  const before = await letIn(url, jar);
  const old = keyIdOf(before.accessToken);
  expect((await publishedKeys(url)).map(({ kid }) => kid)).toEqual([old]);
  await onDatabase(
    oauth.database.url,
    `UPDATE oauth_signing_key SET date_created = date_created - interval '91 days'`,
  );
  // A process that has not read the keys for a minute, as after a night: those that run believe what they know.
  const later = await oauth.another();
  // Its first answer loads the authorization server, which may take it longer than it lets requests wait.
  await until(async () => (await publishedKeys(later.url)).length > 0);
  const renewed = await refresh(later.url, before);
  expect(renewed.status).toBe(200);
  const token: string = renewed.body.access_token;
  expect(keyIdOf(token)).not.toBe(old);

  const published = await publishedKeys(later.url);
  expect(published.map(({ kid }) => kid).sort()).toEqual([old, keyIdOf(token)].sort());
  for (const key of published) expect(key).not.toHaveProperty('d');
  const keySet = createRemoteJWKSet(new URL(`${later.url}/oauth/jwks`));
  for (const each of [before.accessToken, token]) {
    expect((await jwtVerify(each, keySet, { issuer: url, audience: `${url}/mcp` })).payload.scope).toBe(
      'mcp',
    );
  }
  // Also where the new key was not known yet: it is looked for when a token names it.
  for (const at of [later.url, url, other.url]) {
    await until(async () => (await statusAtMcp(at, token)) === 200);
    expect(await statusAtMcp(at, before.accessToken)).toBe(200);
  }
  const stored = await onDatabase(oauth.database.url, 'SELECT id FROM oauth_signing_key');
  expect(stored).toHaveLength(2);
});
