import {
  type Authenticator,
  createAuthenticator,
  createSignInThrottle,
  type OidcSettings,
  type SignInThrottle,
} from '@ai-sessions/auth';
import { AUTH_SECRET_FILE, type Configuration, ensureSecret } from '@ai-sessions/config';
import type { ClientAddresses } from '../client-address.ts';
import type { Logger } from '../log.ts';
import { answerWithNextAuth } from '../next-auth.ts';
import { oidcSettingsOf } from '../oidc-settings.ts';
import type { Service } from '../service.ts';
import type { ServiceAddress } from '../service-address.ts';
import { type AgentsByOAuth, createAgentsByOAuth } from './agents.ts';
import type { Persistence } from './persistence.ts';

/** How people and programs sign in. */
export interface Auth {
  readonly authenticator: Authenticator;
  readonly signInThrottle: SignInThrottle;
  /** What cookies are signed and secrets are encrypted with. */
  readonly secret: string;
  readonly oidc: OidcSettings | undefined;
  /** How agents come in by OAuth; absent when none do. */
  readonly agents: AgentsByOAuth | undefined;
  readonly nextAuth: Service['nextAuth'];
}

/** What authentication knows of the server it runs in. */
interface AuthSurroundings {
  readonly addresses: ClientAddresses;
  readonly address: ServiceAddress;
  readonly log: Logger;
}

/**
 * Makes the authentication of the configuration.
 *
 * @param roles Roles that can be granted.
 * @throws ConfigurationError
 */
export async function createAuth(
  configuration: Configuration,
  roles: readonly string[],
  persistence: Persistence,
  { addresses, address, log }: AuthSurroundings,
): Promise<Auth> {
  const { database } = persistence;
  const { db } = database;
  const { secureCookies } = configuration;
  const oidc = oidcSettingsOf(configuration, roles);
  const secret =
    configuration.AUTH_SECRET ?? (await ensureSecret(configuration.dataDirectory, AUTH_SECRET_FILE));
  const signInThrottle = createSignInThrottle(database.pool);
  const agents = createAgentsByOAuth(configuration, { persistence, secret, oidc, address, log });
  const authenticator = createAuthenticator({
    db,
    throttle: signInThrottle,
    secret,
    secureCookies,
    agentTokens: agents?.tokens,
  });
  return {
    authenticator,
    signInThrottle,
    secret,
    oidc,
    agents,
    nextAuth: (headers, answer) => {
      const origin = {
        requestId: headers.get('x-request-id') ?? 'none',
        address: addresses.ofHeaders(headers),
        userAgent: headers.get('user-agent') ?? undefined,
      };
      return answerWithNextAuth(
        {
          db,
          authenticator,
          secret,
          secureCookies,
          origin,
          oidc,
          log,
          header: (name) => headers.get(name) ?? undefined,
          asPage: /^\s*text\/html/i.test(headers.get('accept') ?? ''),
        },
        answer,
      );
    },
  };
}
