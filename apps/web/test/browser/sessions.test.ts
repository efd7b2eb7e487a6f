import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from '../support/service.ts';

let service: RunningService;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  service = await startService();
  browser = await openBrowser();
  page = browser.page;
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

const signIn = (password: string) => signInOnPage(page, ADMIN_EMAIL, password);

it('signs in, creates a session for an account and edits its purpose', async () => {
  await page.goto(service.url);
  await signIn('wrong');
  await page.getByText('E-mail address or password is wrong.').waitFor();
  await signIn(ADMIN_PASSWORD);
  await page.getByText('Nothing waits.').waitFor();

  await page.getByRole('link', { name: 'Accounts' }).click();
  await page.getByRole('button', { name: 'New account' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Sunfield Solar');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('cell', { name: 'Sunfield Solar' }).waitFor();

  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByRole('link', { name: 'New session' }).click();
  await page.waitForURL(/\/sessions\/new/);
  await page.getByRole('combobox', { name: 'Account' }).click();
  await page.getByPlaceholder('Search accounts').fill('sunf');
  await page.getByRole('option', { name: 'Sunfield Solar' }).click();
  await page.getByLabel('Purpose').fill('x'.repeat(2_001));
  await page.getByRole('button', { name: 'Open session' }).click();
  await page.getByText('must be 2000 characters or fewer').waitFor();
  await page.getByLabel('Purpose').fill('Check the solar campaign numbers');
  await page.getByRole('button', { name: 'Open session' }).click();

  await page.getByRole('heading', { name: 'Check the solar campaign numbers' }).waitFor();
  await page.getByRole('button', { name: 'Edit purpose' }).click();
  await page.getByLabel('Purpose').fill('Check the solar campaign numbers twice');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Check the solar campaign numbers twice' }).waitFor();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' }).click();
  await page.getByRole('searchbox').fill('TWICE');
  await page.waitForURL(/text=TWICE/);
  await page.getByRole('row', { name: /twice.*Sunfield Solar/ }).waitFor();
  const stored = await service.request('/ai/sessions');
  expect(stored.body.items).toMatchObject([
    {
      accountName: 'Sunfield Solar',
      purpose: 'Check the solar campaign numbers twice',
      createdBy: ADMIN_EMAIL,
    },
  ]);
});

it('pages through a list and finds the way back after a reload', async () => {
  for (let n = 0; n < 30; n++) await service.request('/ai/sessions', { json: { purpose: `Numbered ${n}` } });
  await page.goto(`${service.url}/admin/sessions`);
  await page.getByRole('link', { name: 'Numbered 29' }).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('link', { name: 'Numbered 4', exact: true }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Numbered 4', exact: true }).waitFor();
  await page.getByRole('button', { name: 'First page' }).click();
  await page.getByRole('link', { name: 'Numbered 29' }).waitFor();
});

it('takes a day of 23 or 25 hours for what it is where the reader is', async () => {
  const devTools = await browser.context.newCDPSession(page);
  await devTools.send('Emulation.setTimezoneOverride', { timezoneId: 'Europe/Berlin' });
  const asked: URLSearchParams[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.includes('.list')) asked.push(searchParams);
  });
  for (const [path, list] of [
    [
      '/admin/sessions?created-from=2026-10-25&created-until=2026-10-25&changed-until=2026-03-29',
      'session.list',
    ],
    ['/admin/audit?from=2026-10-25&until=2026-10-25', 'audit.list'],
  ]) {
    asked.length = 0;
    // The page before asks what is new, too.
    const answered = page.waitForResponse(
      (response) =>
        response.url().includes(list ?? '') &&
        decodeURIComponent(response.url()).includes('2026-10-24T22:00:00.000Z'),
    );
    await page.goto(service.url + path);
    await answered;
    const sent = asked.map((parameters) => parameters.get('input') ?? '').join();
    expect(sent).toContain('2026-10-24T22:00:00.000Z');
    expect(sent).toContain('2026-10-25T23:00:00.000Z');
    if (list === 'session.list') {
      expect(sent).toContain('2026-03-29T22:00:00.000Z');
      const href = await page.getByRole('link', { name: 'Export' }).getAttribute('href');
      expect(new URLSearchParams(href?.split('?')[1]).get('createdUntil')).toBe('2026-10-25T23:00:00.000Z');
    }
  }
  await devTools.send('Emulation.setTimezoneOverride', { timezoneId: '' });
  await devTools.detach();
  await page.goto(`${service.url}/admin/sessions`);
});

it('never leaves for another site after signing in, and signs out', async () => {
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/login/);
  for (const target of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
  ]) {
    await page.goto(`${service.url}/login?redirect=${encodeURIComponent(target)}`);
    await signIn(ADMIN_PASSWORD);
    await page.waitForURL(`${service.url}/admin`);
    await browser.context.clearCookies();
  }
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
