import { createHash } from 'node:crypto';
import {
  ApiError,
  type Dto,
  type Operation,
  parseRequest,
  responseStatusOf,
  type Value,
} from '@ai-sessions/contract';
import { once } from '@ai-sessions/db';
import { initTRPC } from '@trpc/server';
import { admit } from './access.ts';
import type { Call, Context } from './context.ts';
import { apiErrorOf, trpcErrorOf } from './failure.ts';

/** What every procedure carries: the operation it was built from. */
interface Meta {
  readonly operation: Operation;
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
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

/** Longest `Idempotency-Key`. */
const KEY_MAXIMUM = 255;

/** The rules in their order: failures get their status, the caller is admitted, then the input is parsed. */
function procedure<Request extends Dto>(operation: Operation<Request>) {
  return t.procedure
    .meta({ operation })
    .use(async ({ ctx, next }) => {
      const result = await ctx.atGate(() => next());
      if (!result.ok) throw trpcErrorOf(apiErrorOf(result.error));
      return result;
    })
    .use(async ({ ctx, next }) => next({ ctx: { admitted: await admit(operation, ctx) } }))
    .input((value: unknown): Value<Request> => parseRequest(operation.request, value ?? {}));
}

type Resolver<Request extends Dto, Response> = (call: Call<Value<Request>>) => Promise<Response>;

/** The procedure of an operation that reads. */
export function query<Request extends Dto, Response extends Dto>(
  operation: Operation<Request, Response, 'GET'>,
  resolve: Resolver<Request, Value<Response>>,
) {
  return procedure(operation).query(({ ctx, input }) =>
    resolve({
      input: input as Value<Request>,
      principal: ctx.admitted,
      sql: ctx.services.sql,
      services: ctx.services,
      requestId: ctx.requestId,
    }),
  );
}

/** The procedure of an operation that changes something. With an `Idempotency-Key` it does so once per key. */
export function mutation<Request extends Dto, Response extends Dto>(
  operation: Operation<Request, Response, 'POST' | 'PATCH' | 'DELETE'>,
  resolve: Resolver<Request, Value<Response> & object>,
) {
  return procedure(operation).mutation(async ({ ctx, input }) => {
    const { services, requestId, idempotencyKey, admitted: principal } = ctx;
    if (services.storageIsFull()) throw new ApiError('StorageFull', { retryAfter: 5 });
    const call = { input: input as Value<Request>, principal, services, requestId };
    if (idempotencyKey === undefined || !operation.idempotencyKey)
      return resolve({ ...call, sql: services.sql });
    checkKey(idempotencyKey);
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([operation.name, input]))
      .digest();
    return once(services.pool, { userId: principal.userId, key: idempotencyKey, fingerprint }, (sql) =>
      resolve({ ...call, sql }),
    );
  });
}

function checkKey(key: string): void {
  if (/^[\x21-\x7e]+$/.test(key) && key.length <= KEY_MAXIMUM) return;
  throw new ApiError('ValidationException', {
    fields: [
      {
        errorCode: 'InvalidValue',
        fieldName: 'Idempotency-Key',
        message: `'Idempotency-Key' must be 1 to ${KEY_MAXIMUM} visible ASCII characters.`,
      },
    ],
  });
}
