import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MCP_REMOTE_NAME, spoilKeptToken, startMcpRemote } from '../clients/src/index.ts';
import { letIn, openBrowser } from './person.ts';
import { type RunningService, startService } from './service.ts';

let service: RunningService;
let browser: Browser;
/** Where mcp-remote keeps what it knows. */
let folder: string;

beforeAll(async () => {
  service = await startService();
  await service.loadAll();
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'mcp-remote-'));
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('is let in by a person once, goes on without one, and renews its token in two processes at once', async () => {
  const url = `${service.url.replace('127.0.0.1', 'localhost')}/mcp`;
  let visits = 0;
  const start = () =>
    startMcpRemote(url, folder, (address) => {
      visits++;
      return letIn(browser, service, address, MCP_REMOTE_NAME);
    });
  const first = await start();
  expect(await first.toolNames()).toContain('open_session');
  await first.close();

  expect(await spoilKeptToken(folder)).toBe(true);
  const both = await Promise.all([start(), start()]);
  for (const { toolNames } of both) expect(await toolNames()).toContain('open_session');
  await Promise.all(both.map(({ close }) => close()));
  expect(visits).toBe(1);
  const { items } = await service.request('/auth/agents');
  expect(items).toMatchObject([{ clientName: MCP_REMOTE_NAME }]);
});
