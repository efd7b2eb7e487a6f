import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { linkIn, type MailServer, startMailServer } from '../support/mail-server.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  freePort,
  type RunningService,
  startService,
} from '../support/service.ts';

const PASSWORD = 'a whole new password';

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
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('Once more').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Your password is set.').waitFor();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.getByText('E-mail address or password is wrong.').waitFor();
  await signInOnPage(page, ADMIN_EMAIL, PASSWORD);
  await page.getByText('Nothing waits.').waitFor();
  await browser.context.clearCookies();
});

it('goes on to the page with its query and fragment, also after setting a forgotten password', async () => {
  const path = '/admin/sessions?pending=yes&text=a%20b%2Bc&by=%C3%BC#top';
  await page.goto(service.url + path);
  await page.waitForURL(/\/login\?redirect=/);
  await signInOnPage(page, ` ${ADMIN_EMAIL} `, PASSWORD);
  await page.waitForURL(service.url + path);
  await page.getByText('No session matches these filters.').waitFor();
  await browser.context.clearCookies();

  await page.goto(`${service.url}/admin/accounts?text=x`);
  await page.waitForURL(/\/login\?redirect=/);
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.getByRole('link', { name: 'Back to sign in' }).click();
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  await page.getByLabel('E-mail address').fill(` ${ADMIN_EMAIL} `);
  await page.getByRole('button', { name: 'Send link' }).click();
  await page.getByText('a link is on its way').waitFor();
  await page.goto(linkIn(await mail.next()).link);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('Once more').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.waitForURL(/\/login\?redirect=/);
  await signInOnPage(page, ADMIN_EMAIL, PASSWORD);
  await page.waitForURL(`${service.url}/admin/accounts?text=x`);
  await browser.context.clearCookies();
});

it('asks to sign in, and comes back, when a page is asked for without loading anew', async () => {
  await page.goto(`${service.url}/login`);
  await signInOnPage(page, ADMIN_EMAIL, PASSWORD);
  await page.waitForURL(`${service.url}/admin`);
  await browser.context.clearCookies();
  await page.getByRole('link', { name: 'Accounts' }).click();
  await page.waitForURL(/\/login/);
  expect(new URL(page.url()).searchParams.get('redirect')).toBe('/admin/accounts');
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
