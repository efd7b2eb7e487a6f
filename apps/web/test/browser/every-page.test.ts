import type { Page } from 'playwright-core';
import { extendTailwindMerge } from 'tailwind-merge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allPages, type DeskPage, routesOfPages } from '../support/all-pages.ts';
import { axeRun, look } from '../support/axe.ts';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  freePort,
  type RunningService,
  startService,
} from '../support/service.ts';

/** What may differ between widths and looks; what else axe knows is the same in all of them. */
const OF_LOOK = [
  'color-contrast',
  'scrollable-region-focusable',
  'button-name',
  'link-name',
  'label',
  'region',
];
const VIEWS = [1440, 1024, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);
/** A line height that is chosen stays beside a size of the text, which has one of its own. */
const merged = extendTailwindMerge({ override: { conflictingClassGroups: { 'font-size': [] } } });
/** More stops of the Tab key than any page has. */
const MOST_STOPS = 150;

let service: RunningService;
let browser: Browser;
let page: Page;
let pages: Readonly<Record<string, DeskPage>>;
const routes = await routesOfPages();

beforeAll(async () => {
  const PORT = await freePort();
  service = await startService({
    PORT,
    PUBLIC_URL: `http://127.0.0.1:${PORT}`,
    OUTBOUND_TARGETS: 'https://voice.example.com,https://agent.example.com',
  });
  pages = await allPages(service);
  browser = await openBrowser();
  page = browser.page;
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

/** Goes to a page, and waits until it takes keys and has what it asks for. */
async function open({ path, isPublic }: DeskPage) {
  await page.goto(service.url + path);
  if (!isPublic && new URL(page.url()).pathname === '/login') {
    await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
    await page.waitForURL((url) => url.pathname !== '/login');
  }
  for (const waiting of ['fieldset[role=none]:disabled', '[aria-busy="true"]', '.animate-pulse'])
    await page.locator(waiting).first().waitFor({ state: 'detached' });
}

/** Where the Tab key leads from the beginning of the page until it is back there, by name. */
async function walk(): Promise<readonly string[]> {
  const stops: string[] = [];
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    (document.activeElement as HTMLElement | null)?.blur();
    const start = document.createElement('span');
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
  });
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (!element || element === document.body) return undefined;
      const walked = document.querySelectorAll('[data-walked]').length;
      const before = element.getAttribute('data-walked');
      // Some browsers begin anew after the last stop.
      if (before === '0') return undefined;
      // A day is typed part by part.
      if (before === String(walked - 1) && element.getAttribute('type') === 'date') return '(part of a day)';
      if (before !== null) return `trap: ${element.textContent}`;
      element.setAttribute('data-walked', String(walked));
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height, bottom, right } = element.getBoundingClientRect();
      const isSeen =
        outlineStyle !== 'none' &&
        outlineWidth !== '0px' &&
        width > 0 &&
        height > 0 &&
        bottom > 0 &&
        right > 0;
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
      const name = element.getAttribute('aria-label') ?? label ?? element.textContent ?? '';
      return `${isSeen ? '' : 'unseen: '}${name.trim()}`;
    });
    if (stop === undefined) break;
    stops.push(stop);
    if (stop.startsWith('trap')) break;
  }
  await page.evaluate(() => {
    for (const walked of document.querySelectorAll('[data-walked]')) walked.removeAttribute('data-walked');
  });
  return stops;
}

it('knows every page of the app', () => {
  expect(Object.keys(pages).toSorted()).toEqual(routes.toSorted());
});

describe.each(routes)('%s', (route) => {
  const known = () => pages[route] as DeskPage;

  it('leads to its main work by the Tab key alone, with the focus in sight, and closes its windows by Escape', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(known());
    await look(page, 'light');
    const { main, opens } = known();
    const stops = await walk();
    expect(stops.length, stops.join(', ')).toBeLessThan(MOST_STOPS);
    expect(stops.filter((stop) => /^(unseen|trap): /.test(stop))).toEqual([]);
    if (main !== undefined) expect(stops.join('\n')).toContain(main);
    if (opens === undefined) return;
    const button = page.getByRole('button', { name: opens }).first();
    await button.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction((name) => document.activeElement?.textContent?.includes(name), opens);
  });

  it('fits on screens of all widths, light and dark, and axe finds nothing', async () => {
    for (const { width, scheme } of VIEWS) {
      await page.setViewportSize({ width, height: 900 });
      await look(page, scheme);
      const where = `${route} at ${width} px, ${scheme}`;
      const { scrollWidth, clientWidth } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      expect(scrollWidth, where).toBeLessThanOrEqual(clientWidth);
      const isFirst = width === 1440 && scheme === 'light';
      expect(await axeRun(page, isFirst ? undefined : OF_LOOK), where).toEqual([]);
    }
  });

  it('has no class that contests a property with another', async () => {
    const looks = await page.evaluate(() =>
      [...document.querySelectorAll('[class]')].map((element) => element.getAttribute('class') ?? ''),
    );
    const contested = [...new Set(looks)].filter(
      (classes) => merged(classes) !== classes.trim().replace(/\s+/g, ' '),
    );
    expect(contested).toEqual([]);
  });
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
