import type { Page } from 'playwright-core';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from '../support/service.ts';

let service: RunningService;
let browser: Browser;
let page: Page;
const ids = new Map<string, string>();

beforeAll(async () => {
  service = await startService();
  const { body: account } = await service.request('/accounts', { json: { name: 'Fjord' } });
  for (const purpose of ['Banana', 'Cherry', 'Apple', 'Elder', 'Date']) {
    const { body } = await service.request('/ai/sessions', { json: { purpose, accountId: account.id } });
    ids.set(purpose, body.id);
  }
  browser = await openBrowser();
  page = browser.page;
  await page.goto(`${service.url}/admin/sessions`);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.getByRole('link', { name: 'Banana' }).waitFor();
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

const list = () => page.getByRole('table', { name: 'AI sessions' });
const head = (name: string) => list().getByRole('columnheader', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const selection = () => page.getByRole('region', { name: 'Selection' });

/** Waits until the list shows these purposes in this order. */
const shows = (purposes: readonly string[]) =>
  page.waitForFunction(
    (wanted) =>
      JSON.stringify([...document.querySelectorAll('tbody tr a')].map(({ textContent }) => textContent)) ===
      wanted,
    JSON.stringify(purposes),
  );

/** Opens a page of the desk, and waits until it takes keys and clicks. */
async function open(path: string) {
  await page.goto(service.url + path);
  await page.getByRole('button', { name: 'Table', disabled: false }).waitFor();
  // The list itself begins to run a moment after what is around it.
  await page.locator('tbody time[title]').filter({ visible: true }).first().waitFor();
}

it('sorts by the heads that the API sorts by, and comes back to the newest first', async () => {
  await open('/admin/sessions');
  await shows(['Date', 'Elder', 'Apple', 'Cherry', 'Banana']);
  await head('Purpose').getByRole('button').click();
  await shows(['Apple', 'Banana', 'Cherry', 'Date', 'Elder']);
  expect(await head('Purpose').getAttribute('aria-sort')).toBe('ascending');
  await page.reload();
  await shows(['Apple', 'Banana', 'Cherry', 'Date', 'Elder']);
  await page.getByRole('button', { name: 'Table', disabled: false }).waitFor();
  await head('Purpose').getByRole('button').press('Enter');
  await shows(['Elder', 'Date', 'Cherry', 'Banana', 'Apple']);
  await head('Purpose').getByRole('button').press('Enter');
  await shows(['Date', 'Elder', 'Apple', 'Cherry', 'Banana']);
  expect(new URL(page.url()).search).toBe('');
  expect(await head('Id').getByRole('button').count()).toBe(0);
});

it('has the columns that are chosen, already in the HTML, and rows as high as whoever looks likes them', async () => {
  await open('/admin/sessions');
  await page.getByRole('button', { name: 'Table' }).click();
  await dialog().getByRole('checkbox', { name: 'Changed by' }).check();
  await dialog().getByRole('checkbox', { name: 'State' }).uncheck();
  await head('Changed by').waitFor();
  await dialog().getByRole('checkbox', { name: 'Compact rows' }).check();
  await page.keyboard.press('Escape');
  const html = await (await page.context().request.get(page.url())).text();
  expect(html).toContain('Changed by');
  expect(html).toContain('data-density="compact"');
  await page.reload();
  await head('Changed by').waitFor();
  expect(await head('State').count()).toBe(0);
  await page.getByRole('button', { name: 'Table', disabled: false }).click();
  await dialog().getByRole('button', { name: 'Usual columns' }).click();
  await head('State').waitFor();
  await dialog().getByRole('checkbox', { name: 'Compact rows' }).uncheck();
  await page.keyboard.press('Escape');
});

it('discards what is selected by keys, each once, and says what it could not and why', async () => {
  await open('/admin/sessions');
  await shows(['Date', 'Elder', 'Apple', 'Cherry', 'Banana']);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await selection().getByText('3 sessions selected').waitFor();
  await service.request(`/ai/sessions/${ids.get('Elder')}`, {
    method: 'PATCH',
    json: { purpose: 'Elderberry' },
  });
  await page.keyboard.press('Shift+D');
  await dialog().getByText('Discard 3 sessions?').waitFor();
  await page.keyboard.press('Enter');
  await dialog().getByText('2 sessions discarded. 1 could not be:').waitFor();
  const failures = dialog().getByRole('list', { name: 'What could not be done' });
  await failures.getByText('Meanwhile its purpose was changed.').waitFor();
  await dialog().getByRole('button', { name: 'Try those again' }).click();
  await dialog().getByText('0 sessions discarded. 1 could not be:').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Close', exact: true }).first().click();
  await shows(['Elderberry', 'Cherry', 'Banana']);
  await selection().getByText('1 session selected').waitFor();
  await page.keyboard.press('Escape');
  await selection().waitFor({ state: 'detached' });
  const { body } = await service.request('/audit/events?operation=DeleteAISession');
  expect(body.items).toHaveLength(2);
});

it('restores what is selected, and takes a range with Shift', async () => {
  await open('/admin/sessions?state=Discarded');
  const boxes = list().getByRole('checkbox', { name: /^Select (?!all)/ });
  await boxes.first().click();
  await boxes.last().click({ modifiers: ['Shift'] });
  await selection().getByText('2 sessions selected').waitFor();
  expect(await selection().getByRole('button', { name: 'Discard …' }).count()).toBe(0);
  await selection().getByRole('button', { name: 'Restore …' }).click();
  await dialog().getByRole('button', { name: 'Restore 2 sessions' }).click();
  await dialog().getByText('2 sessions restored.').waitFor();
  await dialog().getByRole('button', { name: 'Close', exact: true }).first().click();
  await page.getByText('No session matches these filters.').waitFor();
});

it('counts what comes in and shows it on demand, and changes rows where they are', async () => {
  await open('/admin/sessions');
  await shows(['Date', 'Elderberry', 'Apple', 'Cherry', 'Banana']);
  await service.request('/ai/sessions', { json: { purpose: 'Fig' } });
  await service.request(`/ai/sessions/${ids.get('Apple')}`, {
    method: 'PATCH',
    json: { purpose: 'Apricot' },
  });
  await page.getByRole('button', { name: '1 new session' }).waitFor();
  await shows(['Date', 'Elderberry', 'Apricot', 'Cherry', 'Banana']);
  await page.getByRole('button', { name: '1 new session' }).click();
  await shows(['Fig', 'Date', 'Elderberry', 'Apricot', 'Cherry', 'Banana']);
});

it('saves what is shown as a view, which brings it back, and takes changes of it', async () => {
  await open('/admin/sessions?text=an&sort=purpose');
  await shows(['Banana']);
  const views = async () => {
    await page.getByRole('button', { name: 'Views', disabled: false }).click();
    await dialog().getByLabel('Save what is shown as').waitFor();
  };
  await views();
  await dialog().getByLabel('Save what is shown as').fill('With an');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog().getByRole('link', { name: 'With an' }).waitFor();
  await dialog().getByLabel('Save what is shown as').fill('With an');
  await page.keyboard.press('Enter');
  await dialog().getByText("'Name' belongs to another view.").waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await open('/admin/sessions');
  await views();
  await dialog().getByRole('link', { name: 'With an' }).click();
  await shows(['Banana']);
  expect(await page.getByRole('searchbox').inputValue()).toBe('an');
  await page.getByRole('searchbox').fill('rr');
  await shows(['Elderberry', 'Cherry'].toSorted());
  await views();
  await dialog().getByRole('button', { name: 'Keep what is shown as “With an”' }).click();
  await dialog().getByRole('button', { name: 'Keep what is shown' }).waitFor({ state: 'detached' });
  const { body } = await service.request('/ai/views?list=sessions');
  expect(
    body.items.map(({ name, query, shared }: { name: string; query: string; shared: boolean }) => [
      name,
      query,
      shared,
    ]),
  ).toEqual([['With an', 'text=rr&sort=purpose', true]]);
  await dialog().getByRole('button', { name: 'Remove With an' }).click();
  await dialog().getByText('No view yet.').waitFor();
});

it('asks for what is typed at once, and gives up what was asked for before', async () => {
  await open('/admin/sessions');
  const isAbout = (text: string) => (url: URL) =>
    url.pathname.includes('session.list') && url.searchParams.get('input')?.includes(`"${text}"`) === true;
  // The service does not answer what is asked for first.
  await page.route(isAbout('Cher'), () => {});
  const asked = page.waitForRequest((request) => isAbout('Cher')(new URL(request.url())));
  await page.getByRole('searchbox').fill('Cher');
  const first = await asked;
  const givenUp = page.waitForEvent('requestfailed', (request) => request === first);
  await page.getByRole('searchbox').fill('Banan');
  await shows(['Banana']);
  expect((await givenUp).failure()?.errorText).toBe('net::ERR_ABORTED');
  // What was given up is no lost connection.
  expect(await page.getByText('No connection to the service.').count()).toBe(0);
  await page.unroute(isAbout('Cher'));
  await page.getByRole('searchbox').fill('');
  await page.getByRole('link', { name: 'Cherry' }).waitFor();
});

it('exports what is filtered, of sessions and of the audit trail', async () => {
  const rows = async () => {
    await page.getByRole('button', { name: 'Formats of the export', disabled: false }).click();
    const href = await page.getByRole('link', { name: 'JSON Lines, for programs' }).getAttribute('href');
    await page.keyboard.press('Escape');
    const { text } = await service.request(href ?? '');
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  await open('/admin/sessions?text=rr');
  expect((await rows()).map(({ purpose }) => purpose)).toEqual(['Elderberry', 'Cherry']);
  await page.goto(`${service.url}/admin/audit?operation=DeleteAISession`);
  await page.getByText('discarded').first().waitFor();
  expect(await rows()).toMatchObject([{ operation: 'DeleteAISession' }, { operation: 'DeleteAISession' }]);
});

it('makes columns wider by keys and by dragging, keeps that in this browser, and takes it back', async () => {
  await open('/admin/sessions');
  const width = async () => (await head('State').boundingBox())?.width ?? 0;
  const usual = await width();
  const edge = page.getByRole('separator', { name: 'Width of State' });
  await edge.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowLeft');
  expect(await edge.getAttribute('aria-valuenow')).toBe(String(usual / 16 + 4));
  expect(await width()).toBe(usual + 64);
  const { x = 0, y = 0, width: thickness = 0 } = (await edge.boundingBox()) ?? {};
  await page.mouse.move(x + thickness / 2, y + 10);
  await page.mouse.down();
  await page.mouse.move(x + thickness / 2 + 32, y + 10);
  await page.mouse.up();
  expect(await width()).toBe(usual + 96);
  // The server knows it, so that nothing moves when the scripts run.
  const html = await (await page.context().request.get(page.url())).text();
  expect(html).toContain(`--chosen:${usual / 16 + 6}rem`);
  expect(await axeFindings(page)).toEqual([]);
  await open('/admin/users');
  expect(await page.getByRole('separator', { name: 'Width of User' }).getAttribute('aria-valuetext')).toBe(
    'Usual width',
  );
  await open('/admin/sessions');
  expect(await width()).toBe(usual + 96);
  await page.getByRole('button', { name: 'Table', disabled: false }).click();
  await dialog().getByRole('button', { name: 'Usual widths' }).click();
  await page.keyboard.press('Escape');
  expect(await width()).toBe(usual);
});

it('saves an export with how far it is, as a workbook too, and says why one was refused', async () => {
  await open('/admin/sessions?text=rr');
  const save = async () => {
    await page.getByRole('button', { name: 'Formats of the export', disabled: false }).click();
    await page.getByRole('link', { name: 'Excel workbook' }).click();
  };
  const [download] = await Promise.all([page.waitForEvent('download'), save()]);
  expect(download.suggestedFilename()).toBe('sessions.xlsx');
  const [sheet] = await readSheets(await download.path());
  const purposes = sheet?.data.map((row) => row[sheet.data[0]?.indexOf('Purpose') ?? -1]);
  expect(purposes).toEqual(['Purpose', 'Elderberry', 'Cherry']);
  await dialog().waitFor({ state: 'detached' });
  await page.getByText('sessions.xlsx is saved where your browser keeps downloads.').waitFor();

  await page.route('**/export.xlsx*', (route) =>
    route.fulfill({
      status: 503,
      json: { responseStatus: { errorCode: 'Overloaded', message: 'Too busy.' } },
    }),
  );
  await save();
  await dialog().getByText('Too busy.').waitFor();
  await page.unroute('**/export.xlsx*');
  await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Try again' }).click(),
  ]);
  await dialog().waitFor({ state: 'detached' });
});

it('shows runs of all sessions and the audit trail in tables that are sorted and filtered', async () => {
  const path = `/ai/sessions/${ids.get('Cherry')}`;
  await service.request(`${path}/actions`, {
    json: { functionName: 'setSessionPurpose', arguments: '{"purpose":"Cherries"}' },
  });
  await service.request(`${path}/apply`, { json: {} });
  await open('/admin/runs');
  await page.getByRole('row', { name: /Cherries Run 1 Applied 1 of 1 Fjord/ }).waitFor();
  await page.getByRole('button', { name: 'State: Any state' }).click();
  await dialog().getByRole('checkbox', { name: 'Failed' }).check();
  await page.keyboard.press('Escape');
  await page.getByText('No run matches these filters.').waitFor();

  await open(`/admin/audit?record=${ids.get('Cherry')}`);
  const events = page.getByRole('table', { name: 'Events' }).locator('tbody tr');
  await events.first().getByText('by applying it').waitFor();
  await page.getByRole('columnheader', { name: 'When' }).getByRole('button').click();
  await events.first().getByText('opened').waitFor();
  await page.getByRole('button', { name: 'Table' }).click();
  await dialog().getByRole('checkbox', { name: 'Operation' }).check();
  await page.keyboard.press('Escape');
  await events.first().getByTitle('NewAISession').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

it('shows the log of requests in a table that is sorted, filtered, adjusted, kept as a view and exported', async () => {
  // By now it is written down that the sessions were opened.
  await open('/admin/requests?operation=NewAISession&outcome=done');
  const requests = page.getByRole('table', { name: 'Requests' });
  const instants = () =>
    requests
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.querySelector('time')?.getAttribute('datetime')));
  const newestFirst = await instants();
  expect(newestFirst.length).toBeGreaterThanOrEqual(5);
  await requests.getByRole('columnheader', { name: 'When' }).getByRole('button').click();
  await page.waitForURL((url) => url.searchParams.get('sort') === 'date');
  await page.waitForFunction(
    (first) => document.querySelector('tbody time')?.getAttribute('datetime') === first,
    newestFirst.at(-1),
  );
  expect(await instants()).toEqual(newestFirst.toReversed());

  await page.getByRole('button', { name: 'Table' }).click();
  await dialog().getByRole('checkbox', { name: 'Address' }).check();
  await page.keyboard.press('Escape');
  await requests.getByRole('columnheader', { name: 'Address', exact: true }).waitFor();
  const edge = page.getByRole('separator', { name: 'Width of Address' });
  await edge.focus();
  await page.keyboard.press('Shift+ArrowRight');
  expect(await edge.getAttribute('aria-valuetext')).toBe('14 rem');
  await page.getByRole('button', { name: 'Views', disabled: false }).click();
  await dialog().getByLabel('Save what is shown as').fill('Opened, oldest first');
  await page.keyboard.press('Enter');
  await dialog().getByRole('link', { name: 'Opened, oldest first' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await axeFindings(page)).toEqual([]);
  await page.reload();
  await requests.getByRole('columnheader', { name: 'Address', exact: true }).waitFor();
  expect(await instants()).toEqual(newestFirst.toReversed());
  const { body } = await service.request('/ai/views?list=requests');
  expect(body.items).toMatchObject([{ name: 'Opened, oldest first' }]);

  await page.getByRole('button', { name: 'Formats of the export', disabled: false }).click();
  const href = await page.getByRole('link', { name: 'JSON Lines, for programs' }).getAttribute('href');
  await page.keyboard.press('Escape');
  const { text } = await service.request(href ?? '');
  const rows = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(new Set(rows.map(({ operation }) => operation))).toEqual(new Set(['NewAISession']));
  expect(rows.map(({ date }) => date)).toEqual(newestFirst);
});

it('exports what every other list shows, by the filters in its URL', async () => {
  for (const [at, expected] of [
    ['users?text=admin', 'emailAddress'],
    ['accounts?text=fjo', 'Fjord'],
    ['functions?text=renameAcc&state=on', 'renameAccount'],
    ['runs?state=Applied', 'Cherries'],
  ] as const) {
    await page.goto(`${service.url}/admin/${at}`);
    await page.getByRole('button', { name: 'Formats of the export', disabled: false }).click();
    const href = await page.getByRole('link', { name: 'JSON Lines, for programs' }).getAttribute('href');
    const { status, text } = await service.request(href ?? '');
    expect([at, status, text.trim().split('\n').length]).toEqual([at, 200, 1]);
    expect(text).toContain(expected);
  }
});

it('fits on every screen, and axe finds nothing wrong with it', async () => {
  for (const path of ['/admin/sessions', '/admin/sessions?columns=purpose,account,changed,changedBy,id']) {
    await open(path);
    await list().getByRole('checkbox', { name: 'Select Banana' }).check();
    for (const width of [1440, 1024, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} at ${width} px`).toBeLessThanOrEqual(0);
      expect(await axeFindings(page)).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
