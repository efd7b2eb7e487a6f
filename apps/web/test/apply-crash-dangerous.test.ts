import { once } from 'node:events';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { holding, reset } from './support/applying.ts';
import { type Credentials, makeKey, makeUser, send } from './support/callers.ts';
import { type RunningService, startService, until } from './support/service.ts';
import {
  judge,
  latestRun,
  newFunction,
  newSessionOf,
  read,
  statesOf,
  succeeding,
} from './support/session.ts';
import { done, startTarget, type Target } from './support/target.ts';

let database: TestDatabase;
let target: Target;
let environment: Readonly<Record<string, string>>;
let service: RunningService;
/** A program that applies what people have accepted. */
let program: Credentials;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await startTarget();
  environment = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a secret that outlives every process of this test',
    ...target.environment,
  };
  service = await startService(environment);
  const user = await makeUser(service, ['SystemAdministrator']);
  program = (await makeKey(service, user, { kind: 'Integration' })).credentials;
});

beforeEach(() => reset(target));

afterAll(async () => {
  await service?.stop();
  await target?.stop();
  await database?.drop();
});

const keys = () => target.calls.map(({ key }) => key);

/** A session with three actions that can do harm; a person has accepted the first two. */
async function acceptedByPerson(url: string, honoursIdempotencyKey: boolean) {
  const name = await newFunction(service, { url, risk: 'Dangerous', honoursIdempotencyKey });
  const { path, ids } = await newSessionOf(service, name, 3);
  const [first = '', second = '', left = ''] = ids;
  for (const id of [first, second]) await judge(service, path, id, 'Accepted');
  return { path, first, second, left };
}

const applyByProgram = (path: string) => send(service, program, `${path}/apply`, { json: {} });

/** Kills the process in the middle of its first call; the next process finds a target that lets each call wait. */
async function killedInItsFirstCall(path: string): Promise<{ readonly next: () => void }> {
  holding(target);
  void applyByProgram(path).catch(() => undefined);
  await target.called(1);
  service.process.kill('SIGKILL');
  await once(service.process, 'exit');
  await target.left();
  const held = holding(target);
  service = await startService(environment);
  return held;
}

const ended = (path: string) => until(async () => (await read(service, path)).state !== 'Applying');

it('is done once where the target honours keys, and what nobody accepted is not done', async () => {
  const { path, first, second, left } = await acceptedByPerson(`${target.url}/keyed`, true);
  const held = await killedInItsFirstCall(path);
  for (const calls of [2, 3]) {
    await target.called(calls);
    held.next();
  }
  await ended(path);
  expect(keys()).toEqual([first, first, second]);
  expect(statesOf(await read(service, path))).toEqual(['Applied', 'Applied', 'Queued']);
  const run = await latestRun(service, path);
  expect([run.number, run.state]).toEqual([1, 'Applied']);

  // Nor is it afterwards, by whoever tries.
  const judged = await send(service, program, `${path}/actions/${left}/judgement`, {
    json: { judgement: 'Accepted' },
  });
  expect([judged.status, judged.body.responseStatus.errorCode]).toEqual([403, 'PersonRequired']);
  expect((await applyByProgram(path)).status).toBeGreaterThanOrEqual(400);
  expect(keys()).toEqual([first, first, second]);
});

it('is not done again where the target honours none, until a person says that it was not done', async () => {
  const { path, first, second } = await acceptedByPerson(`${target.url}/unkeyed`, false);
  await killedInItsFirstCall(path);
  await ended(path);
  expect(keys()).toEqual([first]);
  expect(statesOf(await read(service, path))).toEqual(['InDoubt', 'Accepted', 'Queued']);
  target.answer = done;
  await succeeding(
    service.request(`${path}/actions/${first}/settlement`, {
      json: { settlement: 'NotApplied', note: 'Looked there' },
    }),
  );
  expect(statesOf((await applyByProgram(path)).body)).toEqual(['Applied', 'Applied', 'Queued']);
  expect(keys()).toEqual([first, first, second]);
});

it('is not done when a person stops the run that goes on, and takes the acceptance back', async () => {
  const { path, first, second } = await acceptedByPerson(`${target.url}/keyed`, true);
  const held = await killedInItsFirstCall(path);
  await target.called(2);
  const early = await service.request(`${path}/actions/${second}/judgement`, {
    json: { judgement: 'Returned', reason: 'Wait for the customer' },
  });
  expect([early.status, early.body.responseStatus.errorCode]).toEqual([409, 'SessionIsApplying']);
  const { id } = await latestRun(service, path);
  await succeeding(service.request(`${path}/runs/${id}/stop`, { method: 'POST' }));
  held.next();
  await ended(path);
  await judge(service, path, second, 'Returned', 'Wait for the customer');
  expect((await applyByProgram(path)).status).toBeGreaterThanOrEqual(400);
  expect(keys()).toEqual([first, first]);
  expect(statesOf(await read(service, path))).toEqual(['Applied', 'Returned', 'Queued']);
});
