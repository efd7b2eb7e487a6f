import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** A real browser with one page. */
export interface Browser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What it complained about: scripts that failed, and what the page's policy forbade. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens a browser, which runs scripts unless told otherwise.
 *
 * @param settings Further arguments of its command line.
 */
export async function openBrowser(
  javaScriptEnabled = true,
  settings: readonly string[] = [],
): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'ai-sessions-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    javaScriptEnabled,
    timeout: 120_000,
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...settings,
    ],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|hydrat/i.test(message.text())) complaints.push(message.text());
  });
  return {
    context,
    page,
    complaints,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Fills in and sends the sign-in form. */
export async function signInOnPage(page: Page, emailAddress: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(emailAddress);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
