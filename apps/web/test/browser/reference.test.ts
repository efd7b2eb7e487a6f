import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  type RunningService,
  request,
  startService,
} from '../support/service.ts';

let service: RunningService;
let browser: Browser;

beforeAll(async () => {
  service = await startService();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

/** Asks as a stranger: the reference is for everybody. */
const ask = (path: string, headers: Record<string, string> = {}) =>
  service.request(path, { authorization: null, headers });

it('leads from the search of the index to a sample in another format, which can be copied', async () => {
  const { page, context } = browser;
  await page.goto(`${service.url}/metadata`);
  await page.getByLabel('Search').fill('opens returns it');
  await page.getByText('1 operation', { exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'DeleteAccount', exact: true }).isVisible()).toBe(false);
  await page.getByRole('link', { name: 'NewAISession', exact: true }).click();
  await page.getByRole('heading', { name: 'NewAISession', level: 1 }).waitFor();
  await page.getByText('Requires the role: SystemAdministrator').waitFor();
  await page.getByRole('navigation', { name: 'Formats' }).getByRole('link', { name: 'XML' }).click();
  await page.getByRole('heading', { name: 'HTTP + XML' }).waitFor();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy request' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^POST \/ai\/sessions HTTP\/1\.1\nHost: /);
  // What a reader copies is what the service reads.
  const body = copied.split('\n\n')[1] ?? '';
  const { body: account } = await service.request('/accounts', { json: { name: 'Northwind' } });
  const sent = body.replace(/<AccountId>[^<]*/, `<AccountId>${account.id}`);
  const answer = await service.request('/ai/sessions', {
    body: sent,
    headers: { 'content-type': 'application/xml', accept: 'application/json' },
  });
  expect([answer.status, answer.body.accountName]).toEqual([200, 'Northwind']);
});

it('tries an operation as whoever is signed in, and shows the same call in other words', async () => {
  const { page } = browser;
  await page.goto(`${service.url}/xml/metadata?op=NewAccount`);
  await page.getByLabel('name', { exact: true }).fill('Northwind\'s "own"');
  await page.getByRole('button', { name: 'Send POST /accounts' }).click();
  await page.locator('#try-status', { hasText: '401' }).waitFor();
  await page.goto(service.url);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.waitForURL(/\/admin$/);
  await page.goto(`${service.url}/xml/metadata?op=NewAccount`);
  await page.getByLabel('name', { exact: true }).fill('Northwind\'s "own"');
  await page.getByRole('button', { name: 'Send POST /accounts' }).click();
  await page.locator('#try-status', { hasText: '200 OK' }).waitFor();
  const answer = await page.locator('#try-answer code').textContent();
  expect(answer).toMatch(/^content-type: application\/xml.*<Name>Northwind's "own"<\/Name>/ms);
  const curl = (await page.locator('#call-curl code').textContent()) ?? '';
  const key = (await service.request('/api-keys', { json: { name: 'Copied' } })).body.key;
  const ran = spawnSync('bash', ['-c', curl.replace('<your API key>', key)], { encoding: 'utf8' });
  expect(ran.stdout).toContain(`<Name>Northwind's "own"</Name>`);
  expect(await page.locator('#call-servicestack code').textContent()).toContain(
    `client.post(new NewAccount({"name":"Northwind's \\"own\\""}))`,
  );
  await page.goto(`${service.url}/json/metadata?op=ListAccounts`);
  await page.getByLabel('countPerPage', { exact: true }).fill('1');
  await page.getByLabel('sortOrder', { exact: true }).selectOption('Ascend');
  await page.getByRole('button', { name: 'Send GET /accounts' }).click();
  await page.locator('#try-status', { hasText: '200 OK' }).waitFor();
  expect(await page.locator('#call-python code').textContent()).toContain(
    'client.get(ListAccounts(count_per_page=1, sort_order="Ascend"))',
  );
  await browser.context.clearCookies();
});

it('has pages that work without JavaScript, and that axe finds nothing wrong with', async () => {
  const { page } = browser;
  for (const path of [
    '/metadata',
    '/json/metadata?op=ListUsers',
    '/csv/metadata?op=Authenticate',
    '/json/metadata?op=NewAISession&lang=typescript',
    '/json/metadata',
    '/types',
  ]) {
    expect((await ask(path)).text).toContain('<h1>');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(service.url + path);
      expect(await axeFindings(page), `${path} in ${colorScheme}`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: null });
});

it('can be read without JavaScript, by keyboard, on a narrow screen and on paper', async () => {
  const { page } = browser;
  const address = `${service.url}/json/metadata?op=NewAISession`;
  const plain = await openBrowser(false);
  try {
    await plain.page.goto(address);
    await plain.page.getByText('Review the billing settings before renewal').first().waitFor();
    expect(await plain.page.getByRole('button').count()).toBe(0);
  } finally {
    await plain.close();
  }
  await page.goto(address);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const back = page.getByRole('link', { name: '< All operations' });
  expect(await back.evaluate((link) => link === document.activeElement)).toBe(true);
  expect(await back.evaluate((link) => getComputedStyle(link).outlineStyle)).toBe('solid');
  for (const sample of await page.locator('figure:visible').all()) {
    expect(await sample.getByRole('button', { name: /^Copy / }).count()).toBe(1);
  }
  await page.getByRole('heading', { name: 'AISessionState Enum' }).getByRole('link').click();
  await page.waitForURL((url) => url.hash === '#type-AISessionState');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/metadata', '/json/metadata?op=NewAISession&lang=mjs', '/types']) {
    await page.goto(service.url + path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(390);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ media: 'print' });
  await page.goto(address);
  await page.getByRole('button').first().waitFor({ state: 'hidden' });
  await page.getByRole('navigation').first().waitFor({ state: 'hidden' });
  expect(await page.getByRole('heading', { name: 'HTTP + JSON' }).isVisible()).toBe(true);
  await page.emulateMedia({ media: null });
});

it('is kept by clients until it changes, and is Markdown for those who prefer it', async () => {
  const page = await ask('/jsv/metadata?op=GetAISession', { accept: 'text/html' });
  expect(page.status).toBe(200);
  expect(page.headers.get('vary')).toMatch(/^Accept\b/);
  const etag = page.headers.get('etag') ?? '';
  expect((await ask('/jsv/metadata?op=GetAISession', { 'if-none-match': etag })).status).toBe(304);
  const markdown = await ask('/jsv/metadata?op=GetAISession', { accept: 'text/markdown' });
  expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(markdown.text).toMatch(/^# GetAISession\n/);
  expect((await ask('/llms.txt')).text).toMatch(/^# AI Sessions\n/);
});

it('gives tools the types, and the code of those they name', async () => {
  const { status, headers, text } = await ask('/types/metadata');
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  expect(Object.keys(JSON.parse(text))).toEqual(['config', 'namespaces', 'types', 'operations']);
  const code = await ask('/types/typescript?IncludeTypes=GetAISession.*');
  expect(code.text).toMatch(/^BaseUrl: http:\/\/[\w.]+:\d+$/m);
  expect(code.text).toContain('IncludeTypes: GetAISession.*');
  expect(code.text).not.toContain('class NewAccount');
  expect((await ask('/types/typescript?IncludeTypes=*/alert(1)/*')).status).toBe(404);
});

it('says 404 for what does not exist, and 405 for what cannot be done', async () => {
  for (const path of [
    '/json/metadata?op=Nothing',
    '/yaml/metadata?op=NewAISession',
    '/json/metadata?op=%00',
  ]) {
    expect((await ask(path)).status).toBe(404);
  }
  expect((await service.request('/metadata', { method: 'POST' })).status).toBe(405);
});

it('is behind the sign-in when DOCS_PUBLIC says so', async () => {
  const closed = await startService({ DOCS_PUBLIC: 'false' });
  try {
    const asStranger = (headers: Record<string, string>) =>
      request(`${closed.url}/metadata`, { authorization: null, headers });
    const page = await asStranger({ accept: 'text/html' });
    expect([page.status, page.headers.get('location')]).toEqual([302, '/login?redirect=%2Fmetadata']);
    expect((await asStranger({ accept: '*/*' })).status).toBe(401);
    expect((await closed.request('/metadata')).status).toBe(200);
  } finally {
    await closed.stop();
  }
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
