import { createHash, randomBytes } from 'node:crypto';
import type { Credentials } from './callers.ts';
import { type Answer, request } from './service.ts';

/** Where a client that is tried out gets its answers: tests read what a browser is sent to. */
export const REDIRECT_URI = 'http://localhost:53682/callback';

/** What a browser keeps between its requests. */
export type CookieJar = Map<string, string>;

/** What a browser keeps after somebody has signed in with it. */
export function jarOf({ cookie = '' }: Credentials): CookieJar {
  return new Map(
    cookie.split('; ').map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')];
    }),
  );
}

/** A code verifier of PKCE, and the challenge for it. */
export function newVerifier() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

let registered = 0;

/** An address of its own for each client: few may register from one. Counts where this machine is a trusted proxy. */
function fromElsewhere() {
  return { 'x-forwarded-for': `198.51.100.${++registered % 250}` };
}

/** A client that registers itself, and its name at the authorization server. */
export async function registerClient(url: string, metadata: object = {}): Promise<string> {
  const answer = await request(`${url}/oauth/register`, {
    json: { client_name: 'Billing agent', redirect_uris: [REDIRECT_URI], ...metadata },
    headers: fromElsewhere(),
    authorization: null,
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.client_id;
}

/** Sends a request as a browser does: with what it keeps, and keeping what it is told to. Redirects are not followed. */
export async function browse(
  url: string,
  jar: CookieJar,
  init: {
    readonly json?: unknown;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Answer> {
  const answer = await request(url, {
    ...init,
    authorization: null,
    headers: { ...init.headers, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
  return answer;
}

/** The address of an authorization request. */
export function authorizationUrl(
  url: string,
  clientId: string,
  challenge: string,
  parameters: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  const all = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    resource: `${url}/mcp`,
    state: 'a state of the client',
    scope: 'mcp',
    ...parameters,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value);
  return `${url}/oauth/authorize?${query}`;
}

/** Begins an authorization request; the path of the consent page that the browser is sent to. */
export async function begin(address: string, jar: CookieJar): Promise<string> {
  const answer = await browse(address, jar);
  const path = answer.headers.get('location') ?? '';
  if (!path.startsWith('/oauth/consent/')) throw new Error(`${answer.status} ${path} ${answer.text}`);
  return path;
}

/**
 * Answers on the consent page, as its script does.
 *
 * @param origin Where the page is for its browser.
 */
export function decide(
  url: string,
  path: string,
  jar: CookieJar,
  decision: object,
  origin = url,
): Promise<Answer> {
  return browse(url + path, jar, { json: decision, headers: { origin, 'sec-fetch-site': 'same-origin' } });
}

/** Where the client is sent back to with its code, after somebody has let it in. */
export async function allow(
  url: string,
  address: string,
  jar: CookieJar,
  accounts: 'all' | readonly string[] = 'all',
): Promise<URL> {
  const path = await begin(address, jar);
  const decided = await decide(url, path, jar, { allow: true, accounts });
  if (decided.status !== 200) throw new Error(decided.text);
  const resumed = await browse(decided.body.redirectTo, jar);
  return new URL(resumed.headers.get('location') ?? '');
}

/** Asks the token endpoint. */
export function askForToken(url: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  return request(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(parameters).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    authorization: null,
  });
}

/** An agent that somebody has let in. */
export interface AllowedAgent {
  readonly clientId: string;
  readonly code: string;
  readonly verifier: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Lets a new client in, and fetches its tokens. */
export async function letIn(
  url: string,
  jar: CookieJar,
  accounts: 'all' | readonly string[] = 'all',
): Promise<AllowedAgent> {
  const clientId = await registerClient(url);
  const { verifier, challenge } = newVerifier();
  const back = await allow(url, authorizationUrl(url, clientId, challenge), jar, accounts);
  const code = back.searchParams.get('code') ?? '';
  const { status, body, text } = await askForToken(url, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    code_verifier: verifier,
    redirect_uri: REDIRECT_URI,
    resource: `${url}/mcp`,
  });
  if (status !== 200) throw new Error(text);
  return { clientId, code, verifier, accessToken: body.access_token, refreshToken: body.refresh_token };
}
