import { createHmac, randomBytes } from 'node:crypto';
import { ApiError } from '@ai-sessions/contract';
import {
  type Actor,
  findUserByApiKey,
  findUserByApiKeyId,
  findUserByBrowserSession,
  findUserByEmail,
  findUserById,
  findUserBySessionToken,
  markApiKeyUsed,
  openBrowserSession,
  recordEvent,
  replacePasswordHash,
  revokeBrowserSession,
  type Sql,
  type StoredApiKey,
  type StoredBrowserSession,
  type StoredUser,
} from '@ai-sessions/db';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { hashApiKey, isApiKey } from './api-key.ts';
import { createAuthTokens, looksLikeToken, type TokenSubject } from './auth-token.ts';
import { readAuthorization } from './authorization.ts';
import { browserSessionIdOf, cookieValue, sessionCookieName } from './cookie.ts';
import type { HeaderReader } from './header-reader.ts';
import { hashPassword, isOutdated, verifyPassword } from './password.ts';
import type { Principal } from './principal.ts';
import { principalOf } from './rights.ts';
import {
  expiredCookies,
  hashSessionToken,
  lifetimeOf,
  newSessionToken,
  sessionCookies,
  sessionTokenOf,
} from './session-cookies.ts';
import type { SignInAttempt, SignInThrottle } from './sign-in-throttle.ts';

/** How long an answer of the database about a caller is believed: withdrawal takes effect within a second. */
const LOOKUP_LIFETIME_MS = 800;
/** How long a verified password need not be hashed again. The user is looked up each time all the same. */
const PASSWORD_LIFETIME_MS = 60_000;

/** Passwords that are tried at once: so many more than the throttle allows may be, because none has failed yet. */
const ATTEMPTS_AT_ONCE = 2;

/** How many wait for that, which takes a second or two; who comes then is better off asking again. */
const WAITING_ATTEMPTS = 100;

const WRONG_PASSWORD = 'Invalid Username or Password';
const WRONG_KEY = 'The API key is unknown, revoked or expired. Ask an administrator for a new one.';
const WRONG_TOKEN = 'The token is wrong or expired. Ask RequestAuthToken for a new one.';

/** Where a sign-in comes from. */
export interface SignInOrigin {
  readonly requestId?: string;
  /** The client's address, by which failures are counted; `unknown` when nobody tells. */
  readonly address: string;
  /** What the client calls itself. */
  readonly userAgent?: string;
}

/** A sign-in with a password. */
interface PasswordSignIn {
  readonly emailAddress: string;
  readonly password: string;
}

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
   * @throws ApiError `Unauthorized` when it carries wrong ones, `TooManyRequests` after too many wrong passwords.
   */
  authenticate(header: HeaderReader, origin: SignInOrigin): Promise<Principal | undefined>;
  /**
   * The user with this e-mail address and password; `undefined` when there is none who may sign in, which leaves an
   * event.
   *
   * @throws ApiError `TooManyRequests` after too many failures.
   */
  signIn(given: PasswordSignIn, origin: SignInOrigin): Promise<StoredUser | undefined>;
  /**
   * Signs in and opens a session with the cookies of ServiceStack clients; `undefined` when they may not sign in.
   *
   * @throws ApiError `TooManyRequests` after too many failures.
   */
  openSession(
    given: PasswordSignIn & { readonly rememberMe: boolean },
    origin: SignInOrigin,
  ): Promise<OpenedSession | undefined>;
  /** Ends every session that a request carries, and returns `Set-Cookie` values that delete its cookies. */
  closeSession(header: HeaderReader, origin: SignInOrigin): Promise<readonly string[]>;
  /** A token that signs in for a quarter of an hour, as long as the user keeps the password. */
  issueToken(subject: TokenSubject): Promise<string>;
  /** Forgets what is known about callers: called after every change of users, keys and sessions. */
  forget(): void;
}

interface AuthenticatorOptions {
  readonly sql: Sql;
  readonly throttle: SignInThrottle;
  /** Secret of the browser sessions' cookies. */
  readonly secret: string;
  readonly secureCookies: boolean;
}

/** Cache entries are objects, because the cache cannot hold `undefined`. */
interface Lookup<User> {
  readonly user: User | undefined;
}

/** That a password was found to be the right one. */
interface VerifiedPassword {
  readonly passwordHash: string;
  /** The password under a name that only this process can compute. */
  readonly disguised: string;
}

/** Makes an {@link Authenticator} on a database. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { sql, throttle, secret, secureCookies } = options;
  const lookups = <User extends StoredUser>(find: (key: string) => Promise<User | undefined>) =>
    new LRUCache<string, Lookup<User>>({
      max: 10_000,
      ttl: LOOKUP_LIFETIME_MS,
      // What was asked before a change is answered, but not kept.
      ignoreFetchAbort: true,
      fetchMethod: async (key) => ({ user: await find(key) }),
    });
  const byKey = lookups((key) => findUserByApiKey(sql, hashApiKey(key)));
  const byKeyId = lookups((id) => findUserByApiKeyId(sql, id));
  const bySessionToken = lookups((token) => findUserBySessionToken(sql, hashSessionToken(token)));
  const byCookie = lookups(async (token) => {
    const id = await browserSessionIdOf(token, secret);
    return id === undefined ? undefined : findUserByBrowserSession(sql, id);
  });
  const byEmail = lookups((emailAddress) => findUserByEmail(sql, emailAddress));
  const byId = lookups((id) => findUserById(sql, id));
  const tokens = createAuthTokens(secret);
  const marked = new WeakSet<StoredApiKey>();

  // By user name and address, so that it helps nobody elsewhere to find out which password is the right one.
  const verified = new LRUCache<string, VerifiedPassword>({ max: 10_000, ttl: PASSWORD_LIFETIME_MS });
  const underway = new Map<string, Promise<boolean>>();
  const attempts = pLimit(ATTEMPTS_AT_ONCE);
  const pepper = randomBytes(32);
  const cookieName = sessionCookieName(secureCookies);

  async function userOf<User extends StoredUser>(
    cache: LRUCache<string, Lookup<User>>,
    key: string,
  ): Promise<User | undefined> {
    const user = (await cache.fetch(key))?.user;
    return user?.disabled ? undefined : user;
  }

  async function signIn(
    { emailAddress, password }: PasswordSignIn,
    origin: SignInOrigin,
  ): Promise<StoredUser | undefined> {
    if (/\0/.test(emailAddress) || !emailAddress.isWellFormed()) return undefined;
    const userName = emailAddress.toLowerCase();
    const user = await userOf(byEmail, userName);
    const place = `${origin.address} ${userName}`;
    const disguised = createHmac('sha256', pepper).update(password).digest('base64url');
    const earlier = verified.get(place);
    if (
      user?.passwordHash &&
      earlier?.passwordHash === user.passwordHash &&
      earlier.disguised === disguised
    ) {
      return user;
    }
    const attempt = throttle.attempt(userName, origin.address);
    try {
      // Asked before queueing too, so that those who are turned away do not stand before those who are not.
      await attempt.admit();
      // A client that sends many requests at once has its password hashed once, not once for each.
      const key = `${disguised} ${place}`;
      const verification = underway.get(key) ?? enqueue(() => verify(attempt, user, password));
      underway.set(key, verification);
      if (!(await verification.finally(() => underway.delete(key)))) {
        await recordEvent(sql, {
          by: { ...actorOf(user, origin), userName: nameForEvent(userName) },
          entityType: 'User',
          entityId: user?.id,
          refusal: 'Unauthorized',
        });
        await attempt.failed();
        return undefined;
      }
    } catch (error) {
      // Or somebody at the same address could go on guessing until one guess is not turned away.
      if (error instanceof ApiError && error.code === 'TooManyRequests') verified.delete(place);
      throw error;
    }
    if (!user?.passwordHash) return undefined;
    verified.set(place, { passwordHash: user.passwordHash, disguised });
    return user;
  }

  function enqueue(verification: () => Promise<boolean>): Promise<boolean> {
    if (attempts.pendingCount >= WAITING_ATTEMPTS) throw new ApiError('Overloaded', { retryAfter: 1 });
    return attempts(verification);
  }

  async function verify(
    attempt: SignInAttempt,
    user: StoredUser | undefined,
    password: string,
  ): Promise<boolean> {
    await attempt.admit();
    const matches = await verifyPassword(user?.passwordHash, password);
    if (!matches) return false;
    await attempt.succeeded();
    if (user?.passwordHash && isOutdated(user.passwordHash))
      await renewHash(user.id, user.passwordHash, password);
    return true;
  }

  /** Only now is the password at hand. When it fails, the next sign-in tries again. */
  async function renewHash(id: string, from: string, password: string): Promise<void> {
    await hashPassword(password)
      .then((to) => replacePasswordHash(sql, { id, from, to }))
      .catch(() => undefined);
  }

  async function byApiKey(key: string): Promise<Principal> {
    const found = isApiKey(key) ? await userOf(byKey, key) : undefined;
    if (!found) throw new ApiError('Unauthorized', { message: WRONG_KEY });
    return byStoredKey(found);
  }

  function byStoredKey(found: StoredUser & StoredApiKey, issuedAt?: string): Principal {
    // Nobody waits for the mark; a database that is away is noticed by those who do wait for it. An answer that is
    // believed for a while asks for it once.
    if (found.unmarked && !marked.has(found)) {
      marked.add(found);
      markApiKeyUsed(sql, found.apiKeyId).catch(() => undefined);
    }
    return principalOf({
      user: found,
      method: issuedAt === undefined ? 'apiKey' : 'token',
      apiKey: found,
      signedInAt: issuedAt,
    });
  }

  async function byToken(token: string): Promise<Principal> {
    const subject = await tokens.read(token);
    if (subject?.apiKeyId !== undefined) {
      const found = await userOf(byKeyId, subject.apiKeyId);
      if (found) return byStoredKey(found, subject.issuedAt);
    } else if (subject) {
      const user = await userOf(byId, subject.userId);
      if (user && subject.isOfPassword(user.passwordHash))
        return principalOf({ user, method: 'token', signedInAt: subject.issuedAt });
    }
    throw new ApiError('Unauthorized', { message: WRONG_TOKEN });
  }

  type SessionHolder = (StoredUser & StoredBrowserSession) | undefined;

  /** The browser session in the cookies of a ServiceStack client. */
  async function ofClient(header: HeaderReader): Promise<SessionHolder> {
    const token = sessionTokenOf(header);
    return token ? userOf(bySessionToken, token) : undefined;
  }

  /** The browser session in the cookie of the pages. */
  async function ofPages(header: HeaderReader): Promise<SessionHolder> {
    const token = cookieValue(header('cookie') ?? '', cookieName);
    return token ? userOf(byCookie, token) : undefined;
  }

  function forget(): void {
    for (const cache of [byKey, byKeyId, bySessionToken, byCookie, byEmail, byId]) cache.clear();
  }

  return {
    signIn,
    async openSession(given, origin) {
      const user = await signIn(given, origin);
      if (!user) return undefined;
      const token = newSessionToken();
      await openBrowserSession(sql, {
        userId: user.id,
        lifetimeSeconds: lifetimeOf(given.rememberMe),
        tokenHash: hashSessionToken(token),
        userAgent: origin.userAgent,
        by: actorOf(user, origin),
      });
      return { user, token, cookies: sessionCookies(token, given.rememberMe, secureCookies) };
    },
    async closeSession(header, origin) {
      for (const session of [await ofClient(header), await ofPages(header)]) {
        if (!session) continue;
        await revokeBrowserSession(sql, {
          id: session.browserSessionId,
          by: { ...actorOf(session, origin), way: 'browserSession', operation: 'AuthenticateLogout' },
        });
      }
      forget();
      const hasPages = cookieValue(header('cookie') ?? '', cookieName) !== undefined;
      return expiredCookies(['ss-id', 'ss-pid', 'ss-opt', ...(hasPages ? [cookieName] : [])], secureCookies);
    },
    async issueToken(subject) {
      const user = await userOf(byId, subject.userId);
      return tokens.issue(subject, user?.passwordHash ?? null);
    },
    forget,
    async authenticate(header, origin) {
      const authorization = header('authorization');
      if (authorization !== undefined) {
        const given = readAuthorization(authorization);
        if (given.kind === 'bearer') {
          return looksLikeToken(given.token) ? byToken(given.token) : byApiKey(given.token);
        }
        if (given.password === '' && isApiKey(given.userName)) return byApiKey(given.userName);
        const user = await signIn({ emailAddress: given.userName, password: given.password }, origin);
        if (!user) throw new ApiError('Unauthorized', { message: WRONG_PASSWORD });
        return principalOf({ user, method: 'password' });
      }
      const session = (await ofClient(header)) ?? (await ofPages(header));
      return session && principalOf({ user: session, method: 'browserSession', browserSession: session });
    },
  };
}

/** Who answers for a sign-in. */
export function actorOf(user: StoredUser | undefined, { requestId, address }: SignInOrigin): Actor {
  return {
    userId: user?.id,
    userName: user?.emailAddress ?? 'nobody',
    way: 'password',
    operation: 'Authenticate',
    requestId,
    address,
  };
}

/** The name of a failed attempt. What is no e-mail address may be a password in the wrong place, and is not kept. */
export function nameForEvent(given: string): string {
  return /^[^\s@]{1,100}@[^\s@]{1,200}$/.test(given) ? given.toLowerCase() : '(no e-mail address)';
}
