import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { insistingClient } from '../src/insisting-client.ts';
import { restartAll } from '../src/restart-all.ts';
import { type BalancedService, startBalancedService } from '../src/service.ts';

const Made = z.object({ id: z.string() });
const Users = z.object({ items: z.array(Made) });
const NewKey = z.object({ key: z.string() });
const WithActions = z.object({ actions: z.array(z.unknown()) });

let service: BalancedService;

beforeAll(async () => {
  service = await startBalancedService();
});

afterAll(() => service?.stop());

const administrator = () => insistingClient(service.balancer.url, service.authorization);

/** Sends one request through the balancer, once. */
async function once(path: string, json?: object, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(service.balancer.url + path, {
    method: json ? 'POST' : 'GET',
    headers: {
      authorization: service.authorization,
      ...(json && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: json && JSON.stringify(json),
  });
  const text = await response.text();
  const servedBy = response.headers.get('x-served-by');
  return { status: response.status, retryAfter: Number(response.headers.get('retry-after')), servedBy, text };
}

const times = <T>(count: number, one: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => one(n)));

async function agentWith(limits: object): Promise<Readonly<Record<string, string>>> {
  const users = Users.parse((await administrator().send('/users')).body);
  const json = { name: 'Agent', kind: 'Agent', userId: users.items[0]?.id, ...limits };
  const { key } = NewKey.parse((await administrator().send('/api-keys', { json })).body);
  return { authorization: `Bearer ${key}` };
}

describe('four processes behind HAProxy', () => {
  it('all answer, and know the address of the client', async () => {
    const answers = await times(8, () => once('/ai/sessions'));
    expect(new Set(answers.map(({ servedBy }) => servedBy))).toEqual(
      new Set(['app1', 'app2', 'app3', 'app4']),
    );
  });

  it('open one session for one key, whichever of them is asked how often', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await times(12, () =>
      administrator().send('/ai/sessions', { json: { purpose: 'Once' }, headers }),
    );
    expect(new Set(answers.map(({ servedBy }) => servedBy)).size).toBeGreaterThan(1);
    expect(new Set(answers.map(({ body }) => Made.parse(body).id)).size).toBe(1);
  });

  it('hold the limit of open proposals together', async () => {
    const agent = await agentWith({ maxOpenProposals: 5 });
    const { id } = Made.parse((await administrator().send('/ai/sessions', { json: {} })).body);
    const answers = await times(16, (n) =>
      once(
        `/ai/sessions/${id}/actions`,
        { functionName: 'setSessionPurpose', arguments: JSON.stringify({ purpose: `Proposed ${n}` }) },
        agent,
      ),
    );
    const { actions } = WithActions.parse((await administrator().send(`/ai/sessions/${id}`)).body);
    expect(actions).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    for (const { status, retryAfter } of answers) expect(status === 200 || retryAfter > 0).toBe(true);
  });

  it('each count the calls of a minute, so that a key has four times as many at most', async () => {
    const agent = await agentWith({ callsPerMinute: 3 });
    const answers = await times(40, () => once('/ai/sessions?countPerPage=1', undefined, agent));
    const passed = answers.filter(({ status }) => status === 200);
    expect(passed).toHaveLength(12);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
    for (const { retryAfter } of refused) expect(retryAfter).toBeGreaterThan(0);
  });

  it('count failed sign-ins together, by the address of the client', async () => {
    const signIn = (n: number, address: string) =>
      once(
        '/auth/credentials',
        { userName: 'nobody@example.com', password: `wrong ${n}` },
        { authorization: '', 'x-forwarded-for': address },
      );
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await signIn(n, '198.51.100.7')).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  });
});

it('are restarted one after the other, and nobody notices who comes again when told to', async () => {
  const { seen, trouble, differences, ...report } = await restartAll(service, {
    load: { programs: 2, restMs: 200 },
    rounds: 1,
  });
  expect({ wrong: seen.wrong, stale: seen.stale, problems: report.problems, ...differences }).toEqual({
    wrong: [],
    stale: [],
    problems: [],
    lost: 0,
    doubled: 0,
  });
  expect(trouble.unanswered).toBe(0);
  expect(report.restarts).toBe(4);
  expect(seen.acknowledged.size).toBeGreaterThan(0);
  expect(seen.readsElsewhere).toBeGreaterThan(0);
  expect(report.heard).toBe(20);
  expect(report.reconnections).toBeGreaterThan(0);
});
