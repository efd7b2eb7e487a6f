import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { openPalette } from '../support/palette.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';
import { ADMIN_EMAIL } from '../support/service.ts';

let desk: ReviewDesk;
let sessionIds: string[];

beforeAll(async () => {
  desk = await openReviewDesk();
  const rename = (name: string) => ({
    functionName: 'renameAccount',
    arguments: { accountId: desk.accountId, name },
  });
  sessionIds = [];
  for (const [purpose, proposal] of [
    ['The first', rename('Harbor & Pine Realty')],
    ['The second', { functionName: 'sendLetter' }],
    ['The third', rename('Harbor')],
  ] as const) {
    sessionIds.push((await desk.aSession(purpose, [proposal])).id);
  }
});

afterAll(() => desk.close());

const navigation = () => desk.page.getByRole('navigation', { name: 'Main' });
const heading = (name: string) => desk.page.getByRole('heading', { name, level: 1 });

it('leads whoever signed in to what waits, and says how much in the navigation and the title', async () => {
  const { page, service } = desk;
  await page.goto(service.url);
  await page.waitForURL(`${service.url}/admin`);
  const waiting = page.getByRole('region', { name: 'Waiting for review, oldest first' });
  await waiting.getByRole('listitem').first().getByRole('link', { name: 'The first' }).waitFor();
  await waiting.getByRole('row', { name: 'Harbor & Pine 3' }).waitFor();
  await waiting.getByRole('row', { name: 'Unknown function 1' }).waitFor();
  await navigation().getByRole('link', { name: 'Sessions 3 wait for review' }).waitFor();
  await page.waitForFunction(() => document.title === '(3) Overview · AI Sessions');
  await page.getByText('As a table').click();
  const today = new Date().toISOString().slice(0, 10);
  await page.getByRole('row', { name: `${today} 3 0 0 0` }).waitFor();
});

it('goes through the queue by keys, and brings what was skipped last', async () => {
  const { page, service } = desk;
  await page.goto(`${service.url}/admin`);
  await page.getByRole('link', { name: 'Start reviewing' }).click();
  await heading('The first').waitFor();
  await page.getByRole('navigation', { name: 'Review queue' }).getByText('The second').waitFor();
  await page.keyboard.press('s');
  await heading('The second').waitFor();
  await page.getByRole('navigation', { name: 'Review queue' }).getByText('The third').waitFor();
  await page.keyboard.press('n');
  await heading('The third').waitFor();
  await page.getByRole('button', { name: 'Refuse' }).waitFor();
  await page.getByRole('navigation', { name: 'Review queue' }).getByText('The second').waitFor();

  await page.getByRole('button', { name: 'Accept' }).click();
  await desk.card(1).getByText('Accepted', { exact: true }).waitFor();
  await page.getByText('Nothing waits here. Next:').waitFor();
  await page.waitForFunction(() => document.title.startsWith('(2) '));
  await page.keyboard.press('n');
  await heading('The second').waitFor();
  await page.getByRole('navigation', { name: 'Review queue' }).getByText('The first').waitFor();
});

it('offers no verdict that can never come true, and says why', async () => {
  const { page } = desk;
  await desk.open(sessionIds[1] ?? '');
  await desk.card(1).getByText("There is no function 'sendLetter' in the catalogue.").waitFor();
  await desk.card(1).getByText('It cannot be accepted').waitFor();
  expect(await page.getByRole('button', { name: 'Accept' }).count()).toBe(0);
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.keyboard.press('r');
  await desk.dialog().getByLabel('Reason').fill('No such function');
  await desk.dialog().getByRole('button', { name: 'Refuse' }).click();
  await desk.card(1).getByText('Refused', { exact: true }).waitFor();
  const { body } = await desk.service.request(`/audit/events?entityId=${sessionIds[1]}`);
  expect(body.items.map(({ operation }: { operation: string }) => operation)).toEqual([
    'JudgeAISessionAction',
    'NewAISessionAction',
    'NewAISession',
  ]);
});

it('tells the history of a session in sentences', async () => {
  await desk.open(sessionIds[2] ?? '');
  const history = desk.page.getByRole('region', { name: 'History' });
  const told = history.getByRole('listitem').first();
  await told.getByText('accepted ‘Rename account “Harbor & Pine” to “Harbor”’').waitFor();
  expect(await told.textContent()).toContain(ADMIN_EMAIL);
  await told.getByText('Details').click();
  await told.getByText('JudgeAISessionAction').waitFor();
});

it('goes to pages and records by keyboard alone, and lists its keys', async () => {
  const { page, service } = desk;
  await page.goto(`${service.url}/admin`);
  await page.getByRole('region', { name: 'Day by day' }).waitFor();
  const type = async (text: string, option: RegExp | string) => {
    await openPalette(page);
    await page.keyboard.type(text);
    await page.getByRole('option', { name: option, selected: true }).waitFor();
  };
  await type('catalogue', 'Functions');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${service.url}/admin/functions`);
  await heading('Functions').waitFor();
  await type('the thi', /The third/);
  await page.keyboard.press('Enter');
  await heading('The third').waitFor();
  await type(sessionIds[0] ?? '', /The first/);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await type('harbor', /Harbor & Pine/);
  await page.keyboard.press('Escape');
  await type('setSessionP', /setSessionPurpose/);
  await page.keyboard.press('Escape');
  await type('admin@exa', ADMIN_EMAIL);
  await page.keyboard.press('Enter');
  await heading(ADMIN_EMAIL).waitFor();
  await page.keyboard.press('?');
  await desk.dialog().getByText('Skip this session').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

it('notifies whoever wants it that more waits, while they look at something else', async () => {
  const { page, browser, service } = desk;
  await page.goto(`${service.url}/admin/profile`);
  const wanted = page.getByRole('checkbox', { name: 'Notify me in this browser' });
  expect(await wanted.isChecked()).toBe(false);
  await browser.context.grantPermissions(['notifications'], { origin: service.url });
  // It is checked once the browser has been asked.
  await wanted.click();
  await page.getByText('as long as a page of the desk is open').waitFor();

  const { id, path } = await desk.aSession('Looked at before', []);
  await page.goto(`${service.url}/admin/sessions/${id}`);
  await page.getByText('The agent has not queued anything yet.').waitFor();
  await page.evaluate(() => {
    const titles: string[] = [];
    Object.assign(window, {
      titles,
      Notification: class extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          titles.push(title);
        }
      },
    });
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
  });
  await page.waitForFunction(() => /^\(\d+\) /.test(document.title));
  const [, before] = /^\((\d+)\)/.exec(await page.title()) ?? [];
  await service.request(`${path}/actions`, { json: { functionName: 'renameAccount' } });
  const now = Number(before) + 1;
  await page.waitForFunction((count) => document.title.startsWith(`(${count}) `), now);
  await page.waitForFunction(() => Reflect.get(window, 'titles').length > 0);
  const told = await page.evaluate(() => Reflect.get(window, 'titles'));
  expect(told).toEqual([`${now} sessions wait for review`]);
});

it('fits on every screen, and axe finds nothing wrong with it', async () => {
  const { page, service } = desk;
  await page.goto(`${service.url}/admin`);
  await page.getByRole('region', { name: 'Day by day' }).waitFor();
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `at ${width} px`).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

it('had nothing to complain about in the console', () => {
  expect(desk.browser.complaints).toEqual([]);
});
