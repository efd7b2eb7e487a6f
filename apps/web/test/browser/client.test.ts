import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, openBrowser } from '../support/browser.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from '../support/service.ts';

/** A page of another site that calls the service with the published bundle as it is. */
const PAGE = `<!doctype html><title>Elsewhere</title><output></output><script type="module">
  import { createClient } from './client.js';
  const { baseUrl, userName, password } = Object.fromEntries(new URLSearchParams(location.search));
  const { session } = createClient({ baseUrl, userName, password });
  const { data, requestId } = await session.create.withResponse({ purpose: 'From a page ☂' });
  const listed = [];
  for await (const { id } of session.list.all({ text: '☂' })) listed.push(id);
  const exported = [];
  for await (const { id } of session.export({ text: '☂' })) exported.push(id);
  await session.patch({ sessionId: data.id, purpose: 'Changed' });
  await session.delete({ sessionId: data.id });
  const { name, code } = await session.get({ sessionId: data.id }).catch((error) => error);
  document.querySelector('output').textContent =
    JSON.stringify({ id: data.id, listed, exported, requestId, name, code });
</script>`;

let service: RunningService;
let browser: Browser;
let origin: string;

const site = createServer(async (request, response) => {
  const isBundle = request.url === '/client.js';
  const bundle = fileURLToPath(import.meta.resolve('@ai-sessions/client'));
  response.setHeader('content-type', isBundle ? 'text/javascript' : 'text/html; charset=utf-8');
  response.end(isBundle ? await readFile(bundle) : PAGE);
});

beforeAll(async () => {
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  service = await startService({ CORS_ORIGINS: origin });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  site.closeAllConnections();
  site.close();
});

it('runs in a page of another origin that the service lets in', async () => {
  const given = { baseUrl: service.url, userName: ADMIN_EMAIL, password: ADMIN_PASSWORD };
  await browser.page.goto(`${origin}/?${new URLSearchParams(given)}`);
  const output = browser.page.locator('output:not(:empty)');
  await output.waitFor({ state: 'attached' });
  const { id, listed, exported, requestId, name, code } = JSON.parse((await output.textContent()) ?? '');
  expect([listed, exported]).toEqual([[id], [id]]);
  expect(requestId).toMatch(/./);
  expect([name, code]).toEqual(['ApiError', 'NotFound']);
  expect(browser.complaints).toEqual([]);
});
