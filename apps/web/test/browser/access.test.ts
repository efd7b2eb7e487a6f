import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { makeUser, send } from '../support/callers.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  basic,
  type RunningService,
  startService,
  until,
} from '../support/service.ts';

let service: RunningService;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  service = await startService();
  await service.request('/accounts', { json: { name: 'Fjord Outdoor Supply' } });
  browser = await openBrowser();
  page = browser.page;
  await page.goto(service.url);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.waitForURL(/\/admin$/);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

/** Goes to a place of the desk, whatever the test before left open. */
async function go(name: string): Promise<void> {
  await page.goto(service.url);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
  // The page before offers some of the same.
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

it('makes a user who can sign in and see what the roles allow, and shows what was done', async () => {
  await go('Users');
  await page.getByRole('button', { name: 'New user' }).click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Manager' }).waitFor();
  await page.getByLabel('Password').fill('short');
  await page.getByRole('dialog').getByLabel('E-mail address').fill('not an address');
  await page
    .getByRole('dialog')
    .getByLabel('E-mail address')
    .evaluate((input) => input.setAttribute('type', 'text'));
  await page.getByRole('button', { name: 'Create user' }).click();
  await page.getByText('must be an e-mail address').waitFor();
  await page.getByText("'Password' must be 8 characters or more").waitFor();
  const address = page.getByRole('dialog').getByLabel('E-mail address');
  expect(await address.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByRole('dialog').getByLabel('E-mail address').fill('Mara@Example.com');
  await page.getByLabel('First name').fill('Mara');
  await page.getByRole('button', { name: 'Make one up' }).click();
  const password = await page.getByLabel('Password').inputValue();
  expect(password).toMatch(/^\w{5}-\w{5}-\w{5}-\w{5}$/);
  await page.getByRole('combobox', { name: 'Account' }).click();
  await page.getByRole('option', { name: 'Fjord Outdoor Supply' }).click();
  await page.getByRole('checkbox', { name: 'Manager' }).check();
  await page.getByRole('button', { name: 'Create user' }).click();
  await page.getByRole('heading', { name: 'Mara' }).waitFor();

  const theirs = await openBrowser();
  const second = theirs.page;
  await second.goto(service.url);
  await signInOnPage(second, 'mara@example.com', password);
  await second.waitForURL(/\/admin\/users/);
  await second.getByRole('link', { name: 'mara@example.com' }).waitFor();
  await expect
    .poll(() => second.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts())
    .toEqual(['Users']);
  await second.goto(`${service.url}/admin/audit`);
  await second.getByRole('heading', { name: 'You need another role' }).waitFor();

  await page.getByLabel('Last name').fill('Lindqvist');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Mara Lindqvist' }).waitFor();
  const history = page.getByRole('region', { name: 'History' });
  const change = history.getByRole('listitem').filter({ hasText: 'changed the last name of this user' });
  await change.getByText('Details').click();
  await change.getByText('PatchUser').waitFor();
  await history.getByText('Lindqvist').waitFor();
  expect(await history.textContent()).not.toContain(password);

  await page.getByRole('button', { name: 'Recovery link' }).click();
  const link = await page.getByText(/\/login\/recover#token=/).textContent();
  const visitor = await openBrowser();
  await visitor.page.goto(link ?? '');
  await visitor.page.getByLabel('New password').fill('a whole new password');
  await visitor.page.getByLabel('Once more').fill('a whole new password');
  await visitor.page.getByRole('button', { name: 'Set password' }).click();
  await visitor.page.getByText('Your password is set.').waitFor();
  await visitor.close();
  await page.keyboard.press('Escape');
  await second.reload();
  await second.waitForURL(/\/login/);
  await signInOnPage(second, 'mara@example.com', 'a whole new password');
  await second.getByRole('heading', { name: 'You need another role' }).waitFor();

  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await page.getByRole('button', { name: 'Disable user' }).click();
  await page.getByText('Disabled', { exact: true }).waitFor();
  await second.goto(`${service.url}/admin/users`);
  await second.waitForURL(/\/login/);
  await theirs.close();

  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  const erase = page.getByRole('dialog').getByRole('button', { name: 'Erase person' });
  await page.getByRole('dialog').getByLabel('E-mail address').fill('nora@example.com');
  expect(await erase.isDisabled()).toBe(true);
  await page.getByRole('dialog').getByLabel('E-mail address').fill('Mara@example.com');
  await erase.click();
  await page.getByRole('heading', { name: '(erased)' }).waitFor();
  await expect.poll(() => page.content(), { timeout: 20_000 }).not.toContain('mara@example.com');
});

it('makes an API key, shows it once, and takes it away again', async () => {
  await go('API keys');
  await page.getByRole('button', { name: 'New API key' }).click();
  await page.getByRole('button', { name: 'Make key' }).click();
  await page.getByText("'Name' must not be empty.").waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Nightly import');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Copy the key now' }).waitFor();
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy key' }).click();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  expect(key).toMatch(/^ais_/);
  await page.mouse.click(5, 5);
  await page.getByRole('button', { name: 'I have copied it' }).click();
  expect(await page.content()).not.toContain(key);

  const use = () => send(service, { authorization: `Bearer ${key}` }, '/ai/sessions');
  expect((await use()).status).toBe(200);
  // No request waits until its key is marked as used.
  await until(async () => {
    const { items } = (await service.request('/api-keys')).body;
    return items.some(({ dateLastUsed }: { dateLastUsed?: string }) => dateLastUsed !== undefined);
  });
  await page.reload();
  await page.getByRole('row', { name: /Nightly import.*just now/ }).waitFor();
  await page.getByRole('button', { name: 'Revoke Nightly import' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Revoke key' }).waitFor({ state: 'detached' });
  expect((await use()).status).toBe(200);
  await page.getByRole('button', { name: 'Revoke Nightly import' }).click();
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await page.getByText('Revoked', { exact: true }).waitFor();
  expect((await use()).status).toBe(401);
});

it('finds in the audit trail who did what', async () => {
  await service.request('/ai/sessions', { authorization: basic('intruder@example.com', 'guess') });
  await go('Audit');
  await page.getByLabel('Outcome').selectOption('Refused');
  await page
    .getByText('intruder@example.com could not sign in: the e-mail address or the password')
    .waitFor();
  await page.getByLabel('Outcome').selectOption('Any outcome');
  await page.getByLabel('Record type').selectOption('ApiKey');
  const revoked = page.getByText('revoked API key “Nightly import”');
  await revoked.waitFor();
  await page.waitForURL(/type=ApiKey/);
  await page.getByLabel(/^Operation/).fill('NewApiKey');
  await revoked.waitFor({ state: 'detached' });
  await page.getByText('made API key “Nightly import”').waitFor();
  await page.locator('summary').first().click();
  await page.locator('dd').getByText('Nightly import').waitFor();
});

it('changes the own password, and ends other sign-ins', async () => {
  const other = await service.request('/auth/credentials', {
    json: { userName: ADMIN_EMAIL, password: ADMIN_PASSWORD },
    authorization: null,
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
  });
  const cookie = other.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const use = () => send(service, { cookie }, '/ai/sessions');
  expect((await use()).status).toBe(200);
  await page.goto(service.url);
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Password, sign-ins, keys' }).click();
  await page.getByRole('button', { name: 'End Firefox on Linux' }).click();
  await page.getByText('Firefox on Linux').waitFor({ state: 'detached' });
  expect((await use()).status).toBe(401);

  await page.getByLabel('Current password').fill('wrong');
  await page.getByLabel('New password').fill('plum tractor violin');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText("'Current Password' is wrong.").waitFor();
  await page.getByLabel('Current password').fill(ADMIN_PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Your password is changed.').waitFor();
  await page.reload();
  await page.getByText('This one').waitFor();
  expect((await service.request('/ai/sessions')).status).toBe(401);
  const renewed = { authorization: basic(ADMIN_EMAIL, 'plum tractor violin') };
  await send(service, renewed, '/auth/password', {
    json: { currentPassword: 'plum tractor violin', newPassword: ADMIN_PASSWORD },
  });
});

it('renames an account, and explains why one cannot be deleted', async () => {
  await browser.context.clearCookies();
  await page.goto(`${service.url}/admin/accounts`);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.getByRole('link', { name: 'Fjord Outdoor Supply' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Fjord & Fell');
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('heading', { name: 'Fjord & Fell' }).waitFor();
  const accountId = page.url().split('/').at(-1);
  const session = await service.request('/ai/sessions', { json: { accountId, purpose: 'In the way' } });
  expect(session.status).toBe(200);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete account' }).click();
  await page.getByText('It has to stay.').waitFor();
});

it('saves what was typed of a user, and leaves what somebody else changed meanwhile', async () => {
  const { id } = await makeUser(service, ['Manager']);
  await page.goto(`${service.url}/admin/users/${id}`);
  await page.getByLabel('First name').fill('Priya');
  await service.request(`/users/${id}`, { method: 'PATCH', json: { lastName: 'Raman', roles: [] } });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await page.getByLabel('Last name').inputValue()).toBe('Raman');
  const { body } = await service.request(`/users/${id}`);
  expect(body).toMatchObject({ firstName: 'Priya', lastName: 'Raman', roles: [] });
});

it('leaves room for the address of a user on a narrow screen', async () => {
  const { emailAddress } = await makeUser(service, ['SystemAdministrator']);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${service.url}/admin/users`);
  const cell = page
    .getByRole('cell')
    .filter({ has: page.getByRole('link', { name: emailAddress, exact: true }) });
  await cell.waitFor();
  expect((await cell.boundingBox())?.width).toBeGreaterThan(160);
  await page.setViewportSize({ width: 1280, height: 720 });
});

it('has pages that axe finds nothing wrong with, in light and dark', async () => {
  const user = await makeUser(service, ['Manager']);
  const { body: session } = await service.request('/ai/sessions', { json: { purpose: 'Look at it' } });
  await service.request(`/ai/sessions/${session.id}/actions`, {
    json: { functionName: 'renameAccount', arguments: '{"name":"New"}', description: 'Renames it' },
  });
  const findings: string[] = [];
  for (const [path, shown] of [
    ['/admin/users', user.emailAddress],
    [`/admin/users/${user.id}`, user.emailAddress],
    ['/admin/keys', 'Nightly import'],
    ['/admin/audit', 'opened session “Look at it”'],
    ['/admin/requests', 'NewAISession'],
    ['/admin/profile', 'This one'],
    ['/admin/accounts', 'Fjord & Fell'],
    [`/admin/sessions/${session.id}`, 'Renames it'],
  ] as const) {
    await page.goto(service.url + path);
    await page.getByRole('main').getByText(shown).first().waitFor();
    findings.push(...(await axeFindings(page)));
  }
  expect(findings).toEqual([]);
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
