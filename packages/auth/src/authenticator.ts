import { ApiError } from '@ai-sessions/contract';
import {
  type Db,
  findUserByAgentGrant,
  findUserByApiKey,
  findUserByApiKeyId,
  findUserByBrowserSession,
  findUserByEmail,
  findUserById,
  findUserBySessionToken,
  markAgentGrantUsed,
  markApiKeyUsed,
  openBrowserSession,
  revokeBrowserSession,
  type StoredAgentGrant,
  type StoredApiKey,
  type StoredBrowserSession,
  type StoredUser,
} from '@ai-sessions/db';
import { LRUCache } from 'lru-cache';
import { isAgentToken } from './agent-token.ts';
import { hashApiKey, isApiKey } from './api-key.ts';
import { createAuthTokens, looksLikeToken, type TokenSubject } from './auth-token.ts';
import { readAuthorization } from './authorization.ts';
import { browserSessionIdOf, cookieValue, sessionCookieName } from './cookie.ts';
import type { HeaderReader } from './header-reader.ts';
import { createPasswordSignIn, type PasswordSignIn, type SignInWithPassword } from './password-sign-in.ts';
import type { Principal } from './principal.ts';
import { mayLetAgentsIn, principalOf } from './rights.ts';
import {
  expiredCookies,
  hashSessionToken,
  lifetimeOf,
  newSessionToken,
  sessionCookies,
  sessionTokenOf,
} from './session-cookies.ts';
import { actorOf, type SignInOrigin } from './sign-in-origin.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

/** How long lookups of callers are cached: revocation takes effect within a second. */
const LOOKUP_LIFETIME_MS = 800;
const WRONG_PASSWORD = 'Invalid Username or Password';
const WRONG_KEY = 'The API key is unknown, revoked or expired. Ask an administrator for a new one.';
const WRONG_AGENT_TOKEN =
  'The access token is wrong, expired or revoked, or is not meant for this service. Sign in again.';
const NO_AGENTS =
  'The user who let this agent in may not propose any more. A system administrator grants the role Agent.';
const ONLY_AT_MCP =
  'This is an access token for agents, which is good at /mcp only. Here, send an API key or sign in with a password.';
const WRONG_TOKEN = 'The token is wrong or expired. Ask RequestAuthToken for a new one.';

/** A session that a client opened with a password. */
export interface OpenedSession {
  readonly user: StoredUser;
  /** The secret of the session. */
  readonly token: string;
  /** `Set-Cookie` values that carry it. */
  readonly cookies: readonly string[];
}

/** Authenticates requests. */
export interface Authenticator {
  /**
   * The caller, or `undefined` when the request carries no credentials.
   *
   * @throws ApiError `Unauthorized` when it carries wrong ones, `TooManyRequests` after too many wrong passwords.
   */
  authenticate(
    header: HeaderReader,
    origin: SignInOrigin,
    options?: AuthenticationOptions,
  ): Promise<Principal | undefined>;
  readonly signIn: SignInWithPassword;
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

/** What counts where a request comes in. */
interface AuthenticationOptions {
  /** Access tokens of agents do: they are made for `/mcp`, and good nowhere else. */
  readonly agentTokens?: boolean;
}

/** Finds the grant that an access token of an agent stands for; `undefined` for a token that is not good. */
export type AgentTokenReader = (token: string, origin: SignInOrigin) => Promise<string | undefined>;

interface AuthenticatorOptions {
  readonly db: Db;
  readonly throttle: SignInThrottle;
  /** Secret of the browser sessions' cookies. */
  readonly secret: string;
  readonly secureCookies: boolean;
  /** Reads access tokens of agents; absent when none come in by OAuth. */
  readonly agentTokens?: AgentTokenReader;
}

/** Cache entries are objects, because the cache cannot hold `undefined`. */
interface Lookup<User> {
  readonly user: User | undefined;
}

/** Makes an {@link Authenticator} on a database. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { db, throttle, secret, secureCookies, agentTokens } = options;
  const lookups = <User extends StoredUser>(find: (key: string) => Promise<User | undefined>) =>
    new LRUCache<string, Lookup<User>>({
      max: 10_000,
      ttl: LOOKUP_LIFETIME_MS,
      // What was asked before a change is answered, but not kept.
      ignoreFetchAbort: true,
      fetchMethod: async (key) => ({ user: await find(key) }),
    });
  const byKey = lookups((key) => findUserByApiKey(db, hashApiKey(key)));
  const byKeyId = lookups((id) => findUserByApiKeyId(db, id));
  const bySessionToken = lookups((token) => findUserBySessionToken(db, hashSessionToken(token)));
  const byCookie = lookups(async (token) => {
    const id = await browserSessionIdOf(token, secret);
    return id === undefined ? undefined : findUserByBrowserSession(db, id);
  });
  const byEmail = lookups((emailAddress) => findUserByEmail(db, emailAddress));
  const byId = lookups((id) => findUserById(db, id));
  const byAgentGrant = lookups((id) => findUserByAgentGrant(db, id));
  const tokens = createAuthTokens(secret);
  const marked = new WeakSet<StoredApiKey | StoredAgentGrant>();

  const cookieName = sessionCookieName(secureCookies);

  async function userOf<User extends StoredUser>(
    cache: LRUCache<string, Lookup<User>>,
    key: string,
  ): Promise<User | undefined> {
    const user = (await cache.fetch(key))?.user;
    return user?.disabled ? undefined : user;
  }

  const signIn = createPasswordSignIn({
    db,
    throttle,
    findUser: (userName) => userOf(byEmail, userName),
  });

  async function byApiKey(key: string): Promise<Principal> {
    const found = isApiKey(key) ? await userOf(byKey, key) : undefined;
    if (!found) throw new ApiError('Unauthorized', { message: WRONG_KEY });
    return byStoredKey(found);
  }

  function byStoredKey(found: StoredUser & StoredApiKey, issuedAt?: string): Principal {
    // Nobody waits for the mark; a database that is away is noticed by those who do wait for it. A cached
    // lookup asks for it once.
    if (found.unmarked && !marked.has(found)) {
      marked.add(found);
      markApiKeyUsed(db, found.apiKeyId).catch(() => undefined);
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
      if (user && subject.matchesPassword(user.passwordHash)) {
        const { asPerson: tokenOfPerson, issuedAt: signedInAt } = subject;
        return principalOf({ user, method: 'token', tokenOfPerson, signedInAt });
      }
    }
    throw new ApiError('Unauthorized', { message: WRONG_TOKEN });
  }

  async function byAgentToken(token: string, origin: SignInOrigin, atMcp: boolean): Promise<Principal> {
    if (!atMcp) throw new ApiError('Unauthorized', { message: ONLY_AT_MCP });
    const grantId = await agentTokens?.(token, origin);
    const found = grantId === undefined ? undefined : await userOf(byAgentGrant, grantId);
    if (!found) throw new ApiError('Unauthorized', { message: WRONG_AGENT_TOKEN });
    if (!mayLetAgentsIn(found)) throw new ApiError('Unauthorized', { message: NO_AGENTS });
    if (found.unmarked && !marked.has(found)) {
      marked.add(found);
      markAgentGrantUsed(db, found.agentGrantId).catch(() => undefined);
    }
    return principalOf({ user: found, method: 'oauth', agentGrant: found });
  }

  type SessionHolder = (StoredUser & StoredBrowserSession) | undefined;

  /** The browser session in the cookies of a ServiceStack client. */
  async function clientSession(header: HeaderReader): Promise<SessionHolder> {
    const token = sessionTokenOf(header);
    return token ? userOf(bySessionToken, token) : undefined;
  }

  /** The browser session in the cookie of the pages. */
  async function pageSession(header: HeaderReader): Promise<SessionHolder> {
    const token = cookieValue(header('cookie') ?? '', cookieName);
    return token ? userOf(byCookie, token) : undefined;
  }

  function forget(): void {
    for (const cache of [byKey, byKeyId, byAgentGrant, bySessionToken, byCookie, byEmail, byId])
      cache.clear();
  }

  return {
    signIn,
    async openSession(given, origin) {
      const user = await signIn(given, origin);
      if (!user) return undefined;
      const token = newSessionToken();
      await openBrowserSession(db, {
        userId: user.id,
        lifetimeSeconds: lifetimeOf(given.rememberMe),
        tokenHash: hashSessionToken(token),
        userAgent: origin.userAgent,
        by: actorOf(user, origin),
      });
      return { user, token, cookies: sessionCookies(token, given.rememberMe, secureCookies) };
    },
    async closeSession(header, origin) {
      for (const session of [await clientSession(header), await pageSession(header)]) {
        if (!session) continue;
        await revokeBrowserSession(db, {
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
    async authenticate(header, origin, { agentTokens: atMcp = false } = {}) {
      const authorization = header('authorization');
      if (authorization !== undefined) {
        const given = readAuthorization(authorization);
        if (given.kind === 'bearer') {
          const { token } = given;
          if (!looksLikeToken(token)) return byApiKey(token);
          return isAgentToken(token) ? byAgentToken(token, origin, atMcp) : byToken(token);
        }
        const userName = given.userName.trim();
        if (given.password === '' && isApiKey(userName)) return byApiKey(userName);
        const user = await signIn({ emailAddress: given.userName, password: given.password }, origin);
        if (!user) throw new ApiError('Unauthorized', { message: WRONG_PASSWORD });
        return principalOf({ user, method: 'password' });
      }
      const session = (await clientSession(header)) ?? (await pageSession(header));
      return session && principalOf({ user: session, method: 'browserSession', browserSession: session });
    },
  };
}
