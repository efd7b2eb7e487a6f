import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from '../support/service.ts';

let service: RunningService;
let browser: Browser;
let page: Page;
/** An API key of an agent. */
let key: string;

beforeAll(async () => {
  service = await startService();
  browser = await openBrowser();
  page = browser.page;
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

const signIn = (password: string) => signInOnPage(page, ADMIN_EMAIL, password);

/** Copies a text by its button, and gives what is to be pasted then. */
async function copied(button: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.getByRole('button', { name: button }).click();
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(read, { timeout: 30_000 }).not.toBe('');
  return read();
}

it('leads an empty installation to its first session, by commands that work as they are', async () => {
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(service.url);
  await signIn('wrong');
  await page.getByText('E-mail address or password is wrong.').waitFor();
  await signIn(ADMIN_PASSWORD);
  await page.getByText('Nothing waits.').waitFor();
  const steps = page.getByRole('region', { name: 'First steps' });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });

  // Something to look around in, which is nobody's first account.
  await steps.getByRole('button', { name: 'Add demo data' }).click();
  await page.getByText('10 accounts and 203 sessions here are demo data.').waitFor();
  await heading('To do: Add the first account').waitFor();
  await page.getByRole('button', { name: 'Remove demo data' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove demo data' }).click();
  await page.getByText('here are demo data').waitFor({ state: 'detached' });
  await page.getByText('Nothing waits.').waitFor();

  const asksForPassword = `-u '${ADMIN_EMAIL}'`;
  const add = await copied('Copy command that adds an account');
  await inShell(add.replace(asksForPassword, `-u '${ADMIN_EMAIL}:${ADMIN_PASSWORD}'`));
  await heading('Done: Add the first account').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await steps.getByRole('button', { name: 'New API key' }).click();
  await page.getByLabel('Name', { exact: true }).fill('First agent');
  await page.getByLabel('Used by').selectOption('Agent');
  await page.getByRole('button', { name: 'Make key' }).click();
  // What is shown this once stays, although the step is done by now.
  await page.getByText('Copy the key now').waitFor();
  await service.request('/accounts', { json: { name: 'Something else' } });
  key = await copied('Copy key');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await heading('Done: Make the first key').waitFor();

  expect(await copied('Copy command that lets an agent in')).toContain(
    `ai-sessions ${service.url}/mcp \\\n  --header 'Authorization: Bearer ${key}'`,
  );
  const open = await copied('Copy command that opens a session');
  const opened = JSON.parse(await inShell(open));
  expect(opened).toMatchObject({ accountName: 'Northwind Dental', purpose: 'Try the service' });
  await heading('Done: Open the first session').waitFor();
  await heading('All set up').waitFor();
  await page.reload();
  await page.getByText('Nothing waits.').waitFor();
  expect(await page.getByRole('heading', { name: /set up|First steps/ }).count()).toBe(0);
  await service.request(`/ai/sessions/${opened.id}`, { method: 'DELETE' });
});

/** Runs a command as somebody does who pastes it into a terminal. */
async function inShell(command: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const env = { ...process.env, ...environment };
  return (await promisify(execFile)('sh', ['-c', command], { env })).stdout;
}

it('creates a session for an account and edits its purpose', async () => {
  await page.getByRole('link', { name: 'Accounts' }).click();
  await page.getByRole('button', { name: 'New account' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Sunfield Solar');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('link', { name: 'Sunfield Solar' }).waitFor();

  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByRole('link', { name: 'New session' }).click();
  await page.waitForURL(/\/sessions\/new/);
  await page.getByRole('combobox', { name: 'Account' }).click();
  await page.getByPlaceholder('Search accounts').fill('sunf');
  await page.getByRole('option', { name: 'Sunfield Solar' }).click();
  await page.getByLabel('Purpose').fill('x'.repeat(2_001));
  await page.getByRole('button', { name: 'Open session' }).click();
  await page.getByText('must be 2000 characters or fewer').waitFor();
  await page.getByLabel('Purpose').fill('Check the solar campaign numbers');
  await page.getByRole('button', { name: 'Open session' }).click();

  await page.getByRole('heading', { name: 'Check the solar campaign numbers' }).waitFor();
  await page.getByRole('button', { name: 'Edit purpose' }).click();
  await page.getByLabel('Purpose').fill('Check the solar campaign numbers twice');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Check the solar campaign numbers twice' }).waitFor();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' }).click();
  await page.getByRole('searchbox').fill('TWICE');
  await page.waitForURL(/text=TWICE/);
  await page.getByRole('row', { name: /twice.*Sunfield Solar/ }).waitFor();
  const stored = await service.request('/ai/sessions');
  expect(stored.body.items).toMatchObject([
    {
      accountName: 'Sunfield Solar',
      purpose: 'Check the solar campaign numbers twice',
      createdBy: ADMIN_EMAIL,
    },
  ]);
});

it('gives a session in the formats of the API, and the command that asks for it', async () => {
  const { body } = await service.request('/ai/sessions', { json: { purpose: "It's as data" } });
  await page.goto(`${service.url}/admin/sessions/${body.id}`);
  for (const [name, mediaType] of [
    ['JSON', 'application/json'],
    ['XML', 'application/xml'],
    ['CSV', 'text/csv'],
    ['JSON Lines', 'text/jsonl'],
    ['JSV', 'application/jsv'],
  ]) {
    const link = page.getByRole('link', { name: `${name} (opens elsewhere)`, exact: true });
    const answer = await service.request((await link.getAttribute('href')) ?? '');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining(mediaType ?? ''),
    ]);
    expect(answer.text).toContain(body.id);
  }
  const command = await copied('Copy as curl');
  expect(JSON.parse(await inShell(command, { AI_SESSIONS_KEY: key }))).toMatchObject({ id: body.id });
  await service.request(`/ai/sessions/${body.id}`, { method: 'DELETE' });
});

it('pages through a list and finds the way back after a reload', async () => {
  for (let n = 0; n < 30; n++) await service.request('/ai/sessions', { json: { purpose: `Numbered ${n}` } });
  await page.goto(`${service.url}/admin/sessions`);
  await page.getByRole('link', { name: 'Numbered 29' }).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('link', { name: 'Numbered 4', exact: true }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Numbered 4', exact: true }).waitFor();
  await page.getByRole('button', { name: 'First page' }).click();
  await page.getByRole('link', { name: 'Numbered 29' }).waitFor();
});

it('takes a day of 23 or 25 hours for what it is where the reader is', async () => {
  const devTools = await browser.context.newCDPSession(page);
  await devTools.send('Emulation.setTimezoneOverride', { timezoneId: 'Europe/Berlin' });
  const asked: URLSearchParams[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.includes('.list')) asked.push(searchParams);
  });
  for (const [path, list] of [
    [
      '/admin/sessions?created-from=2026-10-25&created-until=2026-10-25&changed-until=2026-03-29',
      'session.list',
    ],
    ['/admin/audit?from=2026-10-25&until=2026-10-25', 'audit.list'],
    ['/admin/runs?from=2026-10-25&until=2026-10-25', 'run.list'],
  ]) {
    asked.length = 0;
    // The page before asks what is new, too.
    const answered = page.waitForResponse(
      (response) =>
        response.url().includes(list ?? '') &&
        decodeURIComponent(response.url()).includes('2026-10-24T22:00:00.000Z'),
    );
    await page.goto(service.url + path);
    await answered;
    const sent = asked.map((parameters) => parameters.get('input') ?? '').join();
    expect(sent).toContain('2026-10-24T22:00:00.000Z');
    expect(sent).toContain('2026-10-25T23:00:00.000Z');
    if (list === 'session.list') {
      expect(sent).toContain('2026-03-29T22:00:00.000Z');
      const href = await page.getByRole('link', { name: 'Export' }).getAttribute('href');
      expect(new URLSearchParams(href?.split('?')[1]).get('createdUntil')).toBe('2026-10-25T23:00:00.000Z');
    }
  }
  await devTools.send('Emulation.setTimezoneOverride', { timezoneId: '' });
  await devTools.detach();
  await page.goto(`${service.url}/admin/sessions`);
});

it('never leaves for another site after signing in, and signs out', async () => {
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/login/);
  for (const target of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
  ]) {
    await page.goto(`${service.url}/login?redirect=${encodeURIComponent(target)}`);
    await signIn(ADMIN_PASSWORD);
    await page.waitForURL(`${service.url}/admin`);
    await browser.context.clearCookies();
  }
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
