import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from '../support/service.ts';
import { newSession } from '../support/session.ts';

let service: RunningService;
let browser: Browser;
const errors: string[] = [];

beforeAll(async () => {
  // A day ahead of the browser, in a zone where clocks show another time.
  service = await startService({ TZ: 'Pacific/Kiritimati' });
  browser = await openBrowser();
  browser.page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await browser.page.goto(`${service.url}/admin/sessions`);
  await signInOnPage(browser.page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await browser.page.getByRole('heading', { name: 'Sessions' }).waitFor();
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

it('goes on in the browser with what the server has rendered, wherever its reader is', async () => {
  const { page } = browser;
  const accountId = (await service.request('/accounts', { json: { name: 'Fjord' } })).body.id;
  const session = (await newSession(service, { accountId, purpose: 'Tidy the gear' })).replace('/ai', '');
  const functionId = (await service.request('/ai/functions')).body.items[0].id;
  const userId = (await service.request('/users')).body.items[0].id;
  await service.request('/api-keys', { json: { name: 'Nightly import' } });
  const paths = [
    '/sessions',
    '/sessions?created-from=2026-01-01',
    session,
    '/accounts',
    `/accounts/${accountId}`,
    '/users',
    `/users/${userId}`,
    '/keys',
    '/functions',
    `/functions/${functionId}`,
    '/audit',
    '/audit?from=2026-01-01',
    '/profile',
  ];
  for (const path of paths) {
    await page.goto(`${service.url}/admin${path}`);
    await page.waitForLoadState('networkidle');
    // Whatever time it shows, it says how long ago that was once it runs in the browser.
    await page.waitForFunction(() => document.querySelector('time:not([title])') === null);
    expect([path, ...errors, ...browser.complaints]).toEqual([path]);
  }
});

it('shows the exact time where its reader is', async () => {
  const { page } = browser;
  await page.goto(`${service.url}/admin/sessions`);
  const time = page.locator('time').first();
  const expected = await time.evaluate((element) =>
    new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' }).format(
      new Date(element.getAttribute('datetime') ?? ''),
    ),
  );
  await page.locator('time[title]').first().waitFor();
  expect(await time.getAttribute('title')).toBe(expected);
});
