import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What the provider knows about somebody, by the name they sign in with there. */
interface Person {
  readonly email: string;
  readonly email_verified?: boolean;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly groups?: unknown;
  /** Claims of any name: no standard says how a provider tells roles. */
  readonly [claim: string]: unknown;
}

/** A real OpenID provider, at which everybody signs in with any password. */
export interface OpenIdProvider {
  readonly issuer: string;
  /** Who there is; may change at any time. */
  readonly people: Map<string, Person>;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): Promise<void>;
}

/** Under what real providers tell roles, beside `groups`. */
const ROLE_CLAIMS = ['realm_access', 'https://example.com/roles'];

/** An agent that the provider knows, and where it is answered. */
export const AGENT_CLIENT = 'desk-agent';
const AGENT_REDIRECT = 'http://localhost:53682/callback';

const CLIENT = { clientId: 'ai-sessions', clientSecret: 'a secret between the two of them' };

/** Starts a provider that sends people back to a service. */
export async function startOpenIdProvider(serviceUrl: string): Promise<OpenIdProvider> {
  const people = new Map<string, Person>();
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${serviceUrl}/api/auth/callback/oidc`],
      },
      {
        client_id: AGENT_CLIENT,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [AGENT_REDIRECT],
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['given_name', 'family_name'],
      groups: ['groups', ...ROLE_CLAIMS],
    },
    scopes: ['openid', 'email', 'profile', 'groups'],
    findAccount: (_, name) => {
      const person = people.get(name);
      return person && { accountId: name, claims: () => ({ sub: name, ...person }) };
    },
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, resource) => ({
          scope: 'mcp',
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 600,
        }),
      },
    },
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  return {
    ...CLIENT,
    issuer,
    people,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
