import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';

/** Stands in the script of dialogs and in no other. */
const MARK = 'max(1rem,8vh)';

let desk: ReviewDesk;
let page: Page;

beforeAll(async () => {
  desk = await openReviewDesk();
  page = desk.page;
});

afterAll(() => desk.close());

/** Opens a session, whose dialogs are not loaded before that is asked for. */
async function openWithoutDialogs(): Promise<{ readonly path: string; readonly load: () => Promise<void> }> {
  const { id, path } = await desk.aSession('Typed ahead', [{ functionName: 'sendLetter' }]);
  let load = () => {};
  const wanted = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes(MARK)) await wanted;
    await route.fulfill({ response });
  });
  await desk.open(id);
  return {
    path,
    async load() {
      load();
      await page.unrouteAll({ behavior: 'wait' });
    },
  };
}

it('keeps what is typed before a dialog is there, and types it into the dialog', async () => {
  const { path, load } = await openWithoutDialogs();
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.keyboard.type('Not in the');
  await page.keyboard.press('Tab');
  expect(await desk.dialog().getAttribute('aria-busy')).toBe('true');
  expect(await desk.dialog().getByLabel('Reason').count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await load();
  await desk.dialog().getByLabel('Reason').waitFor();
  await page.keyboard.type(' contract');
  expect(await desk.dialog().getByLabel('Reason').inputValue()).toBe('Not in the contract');
  await page.keyboard.press('Control+Enter');
  await desk.card(1).getByText('Refused', { exact: true }).waitFor();
  const { actions } = (await desk.service.request(path)).body;
  expect(actions).toMatchObject([{ state: 'Refused', reason: 'Not in the contract' }]);
});

it('takes Escape before a dialog is there, and goes back to where the focus was', async () => {
  const { load } = await openWithoutDialogs();
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.keyboard.type('Not');
  await page.keyboard.press('Escape');
  await desk.dialog().waitFor({ state: 'detached' });
  expect(await desk.card(1).evaluate((card) => card === document.activeElement)).toBe(true);
  await load();
  await page.keyboard.press('r');
  await desk.dialog().getByLabel('Reason').waitFor();
  expect(await desk.dialog().getByLabel('Reason').inputValue()).toBe('');
  await page.keyboard.press('Escape');
  await desk.dialog().waitFor({ state: 'detached' });
});

it('looks for what is typed before the palette is there, and acts at no key of the page', async () => {
  const { load } = await openWithoutDialogs();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('audit');
  await load();
  await page.getByRole('option', { name: 'Audit', selected: true }).waitFor();
  expect(await page.getByRole('combobox', { name: 'Go to' }).inputValue()).toBe('audit');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Audit', level: 1 }).waitFor();
});

it('takes a verdict with its reason while the review is still being read', async () => {
  const { id } = await desk.aSession('Read slowly', [{ functionName: 'sendLetter' }]);
  let answer = () => {};
  const judged = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/session.review?**', async (route) => {
    await judged;
    await route.continue();
  });
  await page.goto(`${desk.service.url}/admin/sessions/${id}`);
  await desk.card(1).getByRole('button', { name: 'Refuse' }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('At once, and all of it');
  const reason = desk.dialog().getByLabel('Reason');
  await expect.poll(() => reason.inputValue(), { timeout: 30_000 }).toBe('At once, and all of it');
  await page.keyboard.press('Control+Enter');
  await desk.card(1).getByText('At once, and all of it').waitFor();
  answer();
  await page.unrouteAll({ behavior: 'wait' });
});

it('loads dialogs once a page is there, before anybody asks for one', async () => {
  const isDialogs = async (response: Response) =>
    response.url().endsWith('.js') && (await response.text()).includes(MARK);
  const { id } = await desk.aSession('Loaded before', [{ functionName: 'sendLetter' }]);
  for (const path of [`/admin/sessions/${id}`, '/admin/audit']) {
    const loaded = page.waitForResponse(isDialogs);
    await page.goto(desk.service.url + path);
    await loaded;
  }
});

it('had nothing to complain about in the console', () => {
  expect(desk.browser.complaints).toEqual([]);
});
