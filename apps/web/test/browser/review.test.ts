import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PatientTarget, startPatientTarget } from '../patient-target.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from '../service.ts';
import { axeFindings } from './axe.ts';
import { type Browser, openBrowser, signInOnPage } from './browser.ts';

let target: PatientTarget;
let service: RunningService;
let browser: Browser;
let page: Page;
let accountId: string;

beforeAll(async () => {
  target = await startPatientTarget();
  service = await startService(target.environment);
  accountId = (await service.request('/accounts', { json: { name: 'Harbor & Pine' } })).body.id;
  browser = await openBrowser();
  page = browser.page;
  await page.goto(service.url);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.waitForURL(/\/admin\/sessions/);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
  await target.stop();
});

interface Proposal {
  readonly functionName: string;
  readonly arguments?: object;
  readonly description?: string;
}

/** Opens a session on the account with these actions; the ids of the actions. */
async function aSession(purpose: string, proposals: readonly Proposal[]) {
  const { body } = await service.request('/ai/sessions', { json: { accountId, purpose } });
  const actions = proposals.map((proposal) => ({
    ...proposal,
    arguments: JSON.stringify(proposal.arguments ?? {}),
  }));
  if (actions.length === 0) return { path: `/ai/sessions/${body.id}`, id: body.id, actionIds: [] };
  const queued = await service.request(`/ai/sessions/${body.id}/actions`, { json: { actions } });
  const actionIds: string[] = queued.body.actions.map(({ id }: { id: string }) => id);
  return { path: `/ai/sessions/${body.id}`, id: String(body.id), actionIds };
}

/** Opens the page of a session, and waits until its review is there. */
async function open(id: string): Promise<void> {
  await page.goto(`${service.url}/admin/sessions/${id}`);
  await page.getByRole('button', { name: 'Apply …', disabled: false }).waitFor();
}

/** Opens the dialog that applies, and waits until it shows the session as it is. */
async function askToApply(): Promise<void> {
  await page.keyboard.press('Shift+A');
  await dialog()
    .getByRole('button', { name: /^Apply/, disabled: false })
    .waitFor();
}

/** The card of an action. */
const card = (number: number) => page.getByRole('listitem').filter({ hasText: new RegExp(`^${number}\\.`) });
const dialog = () => page.getByRole('dialog');

it('adds a function to the catalogue, and says what is wrong with it', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Functions' }).click();
  await page.getByRole('row', { name: /renameAccount.*Ordinary.*Built in.*On/ }).waitFor();
  await page.getByRole('link', { name: 'New function' }).click();
  await page.getByLabel('Name', { exact: true }).fill('setGreeting');
  await page.getByLabel('Title of its actions').fill('Set the greeting to {text}');
  await page.getByText('The schema describes no text.').waitFor();
  await page.getByLabel('Arguments', { exact: true }).fill('{"type":"objekt"}');
  await page.getByLabel('Address', { exact: true }).fill(`${target.url}/greeting`);
  await page.getByRole('button', { name: 'Add function' }).click();
  await page.getByText("'Parameters' must be a JSON Schema 2020-12").waitFor();
  const schema = {
    type: 'object',
    properties: { text: { type: 'string' }, loud: { type: 'boolean' } },
    required: ['text'],
  };
  await page.getByLabel('Arguments', { exact: true }).fill(JSON.stringify(schema));
  await page.getByText('Set the greeting to “text”').waitFor();
  await page.getByRole('button', { name: 'Header' }).click();
  await page.getByLabel('Name of the header').fill('Authorization');
  await page.getByLabel('Value of Authorization').fill('Bearer greeting-secret');
  await page.getByRole('button', { name: 'Add function' }).click();

  await page.getByRole('heading', { name: 'setGreeting' }).waitFor();
  await page.getByText('Authorization').waitFor();
  expect(await page.content()).not.toContain('greeting-secret');
  await page.getByLabel('Risk').selectOption('Irreversible');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved.').waitFor();
  const { body } = await service.request('/ai/functions?nameFilter=setGreeting');
  expect(body.items).toMatchObject([{ risk: 'Irreversible', headerNames: ['Authorization'] }]);
});

it('is reviewed by keyboard, applied as it was read, watched live, and leaves a log', async () => {
  const { id, actionIds, path } = await aSession('Say hello', [
    {
      functionName: 'renameAccount',
      arguments: { accountId, name: 'Harbor & Pine Relaty' },
      description: 'Just <b>accept</b> it\u202e',
    },
    { functionName: 'setSessionPurpose', arguments: { purpose: 'Nothing' } },
    { functionName: 'setGreeting', arguments: { text: 'Hello', loud: true } },
    { functionName: 'sendPostcard' },
  ]);
  await open(id);
  await card(1).getByText('Just <b>accept</b> it⟨U+202E⟩').waitFor();
  await card(1).getByRole('row', { name: 'name Harbor & Pine Harbor & Pine Relaty' }).waitFor();
  await card(3).getByText('loud', { exact: true }).waitFor();
  await card(4).getByText("There is no function 'sendPostcard' in the catalogue.").waitFor();

  await page.keyboard.press('j');
  expect(await card(1).evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('e');
  await dialog().getByLabel('name', { exact: true }).fill('Harbor & Pine Realty');
  await dialog().getByText('Added:').waitFor();
  await page.keyboard.press('Enter');
  await card(1).getByText('“Harbor & Pine Realty”').waitFor();
  await card(1).getByText('Corrected once').waitFor();
  await page.keyboard.press('a');
  await card(1).getByText('Accepted', { exact: true }).waitFor();
  await page.getByText('Action 1 accepted.').waitFor({ state: 'attached' });

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('r');
  await page.keyboard.press('Control+Enter');
  await dialog().getByText("'Reason' must not be empty").waitFor();
  await page.keyboard.type('aj? It has a purpose.');
  await page.keyboard.press('Control+Enter');
  await card(2).getByText('aj? It has a purpose.').waitFor();
  await card(2).getByText('Refused', { exact: true }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await card(3).getByText('Accepted', { exact: true }).waitFor();
  await page.keyboard.press('u');
  await card(3).getByText('Queued', { exact: true }).waitFor();
  await page.keyboard.press('a');
  await card(3).getByText('Accepted', { exact: true }).waitFor();

  await page.keyboard.press('d');
  await dialog().getByText(`POST ${target.url}/greeting`).waitFor();
  expect(await dialog().textContent()).not.toContain('greeting-secret');
  expect(target.keys).toEqual([]);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Shift+A');
  await dialog().getByText('2 of 4 actions will be carried out for Harbor & Pine').waitFor();
  await dialog().getByText('Refused: aj? It has a purpose.').waitFor();
  await dialog().getByLabel('Type “Harbor & Pine” to confirm').fill('Harbor');
  await page.keyboard.press('Enter');
  expect(await dialog().getByRole('button', { name: 'Apply 2 actions' }).isDisabled()).toBe(true);
  await dialog().getByLabel('Type “Harbor & Pine” to confirm').fill('Harbor & Pine');
  await dialog().getByRole('button', { name: 'Apply 2 actions', disabled: false }).waitFor();
  await page.keyboard.press('Enter');

  await page.getByText('Applying: 1 of 2 done').waitFor();
  await card(3).getByText('Running …').waitFor();
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await target.answer();
  await card(3).getByText('Applied', { exact: true }).waitFor();
  await page.getByText('Applying: 1 of 2 done').waitFor({ state: 'detached' });
  const log = page.getByRole('region', { name: 'Log of run 1' });
  await log.getByText('Run 1 ended: applied. 2 applied.').waitFor();
  await log.getByText('as reviewed').waitFor();
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy log of run 1' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Run 1 ended');

  expect(target.keys).toEqual([actionIds[2]]);
  expect((await service.request(`/accounts/${accountId}`)).body.name).toBe('Harbor & Pine Realty');
  expect((await service.request(path)).body.purpose).toBe('Say hello');
});

it('shows what an agent queues without being asked', async () => {
  const { id, path } = await aSession('Wait for work', []);
  await page.goto(`${service.url}/admin/sessions/${id}`);
  await page.getByText('The agent has not queued anything yet.').waitFor();
  await service.request(`${path}/actions`, { json: { functionName: 'sendPostcard' } });
  await card(1).getByText('Unknown function sendPostcard').waitFor();
});

it('does not apply what has changed since it was opened, and shows it anew', async () => {
  const { id, path, actionIds } = await aSession('Change under the reader', [
    { functionName: 'setSessionPurpose', arguments: { purpose: 'As read' } },
  ]);
  await page.route('**/api/trpc/session.watch**', (route) => route.abort());
  await open(id);
  await service.request(`${path}/actions/${actionIds[0]}`, {
    method: 'PATCH',
    json: { arguments: '{"purpose":"As changed"}' },
  });
  await askToApply();
  await dialog().getByText('As read').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('This session changed after you had opened it').waitFor();
  await card(1)
    .getByRole('heading', { name: /As changed/ })
    .waitFor();
  expect((await service.request(path)).body.state).toBe('Open');
  await page.unroute('**/api/trpc/session.watch**');
  await askToApply();
  await dialog().getByText('As changed').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'As changed', exact: true }).waitFor();
});

it('asks what became of a call that may have arrived', async () => {
  await service.request('/ai/functions', {
    json: { name: 'cutOff', title: 'Cut', url: `${target.url}/cut`, risk: 'Ordinary' },
  });
  const { id, path } = await aSession('Settle it', [{ functionName: 'cutOff' }]);
  await open(id);
  await page.getByRole('button', { name: 'Apply …' }).click();
  await dialog().getByRole('button', { name: 'Apply 1 action' }).click();
  await card(1).getByRole('button', { name: 'It took effect' }).click();
  await card(1).getByText("'Note' must not be empty.").waitFor();
  await card(1).getByLabel('How do you know?').fill('It is in their books');
  await card(1).getByRole('button', { name: 'It took effect' }).click();
  await card(1).getByText('Settled: it took effect.').waitFor();
  const { body } = await service.request(path);
  expect(body).toMatchObject({ state: 'Applied', actions: [{ reason: 'It is in their books' }] });
});

it('stops a run after the call under way', async () => {
  const greeting = { functionName: 'setGreeting', arguments: { text: 'Hi' } };
  const { id, path } = await aSession('Stop in the middle', [greeting, greeting]);
  const calls = target.keys.length;
  const { name } = (await service.request(`/accounts/${accountId}`)).body;
  await open(id);
  await page.keyboard.press('Shift+A');
  await dialog().getByLabel(/^Type/).fill(name);
  await dialog().getByRole('button', { name: 'Apply 2 actions', disabled: false }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Applying: 0 of 2 done').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopping …').waitFor();
  await target.answer();
  await page.getByText('Partly applied').waitFor();
  expect(target.keys.length).toBe(calls + 1);
  expect((await service.request(`${path}/runs`)).body.items[0].state).toBe('Stopped');
});

it('stops all applying with a reason that every session shows', async () => {
  const { id } = await aSession('Wait for the switch', [
    { functionName: 'setSessionPurpose', arguments: { purpose: 'Done' } },
  ]);
  await page.goto(`${service.url}/admin/functions`);
  await page.getByRole('button', { name: 'Stop all applying' }).click();
  await dialog().getByLabel('Reason').fill('Billing is being moved');
  await page.keyboard.press('Enter');
  await page.getByText('All applying is stopped').waitFor();
  await open(id);
  await page.getByText('All applying is stopped: Billing is being moved').waitFor();
  await askToApply();
  await page.keyboard.press('Enter');
  await dialog().getByText('All applying is stopped: Billing is being moved').waitFor();
  await page.goto(`${service.url}/admin/functions`);
  await page.getByRole('button', { name: 'Let it go on' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Sessions can be applied').waitFor();
  await open(id);
  await askToApply();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Done', exact: true }).waitFor();
});

it('finds sessions by state, exports what it found, discards and restores', async () => {
  const proposal = { functionName: 'setSessionPurpose', arguments: { purpose: 'Carried out' } };
  await aSession('Still to do', [proposal]);
  const { path } = await aSession('Not yet carried out', [proposal]);
  await service.request(`${path}/apply`, { method: 'POST' });
  await page.goto(`${service.url}/admin/sessions`);
  await page.getByRole('row', { name: /Carried out Applied/ }).waitFor();
  await page.getByRole('button', { name: 'State: Any state' }).click();
  await page.getByRole('checkbox', { name: 'Open' }).check();
  await page.keyboard.press('Escape');
  await page.waitForURL(/state=Open/);
  await page.getByRole('row', { name: /Carried out/ }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Still to do Open 1 pending/ }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'State: Open' }).waitFor();
  const exported = await page.getByRole('link', { name: 'Export' }).getAttribute('href');
  const table = (await service.request(exported ?? '')).text;
  expect(table).toContain('Still to do');
  expect(table).not.toContain('Carried out');

  await page.getByRole('link', { name: 'Still to do' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Discard session' }).click();
  await page.waitForURL(/\/admin\/sessions$/);
  await page.getByRole('row', { name: /Carried out/ }).waitFor();
  await page.getByRole('row', { name: /Still to do/ }).waitFor({ state: 'detached' });
  await page.goto(`${service.url}/admin/sessions?state=Discarded`);
  await page.getByRole('button', { name: 'Restore Still to do' }).click();
  await page.getByText('No session matches these filters.').waitFor();
  await page.goto(`${service.url}/admin/sessions?pending=yes`);
  await page.getByRole('row', { name: /Still to do/ }).waitFor();
});

it('has pages and dialogs that axe finds nothing wrong with, in light and dark', async () => {
  const { id } = await aSession('Look at it', [
    { functionName: 'renameAccount', arguments: { accountId, name: 'New' }, description: 'Renames it' },
    { functionName: 'setGreeting', arguments: { text: 'Hi' } },
    { functionName: 'sendPostcard', arguments: { to: 'all' } },
  ]);
  const findings: string[] = [];
  await open(id);
  for (const summary of await page.getByText('Arguments and request').all()) await summary.click();
  findings.push(...(await axeFindings(page)));
  for (const key of ['?', 'e', 'r', 'd', 'Shift+A']) {
    await page.keyboard.press(key);
    await dialog().getByRole('heading').first().waitFor();
    findings.push(...(await axeFindings(page)));
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }
  const { body } = await service.request('/ai/functions?nameFilter=setGreeting');
  for (const path of ['functions', 'functions/new', `functions/${body.items[0].id}`, 'sessions?by=x']) {
    await page.goto(`${service.url}/admin/${path}`);
    await page.waitForLoadState('networkidle');
    findings.push(...(await axeFindings(page)));
  }
  expect(findings).toEqual([]);
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
