import { type Browser, chromium } from 'playwright-core';
import type { RunningService } from './service.ts';

/** Starts the browser of whoever lets agents in. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
}

/** Goes where an agent sends its person, signs in, presses Allow, and says where that leads: back to the agent. */
export async function letIn(
  browser: Browser,
  { administrator }: RunningService,
  authorizationUrl: URL,
  agent: string,
): Promise<URL> {
  const page = await browser.newPage();
  try {
    await page.goto(authorizationUrl.href);
    await page.getByLabel('E-mail address').fill(administrator.emailAddress);
    await page.getByLabel('Password').fill(administrator.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: `Let ${agent} in?` }).waitFor();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(({ origin }) => origin !== authorizationUrl.origin);
    return new URL(page.url());
  } finally {
    await page.close();
  }
}
