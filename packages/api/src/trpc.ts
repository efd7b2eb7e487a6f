import { createHash } from 'node:crypto';
import type { Principal } from '@ai-sessions/auth';
import {
  ApiError,
  type Dto,
  IDEMPOTENCY_KEY_MAXIMUM,
  type Operation,
  parseRequest,
  responseStatusOf,
  type Value,
} from '@ai-sessions/contract';
import { type Actor, once } from '@ai-sessions/db';
import { initTRPC } from '@trpc/server';
import { admit } from './access.ts';
import type { Call, Context, Services } from './context.ts';
import { apiErrorOf, trpcErrorOf } from './failure.ts';
import { joinedSignal } from './joined-signal.ts';
import { checkRequired } from './required-fields.ts';

/** What every procedure carries: the operation it was built from. */
interface Meta {
  readonly operation: Operation;
}

/** What a subscription follows. */
interface Following<Request extends Dto> {
  /** The operation that reads once what the subscription follows: who may call it may follow. */
  readonly operation: Operation<Request, Dto, 'GET'>;
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    // Proxies close connections on which nothing is said; a client that hears nothing connects again.
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 40_000 },
    },
    defaultMeta: undefined,
    errorFormatter({ shape, error, ctx }) {
      const failure = apiErrorOf(error);
      return {
        code: shape.code,
        message: failure.message,
        data: {
          code: shape.data.code,
          httpStatus: failure.status,
          path: shape.data.path,
          requestId: ctx?.requestId,
          responseStatus: responseStatusOf(failure),
        },
      };
    },
  });

export const router = t.router;

/**
 * The rules in their order: failures get their status, the caller is admitted, then the input is parsed. A procedure
 * that waits for others takes no place at the gate meanwhile; its resolver takes one for each part that works.
 */
function procedure<Request extends Dto>(operation: Operation<Request>, waits = false) {
  return t.procedure
    .meta({ operation })
    .use(async ({ ctx, next }) => {
      const result = await (waits ? next() : ctx.atGate(() => next()));
      if (!result.ok) throw trpcErrorOf(apiErrorOf(result.error));
      return result;
    })
    .use(async ({ ctx, next }) => next({ ctx: { admitted: await admit(operation, ctx) } }))
    .input((value: unknown): Value<Request> => parseRequest(operation.request, value ?? {}))
    .use(({ ctx, input, next }) => {
      checkRequired(ctx.services.requiredFields, operation, input as Value<Request>);
      return next();
    });
}

/**
 * Checks a request as its procedure will, without calling it.
 *
 * @throws ApiError `ValidationException`
 */
export function checkRequest(operation: Operation, value: unknown, { requiredFields }: Services): void {
  checkRequired(requiredFields, operation, parseRequest(operation.request, value));
}

type Result<Response extends Dto | undefined> = Response extends Dto ? Value<Response> : undefined;
type Resolver<Request extends Dto, Response extends Dto | undefined, Caller> = (
  call: Call<Value<Request>, Caller>,
) => Promise<Result<Response>>;
type Changing = 'POST' | 'PATCH' | 'DELETE';

/** What a resolver gets. */
function callOf<Input, Caller extends Principal | undefined>(
  operation: Operation,
  context: Context,
  input: Input,
  principal: Caller,
): Call<Input, Caller> {
  return {
    input,
    principal,
    by: actorOf(operation, context, principal),
    sql: context.services.sql,
    context,
  };
}

/** Who answers for what an operation changes. */
function actorOf(
  operation: Operation,
  { requestId, address }: Context,
  principal: Principal | undefined,
): Actor {
  return {
    userId: principal?.userId,
    userName: principal?.emailAddress ?? 'nobody',
    way: principal?.method,
    apiKeyId: principal?.apiKeyId,
    operation: operation.name,
    requestId,
    address,
  };
}

/** The procedure of an operation that reads. */
export function query<Request extends Dto, Response extends Dto>(
  operation: Operation<Request, Response, 'GET'>,
  resolve: Resolver<Request, Response, Principal>,
) {
  return procedure(operation).query(({ ctx, input }) =>
    resolve(callOf(operation, ctx, input as Value<Request>, signedIn(ctx.admitted))),
  );
}

/** The same for one that waits for others: it takes a place at the gate only for the parts that say so. */
export function waitingQuery<Request extends Dto, Response extends Dto>(
  operation: Operation<Request, Response, 'GET'>,
  resolve: Resolver<Request, Response, Principal>,
) {
  return procedure(operation, true).query(({ ctx, input }) =>
    resolve(callOf(operation, ctx, input as Value<Request>, signedIn(ctx.admitted))),
  );
}

/** The procedure of an operation that streams its rows. */
export function stream<Request extends Dto, Response extends Dto>(
  operation: Operation<Request, Response, 'GET'>,
  resolve: (call: Call<Value<Request>>) => AsyncGenerator<Value<Response>>,
) {
  return procedure(operation).query(async function* ({ ctx, input }) {
    const { exports } = ctx.services;
    if (!(await exports.enter())) throw new ApiError('Overloaded', { message: BUSY, retryAfter: 10 });
    try {
      yield* resolve(callOf(operation, ctx, input as Value<Request>, signedIn(ctx.admitted)));
    } finally {
      exports.leave();
    }
  });
}

const BUSY = 'Other exports are running. Start this one again when they are done.';

/** The procedure of an operation that changes something. With an `Idempotency-Key` it does so once per key. */
export function mutation<Request extends Dto, Response extends Dto | undefined>(
  operation: Operation<Request, Response, Changing>,
  resolve: Resolver<Request, Response, Principal>,
  committed: (services: Services) => void = () => undefined,
) {
  return procedure(operation).mutation(async ({ ctx, input }): Promise<Result<Response>> => {
    const principal = signedIn(ctx.admitted);
    const call = callOf(operation, ctx, input as Value<Request>, principal);
    return oncePerKey(operation, call, resolve).finally(() => committed(ctx.services));
  });
}

/** Does the work of a call; with an `Idempotency-Key`, once per key. */
async function oncePerKey<Input, Answer>(
  operation: Operation,
  call: Call<Input>,
  work: (call: Call<Input>) => Promise<Answer>,
): Promise<Answer> {
  const { context, principal, input } = call;
  const { services, idempotencyKey } = context;
  refuseWhenFull(context);
  if (idempotencyKey === undefined || !operation.idempotencyKey) return work(call);
  checkKey(idempotencyKey);
  // An answer is for whoever may work on the same accounts: another key of the user may not.
  const accounts = principal.accounts === 'all' ? [] : [principal.accounts];
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([operation.name, input, ...accounts]))
    .digest();
  const request = { userId: principal.userId, key: idempotencyKey, fingerprint };
  const { answer, etag } = await once(services.pool, request, async (sql) => {
    const done = await work({ ...call, sql });
    return { answer: done, etag: context.reply.etag };
  });
  context.reply.etag = etag;
  return answer;
}

/**
 * The procedure of an operation that changes something and then waits for others. Its resolver works in two parts:
 * `begin` does what is done once per key, `await` waits without a place at the gate.
 */
export function waitingMutation<Request extends Dto, Response extends Dto, Begun>(
  operation: Operation<Request, Response, Changing>,
  parts: {
    readonly begin: (call: Call<Value<Request>>) => Promise<Begun>;
    readonly await: (begun: Begun, call: Call<Value<Request>>) => Promise<Value<Response>>;
  },
) {
  return procedure(operation, true).mutation(async ({ ctx, input }): Promise<Value<Response>> => {
    const principal = signedIn(ctx.admitted);
    const call = callOf(operation, ctx, input as Value<Request>, principal);
    const begun = await ctx.atGate(() => oncePerKey(operation, call, parts.begin));
    return parts.await(begun, call);
  });
}

/**
 * A subscription to what an operation reads. It is no operation of its own: only tRPC has it.
 *
 * @param resolve Gives an element whenever there is something new.
 */
export function subscription<Request extends Dto, Element>(
  { operation }: Following<Request>,
  resolve: (call: Call<Value<Request>>, signal: AbortSignal) => AsyncGenerator<Element>,
) {
  return procedure(operation).subscription(async function* ({ ctx, input, signal }) {
    const { watchers, closing } = ctx.services;
    if (!(await watchers.enter())) throw new ApiError('Overloaded', { message: TOO_MANY, retryAfter: 10 });
    const end = joinedSignal([closing, ...(signal ? [signal] : [])]);
    try {
      const call = callOf(operation, ctx, input as Value<Request>, signedIn(ctx.admitted));
      yield* resolve(call, end.signal);
    } finally {
      end.leave();
      watchers.leave();
    }
  });
}

const TOO_MANY = 'Too many pages follow sessions at the moment. Reload this one later.';

/** The same for an operation that changes who may do what: it counts from the next request on. */
export function accessMutation<Request extends Dto, Response extends Dto | undefined>(
  operation: Operation<Request, Response, Changing>,
  resolve: Resolver<Request, Response, Principal>,
) {
  return mutation(operation, resolve, ({ authenticator }) => authenticator.forget());
}

/** The procedure of an operation that reads and is open to everyone. */
export function openQuery<Request extends Dto, Response extends Dto>(
  operation: Operation<Request, Response, 'GET'>,
  resolve: Resolver<Request, Response, undefined>,
) {
  return procedure(operation).query(({ ctx, input }) =>
    resolve(callOf(operation, ctx, input as Value<Request>, undefined)),
  );
}

/** The procedure of an operation that changes something and is open to everyone. */
export function openMutation<Request extends Dto, Response extends Dto | undefined>(
  operation: Operation<Request, Response, Changing>,
  resolve: Resolver<Request, Response, undefined>,
) {
  return procedure(operation).mutation(({ ctx, input }) => {
    refuseWhenFull(ctx);
    return resolve(callOf(operation, ctx, input as Value<Request>, undefined));
  });
}

/** Who was admitted. Nobody was when an operation that is open to everyone got the procedure of one that is not. */
function signedIn(principal: Principal | undefined): Principal {
  if (!principal) throw new ApiError('Unauthorized');
  return principal;
}

function refuseWhenFull({ services }: Context): void {
  if (services.storageIsFull()) throw new ApiError('StorageFull', { retryAfter: 5 });
}

function checkKey(key: string): void {
  if (/^[\x21-\x7e]+$/.test(key) && key.length <= IDEMPOTENCY_KEY_MAXIMUM) return;
  throw new ApiError('ValidationException', {
    fields: [
      {
        errorCode: 'InvalidValue',
        fieldName: 'Idempotency-Key',
        message: `'Idempotency-Key' must be 1 to ${IDEMPOTENCY_KEY_MAXIMUM} visible ASCII characters.`,
      },
    ],
  });
}
