import { createHmac } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RegistrationThrottle } from '@ai-sessions/auth';
import { type Actor, allowAgent, type Db } from '@ai-sessions/db';
import type { Network } from '@ai-sessions/outbound';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { type ClientDescription, describeClient, redirectHost } from './client-description.ts';
import { createDocumentFetch } from './client-document.ts';
import { paths } from './paths.ts';
import { type ProtectedResource, SCOPE } from './protected-resource.ts';
import { CONSENT_SECONDS, createProvider, type ProviderOptions } from './provider.ts';
import type { SigningKeys } from './signing-keys.ts';

/** The authorization server inside this service. */
export interface AuthorizationServer {
  /**
   * Answers a request to one of its paths.
   *
   * @param from The client's address, and what the request is called in the log.
   * @throws ApiError `TooManyRequests` when too many clients register themselves.
   */
  handle(request: IncomingMessage, response: ServerResponse, from: RequestOrigin): Promise<void>;
  /**
   * What waits for a person to decide.
   *
   * @param cookie The `Cookie` header: only the browser that was sent here with the request may decide on it.
   */
  pending(id: string, cookie: string | undefined): Promise<PendingConsent | undefined>;
  /** Answers a request that waits; `undefined` when it waits no more. */
  decide(id: string, cookie: string | undefined, decision: ConsentDecision): Promise<string | undefined>;
}

/** Where a request comes from, and its name. */
interface RequestOrigin {
  readonly address: string;
  readonly requestId: string;
}

/** An agent that asks to be let in. */
export interface PendingConsent {
  readonly client: ClientDescription;
  /** Host of the site that gets the answer; `undefined` for a program on the computer of the person. */
  readonly answersTo: string | undefined;
}

/** What a person says to an agent that asks to be let in. */
export type ConsentDecision =
  | { readonly allow: false }
  | {
      readonly allow: true;
      readonly userId: string;
      /** Accounts of the user that the agent may work on; all of them when empty. */
      readonly accountIds: readonly string[];
      readonly by: Actor;
    };

interface AuthorizationServerOptions extends Pick<ProviderOptions, 'showError' | 'onError'> {
  readonly db: Db;
  readonly keys: SigningKeys;
  /** Secret of the service. */
  readonly secret: string;
  readonly throttle: RegistrationThrottle;
  /** Networks whose metadata documents may be fetched although they are not public. */
  readonly allowPrivate: readonly Network[];
  /** What tokens are for, and who issues them; known once the service listens. */
  readonly resource: () => ProtectedResource;
}

/** Makes the {@link AuthorizationServer}. */
export function createAuthorizationServer(options: AuthorizationServerOptions): AuthorizationServer {
  const { db, keys, secret, throttle, allowPrivate, resource, showError, onError } = options;
  const origins = new WeakMap<IncomingMessage, RequestOrigin>();
  let made: { readonly of: string; readonly provider: Promise<Provider> } | undefined;

  /** Made anew when the keys change, which is seldom. */
  async function provider(): Promise<Provider> {
    const current = await keys.current();
    const of = current.map(({ id }) => id).join();
    if (made?.of !== of) {
      const creating = createProvider(resource(), current, {
        db,
        throttle,
        fetchDocument: createDocumentFetch(allowPrivate),
        cookieSecret: createHmac('sha256', secret).update('oauth cookies').digest('base64url'),
        addressOf: ({ req }: KoaContextWithOIDC) => origins.get(req)?.address ?? 'unknown',
        requestIdOf: ({ req }: KoaContextWithOIDC) => origins.get(req)?.requestId ?? 'unknown',
        showError,
        onError,
      });
      const making = { of, provider: creating };
      made = making;
      creating.catch(() => {
        if (made === making) made = undefined;
      });
    }
    return made.provider;
  }

  /** The request that a browser was sent to the consent page with. */
  async function pending(id: string, cookie: string | undefined) {
    if (cookie === undefined) return undefined;
    const exchange = exchangeWith(cookie, resource());
    const serving = await provider();
    const { errors } = await import('oidc-provider');
    try {
      const interaction = await serving.interactionDetails(exchange.request, exchange.response);
      if (interaction.uid !== id) return undefined;
      return { interaction, exchange, serving };
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  }

  return {
    async handle(request, response, from) {
      if (pathOf(request) === paths.registration) await throttle.register(from.address);
      origins.set(request, from);
      prepare(request, resource());
      await (await provider()).callback()(request, response);
    },

    async pending(id, cookie) {
      const waiting = await pending(id, cookie);
      if (!waiting) return undefined;
      const { params } = waiting.interaction;
      const client = await waiting.serving.Client.find(String(params.client_id));
      if (!client) return undefined;
      return { client: describeClient(client), answersTo: redirectHost(String(params.redirect_uri)) };
    },

    async decide(id, cookie, decision) {
      const waiting = await pending(id, cookie);
      if (!waiting) return undefined;
      const { interaction, serving, exchange } = waiting;
      // Whoever presses twice has decided once.
      if (interaction.result) return interaction.returnTo;
      if (!decision.allow) {
        return serving.interactionResult(exchange.request, exchange.response, {
          error: 'access_denied',
          error_description: 'The person did not let this agent in',
        });
      }
      const client = await serving.Client.find(String(interaction.params.client_id));
      if (!client) return undefined;
      const { userId, accountIds, by } = decision;
      const described = describeClient(client);
      const grantId = await allowAgent(db, {
        userId,
        clientId: described.clientId,
        clientName: described.name,
        clientHost: described.host,
        accountIds,
        // Until the agent has fetched its tokens.
        lifetimeSeconds: CONSENT_SECONDS,
        by,
      });
      const grant = new serving.Grant({ accountId: userId, clientId: client.clientId });
      grant.jti = grantId;
      grant.addOIDCScope(SCOPE);
      grant.addResourceScope(resource().resource, SCOPE);
      await grant.save();
      return serving.interactionResult(exchange.request, exchange.response, {
        login: { accountId: userId, remember: false },
        consent: { grantId },
      });
    },
  };
}

/**
 * Says to oidc-provider how people reach the service, whatever the request says: it makes addresses from that. Pages of
 * other origins are for the server around it to let in.
 */
function prepare(request: IncomingMessage, { issuer }: ProtectedResource): void {
  const { host, protocol } = new URL(issuer);
  const { headers } = request;
  for (const name of Object.keys(headers))
    if (/^(?:forwarded|x-forwarded-.*)$/.test(name)) delete headers[name];
  delete headers.origin;
  headers.host = host;
  headers['x-forwarded-proto'] = protocol.replace(':', '');
  if (pathOf(request) === paths.authorization) request.url = withScope(request.url ?? '');
}

/** There is one scope, so that is what a client gets, whatever it asks for (RFC 6749, 3.3): the answer says so. */
function withScope(url: string): string {
  const mark = url.indexOf('?');
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  query.set('scope', SCOPE);
  return `${paths.authorization}?${query}`;
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

/** An exchange that carries nothing but cookies, which is all that oidc-provider reads of one. */
function exchangeWith(cookie: string, resource: ProtectedResource) {
  const request = new IncomingMessage(new Socket());
  request.headers.cookie = cookie;
  prepare(request, resource);
  return { request, response: new ServerResponse(request) };
}
