import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';

let desk: ReviewDesk;
let page: Page;

beforeAll(async () => {
  desk = await openReviewDesk();
  page = desk.page;
});

beforeEach(() => page.goto(`${desk.service.url}/admin/accounts/${desk.accountId}`));

afterAll(() => desk.close());

const account = async () => (await desk.service.request(`/accounts/${desk.accountId}`)).body;
const dialog = () => page.getByRole('dialog', { name: 'Leave without saving?' });
const name = () => page.getByRole('textbox', { name: 'Name', exact: true });

it('refuses a field in the words of the service, without asking it, and goes there', async () => {
  let asked = 0;
  page.on('request', (request) => (asked += request.url().includes('account.patch') ? 1 : 0));
  await page.getByLabel('Logo').fill('x'.repeat(101));
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText(/^'Logo Id' must be 100 characters or fewer/).waitFor();
  expect(await page.getByLabel('Logo').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  expect(asked).toBe(0);
  await page.getByLabel('Logo').fill('f-1');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await account()).toMatchObject({ logoId: 'f-1' });
});

it('saves what was typed and nothing else, whatever others have saved meanwhile', async () => {
  await page.getByLabel('TrustHub profile').fill('BU-mine');
  await desk.service.request(`/accounts/${desk.accountId}`, {
    method: 'PATCH',
    json: { twilioAccountSid: 'AC-theirs' },
  });
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await page.getByLabel('Twilio account').inputValue()).toBe('AC-theirs');
  expect(await account()).toMatchObject({ trustHubProfileSid: 'BU-mine', twilioAccountSid: 'AC-theirs' });
});

it('asks before it saves over what somebody else has made of the same field', async () => {
  await page.getByLabel('TrustHub profile').fill('BU-mine again');
  await desk.service.request(`/accounts/${desk.accountId}`, {
    method: 'PATCH',
    json: { trustHubProfileSid: 'BU-theirs' },
  });
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Meanwhile admin@example.com changed these settings.').waitFor();
  expect(await page.getByLabel('TrustHub profile').inputValue()).toBe('BU-mine again');
  expect(await account()).toMatchObject({ trustHubProfileSid: 'BU-theirs' });
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await account()).toMatchObject({ trustHubProfileSid: 'BU-mine again' });
});

it('saves prices, and takes one away', async () => {
  await page.getByLabel('Base fee: Base cost').fill('12.5');
  await page.getByLabel('AI insights: Unit cost').fill('1');
  await page.getByRole('button', { name: 'Save prices' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByLabel('AI insights: Unit cost').fill('');
  await page.getByRole('button', { name: 'Save prices' }).click();
  await expect.poll(async () => (await account()).billingSettings).toEqual({ base: { baseCost: 12.5 } });
});

it('asks before it is left by a link, by a key or back, and stays or goes as it is told', async () => {
  await name().fill('Not saved');
  const here = page.url();
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await dialog().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'detached' });
  expect([page.url(), await name().inputValue()]).toEqual([here, 'Not saved']);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to' }).fill('Audit');
  await page.getByRole('option', { name: 'Audit', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await dialog().waitFor();
  await page.keyboard.press('Escape');
  expect([page.url(), await name().inputValue()]).toEqual([here, 'Not saved']);

  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await dialog().getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL(/\/admin\/users$/);
  expect((await account()).name).toBe('Harbor & Pine');
});

it('asks before it goes back', async () => {
  await page.goto(`${desk.service.url}/admin/accounts`);
  await page.getByRole('link', { name: 'Harbor & Pine' }).click();
  await name().fill('Not saved');
  await page.evaluate(() => window.history.back());
  await dialog().waitFor();
  await dialog().getByRole('button', { name: 'Stay' }).click();
  expect(await name().inputValue()).toBe('Not saved');
  await page.evaluate(() => window.history.back());
  await dialog().getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL(/\/admin\/accounts$/);
});

it('lets nobody close the tab unasked, and asks nothing when nothing is typed', async () => {
  await name().fill('Not saved');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  expect(await name().inputValue()).toBe('Not saved');
  await name().fill('Harbor & Pine');
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.waitForURL(/\/admin\/users$/);
});

it('discards a session only as it was shown', async () => {
  const { id, path } = await desk.aSession('To be discarded', []);
  await page.route('**/api/trpc/session.watch**', (route) => route.abort());
  await page.goto(`${desk.service.url}/admin/sessions/${id}`);
  await page.getByRole('button', { name: 'Discard' }).click();
  await desk.service.request(path, { method: 'PATCH', json: { purpose: 'Still needed' } });
  await page.getByRole('button', { name: 'Discard session' }).click();
  await page.getByText('Meanwhile the purpose is “Still needed”.').waitFor();
  expect((await desk.service.request(path)).body.state).toBe('Open');
  await page.getByRole('button', { name: 'Discard session' }).click();
  await page.waitForURL(/\/admin\/sessions$/);
  expect((await desk.service.request(path)).status).toBe(404);
  await page.unrouteAll();
});

it('deletes a user only as they were shown', async () => {
  const { body } = await desk.service.request('/users', {
    json: { emailAddress: 'leaving@example.com', roles: [] },
  });
  await page.goto(`${desk.service.url}/admin/users/${body.id}`);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await desk.service.request(`/users/${body.id}`, { method: 'PATCH', json: { roles: ['Manager'] } });
  await page.getByRole('button', { name: 'Delete user' }).click();
  await page.getByText('Meanwhile somebody changed this user.').waitFor();
  expect((await desk.service.request(`/users/${body.id}`)).status).toBe(200);
});

it('had nothing to complain about in the console', () => {
  expect(desk.browser.complaints).toEqual([]);
});
