import { gzipSync } from 'node:zlib';
import type { Browser, Locator, Page } from 'playwright-core';
import { ADMIN, insertAccounts } from './data.ts';
import { loadPage, openBrowser, type PageLoad, signIn, type Visitor } from './desk-browser.ts';
import { DESK_SESSIONS, fillForDesk } from './desk-data.ts';
import type { Bench } from './harness.ts';
import { middleOf } from './measure.ts';
import { inTransaction } from './pg-statements.ts';

/** Texts that are looked for, one after the other. */
const SEARCHES = 20;
/** Between two letters of somebody who types fast. */
const LETTER_MS = 120;
/** Frames over which a page is scrolled. */
const FRAMES = 120;
/** A frame that takes longer than one and a half at 60 a second was dropped. */
const DROPPED_MS = 25;

/** Pages whose scripts are counted. */
const PAGES = [
  '/admin',
  '/admin/sessions',
  '/admin/functions',
  '/admin/accounts',
  '/admin/users',
  '/admin/keys',
  '/admin/webhooks',
  '/admin/audit',
  '/admin/profile',
  '/login',
];

/** How the pages of the desk do with a million sessions behind them, in a real browser. */
export async function deskCost(bench: Bench): Promise<void> {
  const browser = await openBrowser();
  try {
    for (const [index, [name, checkout]] of Object.entries(bench.checkouts).entries()) {
      const database = await bench.createDatabase(`desk_${index}`);
      const running = await bench.startService(checkout, database);
      const session = await bench.withDatabase(database, async (opened) => {
        const id = await inTransaction(opened.pool, async (sql) =>
          fillForDesk(sql, ADMIN, await insertAccounts(sql)),
        );
        await opened.pool.query('VACUUM (ANALYZE) ai_session, ai_session_action');
        await opened.pool.query('CHECKPOINT');
        return id;
      });
      const visitor = await signIn(browser, running.url);
      console.log(name);
      if (index === 0) console.table(await scriptsOfPages(running.url, visitor));
      console.table(await measureDesk(browser, visitor, running.url, session, bench.rounds));
      await running.stop();
    }
  } finally {
    await browser.close();
  }
}

/** The scripts that the HTML of a page names for browsers of today, in kilobytes, gzipped. */
async function scriptsOfPages(url: string, { cookies }: Visitor) {
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
  const sizes = new Map<string, number>();
  const rows: Record<string, { readonly files: number; readonly 'gzipped kB': string }> = {};
  for (const path of PAGES) {
    const html = await (await fetch(url + path, path === '/login' ? {} : { headers })).text();
    const tags = [...html.matchAll(/<script[^>]*src="([^"]+)"[^>]*>/g)].filter(
      ([tag]) => !/nomodule/i.test(tag),
    );
    const files = [...new Set(tags.map(([, source]) => source ?? ''))];
    for (const file of files) {
      if (!sizes.has(file))
        sizes.set(file, gzipSync(await (await fetch(url + file)).arrayBuffer(), { level: 9 }).length);
    }
    const size = files.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
    rows[path] = { files: files.length, 'gzipped kB': (size / 1_000).toFixed(1) };
  }
  return rows;
}

async function measureDesk(browser: Browser, visitor: Visitor, url: string, session: string, rounds: number) {
  const list = { path: '/admin/sessions', content: 'main tbody a', button: '' };
  const many = { path: `/admin/sessions/${session}`, content: 'main h3', button: 'Apply' };
  const lists: PageLoad[] = [];
  const sessions: PageLoad[] = [];
  let pasted: readonly number[] = [];
  let typed: readonly number[] = [];
  const dropped: number[] = [];
  for (let count = 0; count < rounds; count++) {
    const isLast = count === rounds - 1;
    const one = await loadPage(browser, visitor, url, list, async (page) => {
      if (!isLast) return;
      pasted = await search(page, (box, text) => box.fill(text));
      typed = await search(page, (box, text) => box.pressSequentially(text, { delay: LETTER_MS }));
    });
    lists.push(one.load);
    const other = await loadPage(browser, visitor, url, many, scroll);
    sessions.push(other.load);
    dropped.push(other.result);
  }
  return {
    'list of sessions': summary(lists),
    'session of 1,000 actions': { ...summary(sessions), 'dropped frames': middleOf(dropped) },
    'pasted text to rows': spread(pasted),
    'last letter to rows': spread(typed),
  };
}

function spread(waits: readonly number[]) {
  const sorted = waits.toSorted((a, b) => a - b);
  return {
    'p50 ms': middleOf(sorted).toFixed(0),
    'p95 ms': (sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN).toFixed(0),
  };
}

function summary(loads: readonly PageLoad[]) {
  const middle = (what: keyof PageLoad) => middleOf(loads.map((load) => load[what]));
  return {
    'content ms': middle('content').toFixed(0),
    'LCP ms': middle('largest').toFixed(0),
    'ready ms': middle('ready').toFixed(0),
    CLS: middle('shift').toFixed(3),
    'script ms': middle('script').toFixed(0),
    'script kB': middle('scriptSize').toFixed(0),
  };
}

/** From the end of typing to the rows that match, in milliseconds, once for each text. */
async function search(
  page: Page,
  enter: (box: Locator, text: string) => Promise<void>,
): Promise<readonly number[]> {
  const times: number[] = [];
  const box = page.getByRole('searchbox');
  for (let count = 1; count <= SEARCHES; count++) {
    // Not the newest of those that its text without the last letter finds.
    const text = `case ${Math.floor(DESK_SESSIONS / 10 - count * 432) * 10 + 1}`;
    await box.fill('');
    await page.waitForFunction(() => document.querySelectorAll('main tbody tr').length > 5);
    const waiting = page.evaluate(
      (wanted) =>
        new Promise<number>((resolve) => {
          let typed = Number.NaN;
          const onInput = () => {
            typed = performance.now();
          };
          document.addEventListener('input', onInput, { capture: true });
          const look = () => {
            if (!document.querySelector('main tbody a')?.textContent?.includes(wanted)) {
              requestAnimationFrame(look);
              return;
            }
            document.removeEventListener('input', onInput, { capture: true });
            resolve(performance.now() - typed);
          };
          look();
        }),
      text,
    );
    await enter(box, text);
    times.push(await waiting);
  }
  return times;
}

/** Scrolls a page through, a screen in a quarter of a second; how many frames were dropped. */
function scroll(page: Page): Promise<number> {
  return page.evaluate(
    ({ frames, limit }) =>
      new Promise<number>((resolve) => {
        let dropped = 0;
        let left = frames;
        let before: number | undefined;
        const step = (now: number) => {
          if (before !== undefined && now - before > limit) dropped++;
          before = now;
          window.scrollBy(0, 60);
          if (--left > 0) requestAnimationFrame(step);
          else resolve(dropped);
        };
        requestAnimationFrame(step);
      }),
    { frames: FRAMES, limit: DROPPED_MS },
  );
}
