import {
  type AgentTokenReader,
  createProviderAgentTokens,
  createRegistrationThrottle,
  type OidcSettings,
  readAgentToken,
} from '@ai-sessions/auth';
import type { Configuration } from '@ai-sessions/config';
import { ApiError } from '@ai-sessions/contract';
import {
  type AuthorizationServer,
  createAuthorizationServer,
  createSigningKeys,
  type ProtectedResource,
  resourceOf,
} from '@ai-sessions/oauth';
import { createVault, parseNetworks } from '@ai-sessions/outbound';
import { errorAnswer } from '@ai-sessions/rest';
import { logFailure } from '../failure-log.ts';
import type { Logger } from '../log.ts';
import type { ServiceAddress } from '../service-address.ts';
import type { Persistence } from './persistence.ts';

/** How agents come in by OAuth. */
export interface AgentsByOAuth {
  /** Reads their access tokens. */
  readonly tokens: AgentTokenReader;
  /** What tells them where to get one. */
  readonly resource: () => ProtectedResource;
  /** The authorization server inside this service; absent when another one lets agents in. */
  readonly server: AuthorizationServer | undefined;
  /** Deletes keys that nothing was signed with for long. */
  purge(): Promise<void>;
}

interface AgentParts {
  readonly persistence: Persistence;
  /** What cookies are signed and secrets are encrypted with. */
  readonly secret: string;
  readonly oidc: OidcSettings | undefined;
  readonly address: ServiceAddress;
  readonly log: Logger;
}

/** Makes how agents come in by OAuth; `undefined` when none do. */
export function createAgentsByOAuth(
  { MCP_OAUTH, OUTBOUND_NETWORKS }: Configuration,
  { persistence, secret, oidc, address, log }: AgentParts,
): AgentsByOAuth | undefined {
  const { db, pool } = persistence.database;
  if (MCP_OAUTH === 'off') return undefined;
  if (MCP_OAUTH === 'provider' && oidc) {
    return {
      tokens: createProviderAgentTokens({ db, settings: oidc, audience: resourceOf(address.url()) }),
      resource: () => ({ resource: resourceOf(address.url()), issuer: oidc.issuer }),
      server: undefined,
      purge: async () => undefined,
    };
  }
  const keys = createSigningKeys(db, createVault(secret));
  const resource = () => ({ resource: resourceOf(address.url()), issuer: new URL(address.url()).origin });
  return {
    resource,
    async tokens(token) {
      const { issuer, resource: audience } = resource();
      return (await readAgentToken(token, { issuer, audience, keys: keys.find }))?.grant_id;
    },
    server: createAuthorizationServer({
      db,
      keys,
      secret,
      throttle: createRegistrationThrottle(pool),
      allowPrivate: parseNetworks(OUTBOUND_NETWORKS),
      resource,
      showError({ response }, { code, message }) {
        const failure = new ApiError('ValidationException', { message: `${message} (${code})` });
        const subject = { title: 'Error', target: '/oauth/authorize', safeCsv: false };
        const { headers, body } = errorAnswer('html', failure, subject, () => undefined);
        for (const [name, value] of Object.entries(headers)) response.set(name, value);
        response.body = body;
      },
      onError: (error, requestId) =>
        logFailure(log, new ApiError('InternalError', { cause: error }), requestId),
    }),
    purge: keys.purge,
  };
}
