import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_EMAIL, type RunningService, startService } from '../service.ts';
import { type Browser, openBrowser, signInOnPage } from './browser.ts';

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
