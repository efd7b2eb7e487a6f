import { createHmac, randomBytes } from 'node:crypto';
import { ApiError } from '@ai-sessions/contract';
import {
  findUserByApiKey,
  findUserByBrowserSession,
  findUserByEmail,
  findUserBySessionToken,
  openBrowserSession,
  revokeBrowserSession,
  revokeSessionToken,
  type Sql,
  type StoredUser,
} from '@ai-sessions/db';
import { LRUCache } from 'lru-cache';
import { hashApiKey, isApiKey } from './api-key.ts';
import { readAuthorization } from './authorization.ts';
import { browserSessionIdOf, cookieValue, sessionCookieName } from './cookie.ts';
import type { HeaderReader } from './header-reader.ts';
import { verifyPassword } from './password.ts';
import type { Principal, SignInMethod } from './principal.ts';
import {
  expiredCookies,
  hashSessionToken,
  lifetimeOf,
  newSessionToken,
  sessionCookies,
  sessionTokenOf,
} from './session-cookies.ts';

/** How long an answer of the database about a caller is believed: withdrawal takes effect within a second. */
const LOOKUP_LIFETIME_MS = 800;
/** How long a verified password need not be hashed again. The user is looked up each time all the same. */
const PASSWORD_LIFETIME_MS = 60_000;

const WRONG_PASSWORD = 'Invalid Username or Password';
const WRONG_KEY = 'The API key is unknown, revoked or expired. Ask an administrator for a new one.';

/** A session that a client opened with a password. */
export interface OpenedSession {
  readonly user: StoredUser;
  /** The secret of the session. */
  readonly token: string;
  /** `Set-Cookie` values that carry it. */
  readonly cookies: readonly string[];
}

/** Finds out who sends a request. */
export interface Authenticator {
  /**
   * The caller, or `undefined` when the request carries no credentials.
   *
   * @throws ApiError `Unauthorized` when it carries wrong ones.
   */
  authenticate(header: HeaderReader): Promise<Principal | undefined>;
  /** The user with this e-mail address and password; `undefined` when there is none who may sign in. */
  signIn(emailAddress: string, password: string): Promise<StoredUser | undefined>;
  /** Signs in and opens a session with the cookies of ServiceStack clients; `undefined` when they may not sign in. */
  openSession(given: {
    readonly userName: string;
    readonly password: string;
    readonly rememberMe: boolean;
  }): Promise<OpenedSession | undefined>;
  /** Ends every session that a request carries, and returns `Set-Cookie` values that delete its cookies. */
  closeSession(header: HeaderReader): Promise<readonly string[]>;
}

interface AuthenticatorOptions {
  readonly sql: Sql;
  /** Secret of the browser sessions' cookies. */
  readonly secret: string;
  readonly secureCookies: boolean;
}

/** Cache entries are objects, because the cache cannot hold `undefined`. */
interface Lookup {
  readonly user: StoredUser | undefined;
}

/** Makes an {@link Authenticator} on a database. */
export function createAuthenticator({ sql, secret, secureCookies }: AuthenticatorOptions): Authenticator {
  const lookups = (find: (key: string) => Promise<StoredUser | undefined>) =>
    new LRUCache<string, Lookup>({
      max: 10_000,
      ttl: LOOKUP_LIFETIME_MS,
      fetchMethod: async (key) => ({ user: await find(key) }),
    });
  const byKey = lookups((key) => findUserByApiKey(sql, hashApiKey(key)));
  const bySessionToken = lookups((token) => findUserBySessionToken(sql, hashSessionToken(token)));
  const byCookie = lookups(async (token) => {
    const id = await browserSessionIdOf(token, secret);
    return id === undefined ? undefined : findUserByBrowserSession(sql, id);
  });
  const byEmail = lookups((emailAddress) => findUserByEmail(sql, emailAddress));

  // Holds which hash a password was verified against, under a name that only this process can compute.
  const verified = new LRUCache<string, string>({ max: 10_000, ttl: PASSWORD_LIFETIME_MS });
  const underway = new Map<string, Promise<boolean>>();
  const pepper = randomBytes(32);
  const cookieName = sessionCookieName(secureCookies);

  async function userOf(cache: LRUCache<string, Lookup>, key: string): Promise<StoredUser | undefined> {
    const user = (await cache.fetch(key))?.user;
    return user?.disabled ? undefined : user;
  }

  async function signIn(emailAddress: string, password: string): Promise<StoredUser | undefined> {
    if (/\0/.test(emailAddress) || !emailAddress.isWellFormed()) return undefined;
    const user = await userOf(byEmail, emailAddress.toLowerCase());
    const name = createHmac('sha256', pepper)
      .update(`${user?.id ?? ''}\0${password}`)
      .digest('base64url');
    if (user?.passwordHash && verified.get(name) === user.passwordHash) return user;
    // A client that sends many requests at once has its password hashed once, not once for each.
    const verification = underway.get(name) ?? verifyPassword(user?.passwordHash, password);
    underway.set(name, verification);
    const matches = await verification.finally(() => underway.delete(name));
    if (!matches || !user?.passwordHash) return undefined;
    verified.set(name, user.passwordHash);
    return user;
  }

  async function byApiKey(key: string): Promise<Principal> {
    const user = isApiKey(key) ? await userOf(byKey, key) : undefined;
    if (!user) throw new ApiError('Unauthorized', { message: WRONG_KEY });
    return principalOf(user, 'apiKey');
  }

  return {
    signIn,
    async openSession({ userName, password, rememberMe }) {
      const user = await signIn(userName, password);
      if (!user) return undefined;
      const token = newSessionToken();
      await openBrowserSession(sql, {
        userId: user.id,
        lifetimeSeconds: lifetimeOf(rememberMe),
        tokenHash: hashSessionToken(token),
      });
      return { user, token, cookies: sessionCookies(token, rememberMe, secureCookies) };
    },
    async closeSession(header) {
      const token = sessionTokenOf(header);
      if (token) {
        await revokeSessionToken(sql, hashSessionToken(token));
        bySessionToken.delete(token);
      }
      const ofPages = cookieValue(header('cookie') ?? '', cookieName);
      const id = ofPages && (await browserSessionIdOf(ofPages, secret));
      if (ofPages && id) {
        await revokeBrowserSession(sql, id);
        byCookie.delete(ofPages);
      }
      return expiredCookies(['ss-id', 'ss-pid', 'ss-opt', ...(ofPages ? [cookieName] : [])], secureCookies);
    },
    async authenticate(header) {
      const authorization = header('authorization');
      if (authorization !== undefined) {
        const given = readAuthorization(authorization);
        if (given.kind === 'bearer') return byApiKey(given.token);
        if (given.password === '' && isApiKey(given.userName)) return byApiKey(given.userName);
        const user = await signIn(given.userName, given.password);
        if (!user) throw new ApiError('Unauthorized', { message: WRONG_PASSWORD });
        return principalOf(user, 'password');
      }
      const sessionToken = sessionTokenOf(header);
      const holder = sessionToken && (await userOf(bySessionToken, sessionToken));
      if (holder) return principalOf(holder, 'browserSession');
      const token = cookieValue(header('cookie') ?? '', cookieName);
      const user = token ? await userOf(byCookie, token) : undefined;
      return user && principalOf(user, 'browserSession');
    },
  };
}

function principalOf(user: StoredUser, method: SignInMethod): Principal {
  return {
    userId: user.id,
    emailAddress: user.emailAddress,
    name: user.name ?? undefined,
    roles: user.roles,
    method,
  };
}
