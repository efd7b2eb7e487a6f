import { appRouter, type Context, preconditionOf } from '@ai-sessions/api';
import type { Dto, Operation, Value } from '@ai-sessions/contract';
import { callTRPCProcedure } from '@trpc/server';

/** What a call was answered with. */
export interface Answered<Response extends Dto> {
  readonly value: Value<Response>;
  /** Names the state of the record that is answered with; absent for lists. */
  readonly version: string | undefined;
}

/** What holds for one call only. */
export interface CallSettings {
  /** The version that the caller has read: it is done only if nothing changed since. */
  readonly version?: string;
  /** Names the call, so that repeating it gives the first answer. */
  readonly idempotencyKey?: string;
}

/**
 * Calls the procedure of an operation with the rights of a request.
 *
 * @throws ApiError or TRPCError, which `apiErrorOf` reads.
 */
export async function callProcedure<Request extends Dto, Response extends Dto>(
  operation: Operation<Request, Response>,
  input: Readonly<Record<string, unknown>>,
  context: Context,
  { version, idempotencyKey }: CallSettings = {},
): Promise<Answered<Response>> {
  const request: Context = {
    ...context,
    verb: operation.verb,
    // Each call has an answer of its own to name the state of.
    reply: { cookies: [] },
    precondition: preconditionOf(version === undefined ? undefined : quoted(version)),
    idempotencyKey: idempotencyKey ?? context.idempotencyKey,
    // A message is one call, however many procedures its tool asks.
    countCalls: async () => {},
  };
  const value: unknown = await callTRPCProcedure({
    router: appRouter,
    path: operation.procedure,
    getRawInput: async () => input,
    ctx: { request },
    type: operation.verb === 'GET' ? 'query' : 'mutation',
    signal: undefined,
    batchIndex: 0,
  });
  const { etag } = request.reply;
  // A procedure is built from its operation: one that answers otherwise does not compile.
  return { value: value as Value<Response>, version: etag?.replaceAll('"', '') };
}

/** A version as it stands in `If-Match`: models leave the quotation marks of ETags out, or escape them twice. */
function quoted(version: string): string {
  return `"${version.replaceAll(/["\\]/g, '').trim()}"`;
}
