import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey, makeUser, send } from './support/callers.ts';
import { type RunningService, startService } from './support/service.ts';

let service: RunningService;
let ours: string;
let theirs: string;

beforeAll(async () => {
  service = await startService();
  ours = await newAccount('Harbor & Pine');
  theirs = await newAccount('Fjord Outdoor Supply');
});

afterAll(() => service.stop());

async function newAccount(name: string): Promise<string> {
  return (await service.request('/accounts', { json: { name } })).body.id;
}

/** Opens a session with actions that call functions; its id and those of the actions. */
async function propose(accountId: string, ...functionNames: readonly string[]) {
  const { body } = await service.request('/ai/sessions', { json: { accountId, purpose: 'Rename it' } });
  const actions = functionNames.map((functionName) => ({
    functionName,
    arguments: JSON.stringify({ accountId, name: 'Renamed' }),
  }));
  const queued = await service.request(`/ai/sessions/${body.id}/actions`, { json: { actions } });
  const actionIds: readonly string[] = queued.body.actions.map(({ id }: { id: string }) => id);
  return { id: body.id as string, actionIds };
}

const judge = (sessionId: string, actionId: string | undefined, judgement: string) =>
  service.request(`/ai/sessions/${sessionId}/actions/${actionId}/judgement`, {
    json: { judgement, reason: 'Because' },
  });

const queue = async (query = '') => (await service.request(`/ai/review-queue?${query}`)).body;

it('has nothing to tell at first', async () => {
  const { status, body } = await service.request('/ai/overview');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    waitingSessions: 0,
    oldestWaiting: [],
    failedRuns: [],
    toWatch: [],
    verdicts: 0,
  });
  expect(body.days).toHaveLength(14);
  const nothing = { waitingSessions: 0, moreWaiting: false, overdueSessions: 0, unseenMentions: 0 };
  expect(await queue()).toEqual({ ...nothing, reminderDays: 3 });
});

describe('when agents have proposed something', () => {
  let first: Awaited<ReturnType<typeof propose>>;
  let second: Awaited<ReturnType<typeof propose>>;
  let third: Awaited<ReturnType<typeof propose>>;

  beforeAll(async () => {
    first = await propose(ours, 'renameAccount', 'renameAccount');
    second = await propose(theirs, 'noSuchFunction');
    third = await propose(ours, 'renameAccount');
    const discarded = await propose(ours, 'renameAccount');
    await service.request(`/ai/sessions/${discarded.id}`, { method: 'DELETE' });
    await service.request('/ai/sessions', { json: { accountId: ours } });
    await service.request('/ai/usage/entries', {
      json: { accountId: ours, externalId: 'call', aiMinutes: 7, startDate: new Date().toISOString() },
    });
  });

  it('gives the reviewer the oldest, then what was put off', async () => {
    const next = async (query: string) => (await queue(query)).next?.sessionId;
    expect(await queue()).toEqual({
      waitingSessions: 3,
      moreWaiting: false,
      overdueSessions: 0,
      reminderDays: 3,
      unseenMentions: 0,
      next: {
        sessionId: first.id,
        purpose: 'Rename it',
        accountId: ours,
        accountName: 'Harbor & Pine',
        dateQueued: expect.stringMatching(/Z$/),
        actions: 2,
        risk: 'Ordinary',
      },
    });
    expect(await next(`exceptId=${first.id}`)).toBe(second.id);
    expect(await next(`skippedIds=${second.id}&exceptId=${first.id}`)).toBe(third.id);
    expect(await next(`skippedIds=${third.id},${first.id},${second.id}`)).toBe(third.id);
    expect(await next(`skippedIds=${third.id},${first.id},${second.id}&exceptId=${third.id}`)).toBe(first.id);
    expect((await service.request(`/ai/review-queue?skippedIds=${'x,'.repeat(201)}`)).status).toBe(400);
  });

  it('gives only what the caller may judge', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const { credentials } = await makeKey(service, user, { accountIds: [theirs] });
    const { body } = await send(service, credentials, '/ai/review-queue');
    expect([body.waitingSessions, body.next.sessionId]).toEqual([1, second.id]);
    const outside = await send(service, credentials, `/ai/review-queue?skippedIds=${first.id},${second.id}`);
    expect(outside.body.next.sessionId).toBe(second.id);
    expect((await send(service, credentials, '/ai/overview')).status).toBe(403);
  });

  it('is told by account and risk, and as what became of it', async () => {
    await judge(first.id, first.actionIds[0], 'Accepted');
    await judge(third.id, third.actionIds[0], 'Refused');
    const applied = await service.request(`/ai/sessions/${first.id}/apply`, { method: 'POST' });
    expect(applied.status).toBe(200);
    const { body } = await service.request('/ai/overview');
    expect(body).toMatchObject({
      waitingSessions: 2,
      oldestWaiting: [{ sessionId: first.id, actions: 1 }, { sessionId: second.id }],
      waitingByRisk: [{ risk: 'Ordinary', sessions: 1 }, { sessions: 1 }],
      verdicts: 2,
    });
    // Applying has renamed one of them.
    expect(
      new Set(body.waitingByAccount.map(({ accountName }: { accountName: string }) => accountName)),
    ).toEqual(new Set(['Renamed', 'Fjord Outdoor Supply']));
    expect(body.days.at(-1)).toMatchObject({ sessions: 5, accepted: 1, refused: 1, returned: 0 });
    const mine = body.accounts.find(({ accountId }: { accountId: string }) => accountId === ours);
    expect(mine).toMatchObject({ aiMinutes: 7, actions: 4, applied: 1, refused: 1, failed: 0 });
    expect(body.proposals).toContainEqual(
      expect.objectContaining({ functionName: 'renameAccount', actions: 4, judged: 2, refused: 1 }),
    );
  });
});
