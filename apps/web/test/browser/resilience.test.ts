import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { openBrowser, signInOnPage } from '../support/browser.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD } from '../support/service.ts';

const OTHER_EMAIL = 'reviewer@example.com';
const OTHER_PASSWORD = 'another horse battery';

let desk: ReviewDesk;
let page: Page;

beforeAll(async () => {
  desk = await openReviewDesk();
  page = desk.page;
  await desk.service.request('/users', {
    json: {
      emailAddress: OTHER_EMAIL,
      password: OTHER_PASSWORD,
      firstName: 'Ada',
      roles: ['SystemAdministrator'],
    },
  });
});

/** Signs in in another tab of the same browser, as `/login` has it. */
async function signInElsewhere(emailAddress: string, password: string): Promise<void> {
  const tab = await desk.browser.context.newPage();
  await tab.goto(`${desk.service.url}/login?redirect=%2Flogin%2Fdone`);
  await signInOnPage(tab, emailAddress, password);
  await tab.getByRole('heading', { name: 'You are signed in' }).waitFor();
  await tab.close();
}

beforeEach(async () => {
  await desk.browser.context.clearCookies();
  await page.goto(`${desk.service.url}/login`);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.waitForURL(/\/admin$/);
});

afterEach(() => desk.browser.context.setOffline(false));

afterAll(() => desk.close());

const rename = (name: string) => ({
  functionName: 'renameAccount',
  arguments: { accountId: desk.accountId, name },
});

/** Opens a session and types another purpose. */
async function typePurpose(purpose: string): Promise<{ readonly path: string }> {
  const { id, path } = await desk.aSession('As it was', [rename('Any')]);
  await desk.open(id);
  await page.getByRole('button', { name: 'Edit purpose' }).click();
  await page.getByLabel('Purpose').fill(purpose);
  return { path };
}

const purposeOf = async (path: string) => (await desk.service.request(path)).body.purpose;

it('says that there is no connection, keeps what is typed, and sends it when there is one again', async () => {
  const { path } = await typePurpose('Typed on a train');
  await desk.browser.context.setOffline(true);
  await page.getByText('No connection to the service.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText('What you sent waits').waitFor();
  expect(await page.getByLabel('Purpose').inputValue()).toBe('Typed on a train');
  await desk.browser.context.setOffline(false);
  await page.getByRole('heading', { name: 'Typed on a train' }).waitFor();
  await page.getByText('No connection to the service.').waitFor({ state: 'detached' });
  expect(await purposeOf(path)).toBe('Typed on a train');
});

it('sends what got no answer again, as long as it is for what was read', async () => {
  const { path } = await typePurpose('Sent into a tunnel');
  let lost = 0;
  await page.route('**/api/trpc/session.patch*', (route) =>
    lost++ === 0 ? route.abort() : route.continue(),
  );
  await page.route('**/readyz', (route) => (lost < 1 ? route.abort() : route.continue()));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Sent into a tunnel' }).waitFor();
  expect([lost, await purposeOf(path)]).toEqual([2, 'Sent into a tunnel']);
  await page.unrouteAll();
});

it('hears again of what others do after the connection was lost', async () => {
  const { id, path } = await desk.aSession('Heard of', [rename('Any')]);
  await desk.open(id);
  await desk.browser.context.setOffline(true);
  await page.getByText('No connection to the service.').waitFor();
  await desk.service.request(path, { method: 'PATCH', json: { purpose: 'While nobody listened' } });
  await desk.browser.context.setOffline(false);
  await page.getByRole('heading', { name: 'While nobody listened' }).waitFor();
  await desk.service.request(path, { method: 'PATCH', json: { purpose: 'And live again' } });
  await page.getByRole('heading', { name: 'And live again' }).waitFor();
});

it('says who else has the session open, until they leave it', async () => {
  const { id } = await desk.aSession('Read by two', [rename('Any')]);
  await desk.open(id);
  const other = await openBrowser();
  await other.page.goto(`${desk.service.url}/admin/sessions/${id}`);
  await signInOnPage(other.page, OTHER_EMAIL, OTHER_PASSWORD);
  await page.getByText('Ada is also looking at this').waitFor();
  await other.page.getByText(`${ADMIN_EMAIL} is also looking at this`).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await other.page.getByRole('main').getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByText('is also looking at this').waitFor({ state: 'detached' });
  await other.close();
});

it('shows at once what somebody says, tells whom they mention, and leads there', async () => {
  const { id, path, actionIds } = await desk.aSession('Talked about', [rename('Any')]);
  await desk.open(id);
  const other = await openBrowser();
  await other.page.goto(`${desk.service.url}/admin/sessions/${id}`);
  await signInOnPage(other.page, OTHER_EMAIL, OTHER_PASSWORD);
  await other.page.getByRole('button', { name: 'Apply …', disabled: false }).waitFor();

  // By keyboard: about the action, to one of those who are offered.
  await other.page.keyboard.press('j');
  await other.page.keyboard.press('c');
  await other.page.keyboard.type('Is this agreed, @adm');
  const offered = other.page.getByRole('listbox', { name: 'Whom to mention' }).getByRole('option');
  await offered.filter({ hasText: ADMIN_EMAIL }).waitFor();
  expect(await axeFindings(other.page)).toEqual([]);
  await other.page.keyboard.press('Enter');
  await other.page.keyboard.type('? See https://example.com/notes.');
  await other.page.keyboard.press('Control+Enter');

  // The page of the other is open, but not of what they have typed: what they read is still there.
  const said = page.getByRole('listitem').filter({ hasText: `${OTHER_EMAIL} commented on` });
  await said.getByRole('link', { name: 'https://example.com/notes' }).waitFor();
  expect(await said.getByText('See https').getByTitle(ADMIN_EMAIL).textContent()).toBe(`@${ADMIN_EMAIL}`);
  await desk.card(1).getByRole('link', { name: '1 comment' }).click();
  await page.waitForFunction(() => document.activeElement?.id.startsWith('comment-'));
  expect(await page.getByRole('button', { name: 'Edit', exact: true }).count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  const { body } = await desk.service.request(`${path}/comments`);
  expect(body.items).toMatchObject([{ actionId: actionIds[0], createdBy: OTHER_EMAIL }]);

  // Seen here; what is said while nobody looks waits on the overview.
  const seen = async () => (await desk.service.request('/ai/mentions?seen=true')).body.items.length;
  await expect.poll(seen, { timeout: 30_000 }).toBe(1);
  await page.goto(`${desk.service.url}/admin/users`);
  await other.page.getByLabel('Comment', { exact: true }).fill(`And this, @${ADMIN_EMAIL}?`);
  await other.page.keyboard.press('Control+Enter');
  await other.page.getByText('And this,').first().waitFor();
  await other.close();
  await page.goto(`${desk.service.url}/admin`);
  await page.getByText('1 comment mentions you').waitFor();
  await page
    .getByRole('region', { name: 'You were mentioned' })
    .getByRole('link', { name: 'Talked about' })
    .click();
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('And this,'));
  await page.getByText('comment mentions you').waitFor({ state: 'detached' });
});

it('keeps a comment that is typed through a reload, a lost connection and the end of a sign-in', async () => {
  const { id, path } = await desk.aSession('Typed of', [rename('Any')]);
  await desk.open(id);
  const long = `עברית ${'x'.repeat(5_000)}`;
  const field = page.getByLabel('Comment', { exact: true });
  await field.fill(long);
  await page.getByText('6 characters too many').waitFor();
  await page.reload();
  await expect.poll(() => field.inputValue()).toBe(long);
  await field.fill('Typed and kept');
  await desk.browser.context.setOffline(true);
  await page.getByText('No connection to the service.').waitFor();
  await field.press('Control+Enter');
  await desk.browser.context.clearCookies();
  await desk.browser.context.setOffline(false);
  await desk.dialog().getByText(`Sign in as ${ADMIN_EMAIL}`).waitFor();
  await page.keyboard.type(ADMIN_PASSWORD);
  await page.keyboard.press('Enter');
  const item = page.getByRole('listitem').filter({ hasText: 'Typed and kept' });
  await item.waitFor();
  expect(await field.inputValue()).toBe('');
  await item.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Change the comment').fill('Changed');
  await page.keyboard.press('Control+Enter');
  await page.getByText('(changed since)').waitFor();
  const { body } = await desk.service.request(`${path}/comments`);
  expect(body.items.map(({ text }: { text: string }) => text)).toEqual(['Changed']);
});

it('applies nothing later than it was asked for', async () => {
  const { id, path } = await desk.aSession('Not later', [rename('Later')]);
  await desk.open(id);
  await desk.askToApply();
  await page.route('**/api/trpc/session.applyActions*', (route) => route.abort());
  await desk.dialog().getByRole('button', { name: 'Apply 1 action' }).click();
  await desk.dialog().getByText('The service cannot be reached.').waitFor();
  await page.unrouteAll();
  await page.getByText('No connection to the service.').waitFor({ state: 'detached' });
  expect((await desk.service.request(path)).body.state).toBe('Open');
});

it('asks who is signed out to sign in in place, and then saves what they typed, by keyboard alone', async () => {
  const { path } = await typePurpose('Typed before it ended');
  await desk.browser.context.clearCookies();
  await page.keyboard.press('Control+Enter');
  await desk.dialog().getByText(`Sign in as ${ADMIN_EMAIL}`).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await desk.dialog().getByText('E-mail address or password is wrong.').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(ADMIN_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Typed before it ended' }).waitFor();
  expect(await purposeOf(path)).toBe('Typed before it ended');
  expect(new URL(page.url()).pathname).toMatch(/^\/admin\/sessions\//);
});

it('keeps what is typed when somebody would not sign in now, and takes a sign-in in another tab', async () => {
  const { path } = await typePurpose('Typed and kept');
  await desk.browser.context.clearCookies();
  await page.keyboard.press('Control+Enter');
  await desk.dialog().getByText(`Sign in as ${ADMIN_EMAIL}`).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('You are signed out, and nothing was saved.').waitFor();
  await page.getByText('You are signed out. What you typed is still here.').waitFor();
  expect(await page.getByLabel('Purpose').inputValue()).toBe('Typed and kept');

  await signInElsewhere(OTHER_EMAIL, OTHER_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await desk.dialog().getByText(`${OTHER_EMAIL} has signed in in this browser.`).waitFor();
  expect(await purposeOf(path)).toBe('As it was');
  await desk.browser.context.clearCookies();
  await signInElsewhere(ADMIN_EMAIL, ADMIN_PASSWORD);
  await desk.dialog().waitFor({ state: 'detached' });
  await page.getByLabel('Purpose').press('Control+Enter');
  await page.getByRole('heading', { name: 'Typed and kept' }).waitFor();
});

it('says so when somebody has lost their role meanwhile, and keeps what they typed', async () => {
  await desk.browser.context.clearCookies();
  await page.goto(`${desk.service.url}/login`);
  await signInOnPage(page, OTHER_EMAIL, OTHER_PASSWORD);
  await page.waitForURL(/\/admin$/);
  const { path } = await typePurpose('Typed in vain');
  const { items } = (await desk.service.request(`/users?text=${OTHER_EMAIL}`)).body;
  await desk.service.request(`/users/${items[0].id}`, { method: 'PATCH', json: { roles: ['Manager'] } });
  await page.keyboard.press('Control+Enter');
  await page.getByText('You may not work here any more.').waitFor();
  await page.getByText('You have lost the role SystemAdministrator').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.getByLabel('Purpose').inputValue()).toBe('Typed in vain');
  expect(await purposeOf(path)).toBe('As it was');
  await page.getByRole('link', { name: 'Go to what you may see' }).click();
  await desk.dialog().getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL(/\/admin\/users/);
});

it('bears long text, text from right to left, and words without end', async () => {
  const long = 'ש'.repeat(60) + 'x'.repeat(4_940);
  const { body } = await desk.service.request('/accounts', { json: { name: 'W'.repeat(200) } });
  const made = await desk.service.request('/ai/sessions', {
    json: { accountId: body.id, purpose: `שינוי שם החשבון ${'y'.repeat(1_900)}` },
  });
  const path = `/ai/sessions/${made.body.id}`;
  const actions = [
    {
      functionName: 'renameAccount',
      arguments: JSON.stringify({ accountId: body.id, name: 'Z'.repeat(200) }),
    },
    { functionName: 'f'.repeat(100), description: 'ש'.repeat(500) },
  ];
  await desk.service.request(`${path}/actions`, { json: { actions } });
  for (const width of [1_440, 1_024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await desk.open(made.body.id);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThan(
      1,
    );
  }
  expect(await page.locator('h1').evaluate((heading) => heading.matches(':dir(rtl)'))).toBe(true);
  await page.getByRole('button', { name: 'Edit purpose' }).click();
  await page.getByLabel('Purpose').fill(long);
  await page.getByText('3000 characters too many').waitFor();
  expect(await page.getByLabel('Purpose').inputValue()).toBe(long);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThan(1);
  await page.setViewportSize({ width: 1_280, height: 720 });
});

/** Keeps what moved on a page that nobody touches; runs in it. */
const watchShifts = `
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
      shifts.push(value.toFixed(4) + ' ' + sources.map(({ node }) => node?.outerHTML?.slice(0, 200)).join());
  }).observe({ type: 'layout-shift', buffered: true });
`;

it('lists a thousand actions, and draws those whole that are near', async () => {
  const { id, path } = await desk.aSession('A thousand', []);
  for (let from = 0; from < 1_000; from += 100) {
    const actions = Array.from({ length: 100 }, (_, index) => ({
      functionName: 'renameAccount',
      arguments: JSON.stringify({ accountId: desk.accountId, name: `Name ${from + index + 1}` }),
    }));
    await desk.service.request(`${path}/actions`, { json: { actions } });
  }
  const tab = await desk.browser.context.newPage();
  const reads: string[] = [];
  tab.on('request', (request) => {
    if (request.url().includes('/trpc/session.get')) reads.push(request.url());
  });
  await tab.addInitScript(watchShifts);
  await tab.goto(`${desk.service.url}/admin/sessions/${id}`);
  await tab.getByRole('button', { name: 'Apply …', disabled: false }).waitFor();
  await tab.getByRole('columnheader', { name: 'After' }).first().waitFor();
  // The page is as the service has drawn it: nothing moves when it is known what was there before, and as long as nothing
  // has changed, a thousand actions are not read once more.
  expect(await tab.evaluate('shifts')).toEqual([]);
  expect(reads).toEqual([]);
  await tab.close();
  await desk.open(id);
  expect(await page.getByRole('heading', { level: 3 }).count()).toBe(1_000);
  expect(await page.getByRole('button', { name: 'Accept' }).count()).toBeLessThan(100);
  await desk.card(1_000).scrollIntoViewIfNeeded();
  await desk.card(1_000).getByRole('button', { name: 'Accept' }).click();
  await desk.card(1_000).getByText('Accepted', { exact: true }).waitFor();
  // The button is gone, and the focus with it: keys go on from its action.
  await page.keyboard.press('k');
  await desk.card(999).getByRole('button', { name: 'Accept' }).waitFor();
  expect(await desk.card(999).evaluate((card) => card === document.activeElement)).toBe(true);
});

it('opens what could not be loaded as soon as it can be, and keeps what is typed until then', async () => {
  const tab = await desk.browser.context.newPage();
  const errors: unknown[] = [];
  tab.on('pageerror', (error) => errors.push(error));
  // Nothing is loaded ahead.
  await tab.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
  await tab.goto(`${desk.service.url}/admin/sessions/new`);
  await tab.getByLabel('Purpose').fill('Typed in a tunnel');
  const chunks = '**/_next/static/chunks/**';
  await tab.route(chunks, (route) => route.abort());
  const failed = tab.waitForEvent('requestfailed');
  await tab.keyboard.press('Control+k');
  await failed;
  expect(await tab.getByLabel('Purpose').inputValue()).toBe('Typed in a tunnel');
  await tab.unroute(chunks);
  await tab.getByRole('dialog').waitFor();
  await tab.keyboard.press('Escape');
  expect(await tab.getByLabel('Purpose').inputValue()).toBe('Typed in a tunnel');
  expect(errors).toEqual([]);
  await tab.close({ runBeforeUnload: false });
});

it('had nothing to complain about in the console', () => {
  expect(desk.browser.complaints).toEqual([]);
});
