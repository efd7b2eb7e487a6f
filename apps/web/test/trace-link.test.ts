import type { AppRouter } from '@ai-sessions/api';
import { createTRPCClient, httpLink } from '@trpc/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, reset, startApplying } from './support/applying.ts';
import { type Credentials, makeKey, makeUser, send } from './support/callers.ts';
import { askMcp, eras } from './support/mcp.ts';
import type { RunningService } from './support/service.ts';
import { apply, newFunction, newSession, succeeding } from './support/session.ts';
import type { Target } from './support/target.ts';

let setup: Applying;
let service: RunningService;
let target: Target;
let keyed: string;
let agent: Credentials;
/** A session of the platform. */
let path: string;

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target, keyed } = setup);
  agent = (await makeKey(service, await makeUser(service, ['SystemAdministrator']), { kind: 'Agent' }))
    .credentials;
});

beforeEach(async () => {
  reset(target);
  path = await newSession(service);
});

afterAll(() => setup?.close());

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;
const STATE = 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE';

const proposal = (n = 1) => ({ functionName: keyed, arguments: `{"n":${n}}` });

async function proposed(headers: Credentials, json: object = proposal()) {
  const { body } = await succeeding(send(service, agent, `${path}/actions`, { json, headers }));
  return body.actions.at(-1);
}

describe('the trace of a proposal', () => {
  it('is kept with the action, and read with it', async () => {
    const traced = { traceId: TRACE_ID, traceParent: PARENT, traceState: STATE };
    expect(await proposed({ traceparent: PARENT, tracestate: STATE })).toMatchObject(traced);
    const { body } = await service.request(path);
    expect(body.actions[0]).toMatchObject(traced);
    const integration = (await makeKey(service, await makeUser(service, ['SystemAdministrator'])))
      .credentials;
    const queued = await succeeding(
      send(service, integration, `${path}/actions`, { json: proposal(2), headers: { traceparent: PARENT } }),
    );
    expect(queued.body.actions[1]).toMatchObject({ traceId: TRACE_ID });
    expect('traceState' in queued.body.actions[1]).toBe(false);
  });

  it('is that of the call over tRPC', async () => {
    const trpc = createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${service.url}/api/trpc`, headers: { ...agent, traceparent: PARENT } })],
    });
    const sessionId = path.slice('/ai/sessions/'.length);
    const { actions } = await trpc.session.queueAction.mutate({ sessionId, ...proposal() });
    expect(actions?.[0]).toMatchObject({ traceId: TRACE_ID, traceParent: PARENT });
  });

  it.each(eras)('is that of the message or of its request over MCP of %s', async (era) => {
    const sender = {
      url: service.url,
      credentials: { ...agent, traceparent: `00-${'1'.repeat(32)}-00f067aa0ba902b7-00` },
    };
    const sessionId = path.slice('/ai/sessions/'.length);
    const name = `propose_${keyed}`;
    const meta = { traceparent: PARENT, tracestate: STATE };
    const ofTheNewerEra = {
      'io.modelcontextprotocol/protocolVersion': era,
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const propose = (n: number, _meta: object) =>
      askMcp(sender, era, 'tools/call', {
        name,
        arguments: { sessionId, n },
        _meta: { ...(era === '2026-07-28' ? ofTheNewerEra : {}), ..._meta },
      });
    for (const [n, given] of [
      [1, meta],
      [2, {}],
      [3, { traceparent: 'none' }],
      [4, { traceparent: { odd: true } }],
    ] as const) {
      const { result } = await propose(n, given);
      expect([n, result.isError]).toEqual([n, undefined]);
    }
    const { body } = await service.request(path);
    expect(body.actions.map(({ traceId }: { traceId: string }) => traceId)).toEqual([
      TRACE_ID,
      ...Array.from({ length: 3 }, () => '1'.repeat(32)),
    ]);
    expect(body.actions[0].traceState).toBe(STATE);
  });

  it.each([
    'none',
    '',
    PARENT.toUpperCase(),
    `ff-${TRACE_ID}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
    `${PARENT}-more`,
    `${PARENT}0`,
    `00-${TRACE_ID.slice(1)}-00f067aa0ba902b7-01`,
    `${PARENT}, ${PARENT}`,
  ])('is passed over when it is not valid: %s', async (traceparent) => {
    const action = await proposed({ traceparent, tracestate: STATE });
    expect([action.traceId, action.traceParent, action.traceState]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of a later version is read as far as this one goes', async () => {
    const action = await proposed({ traceparent: `cc-${TRACE_ID}-00f067aa0ba902b7-ff-later` });
    expect(action.traceParent).toBe(PARENT);
  });

  it.each([
    'a=1,a=2',
    'A=1',
    'a',
    '=1',
    `a=${'x'.repeat(520)}`,
    Array.from({ length: 33 }, (_, index) => `k${index}=1`).join(),
  ])('has no state that is not valid or not small', async (tracestate) => {
    const action = await proposed({ traceparent: PARENT, tracestate });
    expect([action.traceId, action.traceState]).toEqual([TRACE_ID, undefined]);
  });

  it('is that of the revision once its agent has revised it', async () => {
    const { id } = await proposed({ traceparent: PARENT, tracestate: STATE });
    const revise = (n: number, headers: Credentials) =>
      succeeding(
        send(service, agent, `${path}/actions/${id}`, {
          method: 'PATCH',
          json: { arguments: `{"n":${n}}` },
          headers,
        }),
      );
    expect((await revise(2, {})).body.actions[0]).toMatchObject({ traceParent: PARENT, traceState: STATE });
    const other = `00-${'2'.repeat(32)}-00f067aa0ba902b7-00`;
    const [revised] = (await revise(3, { traceparent: other })).body.actions;
    expect([revised.traceId, revised.traceState]).toEqual(['2'.repeat(32), undefined]);
    const corrected = await succeeding(
      service.request(`${path}/actions/${id}`, {
        method: 'PATCH',
        json: { arguments: '{"n":4}' },
        headers: { traceparent: PARENT },
      }),
    );
    expect(corrected.body.actions[0].traceId).toBe('2'.repeat(32));
  });
});

describe('a call that was proposed in a trace', () => {
  it('tells its target of the trace, as a span of its own, and of nothing else', async () => {
    await proposed({ traceparent: PARENT, tracestate: STATE }, { actions: [proposal(1), proposal(2)] });
    const { body } = await apply(service, path, { dryRun: true });
    expect(body.log).toContain(`traceparent: 00-${TRACE_ID}-(new)-01`);
    expect((await apply(service, path)).body.state).toBe('Applied');
    const parents = target.calls.map(({ headers }) => String(headers.traceparent));
    expect(parents).toHaveLength(2);
    for (const parent of parents) expect(parent).toMatch(new RegExp(`^00-${TRACE_ID}-[\\da-f]{16}-01$`));
    expect(new Set([...parents, PARENT]).size).toBe(3);
    for (const { headers } of target.calls) {
      expect(headers.tracestate).toBeUndefined();
      expect(JSON.stringify(headers)).not.toContain(String(agent.authorization).slice(7));
    }
  });

  it('says nothing of a trace when it was proposed in none, and keeps what its function sends', async () => {
    await proposed({});
    const own = await newFunction(service, {
      url: `${target.url}/own`,
      headers: { Traceparent: 'of the function' },
    });
    await proposed({ traceparent: PARENT }, { functionName: own, arguments: '{"n":1}' });
    expect((await apply(service, path)).body.state).toBe('Applied');
    expect(target.calls.map(({ headers }) => headers.traceparent)).toEqual([undefined, 'of the function']);
  });
});
