import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { makeUser, send } from '../support/callers.ts';
import { openPalette } from '../support/palette.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';
import { ADMIN_EMAIL } from '../support/service.ts';
import { judge } from '../support/session.ts';

/** Longer than any column is wide, and read from right to left. */
const RIGHT_TO_LEFT = `مستشفى القدس — حجوزات (ABC) 123 ${'وتذكيرات '.repeat(12)}`.trim();

let desk: ReviewDesk;

beforeAll(async () => {
  desk = await openReviewDesk();
});

afterAll(() => desk.close());

const rename = (name: string) => ({
  functionName: 'renameAccount',
  arguments: { accountId: desk.accountId, name },
});

const list = () => desk.page.getByRole('table', { name: 'AI sessions' });

/** Opens the window in which one types where to go, and types. */
async function palette(text: string) {
  await (await openPalette(desk.page)).fill(text);
}

const option = (name: string | RegExp) => desk.page.getByRole('option', { name });

it('leads from the number that waits to exactly these sessions, and tells them from what is only to be applied', async () => {
  const { page, service } = desk;
  await desk.aSession('Nobody has judged it', [rename('Harbor')]);
  const accepted = await desk.aSession('All accepted', [rename('Pine')]);
  await judge(service, accepted.path, accepted.actionIds[0] ?? '', 'Accepted');
  await page.goto(`${service.url}/admin`);
  await page
    .getByRole('row', { name: 'Harbor & Pine 1' })
    .getByRole('link', { name: 'Harbor & Pine' })
    .click();
  await page.waitForURL(/pending=waiting/);
  await list().getByRole('link', { name: 'Nobody has judged it' }).waitFor();
  expect(await list().locator('tbody tr').count()).toBe(1);

  const filter = page.getByLabel('Pending actions');
  await filter.waitFor();
  expect(await filter.inputValue()).toBe('waiting');
  await filter.selectOption('With pending actions');
  await list()
    .getByRole('row', { name: /All accepted.*1 not applied yet/ })
    .waitFor();
});

it('says which agent did something, by the name of its key, and leads to the key', async () => {
  const { page, service } = desk;
  const { body: key } = await service.request('/api-keys', { json: { name: 'Voice agent', kind: 'Agent' } });
  const agent = { authorization: `Bearer ${key.key}` };
  const { id, path } = await desk.aSession('By an agent', []);
  const { functionName, arguments: given } = rename('Harbor');
  const action = { functionName, arguments: JSON.stringify(given) };
  expect((await send(service, agent, `${path}/actions`, { json: action })).status).toBe(200);

  const { body } = await service.request(`/audit/events?entityId=${id}&operation=NewAISessionAction`);
  expect(body.items[0]).toMatchObject({ apiKeyName: 'Voice agent', apiKeyKind: 'Agent' });
  const exported = await service.request(`/audit/events/export.csv?entityId=${id}`);
  expect(exported.text).toContain('Voice agent');

  await desk.open(id);
  const told = page
    .getByRole('region', { name: 'History' })
    .getByRole('listitem')
    .filter({ hasText: `Voice agent (agent of ${ADMIN_EMAIL}) queued` });
  await told.getByRole('link', { name: 'Voice agent' }).click();
  await page.getByRole('heading', { name: /^Voice agent/, level: 1 }).waitFor();
});

it('shows the beginning of a name that is read from right to left', async () => {
  const { page, service } = desk;
  const { body: account } = await service.request('/accounts', { json: { name: RIGHT_TO_LEFT } });
  const { body: session } = await service.request('/ai/sessions', {
    json: { accountId: account.id, purpose: RIGHT_TO_LEFT },
  });
  const action = { functionName: 'renameAccount', arguments: '{}' };
  await service.request(`/ai/sessions/${session.id}/actions`, { json: action });
  /** The direction of everything that shows the name to the eye. */
  const directions = () =>
    page
      .locator(':not(.sr-only)')
      .and(page.getByText(RIGHT_TO_LEFT))
      .evaluateAll((shown) => shown.map((element) => getComputedStyle(element).direction));
  for (const path of [
    '/admin',
    '/admin/sessions',
    '/admin/accounts',
    `/admin/accounts/${account.id}`,
    `/admin/sessions/${session.id}`,
  ]) {
    await page.goto(service.url + path);
    await page.getByText(RIGHT_TO_LEFT).filter({ visible: true }).first().waitFor();
    expect(new Set(await directions()), path).toEqual(new Set(['rtl']));
  }
  await palette('مستشفى');
  await option(/مستشفى/)
    .first()
    .waitFor();
  expect(
    await option(/مستشفى/)
      .first()
      .locator('span')
      .first()
      .evaluate((shown) => shown.matches(':dir(rtl)')),
  ).toBe(true);
  await page.keyboard.press('Escape');
});

it('says where no account means nothing, and where it means all', async () => {
  const { page, service } = desk;
  const agent = await makeUser(service, ['Agent']);
  await page.goto(`${service.url}/admin/users/${agent.id}`);
  await page.getByText('None: they can work on nothing yet.').waitFor();
  await page.getByRole('button', { name: 'New API key' }).click();
  await desk.dialog().getByText('None: it can work on nothing yet.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.goto(`${service.url}/admin/webhooks/new`);
  await page.getByText('All accounts, and sessions without one.').waitFor();
});

it('names the tab after the record, also when that is renamed', async () => {
  const { page, service } = desk;
  const titled = (title: string) =>
    page.waitForFunction((wanted) => document.title.replace(/^\(\d+\+?\) /, '') === wanted, title);
  const { id } = await desk.aSession('Before renewal', []);
  await desk.page.goto(`${service.url}/admin/sessions/${id}`);
  await titled('Before renewal · Session · AI Sessions');
  await page.getByRole('button', { name: 'Edit purpose' }).click();
  await page.getByLabel('Purpose').fill('After renewal');
  await page.keyboard.press('Control+Enter');
  await titled('After renewal · Session · AI Sessions');
  await page.getByRole('link', { name: 'Harbor & Pine' }).first().click();
  await titled('Harbor & Pine · Account · AI Sessions');
  await page.getByRole('link', { name: 'Accounts', exact: true }).first().click();
  await titled('Accounts · AI Sessions');
});

it('does by the palette what the page offers, and what can be done everywhere', async () => {
  const { page, service } = desk;
  const { id } = await desk.aSession('By the palette', [rename('Harbor'), rename('Pine')]);
  await desk.open(id);
  await palette('apply');
  await option(/^Apply …/).click();
  await desk
    .dialog()
    .getByRole('button', { name: /^Apply/ })
    .waitFor();
  await page.keyboard.press('Escape');
  await desk.dialog().waitFor({ state: 'detached' });
  await palette('comment');
  await option(/^Comment/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');

  await page.goto(`${service.url}/admin/sessions`);
  await list().getByRole('link', { name: 'By the palette' }).waitFor();
  await palette('export');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    option('Export this list as CSV').click(),
  ]);
  expect(download.suggestedFilename()).toBe('sessions.csv');
  await palette('apply …');
  expect(await option(/^Apply …/).count()).toBe(0);
  await page.getByRole('combobox', { name: 'Go to' }).fill('switch to dark');
  await option('Switch to dark').click();
  await page.locator('html.dark').waitFor({ state: 'attached' });
  await palette('start reviewing');
  await option('Start reviewing').click();
  await page.waitForURL(/\/admin\/sessions\/[0-9a-f-]{36}$/);

  await palette('stop all');
  await option('Stop all applying …').waitFor();
  await page.keyboard.press('Enter');
  await desk.dialog().getByRole('button', { name: 'Stop everything' }).waitFor();
  await page.keyboard.press('Escape');
  await palette('sign out');
  await option('Sign out').click();
  await page.waitForURL(/\/login/);
});

it('had nothing to complain about in the console', () => {
  expect(desk.browser.complaints).toEqual([]);
});
