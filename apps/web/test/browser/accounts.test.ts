import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { makeKey, makeUser, send } from '../support/callers.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService, until } from '../support/service.ts';

let service: RunningService;
let browser: Browser;
let page: Page;
let accountId: string;

beforeAll(async () => {
  service = await startService();
  accountId = (await service.request('/accounts', { json: { name: 'Fjord Outdoor Supply' } })).body.id;
  const startDate = new Date().toISOString();
  const entries = [
    ...Array.from({ length: 12 }, (_, n) => ({ customerId: `customer-${n + 1}`, aiMinutes: 100 * (12 - n) })),
    { aiMinutes: 45 },
  ].map((entry, n) => ({ ...entry, accountId, externalId: `call-${n}`, startDate }));
  await service.request('/ai/usage/entries', { json: { entries } });
  browser = await openBrowser();
  page = browser.page;
  await page.goto(`${service.url}/admin/accounts/${accountId}`);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

const account = async () => (await service.request(`/accounts/${accountId}`)).body;

it('shows the AI minutes of a month, by customer, and those of the month before', async () => {
  const usage = page.getByRole('region', { name: 'AI minutes' });
  await usage.getByText('7,845').waitFor();
  const rows = usage.getByRole('row');
  // The head, the ten with the most, the others, and what was spent for none.
  expect(await rows.count()).toBe(13);
  const cells = async (row: number) =>
    (await rows.nth(row).locator('th, td').allTextContents()).filter(Boolean);
  expect(await cells(1)).toEqual(['customer-1', '1,200']);
  expect(await cells(11)).toEqual(['2 more customers', '300']);
  expect(await cells(12)).toEqual(['Without a customer', '45']);
  await usage.getByRole('button', { name: 'Previous month' }).click();
  await usage.getByText('nothing was spent').waitFor();
  await usage.getByRole('button', { name: 'Next month' }).click();
  await usage.getByText('7,845').waitFor();
});

it('saves settings and prices, tells what does not go together, and never shows the secret', async () => {
  await page.getByLabel('Maximum phone numbers').fill('25');
  await page.getByLabel('Twilio account').fill('AC0123456789abcdef0123456789abcdef');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('set TwilioAuthToken').waitFor();
  await page.getByLabel('Twilio secret').fill('5f2c0e8d1b7a4c3e');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await page.getByLabel('Twilio secret').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('The account is in order.').waitFor();
  await page.getByLabel('Minutes of live AI: Unit cost').fill('0.02');
  await page.getByLabel('Minutes of live AI: Included').fill('100');
  await page.getByRole('button', { name: 'Save prices' }).click();
  await until(async () => (await account()).billingSettings !== undefined);
  expect(await account()).toMatchObject({
    maxPhoneNumbers: 25,
    isBYOA: true,
    billingSettings: { aiLiveMinutes: { unitCost: 0.02, allowance: 100 } },
  });
  await page.reload();
  await page.getByText('7,845').waitFor();
  expect(await page.getByLabel('Minutes of live AI: Unit cost').inputValue()).toBe('0.02');
  expect(await page.content()).not.toContain('5f2c0e8d1b7a4c3e');
});

it('does not save over what somebody else has set meanwhile', async () => {
  await page.getByLabel('Base fee: Base cost').fill('9.5');
  await service.request(`/accounts/${accountId}`, {
    method: 'PATCH',
    json: { billingSettings: { base: { baseCost: 8 } } },
  });
  await page.getByRole('button', { name: 'Save prices' }).click();
  await page.getByText('changed these settings').waitFor();
  expect((await account()).billingSettings).toEqual({ base: { baseCost: 8 } });
  await page.getByRole('button', { name: 'Save prices' }).click();
  await until(async () => (await account()).billingSettings.base.baseCost === 9.5);
});

it('replaces the keys of an account and shows the new ones once', async () => {
  const user = await makeUser(service, ['SystemAdministrator']);
  const key = await makeKey(service, user, { accountIds: [accountId], name: 'Nightly' });
  await page.getByRole('button', { name: 'Replace keys' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replace keys' }).click();
  const shown = await page.getByRole('dialog').getByText(/^ais_/).textContent();
  expect((await send(service, key.credentials, `/accounts/${accountId}`)).status).toBe(401);
  const fresh = { authorization: `Bearer ${shown}` };
  expect((await send(service, fresh, `/accounts/${accountId}`)).status).toBe(200);
  await page.keyboard.press('Escape');
});

it('sets how far a manager gets, and what the dashboard shows them', async () => {
  const user = await makeUser(service, ['Manager']);
  await page.goto(`${service.url}/admin/users/${user.id}`);
  await page.getByLabel('Manager access').selectOption('ReadOnly');
  await page.getByLabel('Reports').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect((await service.request(`/users/${user.id}`)).body).toMatchObject({
    managerAccess: 'ReadOnly',
    dashboardPermissions: ['ViewReports'],
  });
});

it('has pages that axe finds nothing wrong with, also on a narrow screen', async () => {
  const findings: string[] = [];
  for (const size of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await page.goto(`${service.url}/admin/accounts/${accountId}`);
    await page.getByText('7,845').waitFor();
    findings.push(...(await axeFindings(page)));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(size.width);
  }
  expect(findings).toEqual([]);
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
