import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { askForToken, authorizationUrl, newVerifier, registerClient } from '../support/oauth-agent.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  freePort,
  type RunningService,
  request,
  startService,
} from '../support/service.ts';

let service: RunningService;
let browser: Browser;
let url: string;
let agent: Server;
/** Where the agent listens. */
let redirectUri: string;

beforeAll(async () => {
  const PORT = await freePort();
  url = `http://localhost:${PORT}`;
  service = await startService({ PORT, PUBLIC_URL: url });
  await service.request('/accounts', { json: { name: 'Northwind Dental' } });
  browser = await openBrowser();
  // A browser that is redirected asks nobody but the address itself, so somebody has to listen there.
  agent = createServer((_, response) => response.end('Back at the agent')).listen(0, 'localhost');
  await once(agent, 'listening');
  const { port } = agent.address() as AddressInfo;
  redirectUri = `http://localhost:${port}/callback`;
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  agent?.close();
});

/** Opens the consent page of a new client, and says what the client goes on with. */
async function askedBy(name: string) {
  const clientId = await registerClient(url, { client_name: name, redirect_uris: [redirectUri] });
  const { verifier, challenge } = newVerifier();
  const address = authorizationUrl(url, clientId, challenge, { redirect_uri: redirectUri });
  await browser.page.goto(address);
  return { clientId, verifier };
}

it('asks somebody to sign in, then whether the agent may come in, and lets it in on the chosen account', async () => {
  const { page } = browser;
  const { clientId, verifier } = await askedBy('Billing agent');
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.getByRole('heading', { name: 'Let Billing agent in?' }).waitFor();
  await page.getByText('Not verified').waitFor();
  await page.getByText('a program on this computer').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.getByLabel('Only these').check();
  await page.getByText('Choose at least one account.').waitFor();
  expect(await page.getByRole('button', { name: 'Allow' }).isDisabled()).toBe(true);
  await page.getByRole('combobox').click();
  await page.getByRole('option', { name: 'Northwind Dental' }).click();
  await page.getByRole('button', { name: 'Remove Northwind Dental' }).waitFor();
  await page.getByRole('button', { name: 'Allow' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${redirectUri}**`);
  const back = new URL(page.url());
  expect(back.searchParams.get('iss')).toBe(url);
  const { body } = await askForToken(url, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code: back.searchParams.get('code') ?? '',
    code_verifier: verifier,
    redirect_uri: redirectUri,
  });
  expect(body).toMatchObject({ token_type: 'Bearer', scope: 'mcp', refresh_token: expect.any(String) });

  await page.goto(`${url}/admin/profile`);
  const agents = page.getByRole('listitem').filter({ hasText: 'Billing agent' });
  await agents.getByText('Northwind Dental').waitFor();
  await page.getByRole('button', { name: 'Revoke Billing agent' }).click();
  await page.getByRole('button', { name: 'Revoke agent' }).click();
  await page.getByText('None. An agent that connects').waitFor();
  const refused = await request(`${url}/mcp`, { json: {}, authorization: `Bearer ${body.access_token}` });
  expect(refused.status).toBe(401);
});

it('sends the agent away, and says so when there is nothing to decide', async () => {
  const { page } = browser;
  await askedBy('Another agent');
  const address = page.url();
  await page.getByRole('button', { name: 'Deny' }).click();
  await page.waitForURL(`${redirectUri}**`);
  expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
  await page.goto(address);
  await page.getByRole('heading', { name: 'Nothing to decide' }).waitFor();
});

it('cannot be put into a frame, and obeys its own policy', async () => {
  await askedBy('Framed agent');
  const answer = await browser.page.reload();
  expect(answer?.headers()['x-frame-options']).toBe('DENY');
  expect(answer?.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(browser.complaints).toEqual([]);
});
