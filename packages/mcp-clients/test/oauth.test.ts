import { createServer, type Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oauthClients } from '../clients/src/index.ts';
import { letIn, openBrowser } from './person.ts';
import { type RunningService, startService } from './service.ts';

/** Where clients are answered: the test reads what the browser is sent to. */
const REDIRECT_URL = 'http://localhost:53682/callback';

let service: RunningService;
let browser: Browser;
let agent: Server;

beforeAll(async () => {
  service = await startService();
  await service.loadAll();
  // A browser that is redirected asks nobody but the address itself, so somebody has to listen there.
  agent = createServer((_, response) => response.end('Back at the agent'));
  await new Promise<void>((listening) =>
    agent.listen(Number(new URL(REDIRECT_URL).port), 'localhost', listening),
  );
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  agent?.close();
});

describe.each(oauthClients.map((client) => [client.name, client] as const))('%s', (_, client) => {
  it('finds the way by itself, is let in by a person, and renews its token', async () => {
    const url = `${service.url.replace('127.0.0.1', 'localhost')}/mcp`;
    const { authorizationUrl, finish } = await client.begin(url, REDIRECT_URL);
    expect(authorizationUrl.searchParams.get('resource')).toBe(url);
    expect(authorizationUrl.searchParams.get('code_challenge_method')).toBe('S256');
    const connection = await finish(
      (await letIn(browser, service, authorizationUrl, 'Desk agent')).searchParams,
    );
    try {
      expect(await connection.toolNames()).toContain('open_session');
      connection.spoilToken();
      expect(await connection.toolNames()).toContain('open_session');
    } finally {
      await connection.close();
    }
  });
});
