import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from '@ai-sessions/auth';
import { type Actor, createAccount, createSession, createUser } from '@ai-sessions/db';
import { createDispatcher } from '../src/server/dispatch.ts';
import { createHttpServer } from '../src/server/http-server.ts';
import { startService } from '../src/server/start-service.ts';

/** A request as it goes over the wire. */
interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** An answer, and the calls of operations that the request led to. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly calls: readonly { readonly operation: string; readonly request: unknown }[];
}

/** A running service with the data that vectors take for granted. */
export interface VectorHost {
  readonly url: string;
  /** The id that stands for a name such as `s1` at the moment; session names get a new one for every vector. */
  readonly ids: ReadonlyMap<string, string>;
  /** Makes the data of a vector anew. */
  renew(): Promise<void>;
  send(request: WireRequest): Promise<WireAnswer>;
  /** An `Authorization` header of a user of that name with that password and the role. */
  authorization(name: string, password: string): Promise<string>;
  /** The secret of a session that is signed in with the role. */
  sessionToken(): Promise<string>;
  countSessions(): Promise<number>;
  /** Lets every operation on sessions fail in a way that nobody foresaw, while the work lasts. */
  whileBroken<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

const PASSWORD = 'right';
const ROLE = 'SystemAdministrator';
const BY: Actor = { userName: 'admin', operation: 'Vectors' };

/**
 * Starts a service on a database of its own.
 *
 * @param settings Variables of the environment beyond those that every vector needs.
 * @param accounts Names of the accounts that exist.
 */
export async function startVectorHost(
  settings: Readonly<Record<string, string>>,
  accounts: readonly string[],
): Promise<VectorHost> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-vectors-'));
  // Such a folder is its owner's alone, and PostgreSQL may have to run as another user.
  await chmod(folder, 0o755);
  let calls: { operation: string; request: unknown }[] = [];
  const service = await startService({
    environment: {
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ADMIN_EMAIL: 'first@example.com',
      ADMIN_PASSWORD: randomUUID(),
      ...settings,
    },
    announce: () => {},
    onCall: (operation, request) => calls.push({ operation, request }),
  });
  const { server } = createHttpServer(
    createDispatcher({
      service,
      rest: service.rest,
      mcp: service.mcp,
      agents: service.agents,
      known: service.known,
      addresses: service.addresses,
      pages: async (_, response) => void response.writeHead(404).end(),
      log: service.log,
      telemetry: service.telemetry,
      recorder: service.recorder,
      secure: false,
      corsOrigins: service.configuration.CORS_ORIGINS,
      docsPublic: service.configuration.DOCS_PUBLIC,
      baseUrl: () => 'http://localhost',
    }),
    { keepAliveSeconds: 60, secure: false },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { db, pool } = service.database;
  const { authenticator } = service.services;
  const ids = new Map<string, string>();

  async function user(name: string, password: string, roles: readonly string[]): Promise<string> {
    const passwordHash = await hashPassword(password);
    await createUser(db, { emailAddress: name, passwordHash, roles, accountIds: [], by: BY });
    return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  }
  await user('admin', PASSWORD, [ROLE]);
  await user('user', PASSWORD, []);
  await user('ann', PASSWORD, [ROLE]);

  for (const name of accounts) {
    const account = await createAccount(db, { name, by: BY });
    if (account?.id) ids.set(name, account.id);
  }

  return {
    url: `http://127.0.0.1:${port}`,
    ids,
    async renew() {
      const made = await createSession(db, 'all', { accountId: ids.get('a1'), purpose: 'p', by: BY });
      if (made) ids.set('s1', made.session.id);
    },
    async send({ method, target, headers, body }) {
      calls = [];
      const outgoing = httpRequest({ host: '127.0.0.1', port, method, path: target, headers });
      outgoing.end(body);
      const [incoming] = await once(outgoing, 'response');
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      return {
        status: incoming.statusCode,
        headers: incoming.headers,
        text: Buffer.concat(chunks).toString('utf8'),
        calls,
      };
    },
    // Every vector may want another password, so each gets a user of its own.
    authorization: (name, password) => user(`${name}-${randomUUID()}`, password, [ROLE]),
    async sessionToken() {
      const given = { emailAddress: 'ann', password: PASSWORD, rememberMe: true };
      const opened = await authenticator.openSession(given, { address: '127.0.0.1' });
      if (!opened) throw new Error('The user of the vectors cannot sign in.');
      return opened.token;
    },
    countSessions() {
      return db.prisma.aISession.count();
    },
    async whileBroken(work) {
      await pool.query('ALTER TABLE ai_session RENAME TO ai_session_elsewhere');
      try {
        return await work();
      } finally {
        await pool.query('ALTER TABLE ai_session_elsewhere RENAME TO ai_session');
      }
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Header of a caller of that name, as {@link startVectorHost} made them. */
export function authorizationOf(name: 'user' | 'admin'): string {
  return `Basic ${Buffer.from(`${name}:${PASSWORD}`).toString('base64')}`;
}
