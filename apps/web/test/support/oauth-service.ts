import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { cookiesOf, makeUser } from './callers.ts';
import { type McpSender, mcpHeaders, mcpMessage, sendMcp } from './mcp.ts';
import { type AllowedAgent, askForToken, type CookieJar, jarOf } from './oauth-agent.ts';
import { type Answer, freePort, type RunningService, startService } from './service.ts';

/** Processes on one database that let agents in by OAuth. */
export interface OAuthService {
  readonly database: TestDatabase;
  readonly service: RunningService;
  /** The public address, which is that of the first process. */
  readonly url: string;
  /** Starts a further process, with these settings beside the others; its own address. */
  another(settings?: Settings): Promise<RunningService>;
  /** Somebody who has signed in with a browser. */
  somebody(roles?: readonly string[], accountId?: string): Promise<Somebody>;
  close(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

interface Somebody {
  readonly user: { readonly id: string; readonly emailAddress: string };
  readonly jar: CookieJar;
}

/** Starts the first process. This machine is a trusted proxy, so that clients can register from several addresses. */
export async function startOAuthService(given: Settings = {}): Promise<OAuthService> {
  const PORT = await freePort();
  const url = `http://localhost:${PORT}`;
  const database = await createTestDatabase();
  const processes: RunningService[] = [];
  const start = async (settings: Settings) => {
    const started = await startService({
      PUBLIC_URL: url,
      DATABASE_URL: database.url,
      AUTH_SECRET: 'a secret that the processes of a test share',
      TRUSTED_PROXIES: '127.0.0.1,::1',
      ...given,
      ...settings,
    });
    processes.push(started);
    return started;
  };
  const service = await start({ PORT });
  return {
    database,
    service,
    url,
    another: async (settings = {}) => {
      // It says the public address when it is ready, which is not its own.
      const started = await start({ PORT: await freePort(), ...settings });
      return { ...started, url: started.url.replace('127.0.0.1', 'localhost') };
    },
    async somebody(roles = ['SystemAdministrator'], accountId) {
      const user = await makeUser(service, roles, accountId);
      return { user, jar: jarOf(await cookiesOf(service, user)) };
    },
    async close() {
      await Promise.all(processes.map((started) => started.stop()));
      await database.drop();
    },
  };
}

/** Who sends messages with an access token. */
export function senderWith(url: string, accessToken: string): McpSender {
  return { url, credentials: { authorization: `Bearer ${accessToken}` } };
}

/** Calls `/mcp` with a token; the status. */
export async function statusAtMcp(url: string, accessToken: string): Promise<number> {
  const body = JSON.stringify(mcpMessage('2025-11-25', 'tools/list'));
  const headers = mcpHeaders('2025-11-25', 'tools/list');
  return (await sendMcp(senderWith(url, accessToken), body, headers)).status;
}

/** Renews the token of an agent. */
export function refresh(
  url: string,
  { clientId, refreshToken }: Pick<AllowedAgent, 'clientId' | 'refreshToken'>,
): Promise<Answer> {
  return askForToken(url, { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken });
}
