import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';

let desk: ReviewDesk;
let page: Page;

beforeAll(async () => {
  desk = await openReviewDesk();
  page = desk.page;
  for (const [name, path] of [
    ['setGreeting', 'greeting'],
    ['breakOff', 'fail'],
  ]) {
    await desk.service.request('/ai/functions', {
      json: { name, title: name, url: `${desk.target.url}/${path}`, risk: 'Ordinary' },
    });
  }
});

/** Each test has the only cases that wait, and a reviewer who has chosen nothing. */
beforeEach(async () => {
  const { body } = await desk.service.request('/ai/sessions?all=true');
  for (const { id } of body.items) await desk.service.request(`/ai/sessions/${id}`, { method: 'DELETE' });
  await page.goto(`${desk.service.url}/admin`);
  await page.evaluate(() => localStorage.clear());
});

afterAll(() => desk.close());

const purpose = (text: string) => ({ functionName: 'setSessionPurpose', arguments: { purpose: text } });
const bar = () => page.getByRole('region', { name: 'Done with this case' });
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const goesOn = () => bar().getByRole('checkbox', { name: 'Open the next case by itself' });
/** Waits until what has the focus says this. */
const focused = (words: string) =>
  page.waitForFunction((wanted) => document.activeElement?.textContent?.includes(wanted), words);

/** Starts with the oldest case, as the queue leads there. */
async function startReviewing(first: string): Promise<void> {
  await page.reload();
  await page.getByRole('link', { name: 'Start reviewing' }).click();
  await heading(first).waitFor();
  await desk.card(1).getByRole('button', { name: 'Refuse' }).waitFor();
}

/** Types a reason, and decides once it can be read. */
async function giveReason(): Promise<void> {
  await page.keyboard.type('Not agreed');
  const reason = desk.dialog().getByLabel('Reason');
  await expect.poll(() => reason.inputValue(), { timeout: 30_000 }).toBe('Not agreed');
  await page.keyboard.press('Control+Enter');
}

async function refuse(): Promise<void> {
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await giveReason();
}

it('leads from the last verdict to applying, and from there to the next case, each by Enter', async () => {
  const rename = { functionName: 'renameAccount', arguments: { accountId: desk.accountId, name: 'Pine' } };
  const { id } = await desk.aSession('As it was', [rename, purpose('As it is')]);
  await desk.aSession('The next', [purpose('Any')]);
  await desk.open(id);
  await page.keyboard.press('a');
  await desk.card(1).getByText('Accepted', { exact: true }).waitFor();
  expect(await bar().count()).toBe(0);
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await bar().getByText('Decided on: 2 accepted. What was accepted is not applied yet.').waitFor();
  await focused('Apply what was accepted …');
  expect(await goesOn().count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);

  await page.keyboard.press('u');
  await bar().waitFor({ state: 'detached' });
  expect(await desk.card(2).evaluate((card) => card === document.activeElement)).toBe(true);
  await page.keyboard.press('a');
  await focused('Apply what was accepted …');
  await page.keyboard.press('Enter');
  await desk.dialog().getByRole('button', { name: 'Apply 2 actions', disabled: false }).waitFor();
  await page.keyboard.press('Enter');
  await bar().getByText('Recorded: 2 applied.').waitFor();
  await focused('Next case (1 waiting)');
  // Whoever came by the address goes on by themselves.
  expect(await goesOn().isChecked()).toBe(false);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await heading('The next').waitFor();
});

it('opens the next case by itself for whoever goes through the queue, until nothing waits', async () => {
  await desk.aSession('The first', [purpose('One')]);
  await desk.aSession('The second', [purpose('Two')]);
  await startReviewing('The first');
  await refuse();
  await heading('The second').waitFor();
  await desk.card(1).getByRole('button', { name: 'Refuse' }).waitFor();
  expect(await bar().count()).toBe(0);
  await refuse();
  await bar().getByText('Recorded: 1 refused. Nothing else waits for you.').waitFor();
  await focused('Overview');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('Nothing waits. What agents propose appears here by itself.').waitFor();
});

it('stays for whoever does something else, and for good when they have chosen so', async () => {
  await desk.aSession('The first', [purpose('One')]);
  await desk.aSession('The second', [purpose('Two')]);
  await startReviewing('The first');
  let answer = () => {};
  const pressed = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/overview.queue**', async (route) => {
    await pressed;
    await route.continue();
  });
  await refuse();
  await bar().getByText('Recorded: 1 refused.').waitFor();
  await page.keyboard.press('j');
  answer();
  await bar().getByRole('link', { name: 'Next case (1 waiting)' }).waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  expect(await bar().getByText('The next case opens in a moment.').count()).toBe(0);
  expect(await desk.card(1).evaluate((card) => card === document.activeElement)).toBe(true);
  expect(await goesOn().isChecked()).toBe(true);
  await goesOn().uncheck();
  await page.keyboard.press('n');
  await heading('The second').waitFor();
  await desk.aSession('The third', [purpose('Three')]);
  await refuse();
  await focused('Next case (1 waiting)');
  expect(await goesOn().isChecked()).toBe(false);
  expect(await bar().getByText('The next case opens in a moment.').count()).toBe(0);
  await goesOn().check();
  await heading('The third').waitFor();
});

it('never leaves what is typed', async () => {
  await desk.aSession('The first', [purpose('One')]);
  await desk.aSession('The second', [purpose('Two')]);
  await startReviewing('The first');
  await page.getByRole('button', { name: 'Edit purpose' }).click();
  await page.getByRole('textbox', { name: 'Purpose' }).fill('Half typed');
  await desk.card(1).getByRole('button', { name: 'Refuse' }).click();
  await giveReason();
  await focused('Next case (1 waiting)');
  expect(await goesOn().isChecked()).toBe(true);
  expect(await bar().getByText('The next case opens in a moment.').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Stay' })
    .click();
  expect(await page.getByRole('textbox', { name: 'Purpose' }).inputValue()).toBe('Half typed');
});

it('waits for the end of a run, and stays when something failed', async () => {
  await desk.aSession('The first', [{ functionName: 'setGreeting' }]);
  await desk.aSession('The second', [{ functionName: 'breakOff' }]);
  await desk.aSession('The third', [purpose('Any')]);
  await startReviewing('The first');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await focused('Apply what was accepted …');
  await page.keyboard.press('Enter');
  await desk.dialog().getByRole('button', { name: 'Apply 1 action', disabled: false }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Applying: 0 of 1 done').waitFor();
  expect(await bar().count()).toBe(0);
  await desk.target.answer();

  await heading('The second').waitFor();
  await desk.card(1).getByRole('button', { name: 'Refuse' }).waitFor();
  await desk.askToApply();
  await page.keyboard.press('Enter');
  await bar().getByText('Look at it before you go on: 1 failed.').waitFor();
  await bar().getByRole('link', { name: 'Next case (1 waiting)' }).waitFor();
  expect(await goesOn().count()).toBe(0);
  expect(await bar().evaluate((element) => element.contains(document.activeElement))).toBe(false);
});

it('had nothing to complain about in the console', () => {
  expect(desk.browser.complaints).toEqual([]);
});
