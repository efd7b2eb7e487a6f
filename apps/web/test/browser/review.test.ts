import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { makeKey, makeUser, send } from '../support/callers.ts';
import { openReviewDesk, type ReviewDesk } from '../support/review-desk.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, until } from '../support/service.ts';

let desk: ReviewDesk;

beforeAll(async () => {
  desk = await openReviewDesk();
});

afterAll(() => desk.close());

it('adds a function to the catalogue, and says what is wrong with it', async () => {
  await desk.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Functions' }).click();
  await desk.page.getByRole('row', { name: /renameAccount.*Ordinary.*Built in.*On/ }).waitFor();
  await desk.page.getByRole('link', { name: 'New function' }).click();
  await desk.page.getByLabel('Name', { exact: true }).fill('setGreeting');
  await desk.page.getByLabel('Title of its actions').fill('Set the greeting to {text}');
  await desk.page.getByText('The schema describes no text.').waitFor();
  await desk.page.getByLabel('Arguments', { exact: true }).fill('{"type":"objekt"}');
  await desk.page.getByLabel('Address', { exact: true }).fill(`${desk.target.url}/greeting`);
  await desk.page.getByRole('button', { name: 'Add function' }).click();
  await desk.page
    .getByText("'Parameters' must be a JSON Schema that arguments can be checked with: 'type' must be one of")
    .waitFor();
  const wrong = await desk.page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'));
  expect(wrong).toBe('true');
  const schema = {
    type: 'object',
    properties: { text: { type: 'string' }, loud: { type: 'boolean' } },
    required: ['text'],
  };
  await desk.page.getByLabel('Arguments', { exact: true }).fill(JSON.stringify(schema));
  await desk.page.getByText('Set the greeting to “text”').waitFor();
  await desk.page.getByRole('button', { name: 'Header' }).click();
  await desk.page.getByLabel('Name of the header').fill('Authorization');
  await desk.page.getByLabel('Value of Authorization').fill('Bearer greeting-secret');
  await desk.page.getByRole('button', { name: 'Add function' }).click();

  await desk.page.getByRole('heading', { name: 'setGreeting' }).waitFor();
  await desk.page.getByText('Authorization').waitFor();
  expect(await desk.page.content()).not.toContain('greeting-secret');
  await desk.page.getByLabel('Risk').selectOption('Irreversible');
  await desk.page.getByRole('button', { name: 'Save changes' }).click();
  await desk.page.getByText('Saved.').waitFor();
  const { body } = await desk.service.request('/ai/functions?nameFilter=setGreeting');
  expect(body.items).toMatchObject([{ risk: 'Irreversible', headerNames: ['Authorization'] }]);
});

it('shows what an agent has revised since it was returned, and why it was', async () => {
  const user = await makeUser(desk.service, ['Agent'], desk.accountId);
  const agent = (await makeKey(desk.service, user, { kind: 'Agent' })).credentials;
  const { id, path } = await desk.aSession('Another purpose', []);
  const proposal = { functionName: 'setSessionPurpose', arguments: '{"purpose":"Billing"}' };
  const { body } = await send(desk.service, agent, `${path}/actions`, { json: proposal });
  const action = `${path}/actions/${body.actions[0].id}`;
  await desk.service.request(`${action}/judgement`, { json: { judgement: 'Returned', reason: 'Say whose' } });
  for (const purpose of ['Billing of all', 'Billing of Harbor']) {
    const json = { arguments: JSON.stringify({ purpose }) };
    await send(desk.service, agent, action, { method: 'PATCH', json });
  }
  await desk.open(id);
  const card = desk.card(1);
  await card.getByText('Queued', { exact: true }).waitFor();
  await card.getByText('Returned: Say whose', { exact: true }).waitFor();
  const difference = card.getByLabel('What differs in action 1 from the version that was returned');
  expect(await difference.textContent()).toContain('Removed: ');
  expect(await difference.textContent()).toContain('"purpose": "Billing of Harbor"');
  expect(await difference.textContent()).not.toContain('Billing of all');
  await card.getByText('Corrected 2 times').click();
  await card.getByText('when it was Returned: Say whose').waitFor();
});

it('is reviewed by keyboard, applied as it was read, watched live, and leaves a log', async () => {
  const { id, actionIds, path } = await desk.aSession('Say hello', [
    {
      functionName: 'renameAccount',
      arguments: { accountId: desk.accountId, name: 'Harbor & Pine Relaty' },
      description: 'Just <b>accept</b> it\u202e',
    },
    { functionName: 'setSessionPurpose', arguments: { purpose: 'Nothing' } },
    { functionName: 'setGreeting', arguments: { text: 'Hello', loud: true } },
    { functionName: 'sendPostcard' },
  ]);
  await desk.open(id);
  await desk.card(1).getByText('Just <b>accept</b> it⟨U+202E⟩').waitFor();
  await desk.card(1).getByRole('row', { name: 'name Harbor & Pine Harbor & Pine Relaty' }).waitFor();
  await desk.card(3).getByText('loud', { exact: true }).waitFor();
  await desk.card(4).getByText("There is no function 'sendPostcard' in the catalogue.").waitFor();

  await desk.page.keyboard.press('k');
  expect(await desk.card(1).evaluate((element) => element === document.activeElement)).toBe(true);
  await desk.page.keyboard.press('e');
  await desk.dialog().getByLabel('name', { exact: true }).fill('Harbor & Pine Realty');
  await desk.dialog().getByText('Added:').waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.card(1).getByText('“Harbor & Pine Realty”').waitFor();
  await desk.card(1).getByText('Corrected once').waitFor();
  await desk.page.keyboard.press('a');
  await desk.card(1).getByText('Accepted', { exact: true }).waitFor();
  await desk.page.getByText('Action 1 accepted.').waitFor({ state: 'attached' });

  await desk.page.keyboard.press('ArrowDown');
  await desk.page.keyboard.press('r');
  await desk.page.keyboard.press('Control+Enter');
  await desk.dialog().getByText("'Reason' must not be empty").waitFor();
  await desk.page.keyboard.type('aj? It has a purpose.');
  await desk.page.keyboard.press('Control+Enter');
  await desk.card(2).getByText('aj? It has a purpose.').waitFor();
  await desk.card(2).getByText('Refused', { exact: true }).waitFor();
  await desk.page.keyboard.press('j');
  await desk.page.keyboard.press('a');
  await desk.card(3).getByText('Accepted', { exact: true }).waitFor();
  await desk.page.keyboard.press('u');
  await desk.card(3).getByText('Queued', { exact: true }).waitFor();
  await desk.page.keyboard.press('a');
  await desk.card(3).getByText('Accepted', { exact: true }).waitFor();

  await desk.page.keyboard.press('d');
  await desk.dialog().getByText(`POST ${desk.target.url}/greeting`).waitFor();
  expect(await desk.dialog().textContent()).not.toContain('greeting-secret');
  expect(desk.target.keys).toEqual([]);
  await desk.page.keyboard.press('Escape');

  await desk.page.keyboard.press('Shift+A');
  await desk.dialog().getByText('2 of 4 actions will be carried out for Harbor & Pine').waitFor();
  await desk.dialog().getByText('Refused: aj? It has a purpose.').waitFor();
  await desk.dialog().getByLabel('Type “Harbor & Pine” to confirm').fill('Harbor');
  await desk.page.keyboard.press('Enter');
  expect(await desk.dialog().getByRole('button', { name: 'Apply 2 actions' }).isDisabled()).toBe(true);
  await desk.dialog().getByLabel('Type “Harbor & Pine” to confirm').fill('Harbor & Pine');
  await desk.dialog().getByRole('button', { name: 'Apply 2 actions', disabled: false }).waitFor();
  await desk.page.keyboard.press('Enter');

  await desk.page.getByText('Applying: 1 of 2 done').waitFor();
  await desk.card(3).getByText('Running …').waitFor();
  await desk.page.getByRole('button', { name: 'Stop' }).waitFor();
  await desk.target.answer();
  await desk.card(3).getByText('Applied', { exact: true }).waitFor();
  await desk.page.getByText('Applying: 1 of 2 done').waitFor({ state: 'detached' });
  const log = desk.page.getByRole('region', { name: 'Log of run 1' });
  await log.getByText('Run 1 ended: applied. 2 applied.').waitFor();
  await log.getByText('as reviewed').waitFor();
  await desk
    .card(1)
    .getByRole('heading', { name: 'Rename account “Harbor & Pine” to “Harbor & Pine Realty”' })
    .waitFor();
  await desk.browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await desk.page.getByRole('button', { name: 'Copy log of run 1' }).click();
  expect(await desk.page.evaluate(() => navigator.clipboard.readText())).toContain('Run 1 ended');

  expect(desk.target.keys).toEqual([actionIds[2]]);
  expect((await desk.service.request(`/accounts/${desk.accountId}`)).body.name).toBe('Harbor & Pine Realty');
  expect((await desk.service.request(path)).body.purpose).toBe('Say hello');
});

it('drops one action by key, and all that are left, and names them first', async () => {
  const purpose = (text: string) => ({ functionName: 'setSessionPurpose', arguments: { purpose: text } });
  const { id, path } = await desk.aSession('Drop them', ['One', 'Two', 'Three'].map(purpose));
  const left = async () => ((await desk.service.request(path)).body.actions ?? []).length;
  await desk.open(id);
  await desk.page.keyboard.press('j');
  await desk.page.keyboard.press('x');
  const leaving = desk.dialog().getByRole('list', { name: 'Actions to drop' });
  expect(await leaving.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('“Two”')]);
  expect(await left()).toBe(3);
  await desk.page.keyboard.press('Enter');
  await desk
    .card(2)
    .getByRole('heading', { name: /“Three”/ })
    .waitFor();
  await desk.dialog().waitFor({ state: 'detached' });

  await desk.page.getByRole('button', { name: 'Drop all actions …' }).click();
  await desk.dialog().getByRole('heading', { name: 'Drop all 2 actions?' }).waitFor();
  await desk.service.request(`${path}/actions`, { json: { functionName: 'sendPostcard' } });
  await desk.page.getByRole('list', { includeHidden: true }).getByText('sendPostcard').first().waitFor();
  await desk.dialog().getByRole('button', { name: 'Drop all' }).click();
  await desk.dialog().getByText('Meanwhile the actions of this session changed.').waitFor();
  await leaving.getByText('Unknown function sendPostcard').waitFor();
  expect(await left()).toBe(3);
  await desk.dialog().getByRole('button', { name: 'Drop all' }).click();
  await desk.page.getByText('The agent has not queued anything yet.').waitFor();
  expect(await left()).toBe(0);
});

it('shows what an agent queues without being asked', async () => {
  const { id, path } = await desk.aSession('Wait for work', []);
  await desk.page.goto(`${desk.service.url}/admin/sessions/${id}`);
  await desk.page.getByText('The agent has not queued anything yet.').waitFor();
  await desk.service.request(`${path}/actions`, { json: { functionName: 'sendPostcard' } });
  await desk.card(1).getByText('Unknown function sendPostcard').waitFor();
});

it('does not apply what has changed since it was opened, and shows it anew', async () => {
  const { id, path, actionIds } = await desk.aSession('Change under the reader', [
    { functionName: 'setSessionPurpose', arguments: { purpose: 'As read' } },
  ]);
  await desk.page.route('**/api/trpc/session.watch**', (route) => route.abort());
  await desk.open(id);
  await desk.service.request(`${path}/actions/${actionIds[0]}`, {
    method: 'PATCH',
    json: { arguments: '{"purpose":"As changed"}' },
  });
  await desk.askToApply();
  await desk.dialog().getByText('As read').waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.page.getByText('This session changed after you had opened it').waitFor();
  await desk
    .card(1)
    .getByRole('heading', { name: /As changed/ })
    .waitFor();
  expect((await desk.service.request(path)).body.state).toBe('Open');
  await desk.page.unroute('**/api/trpc/session.watch**');
  await desk.askToApply();
  await desk.dialog().getByText('As changed').waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.page.getByRole('heading', { name: 'As changed', exact: true }).waitFor();
});

it('asks what became of a call that may have arrived', async () => {
  await desk.service.request('/ai/functions', {
    json: { name: 'cutOff', title: 'Cut', url: `${desk.target.url}/cut`, risk: 'Ordinary' },
  });
  const { id, path } = await desk.aSession('Settle it', [{ functionName: 'cutOff' }]);
  await desk.open(id);
  await desk.page.getByRole('button', { name: 'Apply …' }).click();
  await desk.dialog().getByRole('button', { name: 'Apply 1 action' }).click();
  await desk.card(1).getByRole('button', { name: 'It took effect' }).click();
  await desk.card(1).getByText("'Note' must not be empty.").waitFor();
  await desk.card(1).getByLabel('How do you know?').fill('It is in their books');
  await desk.card(1).getByRole('button', { name: 'It took effect' }).click();
  await desk.card(1).getByText('Settled: it took effect.').waitFor();
  const { body } = await desk.service.request(path);
  expect(body).toMatchObject({ state: 'Applied', actions: [{ reason: 'It is in their books' }] });
});

it('stops a run after the call under way', async () => {
  const greeting = { functionName: 'setGreeting', arguments: { text: 'Hi' } };
  const { id, path, actionIds } = await desk.aSession('Stop in the middle', [greeting, greeting]);
  const calls = desk.target.keys.length;
  const { name } = (await desk.service.request(`/accounts/${desk.accountId}`)).body;
  await desk.open(id);
  await desk.page.keyboard.press('Shift+A');
  await desk.dialog().getByText('Nothing is carried out before a person has accepted or refused').waitFor();
  expect(
    await desk
      .dialog()
      .getByRole('button', { name: /^Apply 0/ })
      .isDisabled(),
  ).toBe(true);
  await desk.page.keyboard.press('Escape');
  for (const actionId of actionIds) {
    const judgement = `${path}/actions/${actionId}/judgement`;
    await desk.service.request(judgement, { json: { judgement: 'Accepted' } });
  }
  await desk.card(2).getByText('Accepted', { exact: true }).waitFor();
  await desk.page.keyboard.press('Shift+A');
  await desk.dialog().getByLabel(/^Type/).fill(name);
  await desk.dialog().getByRole('button', { name: 'Apply 2 actions', disabled: false }).waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.page.getByText('Applying: 0 of 2 done').waitFor();
  // The page says so before the service does, which counts.
  const stopped = desk.page.waitForResponse((response) => response.url().includes('stop'));
  await desk.page.getByRole('button', { name: 'Stop' }).click();
  await desk.page.getByText('Stopping …').waitFor();
  await stopped;
  await desk.target.answer();
  await desk.page.getByText('Partly applied').waitFor();
  expect(desk.target.keys.length).toBe(calls + 1);
  expect((await desk.service.request(`${path}/runs`)).body.items[0].state).toBe('Stopped');
});

it('asks for the password again where nothing can be undone and the sign-in is old, and keeps what was typed', async () => {
  const { id, path, actionIds } = await desk.aSession('Say it for good', [
    { functionName: 'setGreeting', arguments: { text: 'For good' } },
  ]);
  const judgement = `${path}/actions/${actionIds[0]}/judgement`;
  await desk.service.request(judgement, { json: { judgement: 'Accepted' } });
  const calls = desk.target.keys.length;
  const { name } = (await desk.service.request(`/accounts/${desk.accountId}`)).body;
  await desk.open(id);
  await desk.ageSignIns();
  await desk.page.keyboard.press('Shift+A');
  await desk.dialog().getByLabel(/^Type/).fill(name);
  await desk.dialog().getByRole('button', { name: 'Apply 1 action', disabled: false }).waitFor();
  await desk.page.keyboard.press('Enter');
  const password = desk.dialog().getByLabel(`Password of ${ADMIN_EMAIL}`);
  await password.fill('wrong');
  await desk.page.keyboard.press('Enter');
  await desk.dialog().getByText('E-mail address or password is wrong.').waitFor();
  expect(desk.target.keys.length).toBe(calls);
  expect(await desk.dialog().getByLabel(/^Type/).inputValue()).toBe(name);
  await password.fill(ADMIN_PASSWORD);
  await desk.page.keyboard.press('Enter');
  await desk.page.getByText('Applying: 0 of 1 done').waitFor();
  await desk.target.answer();
  await desk.card(1).getByText('Applied', { exact: true }).waitFor();
  expect(desk.target.keys.length).toBe(calls + 1);
});

it('stops all applying with a reason that every session shows', async () => {
  const { id } = await desk.aSession('Wait for the switch', [
    { functionName: 'setSessionPurpose', arguments: { purpose: 'Done' } },
  ]);
  await desk.page.goto(`${desk.service.url}/admin/functions`);
  await desk.page.getByRole('button', { name: 'Stop all applying' }).click();
  await desk.dialog().getByLabel('Reason').fill('Billing is being moved');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByText('All applying is stopped').waitFor();
  await desk.open(id);
  await desk.page.getByText('All applying is stopped: Billing is being moved').waitFor();
  await desk.askToApply();
  await desk.page.keyboard.press('Enter');
  await desk.dialog().getByText('All applying is stopped: Billing is being moved').waitFor();
  await desk.page.goto(`${desk.service.url}/admin/functions`);
  await desk.page.getByRole('button', { name: 'Resume' }).click();
  await desk.page.getByRole('button', { name: 'Resume applying' }).click();
  await desk.page.getByText('Sessions can be applied').waitFor();
  await desk.open(id);
  await desk.askToApply();
  await desk.page.keyboard.press('Enter');
  await desk.page.getByRole('heading', { name: 'Done', exact: true }).waitFor();
});

it('finds sessions by state, exports what it found, discards and restores', async () => {
  const proposal = { functionName: 'setSessionPurpose', arguments: { purpose: 'Carried out' } };
  await desk.aSession('Still to do', [proposal]);
  const { path } = await desk.aSession('Not yet carried out', [proposal]);
  await desk.service.request(`${path}/apply`, { method: 'POST' });
  await desk.page.goto(`${desk.service.url}/admin/sessions`);
  await desk.page.getByRole('row', { name: /Carried out Applied/ }).waitFor();
  await desk.page.getByRole('button', { name: 'State: Any state' }).click();
  await desk.page.getByRole('checkbox', { name: 'Open' }).check();
  await desk.page.keyboard.press('Escape');
  await desk.page.waitForURL(/state=Open/);
  await desk.page.getByRole('row', { name: /Carried out/ }).waitFor({ state: 'detached' });
  await desk.page.getByRole('row', { name: /Still to do Open 1 not applied yet/ }).waitFor();
  await desk.page.reload();
  await desk.page.getByRole('button', { name: 'State: Open' }).waitFor();
  const exported = await desk.page.getByRole('link', { name: 'Export' }).getAttribute('href');
  const table = (await desk.service.request(exported ?? '')).text;
  expect(table).toContain('Still to do');
  expect(table).not.toContain('Carried out');

  await desk.page.getByRole('link', { name: 'Still to do' }).click();
  await desk.page.getByRole('button', { name: 'Discard' }).click();
  await desk.page.getByRole('button', { name: 'Discard session' }).click();
  await desk.page.waitForURL(/\/admin\/sessions$/);
  await desk.page.getByRole('row', { name: /Carried out/ }).waitFor();
  await desk.page.getByRole('row', { name: /Still to do/ }).waitFor({ state: 'detached' });
  await desk.page.goto(`${desk.service.url}/admin/sessions?state=Discarded`);
  await desk.page.getByRole('button', { name: 'Restore Still to do' }).click();
  await desk.page.getByText('No session matches these filters.').waitFor();
  await desk.page.goto(`${desk.service.url}/admin/sessions?pending=yes`);
  await desk.page.getByRole('row', { name: /Still to do/ }).waitFor();
});

it('asks before it repeats what may have taken effect already', async () => {
  await desk.service.request('/ai/functions', {
    json: { name: 'breakOff', title: 'Bill {text}', url: `${desk.target.url}/fail`, risk: 'Ordinary' },
  });
  const bill = (text: string) => ({ functionName: 'breakOff', arguments: { text } });
  const { id, path, actionIds } = await desk.aSession('Bill once', [bill('May'), bill('June')]);
  const called = () => desk.target.keys.filter((key) => actionIds.includes(key ?? ''));
  await desk.service.request(`${path}/apply`, { json: { continueAfterFailure: true } });
  expect(called()).toHaveLength(2);
  await desk.open(id);
  await desk.card(1).getByText('a repeat may do it twice').first().waitFor();
  await desk.page.keyboard.press('Shift+A');
  await desk.dialog().getByText('Nothing can be carried out as things are.').waitFor();
  await desk.page.keyboard.press('Escape');

  await desk.card(1).getByText('It failed, and may have taken effect all the same.').waitFor();
  await desk.card(1).getByLabel('How do you know?').fill('The bill of May is there');
  await desk.card(1).getByRole('button', { name: 'It took effect' }).click();
  await desk.card(1).getByText('Applied', { exact: true }).waitFor();

  await desk.card(2).getByRole('button', { name: 'Accept' }).click();
  await desk.card(2).getByText('Accepted', { exact: true }).waitFor();
  // The button fades while what can be applied is read again, and nobody reads it on its way.
  await expect.poll(() => axeFindings(desk.page), { timeout: 20_000 }).toEqual([]);
  await desk.askToApply();
  await desk.dialog().getByText('Action 2 may have taken effect already').waitFor();
  expect(await axeFindings(desk.page)).toEqual([]);
  await desk.page.keyboard.press('Enter');
  await until(async () => called().length > 2);
  // It fails again, which says nothing of the call before.
  await desk.card(2).getByText('In doubt', { exact: true }).waitFor();
  expect(called()).toHaveLength(3);
});

it('names the customer before the changes, also on a narrow screen', async () => {
  const { id } = await desk.aSession('Read on the way', [{ functionName: 'sendPostcard' }]);
  const { name } = (await desk.service.request(`/accounts/${desk.accountId}`)).body;
  await desk.page.setViewportSize({ width: 390, height: 844 });
  await desk.open(id);
  const customer = await desk.page.getByText(name, { exact: true }).first().boundingBox();
  const changes = await desk.page.getByRole('heading', { name: 'Proposed changes' }).boundingBox();
  expect(customer?.y).toBeLessThan(changes?.y ?? 0);
  expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await desk.page.setViewportSize({ width: 1280, height: 720 });
});

it('has pages and dialogs that axe finds nothing wrong with, in light and dark', async () => {
  const { id } = await desk.aSession('Look at it', [
    {
      functionName: 'renameAccount',
      arguments: { accountId: desk.accountId, name: 'New' },
      description: 'Renames it',
    },
    { functionName: 'setGreeting', arguments: { text: 'Hi' } },
    { functionName: 'sendPostcard', arguments: { to: 'all' } },
  ]);
  const findings: string[] = [];
  await desk.open(id);
  for (const summary of await desk.page.getByText('Arguments and request').all()) await summary.click();
  findings.push(...(await axeFindings(desk.page)));
  for (const key of ['?', 'e', 'r', 'x', 'd', 'Shift+A']) {
    await desk.page.keyboard.press(key);
    await desk.dialog().getByRole('heading').first().waitFor();
    findings.push(...(await axeFindings(desk.page)));
    await desk.page.keyboard.press('Escape');
    await desk.dialog().waitFor({ state: 'detached' });
  }
  const { body } = await desk.service.request('/ai/functions?nameFilter=setGreeting');
  for (const [path, shown] of [
    ['functions', 'setGreeting'],
    ['functions/new', 'Add function'],
    [`functions/${body.items[0].id}`, 'Save changes'],
    ['sessions?by=x', 'No session matches these filters.'],
  ] as const) {
    await desk.page.goto(`${desk.service.url}/admin/${path}`);
    await desk.page.getByRole('main').getByText(shown).first().waitFor();
    findings.push(...(await axeFindings(desk.page)));
  }
  expect(findings).toEqual([]);
});

it('had nothing to complain about in the console', () => {
  expect(desk.browser.complaints).toEqual([]);
});
