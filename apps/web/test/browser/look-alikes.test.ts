import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';

let desk: ReviewDesk;

beforeAll(async () => {
  desk = await openReviewDesk();
});

afterAll(() => desk.close());

it('decides by keyboard on all that look alike but those that are left out, each as it was shown', async () => {
  const { page, service } = desk;
  const rename = (name: string) => ({
    functionName: 'renameAccount',
    arguments: { accountId: desk.accountId, name },
  });
  const { id, path, actionIds } = await desk.aSession('Many of a kind', [
    rename('One'),
    { functionName: 'setSessionPurpose', arguments: { purpose: 'Something else' } },
    rename('Two'),
    rename('Three'),
    rename('Four'),
  ]);
  await desk.open(id);
  await page.keyboard.press('g');
  const list = desk.dialog().getByRole('list', { name: 'Actions that look alike' });
  await list.getByRole('listitem').nth(3).waitFor();
  expect(await list.getByRole('listitem').count()).toBe(4);
  expect(await axeFindings(page)).toEqual([]);
  await list.getByRole('checkbox', { name: /“Four”/ }).uncheck();
  await service.request(`${path}/actions/${actionIds[2]}`, {
    method: 'PATCH',
    json: { arguments: JSON.stringify(rename('Never read').arguments) },
  });
  await desk.dialog().getByRole('button', { name: 'Accept 3' }).press('Enter');
  const failed = desk.dialog().getByRole('list', { name: 'What could not be accepted' });
  await failed.getByText('Meanwhile admin@example.com corrected this action.').waitFor();
  await desk.dialog().getByText('2 of 3 accepted. 1 could not be:').waitFor();
  await desk.dialog().getByRole('button', { name: 'Close', exact: true }).first().click();
  await desk.card(1).getByText('Accepted', { exact: true }).waitFor();
  await desk.card(4).getByText('Accepted', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'All 2 alike …' }).first().click();
  await desk.dialog().getByLabel('Reason').fill('Too many names');
  await desk.dialog().getByRole('button', { name: 'Refuse 2' }).click();
  await desk.dialog().waitFor({ state: 'detached' });
  await desk.card(3).getByText('Refused', { exact: true }).waitFor();
  await desk.card(5).getByText('Refused', { exact: true }).waitFor();
  const { body } = await service.request(path);
  expect(body.actions.map(({ state }: { state: string }) => state)).toEqual([
    'Accepted',
    'Queued',
    'Refused',
    'Accepted',
    'Refused',
  ]);
});

it('had nothing to complain about in the console', () => {
  expect(desk.browser.complaints).toEqual([]);
});
