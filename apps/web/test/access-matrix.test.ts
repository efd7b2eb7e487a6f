import { type Operation, operations, routesOf } from '@ai-sessions/contract';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Credentials,
  cookiesOf,
  credentialsOf,
  makeUser,
  onDatabase,
  type Persona,
  personas,
  send,
  ways,
} from './support/callers.ts';
import { jarOf, letIn } from './support/oauth-agent.ts';
import { statusAtMcp } from './support/oauth-service.ts';
import { type RunningService, startService } from './support/service.ts';

let database: TestDatabase;
let service: RunningService;

beforeAll(async () => {
  database = await createTestDatabase();
  // Wrong passwords come from other addresses, or the callers would be slowed down for guessing.
  service = await startService({ DATABASE_URL: database.url, TRUSTED_PROXIES: '127.0.0.1' });
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

/** Every way in which an operation that is not open to everyone is called. The ids in the paths do not exist. */
const calls = operations
  .filter(({ access }) => access.kind !== 'public')
  .flatMap((operation) => [
    ...routesOf(operation).map(({ verb, route }) => ({
      operation,
      method: verb as string,
      path: route.replace(/\{\w+\}/g, 'none'),
    })),
    { operation, method: operation.verb, path: `/api/${operation.name}` },
    {
      operation,
      method: operation.verb === 'GET' ? 'GET' : 'POST',
      path: `/api/trpc/${operation.procedure}${operation.verb === 'GET' ? '?input={}' : ''}`,
    },
  ]);

/** What the contract promises: refused as nobody, refused for lack of rights, or let in. */
function expected({ access, agents }: Operation, persona: Persona): 401 | 403 | 'letIn' {
  switch (persona) {
    case 'anonymous':
    case 'wrongSecret':
    case 'revoked':
    case 'expired':
    case 'disabled':
      return 401;
    case 'agent':
      return agents ? 'letIn' : 403;
    case 'administrator':
      return 'letIn';
    case 'manager':
      return access.kind === 'role' && !access.anyOf.includes('Manager') ? 403 : 'letIn';
    case 'agentByRole':
      return access.kind === 'role' && !access.agents ? 403 : 'letIn';
    case 'noRole':
      return access.kind === 'role' ? 403 : 'letIn';
  }
}

describe.each(personas)('a caller who is %s', (persona) => {
  it.each(ways)('by %s is answered by every operation as the contract says', async (way) => {
    const credentials: Credentials | undefined = await credentialsOf(service, database.url, persona, way);
    if (!credentials) return;
    const surprises: string[] = [];
    for (const [index, { operation, method, path }] of calls.entries()) {
      // Else a wrong password would soon be refused for another reason.
      if (way === 'basic' && index % 5 === 0) await onDatabase(database.url, 'DELETE FROM sign_in_throttle');
      const wanted = expected(operation, persona);
      // A password that is right is hashed once for each address.
      const address = wanted === 401 ? `10.0.0.${index}` : '10.0.0.1';
      // Nothing of it is valid, so nothing happens; but who may call it learns that instead of a refusal.
      const json = method === 'GET' || method === 'DELETE' ? undefined : {};
      const { status, text, headers } = await send(service, credentials, path, {
        method,
        json,
        headers: { 'x-forwarded-for': address },
      });
      const letIn = status < 500 && status !== 401 && (status !== 403 || ownRefusal(text));
      const fits = wanted === 'letIn' ? letIn : status === wanted;
      if (!fits) surprises.push(`${method} ${path}: ${status} instead of ${wanted}: ${text.slice(0, 200)}`);
      if (status === 401) expect(headers.get('www-authenticate')).toBeTruthy();
    }
    expect(surprises).toEqual([]);
  });
});

describe('an agent that was let in by OAuth', () => {
  it.each([['SystemAdministrator'], ['Agent']])(
    'by somebody who is %s is answered by no operation outside of MCP',
    async (role) => {
      const url = service.url.replace('127.0.0.1', 'localhost');
      const account = (await service.request('/accounts', { json: { name: `Of ${role}` } })).body.id;
      const user = await makeUser(service, [role], account);
      const { accessToken } = await letIn(url, jarOf(await cookiesOf(service, user)));
      expect(await statusAtMcp(url, accessToken)).toBe(200);
      const surprises: string[] = [];
      for (const { method, path } of calls) {
        const json = method === 'GET' || method === 'DELETE' ? undefined : {};
        const credentials = { authorization: `Bearer ${accessToken}` };
        const { status, text } = await send(service, credentials, path, { method, json });
        const isRefused = status === 401 && text.includes('good at /mcp only');
        if (!isRefused) surprises.push(`${method} ${path}: ${status}: ${text.slice(0, 200)}`);
      }
      expect(surprises).toEqual([]);
    },
  );
});

/** Refusals of an operation itself, to callers whom it lets in: a token renews no token. */
function ownRefusal(text: string): boolean {
  return /cannot be renewed with itself|Sign in with your password/.test(text);
}
