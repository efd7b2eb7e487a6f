import type { RegistrationThrottle } from '@ai-sessions/auth';
import { mayLetAgentsIn } from '@ai-sessions/auth';
import { type Db, findUserById } from '@ai-sessions/db';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { redirectProblem } from './client-description.ts';
import { DocumentProblem, type FetchDocument } from './client-document.ts';
import { paths } from './paths.ts';
import { type ProtectedResource, SCOPE } from './protected-resource.ts';
import { createAdapters } from './record-adapter.ts';
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts';

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 24 * 60 * MINUTE_SECONDS;
/** How long an access token works; what it stands for can end sooner. */
const ACCESS_TOKEN_SECONDS = 10 * MINUTE_SECONDS;
/** How long an agent may stay away before somebody has to let it in again. */
const REFRESH_TOKEN_SECONDS = 30 * DAY_SECONDS;
/** When somebody has to let it in again in any case. */
const GRANT_SECONDS = 365 * DAY_SECONDS;
/** How long a person may take to sign in and decide. */
export const CONSENT_SECONDS = 30 * MINUTE_SECONDS;
/** How long a metadata document is believed. */
const DOCUMENT_SECONDS = 5 * MINUTE_SECONDS;

/** What the authorization server is made with. */
export interface ProviderOptions {
  readonly db: Db;
  readonly throttle: RegistrationThrottle;
  readonly fetchDocument: FetchDocument;
  /** Signs the cookies of requests that wait for a person. */
  readonly cookieSecret: string;
  /** The client's address of a request that is being answered. */
  readonly addressOf: (context: KoaContextWithOIDC) => string;
  /** Shows a person what is wrong with a request that cannot be answered to its client. */
  readonly showError: (
    context: KoaContextWithOIDC,
    error: { readonly code: string; readonly message: string },
  ) => void;
  /** Names a request that is being answered, in the log. */
  readonly requestIdOf: (context: KoaContextWithOIDC) => string;
  /** Is told of what should not have failed. */
  readonly onError: (error: Error, requestId: string) => void;
}

const NOT_STORABLE = 'text must not hold U+0000 or half of a surrogate pair';

/** Makes oidc-provider for one resource, with keys that sign; it is loaded only now, since most processes never need it. */
export async function createProvider(
  { resource, issuer }: ProtectedResource,
  [signing, ...others]: Awaited<ReturnType<SigningKeys['current']>>,
  options: ProviderOptions,
): Promise<Provider> {
  const { Provider: OAuthProvider, errors } = await import('oidc-provider');
  const { db, throttle, fetchDocument, addressOf } = options;
  const configuration: Configuration = {
    adapter: createAdapters({
      db,
      operation: () =>
        OAuthProvider.ctx?.oidc.route === 'revocation' ? 'RevokeOAuthToken' : 'RequestOAuthToken',
      usedTwice: () => new errors.InvalidGrant('it has been used already'),
      notStorable: (kind) =>
        kind === 'Client'
          ? new errors.InvalidClientMetadata(NOT_STORABLE)
          : new errors.InvalidRequest(NOT_STORABLE),
    }),
    jwks: { keys: [signing, ...others].map(({ jwk }) => ({ ...jwk })) },
    routes: {
      authorization: paths.authorization,
      token: paths.token,
      registration: paths.registration,
      revocation: paths.revocation,
      jwks: paths.jwks,
    },
    scopes: [SCOPE],
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    enableHttpPostMethods: false,
    clientDefaults: {
      application_type: 'native',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      id_token_signed_response_alg: SIGNING_ALGORITHM,
    },
    enabledJWA: { idTokenSigningAlgValues: [SIGNING_ALGORITHM] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      // A token is for its own client to revoke: there are no others that could know it.
      revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
      registration: { enabled: true, initialAccessToken: false, issueRegistrationAccessToken: false },
      registrationManagement: { enabled: false },
      clientIdMetadataDocument: {
        enabled: true,
        ack: 'draft-02',
        allowFetch: (context) => throttle.mayFetch(addressOf(context)),
        cacheDuration: { min: DOCUMENT_SECONDS, max: DOCUMENT_SECONDS },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo(_, asked) {
          if (asked !== resource) throw new errors.InvalidTarget();
          return {
            scope: SCOPE,
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: ACCESS_TOKEN_SECONDS,
            jwt: { sign: { alg: SIGNING_ALGORITHM, kid: signing.id } },
          };
        },
      },
    },
    // Read for the sake of its validator, which is shown all that a client says of itself.
    extraClientMetadata: {
      properties: ['software_id'],
      validator(_, __, ___, metadata) {
        // What is no list of text is left to oidc-provider, which looks at it afterwards.
        const addresses: unknown = metadata.redirect_uris;
        const problem = (Array.isArray(addresses) ? addresses : [])
          .map((address: unknown) => (typeof address === 'string' ? redirectProblem(address) : undefined))
          .find((found) => found !== undefined);
        if (problem !== undefined) throw new errors.CustomOIDCProviderError('invalid_redirect_uri', problem);
        // Without being asked for one, oidc-provider gives every client a secret, also those that do not use it.
        delete metadata.client_secret;
        delete metadata.client_secret_expires_at;
      },
    },
    fetch: (url) => fetchDocument(String(url)),
    findAccount: async (_, id) => {
      const user = await findUserById(db, id);
      return user && !user.disabled && mayLetAgentsIn(user)
        ? { accountId: id, claims: () => ({ sub: id }) }
        : undefined;
    },
    interactions: { url: (_, { uid }) => `${paths.consent}/${uid}` },
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    rotateRefreshToken: true,
    revokeGrantPolicy: () => true,
    extraTokenClaims: (_, token) => ('grantId' in token ? { grant_id: token.grantId } : undefined),
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: MINUTE_SECONDS,
      RefreshToken: REFRESH_TOKEN_SECONDS,
      Grant: GRANT_SECONDS,
      Interaction: CONSENT_SECONDS,
      Session: CONSENT_SECONDS,
    },
    cookies: {
      keys: [options.cookieSecret],
      names: { session: 'oauth_session', interaction: 'oauth_request', resume: 'oauth_resume' },
      long: { httpOnly: true, sameSite: 'lax', signed: true, path: '/oauth' },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    renderError: (context, { error, error_description: description }, { cause }) =>
      options.showError(context, {
        code: error,
        // Else nobody but whoever runs the service would learn why.
        message: cause instanceof DocumentProblem ? cause.message : (description ?? error),
      }),
  };
  const provider = new OAuthProvider(issuer, configuration);
  // Headers of proxies are replaced before it sees a request: they say how people reach the service.
  provider.proxy = true;
  provider.silent = true;
  provider.on('server_error', (context, error) => options.onError(error, options.requestIdOf(context)));
  return provider;
}
