import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, failing, reset, startApplying } from './applying.ts';
import { ADMIN_EMAIL, type RunningService, until } from './service.ts';
import {
  apply,
  newFunction,
  newSession,
  newSessionOf,
  queue,
  read,
  statesOf,
  succeeding,
} from './session.ts';
import { done, startTarget, type Target } from './target.ts';

let setup: Applying;
let service: RunningService;
let target: Target;
let keyed: string;
let unkeyed: string;

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target, keyed, unkeyed } = setup);
});

beforeEach(() => reset(target));

afterAll(() => setup.close());

const keys = () => target.calls.map(({ key }) => key);

describe('a call that may have arrived', () => {
  const cutOff = () => {
    target.answer = (_, response) => void response.destroy();
  };

  it('is in doubt and not repeated where the target honours no keys; a person settles it', async () => {
    const { path, ids } = await newSessionOf(service, unkeyed, 3);
    cutOff();
    const first = await apply(service, path);
    expect([first.body.state, statesOf(first.body)]).toEqual(['InDoubt', ['InDoubt', 'Queued', 'Queued']]);
    expect(target.calls).toHaveLength(1);

    // Nothing else may be done with it meanwhile.
    const on = `${path}/actions/${ids[0]}`;
    for (const [method, place, json] of [
      ['PATCH', on, { arguments: '{"n":9}' }],
      ['DELETE', on, undefined],
      ['DELETE', `${path}/actions`, undefined],
      ['POST', `${on}/judgement`, { judgement: 'Accepted' }],
    ] as const) {
      const { status, body } = await service.request(place, { method, json });
      expect([status, body.responseStatus.errorCode]).toEqual([409, 'ActionIsClosed']);
    }
    const noNote = await service.request(`${on}/settlement`, { json: { settlement: 'Applied', note: ' ' } });
    expect([noNote.status, noNote.body.responseStatus.errors[0].fieldName]).toEqual([400, 'Note']);

    const settle = (id: string | undefined, settlement: string) =>
      succeeding(
        service.request(`${path}/actions/${id}/settlement`, { json: { settlement, note: 'Looked there' } }),
      );
    const applied = (await settle(ids[0], 'Applied')).body;
    expect([applied.state, applied.actions[0]]).toEqual([
      'PartlyApplied',
      expect.objectContaining({ state: 'Applied', reason: 'Looked there', judgedBy: ADMIN_EMAIL }),
    ]);
    await apply(service, path);
    const failed = (await settle(ids[1], 'NotApplied')).body;
    expect(failed.actions[1]).toMatchObject({ state: 'Failed', reason: 'Looked there' });
    const twice = await service.request(`${path}/actions/${ids[1]}/settlement`, {
      json: { settlement: 'Applied', note: 'Again' },
    });
    expect(twice.status).toBe(409);

    target.answer = done;
    const { body } = await apply(service, path);
    expect([body.state, statesOf(body)]).toEqual(['Applied', ['Applied', 'Applied', 'Applied']]);
    expect(keys()).toEqual([ids[0], ids[1], ids[1], ids[2]]);
  });

  it('is repeated with the same key where the target honours keys', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 1);
    let count = 0;
    target.answer = (call, response) => (count++ === 0 ? void response.destroy() : done(call, response));
    const { body } = await apply(service, path);
    expect([body.state, keys()]).toEqual(['Applied', [ids[0], ids[0]]]);
  });

  it('is settled by what the target shows, when the review had shown something else', async () => {
    let n = 0;
    const readable = await newFunction(service, {
      url: `${target.url}/change`,
      readUrl: `${target.url}/value`,
    });
    const cutOffAfter = (change: boolean) => {
      target.answer = ({ method, body }, response) => {
        if (method === 'GET') return void response.end(JSON.stringify({ n }));
        if (change) ({ n } = JSON.parse(body));
        response.destroy();
      };
    };
    for (const [took, state] of [
      [true, 'Applied'],
      [false, 'InDoubt'],
    ] as const) {
      cutOffAfter(took);
      const path = await newSession(service);
      await queue(service, path, { functionName: readable, arguments: `{"n":${n + 1}}` });
      const review = await succeeding(service.request(`${path}/review`));
      expect(review.body.actions[0].currentValues).toBe(`{"n":${n}}`);
      const etag = review.headers.get('etag') ?? '';
      const { body } = await apply(service, path, {}, { 'if-match': etag });
      expect([statesOf(body), target.pathsBelow('/change').length]).toEqual([[state], took ? 1 : 2]);
    }
  });

  it('is in doubt when the target hangs, after the time that the function gives it', async () => {
    const hanging = await newFunction(service, { url: `${target.url}/hang`, timeoutSeconds: 1 });
    const { path } = await newSessionOf(service, hanging, 2);
    target.answer = () => {};
    const { body } = await apply(service, path);
    expect([statesOf(body), target.calls.length]).toEqual([['InDoubt', 'Queued'], 1]);
    expect(body.log).toContain('no answer within 1 s');
  });

  it.each([502, 504])('is in doubt when a gateway answers %i', async (status) => {
    const { path } = await newSessionOf(service, unkeyed, 1);
    failing(target, [0], status);
    expect(statesOf((await apply(service, path)).body)).toEqual(['InDoubt']);
    expect(target.calls).toHaveLength(1);
  });
});

describe('a target that cannot do it now', () => {
  it.each([503, 429])('is asked again after %i, when it says', async (status) => {
    const { path, ids } = await newSessionOf(service, unkeyed, 1);
    let count = 0;
    target.answer = (call, response) =>
      count++ === 0 ? void response.writeHead(status, { 'retry-after': '1' }).end() : done(call, response);
    const { body } = await apply(service, path);
    expect([body.state, keys()]).toEqual(['Applied', [ids[0], ids[0]]]);
    expect(body.log).toMatch(new RegExp(`Answered ${status} .* Tried again in 1\\.0 s\\.`));
  });

  it('is given up when it asks for more time than there is', async () => {
    const { path } = await newSessionOf(service, unkeyed, 2);
    target.answer = (_, response) => void response.writeHead(503, { 'retry-after': '3600' }).end();
    const { body } = await apply(service, path);
    expect([statesOf(body), target.calls.length]).toEqual([['Failed', 'Queued'], 1]);
  });

  it('is asked again when no connection was made', async () => {
    const later = await newFunction(service, { url: `http://localhost:${setup.silentPort}/` });
    const { path, ids } = await newSessionOf(service, later, 1);
    const applied = apply(service, path);
    await until(async () => (await read(service, path)).log.includes('Tried again'));
    const woken = await startTarget(Number(setup.silentPort));
    const { body } = await applied;
    expect([body.state, woken.calls.map(({ key }) => key)]).toEqual(['Applied', ids]);
    await woken.stop();
  });

  it('is not followed when it redirects', async () => {
    const { path } = await newSessionOf(service, keyed, 1);
    target.answer = (_, response) =>
      void response.writeHead(307, { location: `${target.url}/elsewhere` }).end();
    const { body } = await apply(service, path);
    expect([statesOf(body), target.calls.map((call) => call.path)]).toEqual([['Failed'], ['/keyed']]);
    expect(body.actions[0].outcome).toContain('Redirects are not followed');
  });
});
