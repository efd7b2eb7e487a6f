import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DocumentServer, startDocumentServer } from './support/document-server.ts';
import {
  allow,
  askForToken,
  authorizationUrl,
  browse,
  type CookieJar,
  newVerifier,
  REDIRECT_URI,
} from './support/oauth-agent.ts';
import { type OAuthService, refresh, startOAuthService, statusAtMcp } from './support/oauth-service.ts';
import type { Answer } from './support/service.ts';

const LOCAL_NETWORKS = { OUTBOUND_NETWORKS: '127.0.0.0/8,::1/128' };

let documents: DocumentServer;
let oauth: OAuthService;
let url: string;

beforeAll(async () => {
  documents = await startDocumentServer();
  oauth = await startOAuthService({ ...documents.trust, ...LOCAL_NETWORKS });
  ({ url } = oauth);
});
afterAll(async () => {
  await oauth?.close();
  await documents?.stop();
});
beforeEach(() => {
  served = 0;
});

let served = 0;

/** A client whose metadata document says this of it, beside its own address; its name at the authorization server. */
function publish(path: string, metadata: object = {}): string {
  const clientId = documents.url + path;
  serveText(path, JSON.stringify({ ...metadataOf(clientId), ...metadata }));
  return clientId;
}

const metadataOf = (clientId: string) => ({
  client_id: clientId,
  client_name: 'Desk agent',
  redirect_uris: [REDIRECT_URI],
});

function serveText(path: string, text: string, status = 200, headers: Readonly<Record<string, string>> = {}) {
  documents.serve(path, (response) => {
    served++;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
}

let asked = 0;

/**
 * Sends the browser of somebody to the authorization server, as the client does; what it is shown. From an address of its
 * own each time: few documents are fetched for one.
 */
function ask(
  clientId: string,
  { jar = new Map() as CookieJar, at = url, accept = 'text/html' } = {},
): Promise<Answer> {
  const address = authorizationUrl(at, clientId, newVerifier().challenge, { resource: `${url}/mcp` });
  return browse(address, jar, { headers: { accept, 'x-forwarded-for': `198.51.100.${++asked}` } });
}

describe('a client with a metadata document', () => {
  it('is let in under the name and host of its document, without having registered', async () => {
    const clientId = publish('/agent.json');
    const { user, jar } = await oauth.somebody();
    const { verifier, challenge } = newVerifier();
    const back = await allow(url, authorizationUrl(url, clientId, challenge), jar);
    expect(back.href.startsWith(REDIRECT_URI)).toBe(true);
    const { status, body } = await askForToken(url, {
      grant_type: 'authorization_code',
      client_id: clientId,
      code: back.searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: REDIRECT_URI,
    });
    expect(status).toBe(200);
    expect(await statusAtMcp(url, body.access_token)).toBe(200);
    expect((await refresh(url, { clientId, refreshToken: body.refresh_token })).status).toBe(200);
    const { items } = (await oauth.service.request(`/auth/agents?userId=${user.id}`)).body;
    expect(items).toMatchObject([
      { clientId, clientName: 'Desk agent', clientHost: new URL(documents.url).host },
    ]);
    // It was fetched once, and told nothing of whoever asked.
    expect(served).toBe(1);
    const { headers, method } = documents.requests.at(-1) ?? {};
    expect([method, headers?.accept]).toEqual(['GET', 'application/json']);
    for (const name of ['cookie', 'authorization', 'referer']) expect(headers).not.toHaveProperty(name);
  });

  it('is fetched at once by many who ask at the same moment', async () => {
    const clientId = publish('/popular.json');
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(clientId)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(served).toBe(1);
  });

  it('is answered where its document says, and nowhere else', async () => {
    const clientId = publish('/elsewhere.json', { redirect_uris: ['https://agent.example.com/callback'] });
    const refused = await ask(clientId);
    expect(refused.status).toBe(400);
    expect(refused.headers.get('location')).toBeNull();
    expect(refused.text).toContain('invalid_redirect_uri');
  });
});

describe('a metadata document is refused', () => {
  /** What is published at a path, and what whoever is sent here by the client is told. */
  const refusals: readonly [what: string, publishAt: (path: string) => void, told: RegExp][] = [
    ['that is not there', (path) => serveText(path, 'no', 404), /answered with 404/],
    [
      'that is somewhere else',
      (path) => serveText(path, '', 302, { location: '/agent.json' }),
      /answered with 302/,
    ],
    ['that is no JSON', (path) => serveText(path, '<html>'), /is not JSON/],
    ['that is no object', (path) => serveText(path, '[]'), /not a JSON object/],
    ['that is too long', (path) => void publish(path, { about: 'x'.repeat(70_000) }), /too long/],
    [
      'of another client',
      (path) => void publish(path, { client_id: `${documents.url}/agent.json` }),
      /client_id does not match/,
    ],
    ['with a secret', (path) => void publish(path, { client_secret: 'x' }), /must not contain client_secret/],
    [
      'of a client that would use one',
      (path) => void publish(path, { token_endpoint_auth_method: 'client_secret_post' }),
      /shared-secret/,
    ],
    [
      'with an address that answers must not go to',
      (path) => void publish(path, { redirect_uris: ['http://evil.example.com/x'] }),
      /redirect_uris must be https addresses/,
    ],
    ['without any address', (path) => void publish(path, { redirect_uris: [] }), /redirect_uris/],
    [
      'that breaks off',
      (path) =>
        documents.serve(path, (response) => {
          response.writeHead(200, { 'content-length': '1000' }).write('{');
          response.destroy();
        }),
      /was not fetched|broke off/,
    ],
  ];

  it.each(refusals)('%s, with words that say why', async (what, publishAt, told) => {
    const path = `/${what.replace(/\W/g, '-')}.json`;
    publishAt(path);
    for (const accept of ['text/html', 'application/json']) {
      const answer = await ask(documents.url + path, { accept });
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
      expect(answer.text).toMatch(/invalid_(?:client|redirect_uri|client_metadata)/);
      if (accept === 'text/html') expect(answer.text).toMatch(told);
      expect(answer.text).not.toMatch(/node_modules|\.ts:|at async/);
    }
    const token = await askForToken(url, {
      grant_type: 'authorization_code',
      client_id: documents.url + path,
      code: 'x',
      code_verifier: newVerifier().verifier,
      redirect_uri: REDIRECT_URI,
    });
    expect(token.body.error).toMatch(/^invalid_(?:client|redirect_uri|client_metadata)$/);
  });

  it('at an address that is not public, which is not even called', async () => {
    const guarded = await oauth.another({ OUTBOUND_NETWORKS: '' });
    const clientId = publish('/private.json');
    const before = documents.requests.length;
    for (const address of [clientId, clientId.replace('localhost', '127.0.0.1')]) {
      const answer = await ask(address, { at: guarded.url });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('not at a public address');
    }
    expect(documents.requests).toHaveLength(before);
  });

  it('whose site has a certificate that nobody vouches for', async () => {
    const clientId = publish('/untrusted.json');
    const careful = await oauth.another({ NODE_EXTRA_CA_CERTS: '' });
    const answer = await ask(clientId, { at: careful.url });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('certificate of the target is not valid');
    expect(served).toBe(0);
  });

  it('without https', async () => {
    const answer = await ask(`${url}/agent.json`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('invalid_client');
  });
});

it('fetches only so many documents for one address, and says that it is enough', async () => {
  const from = { 'x-forwarded-for': '203.0.113.9', accept: 'text/html' };
  const statuses: number[] = [];
  let told = '';
  for (let clients = 0; clients < 61; clients++) {
    const clientId = publish(`/many/${clients}.json`);
    const address = authorizationUrl(url, clientId, newVerifier().challenge);
    const answer = await browse(address, new Map(), { headers: from });
    statuses.push(answer.status);
    told = answer.text;
  }
  expect(statuses).toEqual([...Array.from({ length: 60 }, () => 303), 400]);
  expect(told).toContain('fetch not allowed');
  expect(served).toBe(60);
});
