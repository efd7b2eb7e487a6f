import { once } from 'node:events';
import { openDatabase, purgeDiscardedSessions } from '@ai-sessions/db';
import { quietLog } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, holding, reset, startApplying } from './support/applying.ts';
import { onDatabase } from './support/callers.ts';
import { ADMIN_EMAIL, type RunningService } from './support/service.ts';
import { apply, latestRun, newSession, newSessionOf, read, statesOf, succeeding } from './support/session.ts';
import { done, type Target } from './support/target.ts';

let setup: Applying;
let service: RunningService;
/** A second process on the same database. */
let other: RunningService;
let target: Target;
let keyed: string;
let unkeyed: string;

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target, keyed, unkeyed } = setup);
  other = await setup.another();
});

beforeEach(() => reset(target));

afterAll(() => setup.close());

const keys = () => target.calls.map(({ key }) => key);

describe('stopping', () => {
  it('lets no process make a further call once all applying is stopped', async () => {
    const { path } = await newSessionOf(service, keyed, 5);
    const held = holding(target);
    const applied = apply(service, path);
    await target.called(1);
    const stop = (stopped: boolean) =>
      other.request('/ai/applying', { method: 'PATCH', json: { stopped, reason: 'Moving' } });
    await succeeding(stop(true));
    held.next();
    try {
      const { body } = await applied;
      expect([body.state, statesOf(body)]).toEqual([
        'PartlyApplied',
        ['Applied', 'Queued', 'Queued', 'Queued', 'Queued'],
      ]);
      expect(body.log).toContain('all applying is stopped');
      for (const process of [service, other]) {
        const refused = await apply(process, path);
        expect([refused.status, refused.body.responseStatus]).toEqual([
          409,
          expect.objectContaining({
            errorCode: 'ApplyingStopped',
            message: expect.stringContaining('Moving'),
          }),
        ]);
      }
      expect(target.calls).toHaveLength(1);
    } finally {
      await stop(false);
    }
    target.answer = done;
    expect((await apply(service, path)).body.state).toBe('Applied');
    expect(target.calls).toHaveLength(5);
  });

  it('stops one run after the call under way; applying again goes on', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 3);
    const held = holding(target);
    const applied = apply(service, path);
    await target.called(1);
    const { id } = await latestRun(other, path);
    const stop = () => other.request(`${path}/runs/${id}/stop`, { method: 'POST' });
    expect((await succeeding(stop())).body.state).toBe('Running');
    held.next();
    const { body } = await applied;
    expect([statesOf(body), (await latestRun(service, path)).state]).toEqual([
      ['Applied', 'Queued', 'Queued'],
      'Stopped',
    ]);
    expect(body.log).toContain(`stopped by ${ADMIN_EMAIL}`);
    expect((await stop()).status).toBe(409);
    target.answer = done;
    await apply(service, path);
    expect(keys()).toEqual(ids);
  });

  it('keeps a session that is being applied as it is', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 2);
    const held = holding(target);
    const applied = apply(service, path);
    await target.called(1);
    const on = `${path}/actions/${ids[1]}`;
    for (const [method, place, json] of [
      ['PATCH', on, { arguments: '{"n":9}' }],
      ['DELETE', on, undefined],
      ['DELETE', `${path}/actions`, undefined],
      ['POST', `${on}/judgement`, { judgement: 'Refused', reason: 'Too late' }],
      ['POST', `${path}/apply`, {}],
    ] as const) {
      const { status, body, headers } = await other.request(place, { method, json });
      expect([status, body.responseStatus.errorCode]).toEqual([409, 'SessionIsApplying']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await read(other, path)).state).toBe('Applying');
    target.answer = done;
    held.next();
    expect(statesOf((await applied).body)).toEqual(['Applied', 'Applied']);
  });

  it('hands a run over when its process stops in order', async () => {
    const third = await setup.another();
    const { path, ids } = await newSessionOf(service, unkeyed, 6);
    target.answer = (call, response) => void setTimeout(() => done(call, response), 40);
    const applied = apply(service, path);
    await target.called(2);
    // Whichever process carries it out, two of three leave.
    const exit = once(other.process, 'exit');
    other.process.kill('SIGTERM');
    expect(await third.stop()).toBe(0);
    await exit;
    other = await setup.another();
    const { body } = await applied;
    expect([body.state, keys()]).toEqual(['Applied', ids]);
  });
});

describe('discarding', () => {
  it('lets nothing run after the answer; what was discarded comes back as it was', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 4);
    const held = holding(target);
    const applied = apply(service, path);
    await target.called(1);
    held.next();
    await target.called(2);
    expect((await other.request(path, { method: 'DELETE' })).status).toBe(204);
    held.next();
    expect((await applied).status).toBe(404);
    const id = path.slice('/ai/sessions/'.length);
    const [run] = await onDatabase(
      setup.database.url,
      'SELECT state, log FROM ai_session_run WHERE session_id = $1',
      [id],
    );
    expect([run?.state, target.calls.length]).toEqual(['Stopped', 2]);
    expect(run?.log).toContain('the session was discarded');
    expect((await service.request(path)).status).toBe(404);
    const kept = await service.request(`/ai/sessions?states=Discarded&specificIds=${id}`);
    expect(kept.body.items).toHaveLength(1);

    const { body } = await succeeding(service.request(`${path}/restore`, { method: 'POST' }));
    expect([body.state, statesOf(body)]).toEqual([
      'PartlyApplied',
      ['Applied', 'Applied', 'Queued', 'Queued'],
    ]);
    target.answer = done;
    await apply(service, path);
    expect(keys()).toEqual(ids);
    expect((await service.request(`${path}/restore`, { method: 'POST' })).status).toBe(404);
  });

  it('is final after 30 days, but for the audit trail', async () => {
    const { path } = await newSessionOf(service, keyed, 2);
    const young = await newSession(service);
    await apply(service, path);
    for (const one of [path, young]) await service.request(one, { method: 'DELETE' });
    const idOf = (one: string) => one.slice('/ai/sessions/'.length);
    await onDatabase(
      setup.database.url,
      "UPDATE ai_session SET date_discarded = now() - interval '30 days 1 minute' WHERE id = $1",
      [idOf(path)],
    );
    const events = async () =>
      (await service.request(`/audit/events?entityType=AISession&entityId=${idOf(path)}`)).body.items.map(
        ({ operation }: { operation: string }) => operation,
      );
    const before = await events();
    expect(before).toEqual(expect.arrayContaining(['NewAISession', 'ApplyAISession', 'DeleteAISession']));
    const database = openDatabase({ url: setup.database.url, log: quietLog });
    // The services do so too, once an hour.
    await purgeDiscardedSessions(database.db);
    await database.close();
    expect((await service.request(`${path}/restore`, { method: 'POST' })).status).toBe(404);
    expect((await service.request(`${young}/restore`, { method: 'POST' })).status).toBe(200);
    const after = await events();
    expect(after.slice(-before.length)).toEqual(before);
    for (const table of ['ai_session_action', 'ai_session_run']) {
      const left = await onDatabase(setup.database.url, `SELECT FROM ${table} WHERE session_id = $1`, [
        idOf(path),
      ]);
      expect(left).toEqual([]);
    }
  });
});
