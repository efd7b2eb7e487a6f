import {
  Client,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import type { OAuthClientProvider as OAuthClientProvider1 } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { IMPLEMENTATION } from './client.ts';

/** A client that a person has to let in. */
export interface OAuthClient {
  readonly name: string;
  /** Asks to be let in; whoever uses the client is sent to an address. */
  begin(url: string, redirectUrl: string): Promise<PendingClient>;
}

/** A client that waits for a person. */
interface PendingClient {
  readonly authorizationUrl: URL;
  /** Connects, with what it was sent back with. */
  finish(callback: URLSearchParams): Promise<LetInClient>;
}

/** A client that somebody has let in. */
interface LetInClient {
  toolNames(): Promise<readonly string[]>;
  /** Makes the access token useless, as if it had expired. */
  spoilToken(): void;
  close(): Promise<void>;
}

interface Tokens {
  readonly access_token: string;
  readonly token_type: string;
  readonly refresh_token?: string;
}

/** What a client keeps while and after it is let in; it serves both versions of the SDK. */
function keeper<Information, Stored extends Tokens>(redirectUrl: string) {
  let information: Information | undefined;
  let tokens: Stored | undefined;
  let verifier = '';
  let authorizationUrl: URL | undefined;
  return {
    redirectUrl,
    clientMetadata: { client_name: 'Desk agent', redirect_uris: [redirectUrl] },
    state: () => 'a state of the client',
    clientInformation: () => information,
    saveClientInformation: (given: Information) => {
      information = given;
    },
    tokens: () => tokens,
    saveTokens: (given: Stored) => {
      tokens = given;
    },
    redirectToAuthorization: (address: URL) => {
      authorizationUrl = address;
    },
    saveCodeVerifier: (given: string) => {
      verifier = given;
    },
    codeVerifier: () => verifier,
    sentTo(): URL {
      if (!authorizationUrl) throw new Error('Nobody was sent anywhere.');
      return authorizationUrl;
    },
    spoilToken: () => {
      if (tokens) tokens = { ...tokens, access_token: 'e30.e30.e30' };
    },
  };
}

type Stored<Provider extends { tokens(): unknown }> = Exclude<
  Awaited<ReturnType<Provider['tokens']>>,
  undefined
>;
type Information<Provider extends { clientInformation(): unknown }> = Exclude<
  Awaited<ReturnType<Provider['clientInformation']>>,
  undefined
>;

/** The SDK in both versions. */
export const oauthClients: readonly OAuthClient[] = [
  {
    name: '@modelcontextprotocol/client',
    async begin(url, redirectUrl) {
      const authProvider = keeper<Information<OAuthClientProvider>, Stored<OAuthClientProvider>>(redirectUrl);
      const transport = () => new StreamableHTTPClientTransport(new URL(url), { authProvider });
      const refused = transport();
      await new Client(IMPLEMENTATION).connect(refused).catch(() => undefined);
      return {
        authorizationUrl: authProvider.sentTo(),
        async finish(callback) {
          await refused.finishAuth(callback);
          const client = new Client(IMPLEMENTATION);
          await client.connect(transport());
          return {
            toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
            spoilToken: authProvider.spoilToken,
            close: () => client.close(),
          };
        },
      };
    },
  },
  {
    name: '@modelcontextprotocol/sdk 1',
    async begin(url, redirectUrl) {
      const authProvider = keeper<Information<OAuthClientProvider1>, Stored<OAuthClientProvider1>>(
        redirectUrl,
      );
      const transport = () => new Transport1(new URL(url), { authProvider });
      const refused = transport();
      await new Client1(IMPLEMENTATION).connect(refused).catch(() => undefined);
      return {
        authorizationUrl: authProvider.sentTo(),
        async finish(callback) {
          await refused.finishAuth(callback.get('code') ?? '');
          const client = new Client1(IMPLEMENTATION);
          await client.connect(transport());
          return {
            toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
            spoilToken: authProvider.spoilToken,
            close: () => client.close(),
          };
        },
      };
    },
  },
];
