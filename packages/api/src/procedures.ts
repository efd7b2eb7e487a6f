import type { Owners } from '@ai-sessions/apply';
import type { Principal } from '@ai-sessions/auth';
import {
  type Access,
  ApiError,
  type Dto,
  type everyone,
  type managers,
  type Operation,
  type proposers,
  type signedIn,
  type systemAdministrator,
  type Value,
} from '@ai-sessions/contract';
import type { Actor } from '@ai-sessions/db';
import type { Call, Context, Services } from './context.ts';
import { readInput } from './input.ts';
import { joinedSignal } from './joined-signal.ts';
import { admission, unlimitedAdmission } from './middleware/admission.ts';
import { idempotent } from './middleware/idempotency.ts';
import { requiredFields } from './middleware/required-fields.ts';
import { withOwners } from './object-owners.ts';
import { checkRequired } from './required-fields.ts';
import { baseProcedure } from './trpc.ts';

/** For whoever asks, signed in or not. */
export const publicProcedure = proceduresFor<typeof everyone, undefined>(() => undefined);

/** For whoever is signed in. */
export const authenticatedProcedure = proceduresFor<typeof signedIn, Principal>(authenticated);

/** For those who manage users: system administrators and managers. */
export const managerProcedure = proceduresFor<typeof managers, Principal>(authenticated);

/** For system administrators. */
export const systemAdministratorProcedure = proceduresFor<typeof systemAdministrator, Principal>(
  authenticated,
);

/** For system administrators, and for agents who propose. */
export const proposerProcedure = proceduresFor<typeof proposers, Principal>(authenticated);

type Result<Response extends Dto | undefined> = Response extends Dto ? Value<Response> : undefined;
type Resolver<Request extends Dto, Response extends Dto | undefined, Caller> = (
  call: Call<Value<Request>, Caller>,
) => Promise<Result<Response>>;
type Changing = 'POST' | 'PATCH' | 'DELETE';

/**
 * Builds the procedures of operations with one kind of access; an operation with another does not compile. Everything
 * else about a procedure comes from its operation: name, input, output, and the roles that `authorize` asks for.
 *
 * @param callerOf What a resolver gets as its caller, of whom `authorize` let through.
 */
function proceduresFor<A extends Access, Caller extends Principal | undefined>(
  callerOf: (admitted: Principal | undefined) => Caller,
) {
  return {
    /** Reads. */
    query<Request extends Dto, Response extends Dto>(
      operation: Operation<Request, Response, 'GET', A>,
      resolve: Resolver<Request, Response, Caller>,
    ) {
      return limited(operation).query(({ ctx, input }) =>
        resolve(callOf(operation, ctx.request, input as Value<Request>, callerOf(ctx.admitted))),
      );
    },

    /** Reads, and waits for others meanwhile: it takes a place at the gate only for the parts that say so. */
    waitingQuery<Request extends Dto, Response extends Dto>(
      operation: Operation<Request, Response, 'GET', A>,
      resolve: Resolver<Request, Response, Caller>,
    ) {
      return unlimited(operation).query(({ ctx, input }) =>
        resolve(callOf(operation, ctx.request, input as Value<Request>, callerOf(ctx.admitted))),
      );
    },

    /** Reads row by row, for as long as the client takes. */
    stream<Request extends Dto, Response extends Dto>(
      operation: Operation<Request, Response, 'GET', A>,
      resolve: (call: Call<Value<Request>, Caller>) => AsyncGenerator<Value<Response>>,
    ) {
      return limited(operation).query(async function* ({ ctx, input }) {
        const { exports } = ctx.request.services;
        if (!(await exports.enter())) throw new ApiError('Overloaded', { message: BUSY, retryAfter: 10 });
        try {
          yield* resolve(callOf(operation, ctx.request, input as Value<Request>, callerOf(ctx.admitted)));
        } finally {
          exports.leave();
        }
      });
    },

    /** Changes something. With an `Idempotency-Key` it does so once per key. */
    mutation<Request extends Dto, Response extends Dto | undefined>(
      operation: Operation<Request, Response, Changing, A>,
      resolve: Resolver<Request, Response, Caller>,
    ) {
      return limited(operation).mutation(({ ctx, input }): Promise<Result<Response>> => {
        refuseWhenFull(ctx.request);
        const call = callOf(operation, ctx.request, input as Value<Request>, callerOf(ctx.admitted));
        return idempotent(operation, call, resolve);
      });
    },

    /** Changes who may do what: it counts from the next request on. */
    accessMutation<Request extends Dto, Response extends Dto | undefined>(
      operation: Operation<Request, Response, Changing, A>,
      resolve: Resolver<Request, Response, Caller>,
    ) {
      return limited(operation).mutation(async ({ ctx, input }): Promise<Result<Response>> => {
        refuseWhenFull(ctx.request);
        const call = callOf(operation, ctx.request, input as Value<Request>, callerOf(ctx.admitted));
        try {
          return await idempotent(operation, call, resolve);
        } finally {
          ctx.request.services.authenticator.forget();
        }
      });
    },

    /**
     * Changes something and then waits for others. Its resolver works in two parts: `begin` does what is done once per
     * key, `await` waits without a place at the gate.
     */
    waitingMutation<Request extends Dto, Response extends Dto, Begun>(
      operation: Operation<Request, Response, Changing, A>,
      parts: {
        readonly begin: (call: Call<Value<Request>, Caller>) => Promise<Begun>;
        readonly await: (begun: Begun, call: Call<Value<Request>, Caller>) => Promise<Value<Response>>;
      },
    ) {
      return unlimited(operation).mutation(async ({ ctx, input }): Promise<Value<Response>> => {
        const call = callOf(operation, ctx.request, input as Value<Request>, callerOf(ctx.admitted));
        const begun = await ctx.request.atGate(async () => {
          refuseWhenFull(ctx.request);
          return idempotent(operation, call, parts.begin);
        });
        return parts.await(begun, call);
      });
    },

    /**
     * Reads element by element how something stands. For as long as somebody follows it, tells what comes after that, and
     * nothing now and then as a sign of life.
     */
    follow<Request extends Dto, Response extends Dto>(
      operation: Operation<Request, Response, 'GET', A>,
      resolve: (
        call: Call<Value<Request>, Caller>,
        leaving: AbortSignal | undefined,
      ) => AsyncGenerator<Value<Response> | undefined>,
    ) {
      return limited(operation).query(async function* ({ ctx, input }) {
        const call = callOf(operation, ctx.request, input as Value<Request>, callerOf(ctx.admitted));
        const { leaving, services } = ctx.request;
        if (!leaving) return yield* resolve(call, undefined);
        const { watchers, followers, closing } = services;
        const leave = followers.enter(call.principal);
        if (!leave) throw new ApiError('TooManyRequests', { message: TOO_MANY_OF_ONE, retryAfter: 10 });
        const end = joinedSignal([closing, leaving]);
        try {
          if (!(await watchers.enter()))
            throw new ApiError('Overloaded', { message: TOO_MANY, retryAfter: 10 });
          try {
            yield* resolve(call, end.signal);
          } finally {
            watchers.leave();
          }
        } finally {
          end.leave();
          leave();
        }
      });
    },

    /**
     * Changes something that may have to be known to belong to an account: its resolver gets what was found out about
     * objects so far, and throws `OwnersNeeded` for more. It is called again then, without a place at the gate and with
     * its transaction undone in between.
     */
    owningMutation<Request extends Dto, Response extends Dto>(
      operation: Operation<Request, Response, Changing, A>,
      resolve: (call: Call<Value<Request>, Caller>, owners: Owners) => Promise<Value<Response>>,
    ) {
      return unlimited(operation).mutation(({ ctx, input }): Promise<Value<Response>> => {
        const call = callOf(operation, ctx.request, input as Value<Request>, callerOf(ctx.admitted));
        return withOwners(ctx.request, (owners) =>
          ctx.request.atGate(async () => {
            refuseWhenFull(ctx.request);
            return idempotent(operation, call, (inner) => resolve(inner, owners));
          }),
        );
      });
    },

    /**
     * Follows what an operation reads: who may call that may follow it. Only tRPC has it.
     *
     * @param resolve Gives an element whenever there is something new.
     */
    subscription<Request extends Dto, Element>(
      operation: Operation<Request, Dto, 'GET', A>,
      resolve: (call: Call<Value<Request>, Caller>, signal: AbortSignal) => AsyncGenerator<Element>,
    ) {
      return limited(operation).subscription(async function* ({ ctx, input, signal }) {
        const { watchers, closing } = ctx.request.services;
        if (!(await watchers.enter()))
          throw new ApiError('Overloaded', { message: TOO_MANY, retryAfter: 10 });
        const end = joinedSignal([closing, ...(signal ? [signal] : [])]);
        try {
          const call = callOf(operation, ctx.request, input as Value<Request>, callerOf(ctx.admitted));
          yield* resolve(call, end.signal);
        } finally {
          end.leave();
          watchers.leave();
        }
      });
    },
  };
}

const BUSY = 'Other exports are running. Start this one again when they are done.';
const TOO_MANY = 'Too many pages and programs follow sessions at the moment. Try again later.';
const TOO_MANY_OF_ONE =
  'You follow too many sessions at the same time. End some of these requests, or use webhooks.';

/** For what is done at once, or while its client reads. */
function limited<Request extends Dto>(operation: Operation<Request>) {
  return checked(operation, admission(operation));
}

/** For what waits for others, without a place at the gate. */
function unlimited<Request extends Dto>(operation: Operation<Request>) {
  return checked(operation, unlimitedAdmission(operation));
}

function checked<Request extends Dto>(operation: Operation<Request>, admit: ReturnType<typeof admission>) {
  return baseProcedure
    .meta({ operation })
    .use(admit)
    .input((value: unknown): Value<Request> => readInput(operation, value))
    .use(requiredFields(operation));
}

/**
 * Checks a request as its procedure will, without calling it.
 *
 * @throws ApiError `ValidationException`
 */
export function checkRequest(operation: Operation, value: unknown, services: Services): void {
  checkRequired(services.requiredFields, operation, readInput(operation, value));
}

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
    db: context.services.db,
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
    agentGrantId: principal?.agent?.grantId,
    agentName: principal?.agent?.name,
    operation: operation.name,
    requestId,
    address,
  };
}

/** Nobody was admitted when the procedure of an operation is not the one that its access asks for. */
function authenticated(principal: Principal | undefined): Principal {
  if (!principal) throw new ApiError('Unauthorized');
  return principal;
}

function refuseWhenFull({ services }: Context): void {
  if (services.storageIsFull()) throw new ApiError('StorageFull', { retryAfter: 5 });
}
