/** The one thing that an agent may be allowed: to read and to propose. */
export const SCOPE = 'mcp';

const METADATA = '/.well-known/oauth-protected-resource';

/** Where agents come in, and who lets them. */
export interface ProtectedResource {
  /** Address of `/mcp`, which tokens have to be meant for. */
  readonly resource: string;
  /** The authorization server, as it calls itself. */
  readonly issuer: string;
}

/** Address of `/mcp` below the address of the service. */
export function resourceOf(publicUrl: string): string {
  return new URL('/mcp', publicUrl).href;
}

/** Whether a path is that of the metadata: clients ask with the path of the resource, and without. */
export function isResourceMetadata(path: string): boolean {
  return path === METADATA || path === `${METADATA}/mcp`;
}

/** What tells clients where to get a token (RFC 9728). */
export function resourceMetadata({ resource, issuer }: ProtectedResource) {
  return {
    resource,
    authorization_servers: [issuer],
    scopes_supported: [SCOPE],
    bearer_methods_supported: ['header'],
    resource_name: 'AI Sessions',
  };
}

/**
 * The value of `WWW-Authenticate` on an answer 401 of `/mcp`.
 *
 * @param isRefused Whether a token was sent: then it was not good.
 */
export function bearerChallenge({ resource }: ProtectedResource, isRefused: boolean): string {
  const metadata = new URL(`${METADATA}/mcp`, resource).href;
  const parts = [
    ...(isRefused ? ['error="invalid_token"', 'error_description="The token is not accepted"'] : []),
    `resource_metadata="${metadata}"`,
    `scope="${SCOPE}"`,
  ];
  return `Bearer ${parts.join(', ')}`;
}
