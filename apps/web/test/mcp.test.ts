import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey, makeUser, passwordOf } from './support/callers.ts';
import {
  askMcp,
  callTool,
  eras,
  type McpSender,
  mcpHeaders,
  mcpMessage,
  metaOf,
  sendMcp,
} from './support/mcp.ts';
import { freePort, type RunningService, request, startService } from './support/service.ts';

let service: RunningService;
/** A key for an agent, and one that may do what a person may. */
let agent: McpSender;
let integration: McpSender;
let accountId: string;

beforeAll(async () => {
  service = await startService({
    PUBLIC_URL: 'https://sessions.example.com',
    PORT: await freePort(),
    MCP_HOSTS: 'sessions.internal',
    CORS_ORIGINS: 'https://app.example.com',
    OUTBOUND_TARGETS: 'https://voice.example.com',
  });
  const owner = await makeUser(service, ['SystemAdministrator']);
  const { url } = service;
  agent = { url, credentials: (await makeKey(service, owner, { kind: 'Agent' })).credentials };
  integration = { url, credentials: (await makeKey(service, owner)).credentials };
  accountId = (await service.request('/accounts', { json: { name: 'Northwind Dental' } })).body.id;
});
afterAll(() => service?.stop());

async function openedBy(sender: McpSender): Promise<string> {
  const { data } = await callTool(sender, '2025-11-25', 'open_session', { accountId, purpose: 'Rename' });
  return data.sessionId;
}

async function newFunction(values: object): Promise<void> {
  const { status, text } = await service.request('/ai/functions', {
    json: { title: 'Do it', url: 'https://voice.example.com/x', ...values },
  });
  if (status !== 200) throw new Error(text);
}

describe.each(eras)('a client of %s', (era) => {
  it('lists tools, opens a session, proposes, and reads it', async () => {
    const { result } = await askMcp(agent, era, 'tools/list');
    const names = result.tools.map(({ name }: { name: string }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'open_session',
        'list_functions',
        'propose_action',
        'propose_renameAccount',
        'read_session',
        'list_my_sessions',
      ]),
    );
    expect(result.nextCursor).toBeUndefined();
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(names.join()).not.toMatch(/judge|apply|accept|patch|delete|create/i);

    const opened = await callTool(agent, era, 'open_session', { accountId, purpose: 'Rename' });
    expect(opened.text).toContain(opened.data.sessionId);
    const { sessionId } = opened.data;
    const proposed = await callTool(agent, era, 'propose_renameAccount', {
      sessionId,
      accountId,
      name: 'Northwind Dental Care',
      description: 'As on the contract',
    });
    expect(proposed.text).toContain('Nothing has taken effect');
    expect(proposed.data.action).toMatchObject({
      state: 'Queued',
      functionName: 'renameAccount',
      arguments: JSON.stringify({ accountId, name: 'Northwind Dental Care' }),
      description: 'As on the contract',
    });
    const read = await callTool(agent, era, 'read_session', { sessionId });
    expect(read.text).toContain('Rename account “Northwind Dental” to “Northwind Dental Care”');
    expect(read.text).toContain('1 action waits');
    expect(read.data).toMatchObject({ sessionId, version: proposed.data.version });
    const stored = await service.request(`/ai/sessions/${sessionId}`);
    expect(stored.body.actions).toHaveLength(1);
  });

  it('learns what a person decided, and why', async () => {
    const sessionId = await openedBy(agent);
    const { data } = await callTool(agent, era, 'propose_renameAccount', { sessionId, accountId, name: 'X' });
    const { actionId } = data.action;
    await service.request(`/ai/sessions/${sessionId}/actions/${actionId}/judgement`, {
      json: { judgement: 'Returned', reason: 'Use the whole name' },
    });
    const said = { text: 'It is on the contract,\npage 2', actionId };
    await service.request(`/ai/sessions/${sessionId}/comments`, { json: said });
    const returned = await callTool(agent, era, 'read_session', { sessionId });
    expect(returned.text).toContain(
      `Action ${actionId} was returned to you: “Use the whole name”. Change it with revise_action`,
    );
    expect(returned.data.actions[0]).toMatchObject({ state: 'Returned', reason: 'Use the whole name' });
    expect(returned.text).toContain(`on the action ${actionId}: It is on the contract,\n  page 2`);
    expect(returned.data.comments).toMatchObject([said]);
  });

  it('revises and withdraws what is its own, and never what has changed since it was read', async () => {
    const sessionId = await openedBy(agent);
    const { data } = await callTool(agent, era, 'propose_renameAccount', {
      sessionId,
      accountId,
      name: 'X',
    });
    const { actionId } = data.action;
    const revised = await callTool(agent, era, 'revise_action', {
      sessionId,
      actionId,
      arguments: { accountId, name: 'Y' },
      version: data.version,
    });
    expect(revised.data.action).toMatchObject({ state: 'Queued', arguments: expect.stringContaining('"Y"') });
    const stale = await callTool(agent, era, 'withdraw_action', {
      sessionId,
      actionId,
      version: data.version,
    });
    expect(stale).toMatchObject({ failed: true, data: { error: { code: 'PreconditionFailed' }, sessionId } });
    expect(stale.text).toContain('read_session');
    const withdrawn = await callTool(agent, era, 'withdraw_action', { sessionId, actionId });
    expect(withdrawn).toMatchObject({ failed: false, data: { sessionId, actionsInAll: 0 } });
  });

  it('is told at the door what could never be applied, and queues nothing', async () => {
    const sessionId = await openedBy(agent);
    const refused = await callTool(agent, era, 'propose_renameAccount', { sessionId, accountId, name: '' });
    expect(refused).toMatchObject({
      failed: true,
      data: { error: { code: 'ProposalRefused', problems: [{ code: 'InvalidArgument' }] }, sessionId },
    });
    expect(refused.text).toContain('What to do: Correct what is listed above');
    const unknown = await callTool(agent, era, 'propose_action', { sessionId, functionName: 'nothing' });
    expect(unknown.text).toContain("There is no function 'nothing' in the catalogue.");
    expect((await service.request(`/ai/sessions/${sessionId}`)).body.actions).toBeUndefined();
  });

  it('gets the verdict when it proposes again what was refused', async () => {
    const sessionId = await openedBy(agent);
    const propose = () =>
      callTool(agent, era, 'propose_renameAccount', { sessionId, name: 'Refused', accountId });
    const { actionId } = (await propose()).data.action;
    const judgement = { judgement: 'Refused', reason: 'Not agreed' };
    await service.request(`/ai/sessions/${sessionId}/actions/${actionId}/judgement`, { json: judgement });
    const again = await propose();
    expect(again.text).toMatch(/^Not queued: a person has refused this very action before/);
    expect(again.text).toContain('“Not agreed”');
    expect(again.data.action).toMatchObject({ actionId, state: 'Refused' });
    const revised = await callTool(agent, era, 'revise_action', {
      sessionId,
      actionId,
      description: 'Please',
    });
    expect(revised).toMatchObject({ failed: true, data: { error: { code: 'ActionIsDecided' } } });
  });

  it('leaves alone what another key has proposed', async () => {
    const sessionId = await openedBy(integration);
    const { data } = await callTool(integration, era, 'propose_renameAccount', {
      sessionId,
      accountId,
      name: 'Of another',
    });
    const { actionId } = data.action;
    const withdrawn = await callTool(agent, era, 'withdraw_action', { sessionId, actionId });
    expect(withdrawn).toMatchObject({ failed: true, data: { error: { code: 'Forbidden' } } });
  });

  it('is told in words what is wrong with a call', async () => {
    const missing = await callTool(agent, era, 'read_session', { sessionId: 'nothing' });
    expect(missing).toMatchObject({ failed: true, data: { error: { code: 'NotFound' } } });
    expect(missing.text).toContain('What to do:');
    const misspelt = await callTool(agent, era, 'open_session', { account: accountId });
    expect(misspelt.text).toContain("'account' is no argument of open_session");
    const unknown = await callTool(agent, era, 'open_session', { accountId: 'nowhere' });
    expect(unknown.data.error).toMatchObject({ code: 'DoesNotExist', problems: [{ argument: 'accountId' }] });
  });

  it('finds its sessions again', async () => {
    const sessionId = await openedBy(agent);
    const { text, data } = await callTool(agent, era, 'list_my_sessions', { countPerPage: 1 });
    expect(data.sessions).toHaveLength(1);
    expect(text).toContain(sessionId);
    expect(text).toContain(data.nextCursor);
  });

  it('reads resources and prompts', async () => {
    const sessionId = await openedBy(agent);
    const uri = `ai-sessions://sessions/${sessionId}`;
    const markdown = await askMcp(agent, era, 'resources/read', { uri });
    expect(markdown.result.contents[0]).toMatchObject({ mimeType: 'text/markdown' });
    expect(markdown.result.contents[0].text).toContain(`# Session ${sessionId}`);
    const json = await askMcp(agent, era, 'resources/read', { uri: `${uri}.json` });
    expect(JSON.parse(json.result.contents[0].text)).toMatchObject({ id: sessionId });
    const catalogue = await askMcp(agent, era, 'resources/read', { uri: 'ai-sessions://catalogue' });
    expect(catalogue.result.contents[0].text).toContain('## renameAccount');
    const nothing = await askMcp(agent, era, 'resources/read', { uri: 'ai-sessions://sessions/none' });
    expect(nothing.error).toMatchObject({ code: -32_602 });
    const prompt = await askMcp(agent, era, 'prompts/get', { name: 'how_to_work_here' });
    expect(prompt.result.messages[0].content.text).toContain('open_session');
  });

  it('gets the code of the protocol for a tool that is not there', async () => {
    const { error } = await callTool(agent, era, 'apply_session', {});
    expect(error).toMatchObject({ code: -32_602, message: expect.stringContaining('apply_session') });
  });
});

describe('the catalogue', () => {
  it('makes and withdraws tools as functions come, change and go', async () => {
    const toolNames = async () =>
      (await askMcp(agent, '2025-11-25', 'tools/list')).result.tools.map(
        ({ name }: { name: string }) => name,
      );
    expect(await toolNames()).not.toContain('propose_setGreeting');
    await newFunction({
      name: 'setGreeting',
      parameters:
        '{"type":"object","properties":{"text":{"type":"string","x-mcp-header":"Text"}},"required":["text"],"additionalProperties":false}',
    });
    expect(await toolNames()).toContain('propose_setGreeting');
    const { body } = await service.request('/ai/functions?nameFilter=setGreeting');
    const { id } = body.items[0];
    const listed = await askMcp(agent, '2025-11-25', 'tools/list');
    expect(listed.text).not.toContain('x-mcp-header');
    await service.request(`/ai/functions/${id}`, { method: 'PATCH', json: { enabled: false } });
    expect(await toolNames()).not.toContain('propose_setGreeting');
    const functions = await callTool(agent, '2025-11-25', 'list_functions', {});
    expect(functions.text).not.toContain('setGreeting');
  });

  it('leaves functions whose arguments no tool can have to the generic tool', async () => {
    await newFunction({
      name: 'clearForwarding',
      parameters: '{"type":"object","properties":{"to":{"type":["string","null"]}},"required":["to"]}',
    });
    const functions = await callTool(agent, '2025-11-25', 'list_functions', {
      nameFilter: 'clearForwarding',
    });
    expect(functions.data.functions).toEqual([
      expect.objectContaining({ name: 'clearForwarding', tool: 'propose_action' }),
    ]);
    const sessionId = await openedBy(agent);
    const proposed = await callTool(agent, '2025-11-25', 'propose_action', {
      sessionId,
      functionName: 'clearForwarding',
      arguments: '{"to":null}',
    });
    expect(proposed.data.action).toMatchObject({ arguments: '{"to":null}', state: 'Queued' });
  });

  it('shows a key the functions of its accounts only', async () => {
    const other = (await service.request('/accounts', { json: { name: 'Other' } })).body.id;
    await newFunction({ name: 'onlyForOther', accountIds: [other], parameters: PLAIN });
    await newFunction({ name: 'onlyForThis', accountIds: [accountId], parameters: PLAIN });
    const owner = await makeUser(service, ['SystemAdministrator']);
    const { credentials } = await makeKey(service, owner, { kind: 'Agent', accountIds: [accountId] });
    const limited = { url: service.url, credentials };
    const { text } = await askMcp(limited, '2026-07-28', 'tools/list');
    expect(text).toContain('propose_onlyForThis');
    expect(text).not.toContain('propose_onlyForOther');
    expect((await callTool(limited, '2026-07-28', 'propose_onlyForOther', {})).error?.code).toBe(-32_602);
  });
});

const PLAIN = '{"type":"object","properties":{"text":{"type":"string"}},"additionalProperties":false}';

describe('who comes in', () => {
  it('is asked for an API key', async () => {
    const { status, headers, body } = await askMcp(
      { url: service.url, credentials: {} },
      '2025-11-25',
      'tools/list',
    );
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer resource_metadata="https?:/);
    expect(body.responseStatus.errorCode).toBe('Unauthorized');
  });

  it('may sign in with a password', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const sender = { url: service.url, credentials: passwordOf(user) };
    expect((await askMcp(sender, '2025-11-25', 'tools/list')).result.tools.length).toBeGreaterThan(6);
  });

  it('needs no more than the role Agent, on the accounts that were granted', async () => {
    const user = await makeUser(service, ['Agent'], accountId);
    const { credentials } = await makeKey(service, user, { kind: 'Agent' });
    const sender = { url: service.url, credentials };
    const { text } = await askMcp(sender, '2026-07-28', 'tools/list');
    for (const name of ['propose_renameAccount', 'revise_action', 'withdraw_action']) {
      expect(text).toContain(`"${name}"`);
    }
    const sessionId = await openedBy(sender);
    const proposed = await callTool(sender, '2026-07-28', 'propose_renameAccount', {
      sessionId,
      accountId,
      name: 'By an agent',
    });
    expect(proposed).toMatchObject({ failed: false, data: { action: { state: 'Queued' } } });
    const elsewhere = await callTool(sender, '2026-07-28', 'open_session', { accountId: 'another' });
    expect(elsewhere.failed).toBe(true);
  });

  it('has no tools without the role, and is told so', async () => {
    const sender = { url: service.url, credentials: passwordOf(await makeUser(service, [])) };
    expect((await askMcp(sender, '2025-11-25', 'tools/list')).result.tools).toEqual([]);
    const { failed, data } = await callTool(sender, '2025-11-25', 'list_my_sessions', {});
    expect(failed).toBe(true);
    expect(data.error.code).toBe('Forbidden');
  });

  it('is turned away with a cookie, which a page would send along', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const signIn = await service.request('/auth/credentials', {
      json: { userName: user.emailAddress, password: 'plum tractor violin' },
      authorization: null,
    });
    const cookie = signIn.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const sender = { url: service.url, credentials: { cookie } };
    expect((await askMcp(sender, '2025-11-25', 'tools/list')).status).toBe(401);
  });

  it('is turned away from the moment its key is revoked', async () => {
    const owner = await makeUser(service, ['SystemAdministrator']);
    const { id, credentials } = await makeKey(service, owner, { kind: 'Agent' });
    const sender = { url: service.url, credentials };
    const sessionId = await openedBy(sender);
    await service.request(`/api-keys/${id}`, { method: 'DELETE' });
    const { status } = await askMcp(sender, '2026-07-28', 'tools/call', {
      name: 'propose_renameAccount',
      arguments: { sessionId, accountId, name: 'X' },
    });
    expect(status).toBe(401);
    expect((await service.request(`/ai/sessions/${sessionId}`)).body.actions).toBeUndefined();
  });
});

describe('where a request comes from', () => {
  /** Sends a request with a Host of its own, which fetch does not let anybody do. */
  function statusWith(headers: Readonly<Record<string, string>>): Promise<number> {
    const body = JSON.stringify(mcpMessage('2025-11-25', 'tools/list'));
    const { hostname, port } = new URL(service.url);
    const lines = {
      ...mcpHeaders('2025-11-25', 'tools/list'),
      ...agent.credentials,
      'Content-Length': String(Buffer.byteLength(body)),
      Connection: 'close',
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let text = '';
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      socket.on('error', reject);
      socket.on('end', () => resolve(Number(text.split(' ')[1])));
      socket.write(
        [
          'POST /mcp HTTP/1.1',
          ...Object.entries(lines).map(([name, value]) => `${name}: ${value}`),
          '',
          body,
        ].join('\r\n'),
      );
    });
  }

  it.each([
    [200, { Host: 'localhost' }],
    [200, { Host: '127.0.0.1:3000' }],
    [200, { Host: 'sessions.example.com' }],
    [200, { Host: 'sessions.internal:3000' }],
    [200, { Host: 'sessions.example.com', Origin: 'https://sessions.example.com' }],
    [200, { Host: 'sessions.example.com', Origin: 'https://app.example.com' }],
    [403, { Host: 'evil.example' }],
    [403, { Host: 'evil.example', Origin: 'http://evil.example' }],
    [403, { Host: 'localhost', Origin: 'http://evil.example' }],
    [403, { Host: 'localhost', Origin: 'null' }],
  ])('%i for %o', async (status, headers) => {
    expect(await statusWith(headers)).toBe(status);
  });

  it('lets pages of allowed origins ask first', async () => {
    const { status, headers } = await request(`${service.url}/mcp`, {
      method: 'OPTIONS',
      authorization: null,
      headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
    });
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-headers')).toContain('Mcp-Method');
  });
});

describe('what is no message', () => {
  const LIST = '"jsonrpc":"2.0","id":7,"method":"tools/list","params":{}';

  it.each([
    ['nothing', '', -32_700],
    ['no JSON', '{"jsonrpc":', -32_700],
    ['text', '"tools/list"', -32_600],
    ['null', 'null', -32_600],
    ['a batch', `[{${LIST}},{${LIST}}]`, -32_600],
    ['an empty batch', '[]', -32_600],
    ['half of a surrogate pair', `{${LIST},"x":"\\ud800"}`, -32_602],
    ['a number that would change', `{${LIST},"x":12345678901234567890}`, -32_602],
    ['a number without end', `{${LIST},"x":1e999}`, -32_602],
    ['a name given twice', `{${LIST},"id":8}`, -32_602],
    ['what is nested without end', `{${LIST},"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, -32_602],
  ])('%s', async (_, body, code) => {
    const { status, error, text } = await sendMcp(agent, body);
    expect(status).toBe(400);
    expect(error?.code).toBe(code);
    expect(text).not.toMatch(/ at |node_modules|\.ts/);
  });

  it('bytes that are no UTF-8', async () => {
    const response = await fetch(`${service.url}/mcp`, {
      method: 'POST',
      body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      headers: { ...mcpHeaders('2025-11-25', 'ping'), ...agent.credentials },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: -32_700 } });
  });

  it('an object that is no message', async () => {
    const { status, error } = await sendMcp(agent, '{"hello":1}');
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: expect.any(Number) });
  });

  it('a method that is not there', async () => {
    for (const era of eras) {
      expect((await askMcp(agent, era, 'sessions/apply')).error?.code).toBe(-32_601);
      expect((await askMcp(agent, era, 'subscriptions/listen')).error?.code).toBe(-32_601);
    }
  });

  it('one of the newer era without its headers', async () => {
    const body = JSON.stringify(mcpMessage('2026-07-28', 'tools/list'));
    const { status, error } = await sendMcp(agent, body, {
      'content-type': 'application/json',
      accept: 'application/json',
    });
    expect(status).toBe(400);
    expect(error?.code).toBe(-32_020);
  });

  it.each([
    ['a list', []],
    ['text', 'x'],
  ])('a call whose arguments are %s', async (_, given) => {
    for (const era of eras) {
      const { error } = await askMcp(agent, era, 'tools/call', { name: 'open_session', arguments: given });
      expect(error?.code).toBe(-32_602);
    }
  });

  it('parameters of another kind than the protocol says', async () => {
    for (const era of eras) {
      const { error } = await askMcp(agent, era, 'tools/list', { cursor: 5 });
      expect(error).toEqual({ code: -32_602, message: "'params.cursor' must be a string." });
    }
  });

  it('a key of a call that is no text', async () => {
    for (const era of eras) {
      const params = { name: 'open_session', arguments: { purpose: 'Twice' } };
      const { result } = await askMcp(agent, era, 'tools/call', {
        ...params,
        _meta: { ...metaOf(era), 'ai-sessions/idempotencyKey': 4711 },
      });
      expect(result.isError).toBe(true);
      expect(result.content[0].text).toContain('idempotencyKey');
    }
    expect((await service.request('/ai/sessions?text=Twice')).body.totalCount).toBe(0);
  });

  it('more than a body may have', async () => {
    const sessionId = await openedBy(agent);
    const { status } = await askMcp(agent, '2025-11-25', 'tools/call', {
      name: 'propose_renameAccount',
      arguments: { sessionId, accountId, name: 'x'.repeat(1_048_576) },
    });
    expect(status).toBe(413);
    expect((await service.request(`/ai/sessions/${sessionId}`)).body.actions).toBeUndefined();
  });

  it('arguments that an action cannot hold', async () => {
    const sessionId = await openedBy(agent);
    const { failed, text } = await callTool(agent, '2026-07-28', 'propose_renameAccount', {
      sessionId,
      accountId,
      name: 'x'.repeat(1_000_000),
    });
    expect(failed).toBe(true);
    expect(text).toContain('65536 characters or fewer');
    expect(text.length).toBeLessThan(2_000);
    expect((await service.request(`/ai/sessions/${sessionId}`)).body.actions).toBeUndefined();
  });

  it('other verbs and media types', async () => {
    const headers = { ...agent.credentials, accept: 'text/event-stream' };
    const read = await request(`${service.url}/mcp`, { authorization: null, headers });
    expect(read.status).toBe(405);
    expect(read.headers.get('allow')).toContain('POST');
    const form = await sendMcp(agent, '{}', { 'content-type': 'text/plain', accept: 'application/json' });
    expect(form.status).toBe(415);
  });
});

it('takes a client that accepts anything', async () => {
  const body = JSON.stringify(mcpMessage('2025-11-25', 'tools/list'));
  const { result } = await sendMcp(agent, body, { 'content-type': 'application/json', accept: '*/*' });
  expect(result.tools.length).toBeGreaterThan(6);
});

it('answers questions for what is not there with JSON', async () => {
  for (const path of ['oauth-protected-resource/other', 'mcp', 'openid-configuration/mcp/other']) {
    const { status, body } = await request(`${service.url}/.well-known/${path}`, { authorization: null });
    expect(status).toBe(404);
    expect(body.responseStatus.errorCode).toBe('NotFound');
  }
});

it('opens a session once for a call that is repeated with its key', async () => {
  const open = () =>
    askMcp(agent, '2025-11-25', 'tools/call', {
      name: 'open_session',
      arguments: { purpose: 'Once' },
      _meta: { 'ai-sessions/idempotencyKey': 'open-1' },
    });
  const [first, second] = [await open(), await open()];
  expect(second.result.structuredContent.sessionId).toBe(first.result.structuredContent.sessionId);
});
