import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { OidcSettings } from './oidc-settings.ts';

/** How long the provider may take to answer. */
const TIMEOUT_MS = 4_000;

/**
 * The OpenID provider for next-auth: authorization code with PKCE, state and nonce. Its addresses are asked for when
 * somebody signs in, so the service starts while the provider is down.
 */
export function oidcProvider(settings: OidcSettings): OAuthConfig<Record<string, unknown>> {
  const { issuer, clientId, clientSecret, name, scope } = settings;
  return {
    id: 'oidc',
    type: 'oauth',
    name,
    issuer,
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authorization: { params: { scope } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    httpOptions: { timeout: TIMEOUT_MS },
    userinfo: {
      // Some providers keep the ID token short and tell the rest here; both are about the same subject.
      async request({ client, tokens }) {
        const claims = new Map(Object.entries(tokens.id_token ? claimsOf(tokens.id_token) : {}));
        if (client.issuer.metadata.userinfo_endpoint && tokens.access_token) {
          for (const [claim, value] of Object.entries(await client.userinfo(tokens.access_token))) {
            if (claim === 'sub' && value !== claims.get('sub'))
              throw new Error('The sub claims of ID token and UserInfo differ.');
            if (!claims.has(claim)) claims.set(claim, value);
          }
        }
        return Object.fromEntries(claims);
      },
    },
    profile: ({ sub }) => ({ id: String(sub) }),
  };
}

/** The claims of an ID token whose signature has been verified. */
function claimsOf(idToken: string): Record<string, unknown> {
  const payload: unknown = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return typeof payload === 'object' && payload !== null ? { ...payload } : {};
}
