/** The paths of the authorization server, relative to the address of the service. */
export const paths = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  registration: '/oauth/register',
  revocation: '/oauth/revoke',
  jwks: '/oauth/jwks',
  /** The page on which a person allows an agent; the name of the request follows. */
  consent: '/oauth/consent',
  metadata: '/.well-known/oauth-authorization-server',
} as const;

/** The verbs of a path that oidc-provider answers; `undefined` for paths that are not there. */
export function verbsOf(path: string): readonly string[] | undefined {
  switch (path) {
    case paths.authorization:
      return ['GET'];
    case paths.token:
    case paths.registration:
    case paths.revocation:
      return ['POST'];
    case paths.jwks:
    case paths.metadata:
      return ['GET', 'HEAD'];
    default:
      return /^\/oauth\/authorize\/[\w-]+$/.test(path) ? ['GET'] : undefined;
  }
}

/** The name of the request in the path of its consent page. */
export function consentIdIn(path: string): string | undefined {
  return /^\/oauth\/consent\/([\w-]{1,100})$/.exec(path)?.[1];
}
