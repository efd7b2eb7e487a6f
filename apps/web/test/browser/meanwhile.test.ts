import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';

let desk: ReviewDesk;
let page: Page;

beforeAll(async () => {
  desk = await openReviewDesk();
  page = desk.page;
});

// The page hears nothing of what others do, as on a slow line.
beforeEach(() => page.route('**/api/trpc/session.watch**', (route) => route.abort()));

afterAll(() => desk.close());

const rename = (name: string) => ({
  functionName: 'renameAccount',
  arguments: { accountId: desk.accountId, name },
});

/** What another administrator does to an action. */
const judged = (path: string, json: object) =>
  desk.service.request(`${path}/judgement`, { method: 'POST', json });
const corrected = (path: string, name: string) =>
  desk.service.request(path, {
    method: 'PATCH',
    json: { arguments: JSON.stringify(rename(name).arguments) },
  });

it('accepts nothing that somebody else corrected after it was shown', async () => {
  const { id, path, actionIds } = await desk.aSession('Accept as shown', [rename('Shown')]);
  const action = `${path}/actions/${actionIds[0]}`;
  await desk.open(id);
  await corrected(action, 'Never read');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await desk.card(1).getByText('Meanwhile admin@example.com corrected this action.').waitFor();
  await desk
    .card(1)
    .getByRole('heading', { name: /Never read/ })
    .waitFor();
  expect((await desk.service.request(path)).body.actions[0].state).toBe('Queued');
  await page.keyboard.press('a');
  await desk.card(1).getByText('Accepted', { exact: true }).waitFor();
  await desk.card(1).getByRole('alert').waitFor({ state: 'detached' });
});

it('judges an action that is as it was shown, whatever became of the others', async () => {
  const { id, path, actionIds } = await desk.aSession('Judge one by one', [
    rename('One'),
    rename('Two'),
    rename('Three'),
  ]);
  await desk.open(id);
  await judged(`${path}/actions/${actionIds[2]}`, { judgement: 'Refused', reason: 'No' });
  for (const key of ['a', 'j', 'a']) await page.keyboard.press(key);
  await desk.card(2).getByText('Accepted', { exact: true }).waitFor();
  const { actions } = (await desk.service.request(path)).body;
  expect(actions.map(({ state }: { state: string }) => state)).toEqual(['Accepted', 'Accepted', 'Refused']);
});

it('keeps a reason, and takes it once it is known what changed', async () => {
  const { id, path, actionIds } = await desk.aSession('Refuse as shown', [rename('Shown')]);
  const action = `${path}/actions/${actionIds[0]}`;
  await desk.open(id);
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.keyboard.type('Not in the contract');
  const reason = desk.dialog().getByLabel('Reason');
  await expect.poll(() => reason.inputValue(), { timeout: 30_000 }).toBe('Not in the contract');
  await judged(action, { judgement: 'Accepted', reason: 'It is in the contract' });
  await page.keyboard.press('Control+Enter');
  await desk.dialog().getByText('Meanwhile this action is accepted, by admin@example.com.').waitFor();
  expect((await desk.service.request(path)).body.actions[0].state).toBe('Accepted');
  expect(await desk.dialog().getByLabel('Reason').inputValue()).toBe('Not in the contract');
  await page.keyboard.press('Control+Enter');
  await desk.card(1).getByText('Not in the contract').waitFor();
});

it('keeps a correction, and shows the one that somebody else made', async () => {
  const { id, path, actionIds } = await desk.aSession('Correct as shown', [rename('Shown')]);
  const action = `${path}/actions/${actionIds[0]}`;
  await desk.open(id);
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await desk.dialog().getByLabel('name', { exact: true }).fill('Mine');
  await corrected(action, 'Theirs');
  await page.keyboard.press('Enter');
  await desk.dialog().getByText('Meanwhile admin@example.com corrected this action.').waitFor();
  await desk
    .dialog()
    .getByRole('region', { name: 'What was changed meanwhile' })
    .getByText('Theirs')
    .waitFor();
  await desk.dialog().getByRole('region', { name: 'What changes' }).getByText('Theirs').waitFor();
  expect(await desk.dialog().getByLabel('name', { exact: true }).inputValue()).toBe('Mine');
  expect((await desk.service.request(path)).body.actions[0].arguments).toContain('Theirs');
  await page.keyboard.press('Enter');
  await desk.card(1).getByText('“Mine”').waitFor();
  await desk.card(1).getByText('Corrected 2 times').waitFor();
});

it('keeps a purpose that is typed, and says what it has become', async () => {
  const { id, path } = await desk.aSession('As shown', [rename('Any')]);
  await desk.open(id);
  await page.getByRole('button', { name: 'Edit purpose' }).click();
  await page.getByLabel('Purpose').fill('Mine');
  await desk.service.request(path, { method: 'PATCH', json: { purpose: 'Theirs' } });
  await page.keyboard.press('Control+Enter');
  await page.getByText('Meanwhile the purpose is “Theirs”.').waitFor();
  expect((await desk.service.request(path)).body.purpose).toBe('Theirs');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Mine', exact: true }).waitFor();
});

it('joins what two administrators make of a function, and asks before one replaces the other', async () => {
  const { body } = await desk.service.request('/ai/functions', {
    json: { name: 'setGreeting', title: 'Set the greeting', url: `${desk.target.url}/greeting` },
  });
  const path = `/ai/functions/${body.id}`;
  await page.goto(`${desk.service.url}/admin/functions/${body.id}`);
  await page.getByLabel('Title of its actions').fill('Mine');
  await page.getByLabel('Timeout in seconds').fill('7');
  await desk.service.request(path, { method: 'PATCH', json: { title: 'Theirs', risk: 'Irreversible' } });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Meanwhile admin@example.com changed ‘Title of its actions’, ‘Risk’.').waitFor();
  await page
    .getByRole('region', { name: 'Title of its actions: theirs and yours' })
    .getByText('Theirs')
    .waitFor();
  expect(await page.getByLabel('Title of its actions', { exact: true }).inputValue()).toBe('Mine');
  expect(await page.getByLabel('Risk').inputValue()).toBe('Irreversible');
  expect((await desk.service.request(path)).body).toMatchObject({ title: 'Theirs', timeoutSeconds: 20 });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved.').waitFor();
  expect((await desk.service.request(path)).body).toMatchObject({
    title: 'Mine',
    risk: 'Irreversible',
    timeoutSeconds: 7,
  });
});

it('keeps what is typed when the session cannot be read again', async () => {
  const { id, path } = await desk.aSession('Outage', [rename('Any')]);
  await page.unroute('**/api/trpc/session.watch**');
  await desk.open(id);
  await page.getByRole('button', { name: 'Edit purpose' }).click();
  await page.getByLabel('Purpose').fill('Typed');
  await page.route('**/api/trpc/session.get?**', (route) => route.abort());
  await desk.service.request(`${path}/actions`, { json: { functionName: 'sendPostcard' } });
  await page.getByText('The service cannot be reached.').waitFor();
  expect(await page.getByLabel('Purpose').inputValue()).toBe('Typed');
  await page.unroute('**/api/trpc/session.get?**');
});
