import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';
import { until } from '../support/service.ts';

let desk: ReviewDesk;
let page: Page;

beforeAll(async () => {
  desk = await openReviewDesk();
  page = desk.page;
  await desk.service.request('/ai/functions', {
    json: {
      name: 'setLine',
      title: 'Set line {line} to {text}',
      risk: 'Ordinary',
      url: `${desk.target.url}/lines/{line}`,
      readUrl: `${desk.target.url}/current/{line}`,
      parameters: '{"type":"object","properties":{"line":{"type":"string"},"text":{"type":"string"}}}',
    },
  });
});

afterAll(() => desk.close());

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    functionName: 'setLine',
    arguments: { line: `${index + 1}`, text: 'Hello' },
  }));

/** Holds the requests of a procedure from the one of this number on, until the function that it returns is called. */
async function holdFrom(number: number, procedure: string) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let count = 0;
  const pattern = `**/api/trpc/${procedure}**`;
  await page.route(pattern, async (route) => {
    count++;
    if (count >= number) await released;
    await route.continue();
  });
  return release;
}

it('asks for current values when a session is opened and when somebody wants it, not after each verdict', async () => {
  const { id, path, actionIds } = await desk.aSession('Read once', lines(6));
  await desk.open(id);
  await desk.card(6).getByText('quiet').waitFor();
  expect(desk.target.readings.length).toBe(6);

  await page.keyboard.press('a');
  await desk.card(1).getByText('Accepted', { exact: true }).waitFor();
  await desk.askToApply();
  await desk.dialog().getByText('1 of 6 actions will be carried out').waitFor();
  await page.keyboard.press('Escape');
  // What another reviewer decides is seen, too.
  await desk.service.request(`${path}/actions/${actionIds[1]}/judgement`, {
    json: { judgement: 'Accepted' },
  });
  await desk.card(2).getByText('Accepted', { exact: true }).waitFor();
  await desk.askToApply();
  await desk.dialog().getByText('2 of 6 actions will be carried out').waitFor();
  await page.keyboard.press('Escape');
  expect(desk.target.readings.length).toBe(6);

  desk.target.now = 'loud';
  await page.getByRole('button', { name: 'Read values again', disabled: false }).click();
  await desk.card(6).getByText('loud').waitFor();
  expect(desk.target.readings.length).toBe(12);
  desk.target.now = 'quiet';
});

it('goes to the action after the one that is marked, wherever the focus is', async () => {
  const { id, path } = await desk.aSession('One after the other', lines(2));
  await desk.open(id);
  for (const key of ['a', 'j', 'a']) await page.keyboard.press(key);
  await desk.card(2).getByText('Accepted', { exact: true }).waitFor();
  const { actions } = (await desk.service.request(path)).body;
  expect(actions.map(({ state }: { state: string }) => state)).toEqual(['Accepted', 'Accepted']);
});

it('says how far it is with many alike, and stops when it is told to', async () => {
  const { id, path } = await desk.aSession('Many alike', lines(6));
  await desk.open(id);
  const letGo = await holdFrom(3, 'session.judgeAction');
  await page.keyboard.press('g');
  await desk.dialog().getByRole('button', { name: 'Accept 6' }).click();
  await desk.dialog().getByText('2 of 6').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await desk.dialog().getByRole('button', { name: 'Cancel' }).click();
  letGo();
  await desk.dialog().getByText('3 of 6 accepted. 3 left as they were.').waitFor();
  await page.keyboard.press('Escape');
  const { actions } = (await desk.service.request(path)).body;
  expect(actions.filter(({ state }: { state: string }) => state === 'Accepted').length).toBe(3);
  await desk.card(3).getByText('Accepted', { exact: true }).waitFor();
});

it('shows what would be applied only once it knows, and says when that has changed', async () => {
  const { id, path, actionIds } = await desk.aSession('Apply many', lines(6));
  await desk.open(id);
  await page.keyboard.press('g');
  await desk.dialog().getByRole('checkbox', { name: /^6\./ }).uncheck();
  const letGo = await holdFrom(1, 'session.review');
  await desk.dialog().getByRole('button', { name: 'Accept 5' }).click();
  await desk.dialog().waitFor({ state: 'detached' });
  await page.keyboard.press('Shift+A');
  await desk.dialog().getByText('Reading again …').waitFor();
  expect(await desk.dialog().getByRole('region', { name: 'What will be carried out' }).count()).toBe(0);
  expect(await desk.dialog().getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
  letGo();
  await desk.dialog().getByText('5 of 6 actions will be carried out').waitFor();
  expect(await desk.dialog().getByText('This has changed.').count()).toBe(0);

  await desk.service.request(`${path}/actions/${actionIds[0]}/judgement`, {
    json: { judgement: 'Refused', reason: 'Not this one' },
  });
  await desk.dialog().getByText('This has changed. Read it, and apply again.').waitFor();
  await desk.dialog().getByText('4 of 6 actions will be carried out').waitFor();
  await desk.dialog().getByRole('button', { name: 'Apply 4 actions', disabled: false }).press('Enter');
  for (let call = 0; call < 4; call++) await desk.target.answer();
  await until(async () => (await desk.service.request(path)).body.state === 'PartlyApplied');
  expect(desk.target.keys).toEqual(actionIds.slice(1, 5));
});

it('offers whom to mention where they are seen', async () => {
  for (const name of ['ada', 'ben', 'eva', 'kim', 'leo', 'mia', 'tom']) {
    const json = { emailAddress: `${name}@example.com`, roles: ['SystemAdministrator'] };
    await desk.service.request('/users', { json });
  }
  const { id } = await desk.aSession('Talked about', lines(6));
  await page.setViewportSize({ width: 1440, height: 900 });
  await desk.open(id);
  const field = page.locator('#new-comment textarea');
  await field.focus();
  await page.keyboard.type('Is this agreed, ');
  // At the lower edge of the window, as for whoever has scrolled no further.
  await field.evaluate((text) =>
    window.scrollBy(0, text.getBoundingClientRect().bottom - window.innerHeight + 12),
  );
  await page.keyboard.type('@');
  const offer = page.getByRole('listbox', { name: 'Whom to mention' });
  await offer.getByRole('option').nth(7).waitFor();
  const seen = await offer.evaluate((list) => {
    const { top, bottom } = list.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });
  expect(seen).toBe(true);
  await page.keyboard.press('Enter');
  expect(await field.inputValue()).toBe('Is this agreed, @ada@example.com ');
});

it('had nothing to complain about in the console', () => {
  expect(desk.browser.complaints).toEqual([]);
});
