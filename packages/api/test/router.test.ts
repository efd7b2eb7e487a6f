import type { Principal } from '@ai-sessions/auth';
import { ApiError, type ErrorCode, type Operation, operations, type Role } from '@ai-sessions/contract';
import { callTRPCProcedure } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { apiErrorOf, appRouter, type Context, directCallOf } from '../src/index.ts';

/** The procedures of a router that was never asked are functions; what lies between are plain records. */
function proceduresIn(value: object, path: string): [string, { _def: { meta?: unknown; type: string } }][] {
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'function' ? [[`${path}${name}`, inner]] : proceduresIn(inner, `${path}${name}.`),
  );
}

const procedures = new Map(proceduresIn(appRouter._def.record, ''));

/** What only tRPC has: each follows what an operation reads. */
const SUBSCRIPTIONS = new Map([['session.watch', 'GetAISession']]);

it('has exactly one procedure for every operation of the contract, where the contract says', () => {
  const followed = [...procedures].filter(([, { _def }]) => _def.type === 'subscription');
  expect(new Map(followed.map(([name, { _def }]) => [name, nameIn(_def.meta)]))).toEqual(SUBSCRIPTIONS);
  const called = [...procedures.keys()].filter((name) => !SUBSCRIPTIONS.has(name));
  expect(called.sort()).toEqual(operations.map(({ procedure }) => procedure).sort());
  for (const operation of operations) {
    const definition = procedures.get(operation.procedure)?._def;
    expect(definition?.meta).toEqual({ operation });
    expect(definition?.type).toBe(operation.verb === 'GET' ? 'query' : 'mutation');
  }
});

/** The name of the operation in a procedure's metadata. */
function nameIn(meta: unknown): unknown {
  return (meta as { operation?: { name?: unknown } } | undefined)?.operation?.name;
}

/** A caller who must be turned away before anything else is touched: there is no database here at all. */
function contextOf(
  roles: readonly (Role | 'Other')[] | undefined,
  origin: Context['origin'],
  kind: Principal['kind'] = 'person',
): Context {
  const principal = roles && {
    userId: 'u',
    emailAddress: 'a@example.com',
    firstName: undefined,
    lastName: undefined,
    roles,
    accounts: 'all' as const,
    managerAccess: 'ReadWriteDelete' as const,
    dashboardPermissions: [],
    kind,
    method: 'browserSession' as const,
    asPerson: true,
    signedInAt: undefined,
    apiKeyId: undefined,
    dateKeyExpires: undefined,
    limits: { callsPerMinute: undefined, maxOpenProposals: undefined },
    stop: undefined,
    agent: undefined,
    browserSessionId: 'b',
  };
  return {
    services: new Proxy({} as Context['services'], {
      get: (_, name) => {
        // Nobody watches.
        if (name === 'watchCall') return undefined;
        throw new Error(`${String(name)} was touched.`);
      },
    }),
    requestId: 'test',
    transport: 'rest',
    record: undefined,
    header: () => undefined,
    address: 'unknown',
    unknownParameters: [],
    signInOrigin: { address: 'unknown' },
    reply: { cookies: [] },
    inBatch: false,
    verb: undefined,
    leaving: undefined,
    principal: async () => principal,
    countCalls: async () => {},
    trace: () => undefined,
    origin,
    idempotencyKey: undefined,
    precondition: { kind: 'none' },
    within: (part) => part(),
    atGate: (work) => work(),
  };
}

/** A way to call an operation; `read` is told when its input is looked at. */
type Way = (operation: Operation, context: Context, input: object, read: () => void) => Promise<unknown>;

const overTrpc: Way = (operation, context, input, read) =>
  callTRPCProcedure({
    router: appRouter,
    path: operation.procedure,
    ctx: { request: context },
    type: operation.verb === 'GET' ? 'query' : 'mutation',
    getRawInput: async () => {
      read();
      return input;
    },
    signal: undefined,
    batchIndex: 0,
  });

const directly: Way = async (operation, context, input, read) => {
  const procedure = procedures.get(operation.procedure);
  if (!procedure) throw new Error(`There is no ${operation.procedure}.`);
  const watched = new Proxy(input, {
    getPrototypeOf(target) {
      read();
      return Reflect.getPrototypeOf(target);
    },
  });
  return directCallOf(procedure)(context, watched);
};

/** What keeps a caller from an operation; the same whichever way they come. */
async function failureOf(operation: Operation, context: Context, input: object = {}) {
  const [first, second] = await Promise.all(
    [overTrpc, directly].map(async (way) => {
      let inputWasRead = false;
      const error = await way(operation, context, input, () => {
        inputWasRead = true;
      }).then(
        () => new Error(`${operation.name} was carried out.`),
        (reason: unknown) => reason,
      );
      const { code, status, message, fields, retryAfter, meta } = apiErrorOf(error);
      return { failure: { code, status, message, fields, retryAfter, meta }, inputWasRead };
    }),
  );
  expect(second).toEqual(first);
  return { code: first?.failure.code, inputWasRead: first?.inputWasRead };
}

/** The operations that are not open to everyone. */
const guarded = operations.filter(({ access }) => access.kind !== 'public');

describe.each(guarded.map((operation) => [operation.procedure, operation] as const))('%s', (_, operation) => {
  it('turns away strangers and callers without the role, before it reads what they sent', async () => {
    expect(await failureOf(operation, contextOf(undefined, 'notABrowser'))).toEqual({
      code: 'Unauthorized',
      inputWasRead: false,
    });
    if (operation.access.kind !== 'role') return;
    const { anyOf } = operation.access;
    const unfit = (['Manager', 'Other'] as const).filter((role) => role === 'Other' || !anyOf.includes(role));
    for (const roles of [[], unfit]) {
      expect(await failureOf(operation, contextOf(roles, 'same'))).toEqual({
        code: 'Forbidden',
        inputWasRead: false,
      });
    }
  });
});

const changes = guarded.filter(({ verb }) => verb !== 'GET');

it.each(changes.map((operation) => [operation.procedure, operation] as const))(
  '%s makes no change for a page of another site',
  async (_, operation) => {
    const failure = await failureOf(operation, contextOf(['SystemAdministrator'], 'foreign'));
    expect(failure).toEqual({ code: 'Forbidden', inputWasRead: false });
  },
);

/** What an agent may do beside reading: propose, and what strangers may do too. Everything new is refused until it is added here. */
const PROPOSALS = [
  'NewAISession',
  'PatchAISession',
  'NewAISessionAction',
  'PatchAISessionAction',
  'DeleteAISessionAction',
  'Authenticate',
  'AuthenticateLogout',
  'ForgotPassword',
  'RecoverPassword',
];

it('lets agents propose and read, whatever the roles of their owner', async () => {
  for (const operation of operations) {
    const proposes = PROPOSALS.includes(operation.name);
    if (proposes) expect(operation.agents, operation.name).toBe(true);
    if (proposes || operation.verb === 'GET') continue;
    const failure = await failureOf(operation, contextOf(['SystemAdministrator'], 'same', 'agent'));
    expect(failure, operation.name).toEqual({ code: 'Forbidden', inputWasRead: false });
  }
});

describe.each(operations.map((operation) => [operation.procedure, operation] as const))(
  '%s has the same rules called directly as over tRPC',
  (_, operation) => {
    /** A caller with every role, who sits before our own pages. */
    const context = contextOf(['SystemAdministrator', 'Manager'], 'same');
    const refusing = (code: ErrorCode) => async () => {
      throw new ApiError(code, { retryAfter: 7 });
    };

    it('about its input', async () => {
      const { fields } = operation.request;
      const misfit = Object.fromEntries(Object.keys(fields).map((name) => [name, Symbol(name)]));
      for (const input of [[], new Date(0), ...(Object.keys(fields).length > 0 ? [misfit] : [])]) {
        const { code } = await failureOf(operation, context, input);
        expect(code).toMatch(/^(?:SerializationException|ValidationException)$/);
      }
    });

    it('about places, limits and time', async () => {
      const limited = await failureOf(operation, { ...context, countCalls: refusing('TooManyRequests') });
      expect(limited).toEqual({ code: 'TooManyRequests', inputWasRead: false });
      const busy = await failureOf(operation, { ...context, atGate: refusing('Overloaded') }, []);
      expect(busy.code).toMatch(/^(?:Overloaded|SerializationException)$/);
    });

    it('about rehearsals that nobody asked for', async () => {
      if (operation.verb === 'GET') return;
      const header = (name: string) => (name === 'dry-run' ? '1' : undefined);
      const refused = await failureOf(operation, { ...context, header });
      expect(refused).toEqual({ code: 'ValidationException', inputWasRead: false });
    });
  },
);
