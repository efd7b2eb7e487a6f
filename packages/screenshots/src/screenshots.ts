// `npm run screenshots [-- <name> …]`: a picture of every page, or of those named, in docs/images/.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Picture, picturesOf, routesWithout } from './pages.ts';
import { administrator, type Service, startService } from './service.ts';
import { tell } from './story.ts';

const FOLDER = join(import.meta.dirname, '../../../docs/images');

/** How a page is looked at, by what the names of such pictures end with. */
const views = {
  '': { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  '-dark': { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  '-phone': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
} as const;

const wanted = new Set(process.argv.slice(2));
await mkdir(FOLDER, { recursive: true });
const service = await startService();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const all = picturesOf(await tell(service));
  const missing = await routesWithout(all);
  if (missing.length > 0) throw new Error(`Name pictures of these pages in pages.ts: ${missing.join(', ')}.`);
  const pictures = all.filter(({ name }) => wanted.size === 0 || wanted.has(name));
  const cookies = await signIn(browser, service);
  for (const [suffix, view] of Object.entries(views)) {
    for (const picture of pictures) {
      if (suffix !== '' && !picture.inAllViews) continue;
      const context = await browser.newContext({ ...view, reducedMotion: 'reduce', locale: 'en-GB' });
      if (!picture.isPublic) await context.addCookies(cookies);
      const page = await context.newPage();
      await take(page, picture, join(FOLDER, `${picture.name}${suffix}.png`));
      await context.close();
    }
  }
} finally {
  await browser.close();
  await service.stop();
}

/** The cookies of the administrator. */
async function signIn(browser: Browser, { url }: Service) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.getByLabel('E-mail address').fill(administrator.emailAddress);
  await page.getByLabel('Password').fill(administrator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/admin$/);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

async function take(page: Page, { path, shows, prepare }: Picture, file: string): Promise<void> {
  await page.goto(service.url + path, { waitUntil: 'load' });
  await page.getByText(shows).filter({ visible: true }).first().waitFor();
  await page.locator('fieldset[role=none]:disabled').first().waitFor({ state: 'detached' });
  // What the browser asks for itself is there once nothing is marked as busy.
  for (const waiting of ['[aria-busy="true"]', '.animate-pulse'])
    await page.locator(waiting).first().waitFor({ state: 'detached' });
  await prepare?.(page);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  console.log(file);
}
