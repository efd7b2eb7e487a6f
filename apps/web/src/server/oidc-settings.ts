import type { OidcSettings } from '@ai-sessions/auth';
import { type Configuration, ConfigurationError } from '@ai-sessions/config';

/**
 * The OpenID provider of the configuration, if there is one.
 *
 * @param roles Roles that can be granted.
 * @throws ConfigurationError when people of the provider would get a role that does not exist.
 */
export function oidcSettingsOf(
  configuration: Configuration,
  roles: readonly string[],
): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = configuration;
  if (!issuer || !clientId || !clientSecret) return undefined;
  const roleMap = configuration.OIDC_ROLE_MAP;
  const unknown = [...roleMap.values()].flat().find((role) => !roles.includes(role));
  if (unknown !== undefined) {
    throw new ConfigurationError(
      `OIDC_ROLE_MAP cannot be used: there is no role ${unknown}. Known are ${roles.join(', ')}; others go into EXTRA_ROLES.`,
    );
  }
  return {
    issuer,
    clientId,
    clientSecret,
    name: configuration.OIDC_NAME,
    scope: configuration.OIDC_SCOPE,
    rolesClaim: configuration.OIDC_ROLES_CLAIM,
    roleMap,
    trustEmail: configuration.OIDC_TRUST_EMAIL,
    createUsers: configuration.OIDC_CREATE_USERS,
  };
}
