import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformanceScenarios, runAuthorizationConformance, runConformance } from '../clients/src/index.ts';
import { letIn, openBrowser } from './person.ts';
import { type RunningService, startService } from './service.ts';

/** Checks of a scenario that ask for tools which only exist for the suite; it counts them as failed. */
const UNTESTABLE: Readonly<Record<string, number>> = { 'server-stateless': 4 };

let service: RunningService;
let browser: Browser;

beforeAll(async () => {
  service = await startService();
  await service.loadAll();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

describe('does as the official suite asks', () => {
  let bearer: string;

  beforeAll(async () => {
    bearer = await service.newApiKey();
  });

  it.each(conformanceScenarios)('servers of %s: %s', async (revision, scenario) => {
    const outcome = await runConformance({ url: `${service.url}/mcp`, bearer }, revision, scenario);
    expect(outcome, outcome.output).toMatchObject({ failed: UNTESTABLE[scenario] ?? 0, warnings: 0 });
    expect(outcome.untestable).toBe(outcome.failed);
    expect(outcome.passed).toBeGreaterThan(0);
  });

  it('authorization servers: their metadata, and how a code is given and taken', async () => {
    const issuer = service.url.replace('127.0.0.1', 'localhost');
    const port = await freePort();
    const { client_id: clientId } = await service.request('/oauth/register', {
      client_name: 'Suite',
      redirect_uris: [`http://127.0.0.1:${port}/callback`],
    });
    const target = { issuer, clientId: String(clientId), resource: `${issuer}/mcp`, port };
    const outcome = await runAuthorizationConformance(target, (address) =>
      letIn(browser, service, address, 'Suite'),
    );
    expect(outcome, outcome.output).toMatchObject({ passed: 3, failed: 0, warnings: 0 });
  });
});

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
