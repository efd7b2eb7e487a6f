import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, openBrowser, signInOnPage } from '../support/browser.ts';
import { makeKey, makeUser } from '../support/callers.ts';
import { callTool, type McpSender } from '../support/mcp.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  freePort,
  type RunningService,
  startService,
} from '../support/service.ts';
import { succeeding } from '../support/session.ts';
import { done, startTarget, type Target } from '../support/target.ts';

const ERA = '2025-11-25';
const APP = join(import.meta.dirname, '../..');

let database: TestDatabase;
let target: Target;
let environment: Readonly<Record<string, string>>;
let service: RunningService;
let browser: Browser;
/** A customer of the demo data. */
let accountId: string;
let accountName: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'commands/demo-data.ts', '--accounts', '4', '--sessions', '20'],
    { cwd: APP, env: { ...process.env, DATABASE_URL: database.url } },
  );
  target = await startTarget();
  environment = {
    DATABASE_URL: database.url,
    PORT: await freePort(),
    AUTH_SECRET: 'a secret that outlives the process that is killed',
    ...target.environment,
  };
  service = await startService(environment);
  browser = await openBrowser();
  const { body } = await succeeding(service.request('/accounts?all=true'));
  [{ id: accountId, name: accountName }] = body.items;
  await succeeding(
    service.request('/ai/functions', {
      json: {
        name: 'setGreeting',
        title: 'Set the greeting of {extension} to {text}',
        url: `${target.url}/extensions/{extension}/greeting`,
        method: 'PUT',
        risk: 'Ordinary',
        honoursIdempotencyKey: true,
        parameters: JSON.stringify({
          type: 'object',
          properties: { extension: { type: 'string' }, text: { type: 'string' } },
          required: ['extension', 'text'],
          additionalProperties: false,
        }),
        objectArguments: [
          { argument: 'extension', kind: 'Extension', url: `${target.url}/extensions/{extension}` },
        ],
      },
    }),
  );
});

afterAll(async () => {
  await browser.close();
  await service.stop();
  await target.stop();
  await database.drop();
});

it('an agent proposes, a person reviews by keyboard, and a run outlives its process', async () => {
  const greetings = new Map<string, string>();
  /** Keys of the calls that had an effect: the target honours them. */
  const effects: string[] = [];
  let held: (() => void) | undefined;
  target.answer = ({ method, path, key, body }, response) => {
    const extension = path.split('/')[2] ?? '';
    if (method === 'GET') {
      const isOurs = ['101', '102', '103'].includes(extension);
      return void response.end(JSON.stringify({ accountId: isOurs ? accountId : 'another' }));
    }
    const isNew = !effects.includes(key);
    if (isNew) effects.push(key);
    greetings.set(extension, JSON.parse(body).text);
    // Its process dies after the call has taken effect, and before it can be known.
    if (extension === '102' && isNew)
      held = () => void done({ method, path, key, body, headers: {} }, response);
    else return done({ method, path, key, body, headers: {} }, response);
  };
  const user = await makeUser(service, ['Agent'], accountId);
  const { credentials } = await makeKey(service, user, { kind: 'Agent' });
  const agent: McpSender = { url: service.url, credentials };
  const ask = async (tool: string, given: object) => {
    const answer = await callTool(agent, ERA, tool, given);
    expect([tool, answer.failed, answer.error]).toEqual([tool, false, undefined]);
    return answer;
  };

  // The agent queues five actions. What is of another customer does not come in.
  const purpose = 'Greet callers before the holidays';
  const { sessionId } = (await ask('open_session', { accountId, purpose })).data;
  const greet = (extension: string, text: string) => ['propose_setGreeting', { extension, text }] as const;
  const proposals = [
    ['propose_renameAccount', { accountId, name: `${accountName} Group` }],
    greet('101', 'Happy holidays'),
    greet('102', 'We are closed'),
    greet('103', 'Hello'),
    ['propose_setSessionPurpose', { purpose: 'Greeted' }],
  ] as const;
  const ids: string[] = [];
  for (const [tool, given] of proposals) {
    ids.push((await ask(tool, { sessionId, ...given })).data.action.actionId);
  }
  const foreign = await callTool(agent, ERA, 'propose_setGreeting', {
    sessionId,
    extension: '999',
    text: 'Theirs',
  });
  expect([foreign.failed, foreign.data.error.problems]).toEqual([
    true,
    [expect.objectContaining({ code: 'UnknownObject' })],
  ]);

  // An administrator goes through them without a mouse, and returns one.
  const { page } = browser;
  const card = (number: number) =>
    page.getByRole('listitem').filter({ hasText: new RegExp(`^${number}\\.`) });
  const dialog = page.getByRole('dialog');
  await page.goto(`${service.url}/admin/sessions/${sessionId}`);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.getByRole('button', { name: 'Apply …', disabled: false }).waitFor();
  for (const number of [1, 2, 3, 4, 5]) {
    if (number > 1) await page.keyboard.press('j');
    if (number === 4) {
      await page.keyboard.press('t');
      await dialog.waitFor();
      await page.keyboard.type('Say when we are back');
      await page.keyboard.press('Control+Enter');
      await card(number).getByText('Returned', { exact: true }).waitFor();
      await dialog.waitFor({ state: 'detached' });
    } else {
      await page.keyboard.press('a');
      await card(number).getByText('Accepted', { exact: true }).waitFor();
    }
  }

  // The agent reads why, and revises it.
  const returned = await ask('read_session', { sessionId });
  expect(returned.text).toContain(`Action ${ids[3]} was returned to you: “Say when we are back”`);
  await ask('revise_action', {
    sessionId,
    actionId: ids[3],
    arguments: { extension: '103', text: 'We are back on Monday' },
    version: returned.data.version,
  });
  await card(4).getByText('“We are back on Monday”').first().waitFor();
  await page.keyboard.press('k');
  await page.keyboard.press('a');
  await card(4).getByText('Accepted', { exact: true }).waitFor();

  // The run is cut off in the middle, and the next process goes on with it.
  target.calls.length = 0;
  await page.keyboard.press('Shift+A');
  await dialog.getByRole('button', { name: 'Apply 5 actions', disabled: false }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => held !== undefined, { timeout: 30_000 }).toBe(true);
  service.process.kill('SIGKILL');
  await once(service.process, 'exit');
  expect(effects).toEqual([ids[1], ids[2]]);
  service = await startService(environment);
  // The run is listed, too, with its steps.
  for (const number of [1, 2, 3, 4, 5]) {
    await card(number).getByText('Applied', { exact: true }).first().waitFor();
  }

  const calls = target.calls.filter(({ method }) => method === 'PUT').map(({ key }) => key);
  expect(calls).toEqual([ids[1], ids[2], ids[2], ids[3]]);
  expect(effects).toEqual([ids[1], ids[2], ids[3]]);
  expect([...greetings]).toEqual([
    ['101', 'Happy holidays'],
    ['102', 'We are closed'],
    ['103', 'We are back on Monday'],
  ]);
  const account = await succeeding(service.request(`/accounts/${accountId}`));
  expect(account.body.name).toBe(`${accountName} Group`);

  // The agent learns how it ended.
  await expect.poll(async () => (await ask('read_session', { sessionId })).data.state).toBe('Applied');
  const end = await ask('read_session', { sessionId });
  expect(end.text).toContain('Nothing: this session is done.');
  expect(end.text).toContain('Purpose: Greeted');
  const { body: session } = await succeeding(service.request(`/ai/sessions/${sessionId}`));
  expect(session.actions.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual(
    ids.map((id) => [id, 'Applied']),
  );
  const { body: runs } = await succeeding(service.request(`/ai/sessions/${sessionId}/runs`));
  expect(runs.items).toHaveLength(1);
  expect(browser.complaints).toEqual([]);
}, 300_000);
