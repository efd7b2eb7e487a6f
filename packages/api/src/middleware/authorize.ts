import type { Operation } from '@ai-sessions/contract';
import { admit } from '../access.ts';
import { middleware } from '../trpc.ts';

/** Lets a caller through who has the operation's roles; `ctx.admitted` is who it was, nobody for a public operation. */
export function authorize(operation: Operation) {
  return middleware(async ({ ctx, next }) =>
    next({ ctx: { admitted: await admit(operation, ctx.request) } }),
  );
}
