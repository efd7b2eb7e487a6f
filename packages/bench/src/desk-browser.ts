import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ADMIN, PASSWORD } from './data.ts';

/** What a page says of itself while it loads; written by {@link watch}. */
interface Watched {
  largest: number;
  shift: number;
  content: number | undefined;
  ready: number | undefined;
}

/** How long a page is watched after it is ready. */
const WATCHED_MS = 1_000;

/** One load of a page into a browser that has nothing of it yet. Times are milliseconds from the request. */
export interface PageLoad {
  /** Largest contentful paint. */
  readonly largest: number;
  /** Cumulative layout shift. */
  readonly shift: number;
  /** When what the page is about was first drawn. */
  readonly content: number;
  /** When its main button took clicks. */
  readonly ready: number;
  /** CPU time in scripts until then. */
  readonly script: number;
  /** Scripts that were loaded until then, uncompressed, in kilobytes. */
  readonly scriptSize: number;
}

/** What is waited for on a page. */
interface PageOfDesk {
  readonly path: string;
  /** CSS of what the page is about. */
  readonly content: string;
  /** How the text of the button begins that can be pressed once the page is ready; any button when it is empty. */
  readonly button: string;
}

/** Opens a browser, the one that the tests use. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** A visitor who has signed in, as browsers keep it. */
export async function signIn(browser: Browser, url: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.getByLabel('E-mail address').fill(ADMIN);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((now) => now.pathname !== '/login');
  const state = await context.storageState();
  await context.close();
  return state;
}

/** What {@link signIn} gives. */
export type Visitor = Awaited<ReturnType<typeof signIn>>;

/** Loads a page with nothing in the browser's cache, and does something on it once it is ready. */
export async function loadPage<T>(
  browser: Browser,
  visitor: Visitor,
  url: string,
  { path, content, button }: PageOfDesk,
  act: (page: Page) => Promise<T>,
): Promise<{ readonly load: PageLoad; readonly result: T }> {
  const context = await browser.newContext({ storageState: visitor, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  try {
    const session = await scriptsOf(context, page);
    // tsx names functions by a helper that pages do not have.
    await page.addInitScript('globalThis.__name ??= (what) => what;');
    await page.addInitScript(watch, { content, button });
    await page.goto(url + path);
    await page.waitForFunction(() => (window as unknown as { watched: Watched }).watched.ready !== undefined);
    const ran = await session();
    // What moves later moves, too.
    await page.waitForTimeout(WATCHED_MS);
    const watched = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
    const load = {
      largest: watched.largest,
      shift: watched.shift,
      content: watched.content ?? Number.NaN,
      ready: watched.ready ?? Number.NaN,
      ...ran,
    };
    return { load, result: await act(page) };
  } finally {
    await context.close();
  }
}

/** Counts what a page runs. */
async function scriptsOf(context: BrowserContext, page: Page) {
  const devTools = await context.newCDPSession(page);
  await devTools.send('Performance.enable');
  await devTools.send('Debugger.enable');
  let size = 0;
  devTools.on('Debugger.scriptParsed', ({ url, length = 0 }) => {
    if (url.includes('/_next/')) size += length;
  });
  return async () => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    const seconds = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN;
    return { script: seconds * 1_000, scriptSize: size / 1_000 };
  };
}

/** Runs in the page, before anything of it does. */
function watch({ content, button }: { content: string; button: string }): void {
  const watched: Watched = { largest: 0, shift: 0, content: undefined, ready: undefined };
  (window as unknown as { watched: Watched }).watched = watched;
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) watched.largest = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) watched.shift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const now = performance.now();
    if (watched.content === undefined && document.querySelector(content)) watched.content = now;
    const isReady = [...document.querySelectorAll('main button')].some(
      (one) => one.textContent?.trim().startsWith(button) && !one.matches(':disabled'),
    );
    if (watched.content !== undefined && isReady) watched.ready = now;
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
