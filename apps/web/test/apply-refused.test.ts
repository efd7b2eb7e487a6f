import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, reset, startApplying } from './support/applying.ts';
import type { RunningService } from './support/service.ts';
import { apply, newFunction, newSession, queue, read, statesOf, succeeding } from './support/session.ts';
import type { Target } from './support/target.ts';

let setup: Applying;
let service: RunningService;
let target: Target;

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target } = setup);
});

beforeEach(() => reset(target));

afterAll(() => setup.close());

describe('what cannot be applied', () => {
  it('says why: unknown, disabled, all that is wrong with the arguments, and other accounts', async () => {
    const parameters = JSON.stringify({
      type: 'object',
      properties: {
        accountId: { type: 'string' },
        n: { type: 'integer' },
        deep: { type: 'object', properties: { list: { type: 'array', items: { type: 'string' } } } },
      },
      required: ['accountId'],
      additionalProperties: false,
    });
    const strict = await newFunction(service, {
      url: target.url,
      title: 'Do',
      parameters,
      accountArguments: ['accountId'],
    });
    const disabled = await newFunction(service, { url: target.url, enabled: false });
    const account = async (name: string) => (await service.request('/accounts', { json: { name } })).body.id;
    const [ours, theirs] = [await account('Ours'), await account('Theirs')];
    const path = await newSession(service, { accountId: ours });
    const { actions } = await queue(
      service,
      path,
      { functionName: 'noSuchFunction' },
      { functionName: disabled, arguments: '{"n":1}' },
      { functionName: strict, arguments: '{"n":"one","deep":{"list":["a",2]},"more":true}' },
      { functionName: strict, arguments: JSON.stringify({ accountId: theirs }) },
      { functionName: strict, arguments: JSON.stringify({ accountId: ours }) },
    );
    expect(actions.map(({ canBeApplied }) => canBeApplied)).toEqual([false, false, false, false, true]);
    expect(actions[0]?.problems).toEqual([expect.stringContaining("'noSuchFunction'")]);
    expect(actions[1]?.problems).toHaveLength(1);
    const wrong = actions[2]?.problems ?? [];
    for (const place of ["'accountId'", "'n'", "'deep.list.1'", "'more'"]) {
      expect(wrong.filter((problem) => problem.startsWith(place))).toHaveLength(1);
    }
    expect(actions[3]?.problems).toEqual([expect.stringContaining("'accountId'")]);
    expect(actions[4]?.problems).toBeUndefined();
    const { body } = await apply(service, path);
    expect(statesOf(body)).toEqual(['Queued', 'Queued', 'Queued', 'Queued', 'Applied']);
    expect(target.calls).toHaveLength(1);
  });

  it.each(['', '   ', 'a\nb', 'x'.repeat(201)])(
    'holds what a built-in function writes to the rules of the API: %j',
    async (name) => {
      const { body: account } = await service.request('/accounts', { json: { name: 'Before' } });
      const path = await newSession(service, { accountId: account.id });
      const { actions } = await queue(service, path, {
        functionName: 'renameAccount',
        arguments: JSON.stringify({ accountId: account.id, name }),
      });
      expect([actions[0]?.canBeApplied, actions[0]?.problems]).toEqual([false, [expect.any(String)]]);
      expect((await apply(service, path)).status).toBe(409);
      expect((await service.request(`/accounts/${account.id}`)).body.name).toBe('Before');
    },
  );

  it.each([
    ['Url', { url: 'https://forbidden.example.com/' }],
    ['Url', { url: 'http://{host}.example.com/' }],
    ['Url', { url: 'ftp://localhost/' }],
    ['ReadUrl', { readUrl: 'https://forbidden.example.com/' }],
    ['Parameters', { parameters: '{"type":"nonsense"}' }],
    ['Parameters', { parameters: '{"$schema":"http://json-schema.org/draft-04/schema#"}' }],
    ['Title', { title: 'Do {other}' }],
    ['Headers', { headers: { 'idempotency-KEY': 'mine' } }],
    ['Headers', { headers: { 'no name': 'x' } }],
    ['Headers.X-Name', { headers: { 'X-Name': '日本' } }],
  ])('finds no place in the catalogue when it is wrong: %s %j', async (fieldName, json) => {
    const { status, body } = await service.request('/ai/functions', {
      json: { name: 'wrong', title: 'Do', url: target.url, parameters: '{"properties":{"n":{}}}', ...json },
    });
    expect([status, body.responseStatus.errors?.[0]?.fieldName]).toEqual([400, fieldName]);
  });

  it('checks arguments with the version of JSON Schema that a function names', async () => {
    const $schema = 'http://json-schema.org/draft-07/schema#';
    const parameters = JSON.stringify({ $schema, properties: { n: { items: [{ type: 'string' }] } } });
    const earlier = await newFunction(service, { url: target.url, parameters });
    const path = await newSession(service);
    const proposals = ['{"n":["a"]}', '{"n":[1]}'].map((args) => ({
      functionName: earlier,
      arguments: args,
    }));
    const { actions } = await queue(service, path, ...proposals);
    expect(actions.map(({ canBeApplied }) => canBeApplied)).toEqual([true, false]);
  });

  it('says in one sentence why an argument has no place in an address', async () => {
    const placed = await newFunction(service, {
      url: `${target.url}/items/{id}`,
      title: 'Do',
      parameters: '{}',
    });
    const path = await newSession(service);
    await queue(service, path, { functionName: placed, arguments: '{"id":"a/b"}' });
    const sentence = 'id has no value that fits into an address.';
    const dry = await apply(service, path, { dryRun: true });
    expect(dry.body.log).toContain(`Nothing can be sent: ${sentence}\n`);
    const { body } = await apply(service, path);
    expect([body.actions[0].outcome, target.calls]).toEqual([`Not sent: ${sentence}`, []]);
  });

  it('leaves alone the accounts that a function may not touch', async () => {
    const account = async (name: string) => (await service.request('/accounts', { json: { name } })).body.id;
    const [allowed, forbidden] = [await account('Allowed'), await account('Forbidden')];
    const limited = await newFunction(service, { url: target.url, accountIds: [allowed] });
    for (const [accountId, canBeApplied] of [
      [allowed, true],
      [forbidden, false],
      [undefined, false],
    ]) {
      const path = await newSession(service, { accountId });
      const { actions } = await queue(service, path, { functionName: limited, arguments: '{"n":1}' });
      expect(actions[0]?.canBeApplied).toBe(canBeApplied);
    }
  });

  it('is known before anything is sent, and sent exactly as a dry run tells', async () => {
    const secret = 'Bearer of-a-dry-run';
    const precise = await newFunction(service, {
      url: `${target.url}/items/{id}?as={how}`,
      title: 'Do {id} {how}',
      method: 'PUT',
      parameters: '{"type":"object","properties":{"id":{},"how":{}}}',
      headers: { Authorization: secret },
    });
    const path = await newSession(service);
    const args = '{"how":"a b&c", "id":"ü%1" ,"deep":{"b":1,"a":[1.0,2]}}';
    const { actions } = await queue(service, path, { functionName: precise, arguments: args });
    const dry = await service.request(`${path}/apply?dryRun=true`, { method: 'POST' });
    expect([dry.status, dry.body.state, statesOf(dry.body), target.calls]).toEqual([
      200,
      'Open',
      ['Queued'],
      [],
    ]);
    expect((await service.request(`${path}/runs`)).body.items).toEqual([]);
    expect((await read(service, path)).log).toBeUndefined();
    await succeeding(apply(service, path));
    const [call] = target.calls;
    expect(call?.headers.authorization).toBe(secret);
    for (const told of [
      `${call?.method} ${target.url}${call?.path}\n`,
      `\n${call?.body}\n`,
      'Authorization: (secret)',
      `Idempotency-Key: ${actions[0]?.id}`,
    ]) {
      expect(dry.body.log).toContain(told);
    }
    expect(call?.key).toBe(actions[0]?.id);
    expect(dry.text).not.toContain('of-a-dry-run');
  });

  it('is told over every way: an unknown session, action or run', async () => {
    const path = await newSession(service);
    for (const [method, place, json] of [
      ['POST', '/ai/sessions/none/apply', {}],
      ['GET', '/ai/sessions/none/review', undefined],
      ['GET', '/ai/sessions/none/runs', undefined],
      ['GET', `${path}/runs/none`, undefined],
      ['POST', `${path}/runs/none/stop`, {}],
      ['PATCH', `${path}/actions/none`, { arguments: '{}' }],
      ['POST', `${path}/actions/none/judgement`, { judgement: 'Accepted' }],
      ['POST', `${path}/actions/none/settlement`, { settlement: 'Applied', note: 'Seen' }],
      ['POST', '/ai/sessions/none/restore', {}],
    ] as const) {
      const { status, body } = await service.request(place, { method, json });
      expect([place, status, body.responseStatus.errorCode]).toEqual([place, 404, 'NotFound']);
    }
  });
});
