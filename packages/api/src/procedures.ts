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
import { watched } from './call-watch.ts';
import type { Call, Context, Services } from './context.ts';
import { type DirectCall, withDirectCall } from './direct-call.ts';
import { readInput } from './input.ts';
import { joinedSignal } from './joined-signal.ts';
import { type Admission, admission, admitting, unlimitedAdmission } from './middleware/admission.ts';
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
  /** For what is done at once, or while its client reads. */
  const limited = <Request extends Dto>(operation: Operation<Request>) =>
    ruled(operation, admission(operation), callerOf);
  /** For what waits for others, without a place at the gate. */
  const unlimited = <Request extends Dto>(operation: Operation<Request>) =>
    ruled(operation, unlimitedAdmission(operation), callerOf);

  return {
    /** Reads. */
    query<Request extends Dto, Response extends Dto>(
      operation: Operation<Request, Response, 'GET', A>,
      resolve: Resolver<Request, Response, Caller>,
    ) {
      return limited(operation).query(resolve);
    },

    /**
     * Reads many records: a replica may answer, if there is one, and then shows all that was acknowledged before the call.
     */
    survey<Request extends Dto, Response extends Dto>(
      operation: Operation<Request, Response, 'GET', A>,
      resolve: Resolver<Request, Response, Caller>,
    ) {
      return limited(operation).query((call) => resolve(onReplica(call)));
    },

    /** Reads, and waits for others meanwhile: it takes a place at the gate only for the parts that say so. */
    waitingQuery<Request extends Dto, Response extends Dto>(
      operation: Operation<Request, Response, 'GET', A>,
      resolve: Resolver<Request, Response, Caller>,
    ) {
      return unlimited(operation).query(resolve);
    },

    /** Reads many records one by one, like `survey`, for as long as the client takes. */
    stream<Request extends Dto, Response extends Dto>(
      operation: Operation<Request, Response, 'GET', A>,
      resolve: (call: Call<Value<Request>, Caller>) => AsyncGenerator<Value<Response>>,
    ) {
      return limited(operation).query(async function* (call) {
        const { exports } = call.context.services;
        if (!(await exports.enter())) throw new ApiError('Overloaded', { message: BUSY, retryAfter: 10 });
        try {
          yield* resolve(onReplica(call));
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
      return limited(operation).mutation((call): Promise<Result<Response>> => {
        refuseWhenFull(call.context);
        return idempotent(operation, call, resolve);
      });
    },

    /** Changes who may do what: it counts from the next request on. */
    accessMutation<Request extends Dto, Response extends Dto | undefined>(
      operation: Operation<Request, Response, Changing, A>,
      resolve: Resolver<Request, Response, Caller>,
    ) {
      return limited(operation).mutation(async (call): Promise<Result<Response>> => {
        refuseWhenFull(call.context);
        try {
          return await idempotent(operation, call, resolve);
        } finally {
          call.context.services.authenticator.forget();
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
      return unlimited(operation).mutation(async (call): Promise<Value<Response>> => {
        const begun = await call.context.atGate(async () => {
          refuseWhenFull(call.context);
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
      return limited(operation).query(async function* (call) {
        const { leaving, services } = call.context;
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
      return unlimited(operation).mutation(
        (call): Promise<Value<Response>> =>
          withOwners(call.context, (owners) =>
            call.context.atGate(async () => {
              refuseWhenFull(call.context);
              return idempotent(operation, call, (inner) => resolve(inner, owners));
            }),
          ),
      );
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
      return limited(operation).subscription(async function* (call, signal) {
        const { watchers, closing } = call.context.services;
        if (!(await watchers.enter()))
          throw new ApiError('Overloaded', { message: TOO_MANY, retryAfter: 10 });
        const end = joinedSignal([closing, ...(signal ? [signal] : [])]);
        try {
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

/**
 * The rules of an operation around what is done then, once for both ways to it: as a procedure of tRPC, and called
 * directly.
 */
function ruled<Request extends Dto, Caller extends Principal | undefined>(
  operation: Operation<Request>,
  admit: Admission,
  callerOf: (admitted: Principal | undefined) => Caller,
) {
  type Given = Call<Value<Request>, Caller>;
  const procedure = baseProcedure
    .meta({ operation })
    .use(admitting(operation, admit))
    .input((value: unknown): Value<Request> => readInput(operation, value))
    .use(requiredFields(operation));
  const given = (request: Context, input: Value<Request>, admitted: Principal | undefined): Given =>
    callOf(operation, request, input, callerOf(admitted));
  const directly =
    (work: (call: Given) => unknown): DirectCall =>
    (request, value) =>
      watched(operation, request, () =>
        admit(request, (admitted) =>
          work(given(request, checkedRequest(operation, value, request.services), admitted)),
        ),
      );

  return {
    query<Output>(work: (call: Given) => Output | Promise<Output>) {
      return withDirectCall(
        procedure.query(({ ctx, input }) => work(given(ctx.request, input as Value<Request>, ctx.admitted))),
        directly(work),
      );
    },
    mutation<Output>(work: (call: Given) => Output | Promise<Output>) {
      return withDirectCall(
        procedure.mutation(({ ctx, input }) =>
          work(given(ctx.request, input as Value<Request>, ctx.admitted)),
        ),
        directly(work),
      );
    },
    subscription<Element>(
      work: (call: Given, signal: AbortSignal | undefined) => AsyncGenerator<Element, void>,
    ) {
      return procedure.subscription(({ ctx, input, signal }) =>
        work(given(ctx.request, input as Value<Request>, ctx.admitted), signal),
      );
    },
  };
}

/**
 * Checks a request as its procedure will, without calling it.
 *
 * @throws ApiError `ValidationException`
 */
export function checkRequest(operation: Operation, value: unknown, services: Services): void {
  checkedRequest(operation, value, services);
}

/** The same, and gives what was read. */
function checkedRequest<Request extends Dto>(
  operation: Operation<Request>,
  value: unknown,
  services: Services,
): Value<Request> {
  const input = readInput(operation, value);
  checkRequired(services.requiredFields, operation, input as Readonly<Record<string, unknown>>);
  return input;
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

/** A call that may be answered by a replica. */
function onReplica<Input, Caller>(call: Call<Input, Caller>): Call<Input, Caller> {
  return { ...call, db: call.db.reading };
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
