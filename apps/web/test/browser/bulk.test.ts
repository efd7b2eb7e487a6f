import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { makeUser } from '../support/callers.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from '../support/service.ts';

let service: RunningService;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  service = await startService({ OUTBOUND_TARGETS: 'https://voice.example.com' });
  browser = await openBrowser();
  page = browser.page;
  await page.goto(`${service.url}/admin/keys`);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.getByRole('button', { name: 'Table', disabled: false }).waitFor();
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

const dialog = () => page.getByRole('dialog');
const selection = () => page.getByRole('region', { name: 'Selection' });
const failures = () => dialog().getByRole('list', { name: 'What could not be done' });
const box = (label: string) => page.getByRole('checkbox', { name: `Select ${label}`, exact: true });

/** Makes something. */
async function make(path: string, json: object): Promise<{ readonly id: string }> {
  const { body, status, text } = await service.request(path, { json });
  if (status !== 200) throw new Error(`Nothing was made at ${path}: ${text}`);
  return body;
}

/** Opens a list with a column of instants, and waits until it takes keys and clicks. */
async function open(path: string) {
  await page.goto(service.url + path);
  await page.getByRole('button', { name: 'Table', disabled: false }).waitFor();
  // The list itself begins to run a moment after what is around it.
  await page.locator('tbody time[title]').filter({ visible: true }).first().waitFor();
}

/** Closes the window with what became of the rows. */
async function close() {
  await dialog().getByRole('button', { name: 'Close', exact: true }).first().click();
  await dialog().waitFor({ state: 'detached' });
}

/** Presses a key of the selection, which hears keys once it is there. */
async function press(key: string): Promise<void> {
  await page.getByRole('region', { name: 'Selection' }).waitFor();
  await page.keyboard.press(key);
}

it('revokes the selected API keys by keys, and keeps those selected that it could not revoke', async () => {
  const [used, lent, lost] = [
    await make('/api-keys', { name: 'Used' }),
    await make('/api-keys', { name: 'Lent' }),
    await make('/api-keys', { name: 'Lost' }),
  ];
  await service.request(`/api-keys/${used.id}`, { method: 'DELETE' });
  await open('/admin/keys?columns=name,state,created');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await selection().getByText('3 API keys selected').waitFor();
  await service.request(`/api-keys/${lent.id}`, { method: 'PATCH', json: { callsPerMinute: 7 } });
  await press('Shift+R');
  await dialog().getByText('Revoke 2 API keys?').waitFor();
  await dialog().getByText('1 API key of the selection stays as it is: revoked or expired').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await dialog().getByText('1 API key revoked. 1 could not be:').waitFor();
  await failures().getByText('Meanwhile somebody changed the limits of this key.').waitFor();
  await close();
  await selection().getByText('2 API keys selected').waitFor();
  const stateOf = async ({ id }: { readonly id: string }) =>
    (await service.request(`/api-keys/${id}`)).body.dateRevoked === undefined ? 'works' : 'revoked';
  expect(await Promise.all([used, lent, lost].map(stateOf))).toEqual(['revoked', 'works', 'revoked']);

  // Now that the list shows the new limits, they are what is decided on.
  await page.locator('tbody').getByText('Revoked').nth(1).waitFor();
  await press('Shift+R');
  await dialog().getByRole('button', { name: 'Revoke 1 API key' }).click();
  await dialog().getByText('1 API key revoked.').waitFor();
  await close();
  expect(await stateOf(lent)).toBe('revoked');
});

it('offers no selection among the API keys of one user', async () => {
  await page.goto(`${service.url}/admin/profile`);
  await page.getByRole('table', { name: 'API keys' }).getByText('Lost').waitFor();
  expect(await page.getByRole('checkbox', { name: /^Select / }).count()).toBe(0);
});

it.each([
  [
    'functions',
    'function',
    { name: 'callBack', title: 'Call back' },
    { name: 'callLater', title: 'Call later' },
  ],
  ['webhooks', 'webhook', { description: 'One' }, { description: 'Two' }],
] as const)('switches several %s off and on, each as it was shown', async (list, one, first, second) => {
  const urls = ['https://voice.example.com/one', 'https://voice.example.com/two'] as const;
  const made = [
    await make(`/ai/${list}`, { ...first, url: urls[0] }),
    await make(`/ai/${list}`, { ...second, url: urls[1] }),
  ] as const;
  const labels = 'name' in first && 'name' in second ? [first.name, second.name] : urls;
  const states = () =>
    Promise.all(made.map(async ({ id }) => (await service.request(`/ai/${list}/${id}`)).body.enabled));
  await open(`/admin/${list}?columns=${one},state,created`);
  for (const label of labels) await box(label).check();
  await service.request(`/ai/${list}/${made[1].id}`, { method: 'PATCH', json: { description: 'Changed' } });
  await press('Shift+D');
  await dialog().getByText(`Switch off 2 ${list}?`).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await dialog().getByText(`1 ${one} switched off. 1 could not be:`).waitFor();
  await failures().getByText(`Meanwhile ${ADMIN_EMAIL} changed this ${one}.`).waitFor();
  await close();
  expect(await states()).toEqual([false, true]);
  await selection().getByText(`1 ${one} selected`).waitFor();
  expect(await selection().getByRole('button', { name: 'Switch on …' }).count()).toBe(0);

  await box(labels[0]).check();
  await selection().getByRole('button', { name: 'Switch on …' }).click();
  await dialog().getByText(`1 ${one} of the selection stays as it is: on already.`).waitFor();
  await dialog()
    .getByRole('button', { name: `Switch on 1 ${one}` })
    .click();
  await dialog().getByText(`1 ${one} switched on.`).waitFor();
  await close();
  expect(await states()).toEqual([true, true]);
});

it('disables the selected users but never the one who does it, and enables them', async () => {
  const ann = await makeUser(service, ['Manager']);
  const bob = await makeUser(service);
  const areDisabled = () =>
    Promise.all(
      [ann, bob].map(async ({ id }) => (await service.request(`/users/${id}`)).body.disabled === true),
    );
  await open('/admin/users');
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check();
  await selection().getByText('3 users selected').waitFor();
  await service.request(`/users/${bob.id}`, { method: 'PATCH', json: { roles: ['Manager'] } });
  await press('Shift+D');
  await dialog().getByText('1 user of the selection stays as it is: disabled already, or you.').waitFor();
  await dialog().getByRole('button', { name: 'Disable 2 users' }).click();
  await dialog().getByText('1 user disabled. 1 could not be:').waitFor();
  await failures().getByText(bob.emailAddress).waitFor();
  await failures().getByText('Meanwhile somebody changed this user.').waitFor();
  await close();
  expect(await areDisabled()).toEqual([true, false]);

  await page.keyboard.press('Escape');
  await selection().waitFor({ state: 'detached' });
  await box(ann.emailAddress).check();
  await press('Shift+E');
  await dialog().getByRole('button', { name: 'Enable 1 user' }).click();
  await dialog().getByText('1 user enabled.').waitFor();
  await close();
  expect(await areDisabled()).toEqual([false, false]);
});

it('stops applying for the selected accounts with a reason, keeps the reason of others, and resumes', async () => {
  const [fell, fjord] = [
    await make('/accounts', { name: 'Fell' }),
    await make('/accounts', { name: 'Fjord' }),
  ];
  await service.request(`/ai/applying/accounts/${fjord.id}`, {
    method: 'PATCH',
    json: { stopped: true, reason: 'The contract is being checked' },
  });
  const stops = async (): Promise<readonly object[]> =>
    (await service.request('/ai/applying/stops')).body.items;
  await open('/admin/accounts');
  await box('Fell').check();
  await box('Fjord').check();
  await press('Shift+S');
  await dialog().getByLabel('Reason').fill('Numbers move');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await dialog().getByText('1 account stopped. 1 could not be:').waitFor();
  await failures()
    .getByText(`${ADMIN_EMAIL} has stopped it already: The contract is being checked`)
    .waitFor();
  await close();
  expect(await stops()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: fell.id, reason: 'Numbers move' }),
      expect.objectContaining({ id: fjord.id, reason: 'The contract is being checked' }),
    ]),
  );
  await selection().getByText('1 account selected').waitFor();
  await box('Fell').check();
  await press('Shift+R');
  await dialog().getByRole('button', { name: 'Resume applying for 2 accounts' }).click();
  await dialog().getByText('2 accounts resumed.').waitFor();
  await close();
  expect(await stops()).toEqual([]);
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
