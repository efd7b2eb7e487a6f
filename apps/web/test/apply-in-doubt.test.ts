import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, failing, reset, startApplying } from './support/applying.ts';
import { ADMIN_EMAIL, type RunningService, until } from './support/service.ts';
import {
  apply,
  latestRun,
  newFunction,
  newSession,
  newSessionOf,
  queue,
  read,
  statesOf,
  succeeding,
} from './support/session.ts';
import { done, startTarget, type Target } from './support/target.ts';

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

  it.each([408, 499, 502, 504, 520, 524, 530, 598])(
    'is in doubt when a gateway answers %i',
    async (status) => {
      const { path } = await newSessionOf(service, unkeyed, 1);
      failing(target, [0], status);
      expect(statesOf((await apply(service, path)).body)).toEqual(['InDoubt']);
      const again = await apply(service, path);
      expect([again.status, again.body.responseStatus.errorCode, target.calls.length]).toEqual([
        409,
        'NothingToApply',
        1,
      ]);
    },
  );
});

describe('a call that may have arrived, and is repeated with its key', () => {
  /** Cuts the first call off, and answers its repetitions with these statuses, the last one for ever. */
  const cutOffThen = (...statuses: readonly number[]) => {
    let count = 0;
    target.answer = (_, response) => {
      const status = statuses[Math.min(count++, statuses.length) - 1];
      if (status === undefined) response.destroy();
      else response.writeHead(status).end('no');
    };
  };

  it('is asked about again while the target says that the first call is under way', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 1);
    cutOffThen(409, 409, 200);
    const { body } = await apply(service, path);
    expect([statesOf(body), keys()]).toEqual([['Applied'], [ids[0], ids[0], ids[0], ids[0]]]);
    expect(body.log).toContain('The call before may be under way. Tried again');
  });

  it.each([303, 400, 401, 404, 410, 422, 500])(
    'is in doubt when its repetition is answered %i',
    async (status) => {
      const { path, ids } = await newSessionOf(service, keyed, 1);
      cutOffThen(status);
      const { body } = await apply(service, path);
      expect([statesOf(body), keys()]).toEqual([['InDoubt'], [ids[0], ids[0]]]);
      expect(body.actions[0].outcome).toContain('does not rule out that an earlier call took effect');
      expect((await apply(service, path)).status).toBe(409);
      expect(target.calls).toHaveLength(2);
    },
  );

  it.each([409, 503])('is in doubt when its repetitions are answered %i to the end', async (status) => {
    const { path } = await newSessionOf(service, keyed, 1);
    cutOffThen(status);
    const { body } = await apply(service, path);
    expect([statesOf(body), target.calls.length]).toEqual([['InDoubt'], 5]);
  });

  it('is settled by what the target shows, when its repetition proves nothing', async () => {
    const n = { value: 0 };
    const readable = await newFunction(service, {
      url: `${target.url}/change`,
      readUrl: `${target.url}/value`,
      honoursIdempotencyKey: true,
    });
    const path = await newSession(service);
    await queue(service, path, { functionName: readable, arguments: '{"n":1}' });
    target.answer = ({ method, body }, response) => {
      if (method === 'GET') return void response.end(JSON.stringify({ n: n.value }));
      if (n.value > 0) return void response.writeHead(410).end();
      n.value = JSON.parse(body).n;
      response.destroy();
    };
    const review = await succeeding(service.request(`${path}/review`));
    const { body } = await apply(service, path, {}, { 'if-match': review.headers.get('etag') ?? '' });
    expect([statesOf(body), target.pathsBelow('/change').length]).toEqual([['Applied'], 2]);
    expect(body.actions[0].outcome).toContain('The target shows that it took effect.');
  });

  it('is in doubt in the run after the one in which it may have taken effect, too', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 1);
    failing(target, [0], 500);
    expect(statesOf((await apply(service, path)).body)).toEqual(['Failed']);
    failing(target, [0], 404);
    const { body } = await apply(service, path);
    expect([statesOf(body), keys()]).toEqual([['InDoubt'], [ids[0], ids[0]]]);
  });
});

describe('a failure after which the call may have taken effect all the same', () => {
  const failed = async (status: number) => {
    target.calls.length = 0;
    const { path, ids } = await newSessionOf(service, unkeyed, 2);
    failing(target, [0], status);
    const { body } = await apply(service, path);
    expect([statesOf(body), target.calls.length]).toEqual([['Failed', 'Queued'], 1]);
    return { path, on: `${path}/actions/${ids[0]}`, body };
  };
  const settle = (on: string, settlement: string) =>
    succeeding(service.request(`${on}/settlement`, { json: { settlement, note: 'Looked there' } }));

  it.each([500, 507, 303])('is not repeated by applying again: %i', async (status) => {
    const { path, on, body } = await failed(status);
    expect(body.actions[0]).toMatchObject({
      mayBeDoneTwice: true,
      canBeApplied: false,
      problems: [expect.stringContaining('twice')],
    });
    expect(body.log).toContain('a repeat may do it twice');
    // What is left goes on without it.
    expect(statesOf((await apply(service, path)).body)).toEqual(['Failed', 'Applied']);
    const again = await apply(service, path);
    expect([again.status, again.body.responseStatus.errorCode]).toEqual([409, 'NothingToApply']);
    expect(again.body.responseStatus.message).toContain('may do it twice');
    expect((await apply(service, path, { dryRun: true })).body.log).toContain('nothing can be applied');
    expect(target.calls).toHaveLength(2);
    expect((await settle(on, 'Applied')).body.state).toBe('Applied');
  });

  it('is repeated once somebody has said that it did not', async () => {
    const { path, on } = await failed(500);
    const { actions } = (await settle(on, 'NotApplied')).body;
    expect([actions[0].state, actions[0].canBeApplied, actions[0].mayBeDoneTwice]).toEqual([
      'Failed',
      true,
      undefined,
    ]);
    expect(statesOf((await apply(service, path)).body)).toEqual(['Applied', 'Applied']);
    expect(
      (await service.request(`${on}/settlement`, { json: { settlement: 'Applied', note: 'Again' } })).status,
    ).toBe(409);
  });

  it('is repeated once somebody has accepted it anew, each time', async () => {
    const { path, on } = await failed(500);
    const accept = () => succeeding(service.request(`${on}/judgement`, { json: { judgement: 'Accepted' } }));
    expect((await accept()).body.actions[0]).toMatchObject({
      state: 'Accepted',
      canBeApplied: true,
      mayBeDoneTwice: true,
    });
    failing(target, [0, 1], 404);
    // The earlier call may have been what this one did not find.
    expect(statesOf((await apply(service, path)).body)).toEqual(['InDoubt', 'Queued']);
    expect(target.calls).toHaveLength(2);

    const other = await failed(500);
    await succeeding(service.request(`${other.on}/judgement`, { json: { judgement: 'Accepted' } }));
    expect(statesOf((await apply(service, other.path)).body)).toEqual(['Applied', 'Queued']);
  });

  it('is repeated by applying again where the target honours keys', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 1);
    failing(target, [0]);
    const { body } = await apply(service, path);
    expect([statesOf(body), body.actions[0].mayBeDoneTwice]).toEqual([['Failed'], undefined]);
    expect(body.log).toContain('a repeat carries the same key');
    expect(statesOf((await apply(service, path)).body)).toEqual(['Applied']);
    expect(keys()).toEqual([ids[0], ids[0]]);
  });
});

describe('an answer with more than yes or no', () => {
  const answering = (
    status: number,
    text: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    target.answer = (_, response) => void response.writeHead(status, headers).end(text);
  };

  it('is in doubt when some parts of it failed, and stops the run', async () => {
    const { path } = await newSessionOf(service, unkeyed, 2);
    answering(207, '[{"status":200},{"status":409}]');
    const { body } = await apply(service, path);
    expect(statesOf(body)).toEqual(['InDoubt', 'Queued']);
    expect(body.log).toContain('1 of 2 parts failed (409)');
  });

  it('is applied when all parts of it succeeded', async () => {
    const { path } = await newSessionOf(service, unkeyed, 1);
    answering(207, '{"results":[{"status":200},{"status":201}]}');
    expect(statesOf((await apply(service, path)).body)).toEqual(['Applied']);
  });

  it('is applied when its text is compressed, which is read or said', async () => {
    const { path } = await newSessionOf(service, unkeyed, 2);
    const bodies = [
      ['gzip', gzipSync('{"done":"ja"}')],
      ['zstd', Buffer.from('KLUv/SAMYQAAaGVsbG8gd29ybGQh', 'base64')],
    ] as const;
    let count = 0;
    target.answer = (_, response) => {
      const [coding, bytes] = bodies[count++] ?? bodies[0];
      response.writeHead(200, { 'content-encoding': coding }).end(bytes);
    };
    const { body } = await apply(service, path);
    expect(statesOf(body)).toEqual(['Applied', 'Applied']);
    const { steps } = await latestRun(service, path);
    expect(steps.map(({ answer }: { answer?: string }) => answer)).toEqual(['{"done":"ja"}', undefined]);
    expect(steps[1].outcome).toContain('Its text is compressed (zstd) and cannot be shown.');
  });

  it('is not in doubt for an unasked 100 Continue before it', async () => {
    const { path } = await newSessionOf(service, unkeyed, 1);
    target.answer = (_, response) => {
      response.writeContinue();
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      response.end('{}');
    };
    expect(statesOf((await apply(service, path)).body)).toEqual(['Applied']);
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
