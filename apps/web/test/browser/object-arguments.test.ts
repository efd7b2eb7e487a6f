import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { makeUser } from '../support/callers.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';

let desk: ReviewDesk;

beforeAll(async () => {
  desk = await openReviewDesk();
});

afterAll(() => desk.close());

it('says of a function which arguments name objects, and of an action whose they are', async () => {
  const { page, service, target } = desk;
  const schema = {
    type: 'object',
    properties: { userId: { type: 'string' }, extension: { type: 'string' } },
    required: ['userId'],
  };
  await page.goto(`${service.url}/admin/functions/new`);
  await page.getByLabel('Arguments', { exact: true }).fill(JSON.stringify(schema));
  await page.getByLabel('What userId names').selectOption('User');
  await page.getByLabel('Name', { exact: true }).fill('assign');
  await page.getByLabel('Title of its actions').fill('Assign {extension} to {userId}');
  await page.getByLabel('Address', { exact: true }).fill(`${target.url}/assign`);
  await page.getByLabel('Risk').selectOption('Ordinary');
  await page.getByLabel('What extension names').selectOption('Another object …');
  await page.getByLabel('Kind of object that extension names').fill('Extension');
  await page.getByRole('button', { name: 'Add function' }).click();
  await page.getByText('so it needs a Url that tells of it').waitFor();
  await page.getByLabel('Address that tells of extension').fill(`${target.url}/fail?of={extension}`);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add function' }).click();

  await page.getByRole('heading', { name: 'assign' }).waitFor();
  const pointer = page.getByLabel('JSON Pointer to the account of extension');
  expect(await pointer.inputValue()).toBe('/accountId');
  await pointer.fill('/owner/id');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved.').waitFor();
  const { body } = await service.request('/ai/functions?nameFilter=assign');
  expect(body.items[0].objectArguments).toEqual([
    { argument: 'userId', kind: 'User' },
    {
      argument: 'extension',
      kind: 'Extension',
      url: `${target.url}/fail?of={extension}`,
      accountPointer: '/owner/id',
    },
  ]);

  const ours = await makeUser(service, [], desk.accountId);
  const stranger = await makeUser(service);
  const { id } = await desk.aSession('Assign', [
    { functionName: 'assign', arguments: { userId: ours.id } },
    { functionName: 'assign', arguments: { userId: stranger.id } },
    { functionName: 'assign', arguments: { userId: ours.id, extension: '101' } },
  ]);
  await desk.open(id);
  await desk
    .card(2)
    .getByText("'userId' names an object (User) of another account than that of the session.")
    .waitFor();
  await desk
    .card(3)
    .getByText("It could not be found out whose object (Extension) 'extension' names: it answered 500.")
    .waitFor();
  await desk.askToApply();
  await desk.dialog().getByText('1 of 3 actions will be carried out').waitFor();
  expect(desk.browser.complaints).toEqual([]);
});
