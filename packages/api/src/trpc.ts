import { type Operation, responseStatusOf } from '@ai-sessions/contract';
import { initTRPC } from '@trpc/server';
import type { Context } from './context.ts';
import { apiErrorOf } from './failure.ts';

/** What every procedure carries: the operation it was built from. */
interface Meta {
  readonly operation: Operation;
}

/**
 * What tRPC hands from one middleware to the next. It copies the members each time, so that what is known of a request
 * is one of them.
 */
export interface RequestContext {
  readonly request: Context;
}

const t = initTRPC
  .context<RequestContext>()
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
          requestId: ctx?.request.requestId,
          responseStatus: responseStatusOf(failure),
        },
      };
    },
  });

/** Joins procedures to a router. */
export const router = t.router;
/** Begins a procedure; what the API offers is built in `procedures.ts`. */
export const baseProcedure = t.procedure;
/** Defines a middleware on the context of this API. */
export const middleware = t.middleware;
