import type { AppRouter } from '@ai-sessions/api';
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest';
import { ADMIN_EMAIL, ADMIN_PASSWORD, basic, type RunningService, startService } from './support/service.ts';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

function client(authorization = basic(ADMIN_EMAIL, ADMIN_PASSWORD)) {
  return createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${service.url}/api/trpc`, headers: { authorization } })],
  });
}

it('knows the types of what goes in and what comes out', () => {
  type Inputs = inferRouterInputs<AppRouter>;
  type Outputs = inferRouterOutputs<AppRouter>;
  expectTypeOf<Inputs['session']['create']>().toEqualTypeOf<{ accountId?: string; purpose?: string }>();
  expectTypeOf<Inputs['session']['patch']>().toEqualTypeOf<{ sessionId: string; purpose?: string }>();
  expectTypeOf<Outputs['session']['get']['purpose']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Outputs['account']['list']['hasMorePages']>().toEqualTypeOf<boolean>();
});

it('creates, changes, reads and lists, in one batch and alone', async () => {
  const api = client();
  const account = await api.account.create.mutate({ name: 'Fjord Outdoor Supply' });
  const session = await api.session.create.mutate({ accountId: account.id, purpose: 'Try' });
  const changed = await api.session.patch.mutate({ sessionId: session.id ?? '', purpose: 'Tried' });
  const [read, list, accounts] = await Promise.all([
    api.session.get.query({ sessionId: session.id ?? '' }),
    api.session.list.query({ accountIds: [account.id ?? ''] }),
    api.account.list.query({ text: 'fjord' }),
  ]);
  expect(read).toEqual(changed);
  expect(list.items).toEqual([changed]);
  expect(accounts.totalCount).toBe(1);
  const overRest = await service.request(`/ai/sessions/${session.id}`);
  expect(overRest.body).toEqual(changed);
});

it('fails with the same code, sentence and fields as REST', async () => {
  const failure = await client()
    .session.create.mutate({ purpose: 'x'.repeat(2_001) })
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TRPCClientError);
  const { data } = failure as TRPCClientError<AppRouter>;
  const rest = await service.request('/ai/sessions', { json: { purpose: 'x'.repeat(2_001) } });
  expect(data?.httpStatus).toBe(rest.status);
  expect(data?.responseStatus).toEqual(rest.body.responseStatus);
});

const tooMany = Array.from({ length: 21 }, () => 'session.list').join(',');

it.each([
  { what: 'an unknown procedure', path: 'session.nope', status: 404 },
  { what: 'a mutation by GET', path: 'session.create', status: 405 },
  { what: 'a query by POST', path: 'session.list', body: '{}', status: 405 },
  { what: 'malformed JSON', path: 'session.create', body: '{"purpose":', status: 400 },
  {
    what: 'more than 1 MiB',
    path: 'session.create',
    body: `{"purpose":"${'x'.repeat(1_100_000)}"}`,
    status: 413,
  },
  { what: 'a batch of 21', path: `${tooMany}?batch=1&input=%7B%7D`, status: 400 },
  { what: 'a batch of nothing', path: ',,,,,?batch=1&input=%7B%7D', status: 404 },
])('refuses $what with $status and a code', async ({ path, body, status }) => {
  const answer = await service.request(`/api/trpc/${path}`, {
    body,
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(status);
  const [first] = [answer.body].flat();
  expect(first.error.data.responseStatus.errorCode).toMatch(/^\w+$/);
  expect(answer.text).not.toMatch(/stack|node_modules/);
});
