import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkIn, type MailServer, startMailServer } from '../mail-server.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, freePort, type RunningService, startService } from '../service.ts';
import { type Browser, openBrowser, signInOnPage } from './browser.ts';

let mail: MailServer;
let service: RunningService;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mail = await startMailServer();
  const PORT = await freePort();
  service = await startService({
    PORT,
    PUBLIC_URL: `http://127.0.0.1:${PORT}`,
    SMTP_URL: mail.url,
    MAIL_FROM: 'no-reply@example.com',
  });
  browser = await openBrowser();
  page = browser.page;
});

afterAll(async () => {
  await browser.close();
  await service.stop();
  await mail.stop();
});

it('sets a forgotten password with a link from an e-mail', async () => {
  await page.goto(`${service.url}/login`);
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  await page.getByLabel('E-mail address').fill(ADMIN_EMAIL);
  await page.getByRole('button', { name: 'Send link' }).click();
  await page.getByText('a link is on its way').waitFor();
  await page.goto(linkIn(await mail.next()).link);
  await page.getByLabel('New password').fill('short');
  await page.getByLabel('Once more').fill('shorter');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('The two passwords differ.').waitFor();
  await page.getByLabel('Once more').fill('short');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('must be 8 characters or more').waitFor();
  await page.getByLabel('New password').fill('a whole new password');
  await page.getByLabel('Once more').fill('a whole new password');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Your password is set.').waitFor();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.getByText('E-mail address or password is wrong.').waitFor();
  await signInOnPage(page, ADMIN_EMAIL, 'a whole new password');
  await page.getByText('There is no session yet.').waitFor();
  await browser.context.clearCookies();
});

it('says how long to wait after too many wrong passwords', async () => {
  for (let count = 0; count < 10; count++) {
    await service.request('/auth/credentials', {
      json: { userName: ADMIN_EMAIL, password: `guess ${count}` },
      authorization: null,
    });
  }
  await page.goto(`${service.url}/login`);
  await signInOnPage(page, ADMIN_EMAIL, 'another guess');
  await page.getByText(/^Too many failed sign-ins\. Wait \d+ minutes, then try again\.$/).waitFor();
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
