import pg from 'pg';
import { type Answer, basic, type RunningService, request } from './service.ts';

/** What a caller is like. */
export const personas = [
  'anonymous',
  'wrongSecret',
  'noRole',
  'manager',
  'administrator',
  'agent',
  'agentByRole',
  'revoked',
  'expired',
  'disabled',
] as const;
export type Persona = (typeof personas)[number];

/** How a caller shows who they are. */
export const ways = ['basic', 'apiKey', 'cookie', 'token'] as const;
export type Way = (typeof ways)[number];

/** The headers of a caller. */
export type Credentials = Readonly<Record<string, string>>;

const PASSWORD = 'plum tractor violin';

interface MadeUser {
  readonly id: string;
  readonly emailAddress: string;
}

let made = 0;

/** Makes a user with these roles, as the administrator. */
export async function makeUser(
  service: RunningService,
  roles: readonly string[] = [],
  accountId?: string,
): Promise<MadeUser> {
  const emailAddress = `user${++made}@example.com`;
  const { body, status, text } = await service.request('/users', {
    json: { emailAddress, password: PASSWORD, roles, accountId },
  });
  if (status !== 200) throw new Error(`No user was made: ${text}`);
  return { id: body.id, emailAddress };
}

/** The header of Basic for a user that {@link makeUser} made. */
export function passwordOf(user: MadeUser): Credentials {
  return { authorization: basic(user.emailAddress, PASSWORD) };
}

/** Makes an API key of a user, as the administrator. */
export async function makeKey(
  service: RunningService,
  user: MadeUser,
  limits: object = {},
): Promise<{ readonly id: string; readonly credentials: Credentials }> {
  const { body, status, text } = await service.request('/api-keys', {
    json: { name: 'Test', userId: user.id, ...limits },
  });
  if (status !== 200) throw new Error(`No key was made: ${text}`);
  return { id: body.id, credentials: { authorization: `Bearer ${body.key}` } };
}

/** Signs in with a password and keeps the cookies. */
export async function cookiesOf(service: RunningService, user: MadeUser): Promise<Credentials> {
  const { headers, status, text } = await service.request('/auth/credentials', {
    json: { userName: user.emailAddress, password: PASSWORD, rememberMe: true },
    authorization: null,
  });
  if (status !== 200) throw new Error(`Nobody signed in: ${text}`);
  const cookie = headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { cookie };
}

/** Sends a request with these credentials. */
export function send(
  service: RunningService,
  credentials: Credentials,
  path: string,
  { method, json, headers }: { method?: string; json?: unknown; headers?: Credentials } = {},
): Promise<Answer> {
  return request(service.url + path, {
    method,
    json,
    authorization: null,
    headers: { ...headers, ...credentials },
  });
}

/** A statement on the database of the service, which leaves no event. */
export async function onDatabase(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT audit_as('{"silent":true}')`);
    const { rows } = await client.query(text, [...values]);
    await client.query('COMMIT');
    return rows;
  } finally {
    await client.end();
  }
}

const ROLES: Partial<Record<Persona, readonly string[]>> = {
  noRole: [],
  manager: ['Manager'],
  agentByRole: ['Agent'],
};

/**
 * Credentials of a persona in a way; `undefined` where there is no such thing. What is withdrawn worked before: only
 * then does a refusal say anything.
 */
export async function credentialsOf(
  service: RunningService,
  databaseUrl: string,
  persona: Persona,
  way: Way,
): Promise<Credentials | undefined> {
  if (persona === 'anonymous') return way === 'basic' ? {} : undefined;
  if (persona === 'wrongSecret') return WRONG[way];
  if (persona === 'agent' && way !== 'apiKey') return undefined;
  const user = await makeUser(service, ROLES[persona] ?? ['SystemAdministrator']);
  const { credentials, withdraw } = await heldBy(service, databaseUrl, user, persona, way);
  if (!withdraw) return credentials;
  const before = await send(service, credentials, '/ai/sessions?countPerPage=1');
  if (before.status !== 200) throw new Error(`What shall be withdrawn did not work: ${before.text}`);
  await withdraw();
  return credentials;
}

const WRONG: Readonly<Record<Way, Credentials>> = {
  basic: { authorization: basic('admin@example.com', 'wrong') },
  apiKey: { authorization: `Bearer ais_${'A'.repeat(43)}` },
  cookie: { cookie: `ss-id=${'A'.repeat(43)}; ss-opt=temp` },
  // Nobody signed it: `alg` is `none`.
  token: {
    authorization: `Bearer ${[{ alg: 'none' }, { sub: 'x', aud: 'ai-sessions', iat: 1, exp: 9_999_999_999 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')}.`,
  },
};

interface Held {
  readonly credentials: Credentials;
  readonly withdraw?: () => Promise<void>;
}

async function heldBy(
  service: RunningService,
  databaseUrl: string,
  user: MadeUser,
  persona: Persona,
  way: Way,
): Promise<Held> {
  const disable =
    persona === 'disabled'
      ? async () =>
          void (await service.request(`/users/${user.id}`, { method: 'PATCH', json: { disabled: true } }))
      : undefined;
  switch (way) {
    case 'basic': {
      // A password is revoked by another one; it does not expire.
      const replace = async () =>
        void (await service.request(`/users/${user.id}`, {
          method: 'PATCH',
          json: { newPassword: 'another password' },
        }));
      const credentials = passwordOf(user);
      return { credentials, withdraw: disable ?? (isWithdrawn(persona) ? replace : undefined) };
    }
    case 'apiKey': {
      const { id, credentials } = await makeKey(service, user, persona === 'agent' ? { kind: 'Agent' } : {});
      const revoke = async () => void (await service.request(`/api-keys/${id}`, { method: 'DELETE' }));
      const expire = async () => {
        await onDatabase(databaseUrl, 'UPDATE api_key SET date_expires = now() WHERE id = $1', [id]);
        await forgotten(service, credentials);
      };
      return { credentials, withdraw: disable ?? { revoked: revoke, expired: expire }[String(persona)] };
    }
    case 'cookie': {
      const credentials = await cookiesOf(service, user);
      const revoke = async () =>
        void (await send(service, credentials, '/auth/logout', { method: 'POST', json: {} }));
      const expire = async () => {
        await onDatabase(databaseUrl, 'UPDATE browser_session SET date_expires = now() WHERE user_id = $1', [
          user.id,
        ]);
        await forgotten(service, credentials);
      };
      return { credentials, withdraw: disable ?? { revoked: revoke, expired: expire }[String(persona)] };
    }
    case 'token': {
      // A token made with a key ends with the key.
      const key = await makeKey(service, user);
      const asked = await service.request(`/auth/token?userId=${user.id}`);
      const ofKey = await send(service, key.credentials, '/auth/token');
      const authToken = isWithdrawn(persona) ? ofKey.body.authToken : asked.body.authToken;
      const credentials = { authorization: `Bearer ${authToken}` };
      const revoke = async () => void (await service.request(`/api-keys/${key.id}`, { method: 'DELETE' }));
      const expire = async () => {
        await onDatabase(databaseUrl, 'UPDATE api_key SET date_expires = now() WHERE id = $1', [key.id]);
        await forgotten(service, credentials);
      };
      return { credentials, withdraw: disable ?? { revoked: revoke, expired: expire }[String(persona)] };
    }
  }
}

function isWithdrawn(persona: Persona): boolean {
  return persona === 'revoked' || persona === 'expired';
}

/** Waits until the service no longer believes what it knew: what was changed behind its back counts within a second. */
async function forgotten(service: RunningService, credentials: Credentials): Promise<void> {
  while ((await send(service, credentials, '/ai/sessions?countPerPage=1')).status !== 401) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
