import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type RunningService, startService } from './support/service.ts';

let service: RunningService;
let path: string;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

beforeEach(async () => {
  const { id } = (await service.request('/ai/sessions', { json: { purpose: 'Tidy up' } })).body;
  path = `/ai/sessions/${id}`;
});

const queue = (json: object, headers?: Record<string, string>) =>
  service.request(`${path}/actions`, { json, headers });

/** The functions of the actions, as the session shows them now. */
async function functions(): Promise<string[]> {
  const { body } = await service.request(path);
  return (body.actions ?? []).map(({ functionName }: { functionName: string }) => functionName);
}

it('keeps actions as they were sent, in the order they were queued', async () => {
  const sent = {
    functionName: 'renameAccount',
    arguments: '{"name": "\\u00e4 \u{1f600}",\n "n": 1.0}',
    description: 'Second line\nof the description',
  };
  const { status, body } = await queue(sent);
  expect(status).toBe(200);
  expect(body.actions).toEqual([
    {
      ...sent,
      id: expect.stringMatching(/^[\w-]{36}$/),
      date: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      state: 'Queued',
      canBeApplied: false,
      title: 'Rename account (nothing) to “ä 😀”',
      risk: 'Ordinary',
      problems: ["'accountId' is missing.", "'n' is no argument of this function."],
    },
  ]);
  await queue({ functionName: 'b' });
  const { body: last } = await queue({ functionName: 'a' });
  expect((await service.request(path)).body).toEqual(last);
  expect(await functions()).toEqual(['renameAccount', 'b', 'a']);
  expect(last.actions[1].arguments).toBe('{}');
});

it('drops one action or all, and answers with what is left', async () => {
  for (const functionName of ['a', 'b', 'c']) await queue({ functionName });
  const { actions } = (await service.request(path)).body;
  const dropped = await service.request(`${path}/actions/${actions[1].id}`, { method: 'DELETE' });
  expect([dropped.status, dropped.body.actions]).toEqual([200, [actions[0], actions[2]]]);
  const patched = await service.request(path, { method: 'PATCH', json: { purpose: 'Changed' } });
  expect(patched.body.actions).toEqual([actions[0], actions[2]]);
  const cleared = await service.request(`${path}/actions`, { method: 'DELETE' });
  expect([cleared.status, cleared.body.actions]).toEqual([200, undefined]);
});

it('queues once, however often a client tries again with its key', async () => {
  const headers = { 'idempotency-key': 'queue-1' };
  const first = await queue({ functionName: 'once' }, headers);
  expect((await queue({ functionName: 'once' }, headers)).body).toEqual(first.body);
  expect(await functions()).toEqual(['once']);
});

it.each([
  [{}, 'FunctionName', 'NotEmpty'],
  [{ functionName: ' ' }, 'FunctionName', 'NotEmpty'],
  [{ functionName: 'f', arguments: '[1]' }, 'Arguments', 'InvalidValue'],
  [{ functionName: 'f', arguments: '{"a":' }, 'Arguments', 'InvalidValue'],
  [{ functionName: 'f', arguments: `{"a":"${'x'.repeat(65_536)}"}` }, 'Arguments', 'OutOfRange'],
  [{ functionName: 'f', description: 'x'.repeat(2_001) }, 'Description', 'MaximumLength'],
])('refuses %j and names the field', async (json, fieldName, errorCode) => {
  const { status, body } = await queue(json);
  expect([status, body.responseStatus.errors[0]]).toEqual([
    400,
    expect.objectContaining({ fieldName, errorCode }),
  ]);
  expect(await functions()).toEqual([]);
});

it('says which is missing, the session or the action', async () => {
  for (const [method, target] of [
    ['POST', '/ai/sessions/none/actions'],
    ['DELETE', '/ai/sessions/none/actions'],
    ['DELETE', `${path}/actions/none`],
  ] as const) {
    const json = method === 'POST' ? { functionName: 'f' } : undefined;
    const { status, body } = await service.request(target, { method, json });
    expect([status, body.responseStatus.errorCode]).toEqual([404, 'NotFound']);
  }
});

it('is gone with its session', async () => {
  await queue({ functionName: 'f' });
  expect((await service.request(path, { method: 'DELETE' })).status).toBe(204);
  expect((await service.request(path)).status).toBe(404);
  expect((await queue({ functionName: 'f' })).status).toBe(404);
});

it('holds a session to a size that can be read', async () => {
  const hundred = (bytes: number) => ({
    actions: Array.from({ length: 100 }, () => ({
      functionName: 'unknown',
      arguments: JSON.stringify({ text: 'x'.repeat(bytes) }),
    })),
  });
  for (let time = 0; time < 10; time++) {
    expect((await service.request(`${path}/actions`, { json: hundred(10) })).status).toBe(200);
  }
  const refused = await service.request(`${path}/actions`, { json: { functionName: 'unknown' } });
  expect(refused.status).toBe(409);
  expect(refused.body.responseStatus.message).toContain('at most 1,000 actions');

  const second = `/ai/sessions/${(await service.request('/ai/sessions', { json: {} })).body.id}`;
  const statuses: number[] = [];
  for (let time = 0; time < 5; time++) {
    statuses.push((await service.request(`${second}/actions`, { json: hundred(9_000) })).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 409]);
});

it.each([
  ['a number that no double holds', '{"a":1e400}'],
  ['levels without end', `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
  ['NUL', '{"a":"\\u0000"}'],
])('refuses arguments with %s, and leaves the session readable', async (_, text) => {
  const refused = await service.request(`${path}/actions`, {
    json: { functionName: 'renameAccount', arguments: text },
  });
  expect(refused.status).toBe(400);
  expect(refused.body.responseStatus.errors[0]).toMatchObject({ fieldName: 'Arguments' });
  expect((await service.request(path)).status).toBe(200);
});

it('answers 412 to a version that no database holds', async () => {
  const headers = { 'If-Match': `"9999999999-${'a'.repeat(22)}"` };
  for (const [method, below, json] of [
    ['PATCH', '', { purpose: 'p' }],
    ['DELETE', '', undefined],
    ['POST', '/actions', { functionName: 'unknown' }],
    ['POST', '/apply', {}],
  ] as const) {
    expect((await service.request(path + below, { method, json, headers })).status).toBe(412);
  }
});
