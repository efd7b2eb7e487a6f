import { ApiError } from '@ai-sessions/contract';
import { allowAgentElsewhere, type Db } from '@ai-sessions/db';
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { readAgentToken } from './agent-token.ts';
import type { AgentTokenReader } from './authenticator.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { userOfAccessToken } from './oidc-sign-in.ts';

/** How long the provider may take to answer. */
const TIMEOUT_MS = 4_000;
/** How long it is remembered which grant an agent of somebody has; whether that is still good is looked up as always. */
const GRANT_LIFETIME_MS = 30_000;

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });

interface ProviderTokenOptions {
  readonly db: Db;
  readonly settings: Pick<OidcSettings, 'issuer' | 'trustEmail'>;
  /** Address of `/mcp`, which the tokens have to be meant for. */
  readonly audience: string;
}

/**
 * Reads access tokens that the OpenID provider issues to agents. Whoever one stands for is found as at single sign-on,
 * and the agent gets a grant of its own that its user can revoke.
 */
export function createProviderAgentTokens({
  db,
  settings,
  audience,
}: ProviderTokenOptions): AgentTokenReader {
  const { issuer } = settings;
  const grants = new LRUCache<string, string>({ max: 10_000, ttl: GRANT_LIFETIME_MS });
  let keySet: Promise<JWTVerifyGetKey> | undefined;

  /** The provider's keys: its addresses are asked for when the first agent comes. */
  const keys: JWTVerifyGetKey = async (header, token) => {
    keySet ??= loadKeys(issuer).catch((error: unknown) => {
      keySet = undefined;
      throw error;
    });
    return (await keySet)(header, token);
  };

  return async (token, { requestId, address }) => {
    const claims = await readAgentToken(token, { issuer, audience, keys }).catch((error: unknown) => {
      if (error instanceof ProviderUnavailable || error instanceof errors.JWKSTimeout) {
        throw new ApiError('Overloaded', { message: UNAVAILABLE, retryAfter: 5, cause: error });
      }
      throw error;
    });
    if (!claims) return undefined;
    const { sub, client_id: clientId } = claims;
    const agent = JSON.stringify([sub, clientId]);
    const known = grants.get(agent);
    if (known !== undefined) return known;
    const user = await userOfAccessToken(claims, { db, settings });
    if (!user) return undefined;
    const by = {
      userId: user.id,
      userName: user.emailAddress,
      way: 'oauth',
      agentName: clientId,
      operation: 'AllowAgent',
      requestId,
      address,
    };
    const grantId = await allowAgentElsewhere(db, { userId: user.id, issuer, clientId, by });
    grants.set(agent, grantId);
    return grantId;
  };
}

const UNAVAILABLE = 'The OpenID provider does not answer, so the token cannot be checked. Retry shortly.';

/** The provider does not say which keys it has. */
class ProviderUnavailable extends Error {}

async function loadKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetchBriefly(address);
  const metadata = Metadata.safeParse(await answer.json().catch(() => undefined));
  if (!metadata.success || metadata.data.issuer !== issuer) throw new ProviderUnavailable();
  return createRemoteJWKSet(new URL(metadata.data.jwks_uri), {
    timeoutDuration: TIMEOUT_MS,
    [customFetch]: fetchBriefly,
  });
}

/** The address is the operator's own choice, so it is called as single sign-on calls it. */
async function fetchBriefly(address: string, options: RequestInit = {}): Promise<Response> {
  try {
    const answer = await fetch(address, {
      ...options,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.ok) return answer;
  } catch (cause) {
    throw new ProviderUnavailable('The OpenID provider does not answer.', { cause });
  }
  throw new ProviderUnavailable('The OpenID provider does not say which keys it has.');
}
